import grpc from "@grpc/grpc-js";
import type { ListRequest, ListResponse } from "@pulumi/pulumi/proto/provider_pb.js";
import providerPb from "@pulumi/pulumi/proto/provider_pb.js";
import { checkProperties } from "../definition/check.js";
import { normal } from "../definition/sound.js";
import { propertiesOf } from "../values/property.js";
import { bagOf } from "../values/struct.js";
import { hasUnknown, reveal } from "../values/values.js";
import { fromWire } from "../values/wire.js";
import { unknownToken } from "./config.js";
import { invalid, RpcError } from "./errors.js";
import type { ServerSession } from "./session.js";

const PAGE = 100;

interface Found {
  id: string;
  name: string;
}

/** One page of what exists. The engine may ask for another limit on each page (docs/maintainers/engine.md#list). */
export async function* list<Api>(
  session: ServerSession<Api>,
  request: ListRequest,
  signal: AbortSignal,
): AsyncIterable<ListResponse> {
  const resource = await session.resource(request.getToken());
  if (!resource) throw unknownToken("resource", request.getToken());
  if (!resource.list) throw new RpcError(grpc.status.UNIMPLEMENTED, `${resource.name} cannot be listed`);
  const limit = request.getLimit();
  if (limit < 0) throw invalid([{ property: "limit", reason: "must not be negative" }]);
  const cursor = readToken(request.getContinuationToken());
  const query = fromWire(bagOf(request.getQuery()));
  if (hasUnknown(query)) {
    yield answer((response) => response.setComputed(new providerPb.ListResponse.Computed()));
    return;
  }
  const properties = propertiesOf(resource.list.inputs);
  const { values, failures } = checkProperties(properties, reveal(query));
  if (failures.length > 0) throw invalid(failures);

  const page = Math.max(1, Math.min(request.getPageSize() > 0 ? request.getPageSize() : PAGE, limit || PAGE));
  const all = resource.list.find({ api: await session.api, query: normal(properties, values), signal });
  let sent = 0;
  let last: Found | undefined;
  for await (const found of after(all, cursor)) {
    if (sent === page && last) {
      const token = writeToken({ offset: (cursor?.offset ?? 0) + sent, last: last.id });
      yield answer((response) => response.setContinuation(continuation(token)));
      return;
    }
    yield answer((response) => response.setResult(result(found)));
    last = found;
    sent++;
  }
}

interface Cursor {
  offset: number;
  last: string;
}

/** A token contains the place itself, so any process can continue from it. */
function writeToken({ offset, last }: Cursor): string {
  return Buffer.from(JSON.stringify([offset, last])).toString("base64url");
}

function readToken(token: string): Cursor | undefined {
  if (token === "") return undefined;
  try {
    const [offset, last] = JSON.parse(Buffer.from(token, "base64url").toString()) as unknown[];
    if (Number.isSafeInteger(offset) && typeof last === "string") return { offset: Number(offset), last };
  } catch {
    // Reported below, in our own words.
  }
  throw invalid([{ property: "continuation_token", reason: "is not from this provider: start without one" }]);
}

/** What comes after the cursor. If its last element is gone meanwhile, its place counts. */
async function* after(all: AsyncIterable<Found>, cursor: Cursor | undefined): AsyncIterable<Found> {
  if (!cursor) {
    yield* all;
    return;
  }
  const passed: Found[] = [];
  let reached = false;
  for await (const found of all) {
    if (reached) yield found;
    else if (found.id === cursor.last) reached = true;
    else passed.push(found);
  }
  if (!reached) yield* passed.slice(cursor.offset - 1);
}

function answer(fill: (response: ListResponse) => unknown): ListResponse {
  const response = new providerPb.ListResponse();
  fill(response);
  return response;
}

function result({ id, name }: Found) {
  const made = new providerPb.ListResponse.Result();
  made.setId(id);
  made.setName(name);
  return made;
}

function continuation(token: string) {
  const made = new providerPb.ListResponse.Continuation();
  made.setContinuationToken(token);
  return made;
}
