import type {
  CheckRequest,
  CreateRequest,
  DeleteRequest,
  DiffRequest,
  ReadRequest,
  UpdateRequest,
} from "@pulumi/pulumi/proto/provider_pb.js";
import providerPb from "@pulumi/pulumi/proto/provider_pb.js";
import emptyPb from "google-protobuf/google/protobuf/empty_pb.js";
import { asDeclared } from "../definition/asDeclared.js";
import type { AnyResource } from "../definition/definition.js";
import { PartialFailure } from "../definition/errors.js";
import * as lifecycle from "../definition/lifecycle.js";
import { contains, keepIgnored, parsePath } from "../values/path.js";
import { propertiesOf } from "../values/property.js";
import { markSecrets, markState, withoutValues } from "../values/secrets.js";
import { bagOf, structOf } from "../values/struct.js";
import { equal, type Values } from "../values/values.js";
import { fromWire, toWire } from "../values/wire.js";
import { checkResponse, diffResponse } from "./answers.js";
import { unknownToken } from "./config.js";
import { initFailed } from "./errors.js";
import { previewUpdate, stables } from "./preview.js";
import type { ServerSession } from "./session.js";

type Bag = Parameters<typeof bagOf>[0];

export async function check<Api>(session: ServerSession<Api>, request: CheckRequest) {
  const resource = await find(session, request);
  const urn = request.getUrn();
  const news = valuesOf(request.getNews());
  const checked = lifecycle.checkResource(resource, news, session.program, urn, await session.connection);
  const { inputs, failures, warnings } = checked;
  for (const { property, reason } of warnings) session.engine.log("warning", `${property} ${reason}`, urn);
  if ("announcement" in checked && checked.announcement) session.engine.log("info", checked.announcement, urn);
  session.sawCheck(urn);
  const properties = propertiesOf(resource.inputs);
  return checkResponse(toWire(markSecrets(properties, inputs, news)), withoutValues(properties, news, failures));
}

export async function diff<Api>(session: ServerSession<Api>, request: DiffRequest) {
  const resource = await find(session, request);
  const urn = request.getUrn();
  const state = await completed(session, resource, request);
  session.sawState(state);
  session.program.hold(resource.name, request.getId(), urn);
  const { inputs, changes, deleteBeforeReplace, announcement, reminder } = wanted(session, resource, state, request);
  const ofProgram = session.isProgramDiff(urn);
  const holding = lifecycle.holdingOf(resource as AnyResource<never>, request.getId(), state);
  if (ofProgram) session.program.compared(resource.name, urn, holding, changes);
  // An import calls nothing else that could write: an update of what was imported never follows.
  const isImport = ofProgram && changes.length === 0 && session.imported.has(urn) && !session.noted.has(urn);
  if (isImport && session.program.isUpdate && resource.noteImport) {
    session.noted.add(urn);
    await session.run({ type: resource.name, urn }, (call) => lifecycle.noteImport(resource, call, state));
  }
  if (announcement && changes.length > 0 && ofProgram) session.engine.log("info", announcement, urn);
  if (reminder && ofProgram) session.engine.log("warning", reminder, urn);
  const others = session.program.others(urn, true);
  // A replacement's create is previewed. The delete of the old one isn't.
  if (changes.some(({ replaces }) => replaces) && ofProgram) {
    await session.plan(urn, lifecycle.plans(resource as AnyResource<never>, { state, inputs, replaces: true }, others));
  }
  return diffResponse({
    changes,
    olds: valuesOf(request.getOldInputs()),
    news: inputs,
    stables: stables(resource as AnyResource<never>, state, changes),
    deleteBeforeReplace,
  });
}

export async function create<Api>(session: ServerSession<Api>, request: CreateRequest) {
  const resource = await find(session, request);
  const inputs = valuesOf(request.getProperties());
  const response = new providerPb.CreateResponse();
  if (request.getPreview()) {
    const others = session.program.others(request.getUrn());
    await session.plan(request.getUrn(), lifecycle.plans(resource as AnyResource<never>, { inputs }, others));
    // Outputs are left out: none of them is known before (docs/maintainers/engine.md#methods).
    response.setProperties(outgoing(resource, inputs, inputs));
    return response;
  }
  const operation = { type: resource.name, urn: request.getUrn(), timeoutSeconds: request.getTimeout() };
  const made = await session.run(operation, (call) =>
    saveUnfinished(resource, { inputs }, () => lifecycle.create(resource, call, inputs)),
  );
  response.setId(made.id);
  response.setProperties(outgoing(resource, made.state, inputs));
  return response;
}

export async function read<Api>(session: ServerSession<Api>, request: ReadRequest) {
  const resource = await find(session, request);
  const urn = request.getUrn();
  const inputs = valuesOf(request.getInputs());
  const state = valuesOf(request.getProperties());
  // The request lives until it is answered, and sixteen of them with 5,000 numbers each wait for one page.
  request.clearInputs();
  request.clearProperties();
  const refresh = isRefresh(resource, inputs, state);
  if (refresh) session.sawState(state);
  session.sawRead(urn);
  // Engines before 3.246 have no time limit here, and their protocol has no such method
  // (docs/maintainers/engine.md#cancel-and-time-limits).
  const operation = { type: resource.name, urn, timeoutSeconds: request.getTimeout?.(), ofState: refresh };
  const found = await session.run(operation, (call) =>
    refresh
      ? lifecycle.read(resource, call, request.getId(), state, inputs)
      : lifecycle.read(resource, call, request.getId()),
  );
  const response = new providerPb.ReadResponse();
  if (!found) {
    const { form, example } = resource.importId;
    const hint = `nothing has the id "${request.getId()}"; an id here is ${form}, as in ${example}`;
    if (!refresh) session.engine.log("warning", hint, urn);
    return response;
  }
  await session.answers.next();
  const before = { ...state, ...inputs };
  if (!refresh) session.imported.add(urn);
  session.program.found(resource.name, urn, lifecycle.holdingOf(resource as AnyResource<never>, found.id, found.state));
  response.setId(found.id);
  response.setProperties(outgoing(resource, found.state, before));
  response.setInputs(outgoing(resource, found.inputs, before));
  return response;
}

