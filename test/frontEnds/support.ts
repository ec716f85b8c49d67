import grpc from "@grpc/grpc-js";
import providerGrpc from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import providerPb from "@pulumi/pulumi/proto/provider_pb.js";
import { onTestFinished } from "vitest";
import { connect } from "../../provider/connect.js";
import { bandwidth } from "../../provider/package.js";
import { dynamicHandlers } from "../../provider/pulumi/dynamic/handlers.js";
import { serve } from "../../provider/pulumi/plugin/serve.js";
import type { Sight } from "../../provider/pulumi/run/command.js";
import type { RunMemory } from "../../provider/pulumi/run/runMemory.js";
import { bagOf, structOf } from "../../provider/pulumi/values/struct.js";
import { isObject, reveal, Secret, type Values } from "../../provider/pulumi/values/values.js";
import { fromWire, toWire } from "../../provider/pulumi/values/wire.js";
import { type Simulator, type SimulatorOptions, startSimulator } from "../../simulator/index.js";
import { attributed } from "../attributed.js";
import { FastClock } from "../faults/fastClock.js";
import { startEngine } from "../pulumi/toyServer.js";
import { Turns } from "./turns.js";

/** Accounts and providers of these tests share a time in which nobody waits. */
const time = new FastClock(Date.now());

/** A simulated account in that time. */
export const startAccount = (options: SimulatorOptions = {}): Promise<Simulator> =>
  startSimulator({ now: time.now, ...options });

const turns = new Turns();

/** A pause in which the engine asks for nothing. */
export const pause = (ms: number): Promise<void> => turns.sleep(ms);

/** What both front-ends serve, in that time. */
const quick: typeof bandwidth = attributed({
  ...bandwidth,
  connect: (given) => connect(given, { clock: time.forProcess() }),
  clock: turns,
});

export interface Made {
  id: string;
  state: Values;
}

/** One run of the engine with one of the front-ends: the process it starts, and what it asks for. */
export interface Run {
  /** What reached the user's screen. */
  readonly lines: { severity: number; message: string; urn: string; ephemeral: boolean }[];
  /** What a preview asks for. With something made before, it is about a change. */
  preview(type: string, name: string, inputs: Values, before?: Made): Promise<void>;
  create(type: string, name: string, inputs: Values): Promise<Made>;
  /** Whether the engine would see a difference, and so ask for an update. */
  differs(type: string, name: string, made: Made, inputs: Values): Promise<boolean>;
  /** What a refresh asks for; undefined when it is gone. */
  read(type: string, name: string, made: Made): Promise<Made | undefined>;
  update(type: string, name: string, made: Made, inputs: Values): Promise<Made>;
  remove(type: string, name: string, made: Made): Promise<void>;
  /** What the engine asks for when a program registers a resource: a check, and a diff where there is something already. */
  register(type: string, name: string, inputs: Values, before?: Made): Promise<Registered>;
  /** The steps that follow a registration. */
  createChecked(type: string, name: string, checked: Values): Promise<Made>;
  updateChecked(type: string, name: string, made: Made, checked: Values): Promise<Made>;
  /** What an import asks for: a read by an id alone. */
  import(type: string, name: string, id: string): Promise<Made>;
}

/** What the engine knows of a resource once it is registered. */
export interface Registered {
  checked: Values;
  changes: boolean;
  replaces: boolean;
  deleteBeforeReplace: boolean;
}

export function holdsSecret(value: unknown): boolean {
  if (value instanceof Secret) return true;
  if (Array.isArray(value)) return value.some(holdsSecret);
  return isObject(value) && Object.values(value).some(holdsSecret);
}

/** What the engine does for a provider that takes no secrets (`annotateSecrets` in `pkg/resource/plugin/provider_plugin.go`). */
function annotate(outs: Values, ins: Values): Values {
  const entries = Object.entries(outs).map(([key, out]) => {
    const given = ins[key];
    if (isObject(out) && isObject(given)) return [key, annotate(out, given)];
    return [key, !(out instanceof Secret) && holdsSecret(given) ? new Secret(out) : out];
  });
  return Object.fromEntries(entries);
}

/** Whose run it is: the name of the stack, and what its state alone has. */
export interface Owner {
  stack?: string;
  key?: string;
  /** What the command shows of the run. */
  sight?: Sight;
  /** What the other provider processes of the command tell this one. */
  memory?: RunMemory;
}

/** Settings come from the environment, and from the configuration that the engine hands over. */
export type Start = (
  environment: Record<string, string>,
  configuration?: Record<string, string>,
  owner?: Owner,
) => Promise<Run>;

/** What a check refuses. */
export class Refusals extends Error {
  constructor(readonly failures: readonly { property: string; reason: string }[]) {
    super(failures.map(({ property, reason }) => [property, reason].filter(Boolean).join(" ")).join("\n"));
  }
}

/** Refusals of a check, as the engine would end the run with. */
function refuse(failures: readonly { property: string; reason: string }[]): void {
  if (failures.length > 0) throw new Refusals(failures);
}

