import type { InvokeRequest } from "@pulumi/pulumi/proto/provider_pb.js";
import providerPb from "@pulumi/pulumi/proto/provider_pb.js";
import { Refused } from "../definition/errors.js";
import * as lifecycle from "../definition/lifecycle.js";
import { asSent } from "../definition/sound.js";
import { propertiesOf } from "../values/property.js";
import { markSecrets } from "../values/secrets.js";
import { bagOf, structOf } from "../values/struct.js";
import { hasUnknown, type Values } from "../values/values.js";
import { fromWire, toWire } from "../values/wire.js";
import { unknownToken } from "./config.js";
import type { ServerSession } from "./session.js";

/** A look-up. Problems with its arguments are reported by property. */
export async function invoke<Api>(session: ServerSession<Api>, request: InvokeRequest, signal: AbortSignal) {
  const definition = await session.lookUp(request.getTok());
  if (!definition) throw unknownToken("function", request.getTok());
  const response = new providerPb.InvokeResponse();
  const args = fromWire(bagOf(request.getArgs()));
  // If the engine asks with something unknown, everything in the answer is unknown.
  if (hasUnknown(args)) return response;
  const { inputs, failures, warnings } = lifecycle.check(definition, args);
  for (const { property, reason } of warnings)
    session.engine.log("warning", `${definition.name}: ${property} ${reason}`);
  // An error, not the answer's list of failures: `pulumi do` ignores that list and succeeds (seen with CLI 3.259).
  if (failures.length > 0) throw new Refused(failures);
  const found = await definition.invoke({ api: await session.api, inputs: asSent(definition, inputs), signal });
  response.setReturn(structOf(toWire(markSecrets(propertiesOf(definition.outputs), found as Values))));
  return response;
}
