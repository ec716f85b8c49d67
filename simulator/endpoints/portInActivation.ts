import { activateAt } from "../account/portIns.js";
import type { PortIn } from "../account/portingTypes.js";
import { type Call, parameter, type Reply, requestBody, simulatorRefusal, statusRefusal, xmlReply } from "../call.js";
import { group, shapeProblems } from "../shape.js";
import { wire } from "../telephone.js";
import { textOf } from "../xml.js";
import { isoTime } from "./created.js";

const root = "ActivationStatusResponse";

/** The triggered port-in in the path, if it is in a state where activation makes sense. */
function awaiting(call: Call, notYet: [code: string, description: string]): PortIn {
  const portIn = call.account.portIns.get(parameter(call, "order"));
  if (!portIn) throw statusRefusal(404, root, "7335", "The order ID was not found for requested accountId.");
  // The resource disappears when the port-in is over. The code is from the reference's sample.
  if (portIn.status === "COMPLETE") throw statusRefusal(404, root, "7348", "The order is already complete");
  if (!portIn.triggered) {
    throw statusRefusal(400, root, "7345", "Customer Activation is not allowed on non triggered portins.");
  }
  if (portIn.status !== "FOC") throw statusRefusal(400, root, ...notYet);
  return portIn;
}

export function getActivation(call: Call): Reply {
  const portIn = awaiting(call, ["7342", "On demand portin activation not yet allowed."]);
  const numbers = portIn.numbers.map((number) => wire(call, number));
  return xmlReply(200, root, {
    ActivationStatus: {
      AutoActivationDate: portIn.activationAt && isoTime(portIn.activationAt),
      ActivatedTelephoneNumbersList: {},
      NotYetActivatedTelephoneNumbersList: { TelephoneNumber: numbers },
    },
  });
}

/** A time in the past means immediately, for all numbers together. */
export function setActivation(call: Call): Reply {
  const words = "On demand portin activation is allowed only for orders with FOC state.";
  const portIn = awaiting(call, ["7352", words]);
  const element = requestBody(call, "ActivationStatus", root);
  const [problem] = shapeProblems(element, group({ AutoActivationDate: "text" }));
  if (problem) throw simulatorRefusal(root, problem);
  const at = Date.parse(textOf(element, "AutoActivationDate") ?? "");
  if (Number.isNaN(at)) throw statusRefusal(400, root, "7477", "AutoActivation value is invalid.");
  activateAt(call.account, portIn, at);
  return xmlReply(200, root, {
    ActivationStatus: { AutoActivationDate: portIn.activationAt && isoTime(portIn.activationAt) },
  });
}