const startDynamic: Start = async (
  environment,
  settings = {},
  { stack = "dev", key = "state", sight, memory } = {},
) => {
  const engine = await startEngine();
  const argv = ["node", "dynamic-provider", engine.address];
  const all = dynamicHandlers({ ...quick, sight, memory }, { argv, env: environment });
  const of = (type: string, name: string, inputs: Values = {}) => {
    const handlers = all[type];
    if (!handlers) throw new Error(`no handlers for ${type}`);
    const given = new Map(Object.entries(settings).map(([key, value]) => [`bandwidth:${key}`, value]));
    handlers.configure({ config: { get: (key) => given.get(key) } });
    const urn = `urn:pulumi:${stack}::test::pulumi-nodejs:dynamic/bandwidth:${type}::${name}`;
    // What the class finds out, before the engine takes the marks off.
    const secrets = Object.keys(inputs).filter((one) => holdsSecret(inputs[one]));
    const identity = { urn, stateKey: key, ...(secrets.length > 0 ? { secrets } : {}) };
    return { handlers, bag: { ...toWire(reveal(inputs)), __provider: "stub", __identity: identity } };
  };
  /** The engine gives a dynamic provider plain values, and marks in its answer what was secret under the same name. */
  const plain = (bag: Values) => toWire(reveal(fromWire(bag)));
  const marked = (bag: Values, inputs: Values) => toWire(annotate(fromWire(bag), inputs));
  const checked = async (type: string, name: string, inputs: Values, olds: Values) => {
    const { handlers, bag } = of(type, name, inputs);
    const { inputs: good, failures } = await handlers.check(plain(olds), bag);
    refuse(failures);
    return plain(good);
  };
  return {
    lines: engine.lines,
    async preview(type, name, inputs, before) {
      const news = await checked(type, name, inputs, before?.state ?? {});
      if (!before) return;
      const { replaces } = await of(type, name).handlers.diff(before.id, plain(before.state), news);
      if (replaces.length > 0) await checked(type, name, inputs, {});
    },
    async differs(type, name, { id, state }, inputs) {
      const news = await checked(type, name, inputs, state);
      return (await of(type, name).handlers.diff(id, state, news)).changes;
    },
    async create(type, name, inputs) {
      const { id, outs } = await of(type, name).handlers.create(await checked(type, name, inputs, {}));
      return { id, state: marked(outs, inputs) };
    },
    async read(type, name, { id, state }) {
      const found = await of(type, name).handlers.read(id, plain(state));
      return found.id === "" ? undefined : { id: found.id, state: marked(found.props, fromWire(state)) };
    },
    async update(type, name, { id, state }, inputs) {
      const news = await checked(type, name, inputs, state);
      const { outs } = await of(type, name).handlers.update(id, plain(state), news);
      return { id, state: marked(outs, inputs) };
    },
    remove: (type, name, { id, state }) => of(type, name).handlers.delete(id, plain(state)),
    async register(type, name, inputs, before) {
      const good = await checked(type, name, inputs, before?.state ?? {});
      if (!before) return { checked: good, changes: true, replaces: false, deleteBeforeReplace: false };
      const { changes, replaces, deleteBeforeReplace } = await of(type, name).handlers.diff(
        before.id,
        plain(before.state),
        good,
      );
      return { checked: good, changes, replaces: replaces.length > 0, deleteBeforeReplace };
    },
    async createChecked(type, name, good) {
      const { id, outs } = await of(type, name).handlers.create(good);
      return { id, state: outs };
    },
    async updateChecked(type, name, { id, state }, good) {
      const { outs } = await of(type, name).handlers.update(id, plain(state), good);
      return { id, state: outs };
    },
    async import() {
      throw new Error("dynamic resources cannot be imported");
    },
  };
};