/**
 * An import brings only an id. `.get` brings an id with whatever the program says about the state, as inputs and as state
 * (docs/maintainers/engine.md#refresh-and-import). Neither is a state that was ours.
 */
function isRefresh<Api>(resource: AnyResource<Api>, inputs: Values, state: Values): boolean {
  if (Object.keys(state).length === 0) return false;
  const declared = propertiesOf(resource.inputs);
  const ours = Object.keys(propertiesOf(resource.outputs)).some((name) => !(name in declared) && name in state);
  return ours || !equal(inputs, state);
}

export async function update<Api>(session: ServerSession<Api>, request: UpdateRequest) {
  const resource = await find(session, request);
  const state = valuesOf(request.getOlds());
  session.sawState(state);
  const { inputs, changes, is } = wanted(session, resource, state, request);
  const before = { ...state, ...inputs };
  const response = new providerPb.UpdateResponse();
  if (request.getPreview()) {
    const others = session.program.others(request.getUrn());
    await session.plan(request.getUrn(), lifecycle.plans(resource as AnyResource<never>, { state, inputs }, others));
    const known = previewUpdate(resource as AnyResource<never>, state, inputs, changes);
    response.setProperties(outgoing(resource, known, before));
    return response;
  }
  const id = request.getId();
  const operation = { type: resource.name, urn: request.getUrn(), timeoutSeconds: request.getTimeout() };
  const updated = await session.run(operation, (call) =>
    saveUnfinished(resource, { id, state, inputs }, () => lifecycle.update(resource, call, id, is, inputs)),
  );
  response.setProperties(outgoing(resource, updated, before));
  return response;
}

export async function remove<Api>(session: ServerSession<Api>, request: DeleteRequest) {
  const resource = await find(session, request);
  const state = valuesOf(request.getProperties());
  session.sawState(state);
  const operation = {
    type: resource.name,
    urn: request.getUrn(),
    timeoutSeconds: request.getTimeout(),
    deletes: true,
    ofState: true,
  };
  await session.run(operation, (call) => lifecycle.remove(resource, call, request.getId(), state));
  return new emptyPb.Empty();
}

/**
 * What exists, and what the program declares, without the paths that it ignores. An import brings everything that the server
 * has into the state. What a program with the resource option `import` doesn't declare stays as it is and isn't removed.
 */
function wanted<Api>(
  session: ServerSession<Api>,
  resource: AnyResource<Api>,
  state: Values,
  request: DiffRequest | UpdateRequest,
) {
  const ignored = request.getIgnorechangesList().map(parsePath);
  const inputs = keepIgnored(valuesOf(request.getOldInputs()), valuesOf(request.getNews()), ignored);
  const imported = session.imported.has(request.getUrn());
  const is = imported ? asDeclared(resource, { inputs: state, state }, inputs) : state;
  const others = session.program.others(request.getUrn());
  const all = lifecycle.diff(resource as AnyResource<never>, is, inputs, others, { world: session.world });
  const changes = all.changes.filter(({ path }) => !ignored.some((outer) => contains(outer, parsePath(path))));
  return { ...all, inputs, changes, is };
}

/** What was read. In the run of an import, also what the program declares and only costly look-ups show; looked up once. */
async function completed<Api>(
  session: ServerSession<Api>,
  resource: AnyResource<Api>,
  request: DiffRequest,
): Promise<Values> {
  const state = valuesOf(request.getOlds());
  const urn = request.getUrn();
  if (!session.imported.has(urn) || !resource.completeImport) return state;
  const look = () =>
    session.run({ type: resource.name, urn }, (call) =>
      lifecycle.completeImport(resource, call, state, valuesOf(request.getNews())),
    );
  const looked = session.completed.get(urn) ?? look();
  session.completed.set(urn, looked);
  return looked;
}

/** What exists although the rest failed is saved, with its secrets marked. */
async function saveUnfinished<Api, T>(
  resource: AnyResource<Api>,
  { id, state = {}, inputs }: { id?: string; state?: Values; inputs: Values },
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof PartialFailure)) throw error;
    const known = id ?? error.done.id;
    if (!known) throw error;
    // The state may keep what an update didn't change, with what was secret before.
    const marked = markState(resource, markState(resource, error.done.outputs, state), inputs);
    throw initFailed(known, marked, error);
  }
}

async function find<Api>(
  session: ServerSession<Api>,
  request: { getType?(): string; getUrn(): string },
): Promise<AnyResource<Api>> {
  // Old engines send the type only inside the URN: urn:pulumi:STACK::PROJECT::PARENT$TYPE::NAME.
  const type = request.getType?.() || (request.getUrn().split("::")[2]?.split("$").at(-1) ?? "");
  const resource = await session.resource(type);
  if (!resource) throw unknownToken("resource", type);
  return resource;
}

function valuesOf(bag: Bag): Values {
  return fromWire(bagOf(bag));
}

function outgoing<Api>(resource: AnyResource<Api>, values: Values, before: Values) {
  return structOf(toWire(markState(resource, values, before)));
}
