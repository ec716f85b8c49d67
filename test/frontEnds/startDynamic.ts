import { dynamicHandlers } from "../../provider/pulumi/dynamic/handlers.js";
import { reveal, type Values } from "../../provider/pulumi/values/values.js";
import { fromWire, toWire } from "../../provider/pulumi/values/wire.js";
import { startEngine } from "../pulumi/toyServer.js";
import { annotate, holdsSecret, quick, refuse, type Start } from "./run.js";

/** Dynamic resources, as the engine and Pulumi's dynamic provider use them. */
export const startDynamic: Start = async (
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