const startPlugin: Start = async (environment, settings = {}, { stack = "dev", key = "state", sight, memory } = {}) => {
  const engine = await startEngine();
  const plugin = await serve(
    { ...quick, load: async () => ({ ...quick, sight, memory }) },
    { argv: ["node", "plugin", engine.address], env: environment },
  );
  const address = `127.0.0.1:${plugin.port}`;
  const client = new providerGrpc.ResourceProviderClient(address, grpc.credentials.createInsecure());
  onTestFinished(() => {
    client.close();
    return plugin.stop();
  });
  const call = <Response>(method: string, request: unknown) =>
    new Promise<Response>((resolve, reject) => {
      const unary = client[method as "check"] as unknown as (
        request: unknown,
        callback: (error: Error | null, response: Response) => void,
      ) => void;
      unary.call(client, request, (error, response) => (error ? reject(error) : resolve(response)));
    });
  const struct = (values: Values) => structOf(toWire(values));
  const about = <T extends { setUrn(urn: string): unknown; setType(type: string): unknown }>(
    request: T,
    type: string,
    name: string,
  ) => {
    request.setUrn(`urn:pulumi:${stack}::test::bandwidth:index:${type}::${name}`);
    request.setType(`bandwidth:index:${type}`);
    return request;
  };
  const configuration = new providerPb.ConfigureRequest();
  configuration.setArgs(struct(settings));
  configuration.setId(key);
  await call("configure", configuration);

  const checked = async (type: string, name: string, inputs: Values, olds: Values) => {
    const request = about(new providerPb.CheckRequest(), type, name);
    request.setNews(struct(inputs));
    request.setOlds(struct(olds));
    const response = await call<InstanceType<typeof providerPb.CheckResponse>>("check", request);
    refuse(response.getFailuresList().map((failure) => failure.toObject()));
    return fromWire(bagOf(response.getInputs()));
  };
  const create = async (type: string, name: string, inputs: Values, preview: boolean) =>
    createChecked(type, name, await checked(type, name, inputs, {}), preview);
  const createChecked = async (type: string, name: string, good: Values, preview = false) => {
    const request = about(new providerPb.CreateRequest(), type, name);
    request.setProperties(struct(good));
    request.setPreview(preview);
    const response = await call<InstanceType<typeof providerPb.CreateResponse>>("create", request);
    return { id: response.getId(), state: fromWire(bagOf(response.getProperties())) };
  };
  const update = async (type: string, name: string, made: Made, inputs: Values, preview: boolean) =>
    updateChecked(type, name, made, await checked(type, name, inputs, made.state), preview);
  const updateChecked = async (type: string, name: string, { id, state }: Made, good: Values, preview = false) => {
    const request = about(new providerPb.UpdateRequest(), type, name);
    request.setId(id);
    request.setOlds(struct(state));
    request.setOldInputs(struct(state));
    request.setNews(struct(good));
    request.setPreview(preview);
    const response = await call<InstanceType<typeof providerPb.UpdateResponse>>("update", request);
    return { id, state: fromWire(bagOf(response.getProperties())) };
  };
  return {
    lines: engine.lines,
    async preview(type, name, inputs, before) {
      if (!before) return void (await create(type, name, inputs, true));
      const request = about(new providerPb.DiffRequest(), type, name);
      request.setId(before.id);
      request.setOlds(struct(before.state));
      request.setOldInputs(struct(before.state));
      request.setNews(struct(await checked(type, name, inputs, before.state)));
      const answer = await call<InstanceType<typeof providerPb.DiffResponse>>("diff", request);
      if (answer.getReplacesList().length > 0) await create(type, name, inputs, true);
      else await update(type, name, before, inputs, true);
    },
    async differs(type, name, { id, state }, inputs) {
      const request = about(new providerPb.DiffRequest(), type, name);
      request.setId(id);
      request.setOlds(struct(state));
      request.setOldInputs(struct(state));
      request.setNews(struct(await checked(type, name, inputs, state)));
      const answer = await call<InstanceType<typeof providerPb.DiffResponse>>("diff", request);
      return answer.getChanges() === providerPb.DiffResponse.DiffChanges.DIFF_SOME;
    },
    create: (type, name, inputs) => create(type, name, inputs, false),
    async read(type, name, { id, state }) {
      const request = about(new providerPb.ReadRequest(), type, name);
      request.setId(id);
      request.setInputs(struct(state));
      request.setProperties(struct(state));
      const response = await call<InstanceType<typeof providerPb.ReadResponse>>("read", request);
      return response.getId() === ""
        ? undefined
        : { id: response.getId(), state: fromWire(bagOf(response.getProperties())) };
    },
    update: (type, name, made, inputs) => update(type, name, made, inputs, false),
    async remove(type, name, { id, state }) {
      const request = about(new providerPb.DeleteRequest(), type, name);
      request.setId(id);
      request.setProperties(struct(state));
      await call("delete", request);
    },
    async register(type, name, inputs, before) {
      const good = await checked(type, name, inputs, before?.state ?? {});
      if (!before) return { checked: good, changes: true, replaces: false, deleteBeforeReplace: false };
      const request = about(new providerPb.DiffRequest(), type, name);
      request.setId(before.id);
      request.setOlds(struct(before.state));
      request.setOldInputs(struct(before.state));
      request.setNews(struct(good));
      const answer = await call<InstanceType<typeof providerPb.DiffResponse>>("diff", request);
      return {
        checked: good,
        changes: answer.getChanges() === providerPb.DiffResponse.DiffChanges.DIFF_SOME,
        replaces: answer.getReplacesList().length > 0,
        deleteBeforeReplace: answer.getDeletebeforereplace(),
      };
    },
    createChecked: (type, name, good) => createChecked(type, name, good),
    updateChecked: (type, name, made, good) => updateChecked(type, name, made, good),
    async import(type, name, id) {
      const request = about(new providerPb.ReadRequest(), type, name);
      request.setId(id);
      const response = await call<InstanceType<typeof providerPb.ReadResponse>>("read", request);
      if (response.getId() === "") throw new Error(`nothing to import: ${id}`);
      return { id: response.getId(), state: fromWire(bagOf(response.getProperties())) };
    },
  };
};

/** Both ways into the provider, each as the engine uses it. */
export const frontEnds: [name: string, start: Start][] = [
  ["dynamic resources", startDynamic],
  ["the plugin", startPlugin],
];
