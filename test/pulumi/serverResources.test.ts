import grpc from "@grpc/grpc-js";
import providerPb from "@pulumi/pulumi/proto/provider_pb.js";
import { expect, test } from "vitest";
import { read } from "../../provider/pulumi/plugin/resources.js";
import { ServerSession } from "../../provider/pulumi/plugin/session.js";
import { Secret, UNKNOWN } from "../../provider/pulumi/values/values.js";
import { eventually } from "../eventually.js";
import { toyPackage } from "./toy.js";
import { initFailure, startEngine, startToy, struct, URN } from "./toyServer.js";

const { Kind } = providerPb.PropertyDiff;

async function configured(options: Parameters<typeof startToy>[0] = {}) {
  const toy = await startToy(options);
  await toy.configure();
  return toy;
}

test("a check fills in defaults, marks secrets, and lets through what is not known", async () => {
  const toy = await configured();
  const { inputs, failures } = await toy.check({ name: UNKNOWN, password: "p", login: { user: "u", token: "t" } });
  expect(failures).toEqual([]);
  expect(inputs).toEqual({
    name: UNKNOWN,
    size: 1,
    password: new Secret("p"),
    login: { user: "u", token: new Secret("t") },
  });
});

test("a check keeps secret what the program made secret, where the provider would not", async () => {
  const toy = await configured();
  const { inputs } = await toy.check({ name: new Secret("n"), tags: ["a", new Secret("b")] });
  expect(inputs).toMatchObject({ name: new Secret("n"), tags: new Secret(["a", "b"]) });
});

test("all that is wrong is told at once, each at its property", async () => {
  const toy = await configured();
  const { failures } = await toy.check({ name: 5, hosts: [{ hostName: "h" }, { port: "x" }], colour: "green" });
  expect(failures.map(({ property }) => property).sort()).toEqual([
    "colour",
    "hosts[1].hostName",
    "hosts[1].port",
    "name",
  ]);
});

test("a create keeps secret what was secret in its inputs, and what the definition says is", async () => {
  const toy = await configured();
  const inputs = { name: new Secret("n"), size: 2, password: new Secret("p"), address: { street: new Secret("s") } };
  const { id, properties } = await toy.create(inputs);
  expect(id).toBe("t1");
  expect(properties).toEqual({
    ...inputs,
    thingId: "t1",
    status: "NEW",
    recovery: new Secret("r-t1"),
    // The provider's own notes are secret as a whole where an input is.
    __note: new Secret("n"),
    __format: new Secret(2),
    __stored: new Secret({ address: { street: "s" } }),
    __stateKeys: new Secret(["provider-id"]),
  });
  // What the API got is plain.
  expect(toy.shelf.things.t1).toMatchObject({ name: "n", password: "p", address: { street: "s" } });
});

test("the preview of a create writes nothing, and leaves out what is not known", async () => {
  const toy = await configured();
  const { id, properties } = await toy.create({ name: "n", tags: [UNKNOWN] }, { preview: true });
  expect(id).toBe("");
  expect(properties).toEqual({ name: "n", tags: [UNKNOWN] });
  expect(toy.shelf.requests).toEqual([]);
});

const state = {
  name: "n",
  size: 1,
  tags: ["a", "b"],
  hosts: [{ hostName: "h1", port: 1 }, { hostName: "h2" }],
  password: new Secret("p"),
  thingId: "t1",
  status: "NEW",
  recovery: new Secret("r"),
};
const inputs = { name: "n", size: 1, tags: ["b", "a"], hosts: state.hosts, password: new Secret("p") };

test("the preview of an update keeps known what the change cannot alter", async () => {
  const toy = await configured();
  const renamed = await toy.update({ id: "t1", state, news: { ...inputs, name: "m" }, preview: true });
  expect(renamed).toMatchObject({ name: "m", thingId: "t1", status: "NEW", recovery: new Secret("r") });
  const resized = await toy.update({ id: "t1", state, news: { ...inputs, size: UNKNOWN }, preview: true });
  expect(resized).toEqual({ ...inputs, size: UNKNOWN, thingId: "t1" });
  expect(toy.shelf.requests).toEqual([]);
});

test("an update answers with the whole state", async () => {
  const toy = await configured();
  const updated = await toy.update({ id: "t1", state, news: { ...inputs, size: 3 } });
  expect(updated).toMatchObject({ ...inputs, size: 3, thingId: "t1", status: "CHANGED", recovery: new Secret("r-t1") });
});

test("a diff tells each place that changes, and what stays", async () => {
  const toy = await configured();
  const news = {
    ...inputs,
    name: "m",
    hosts: [{ hostName: "h1", port: 2 }, { hostName: "h2", port: 9 }, { hostName: "h3" }],
    tags: ["b", "c"],
    password: undefined,
  };
  expect(await toy.diff({ state, news, oldInputs: inputs })).toEqual({
    changes: "some",
    diffs: ["name", "tags", "hosts", "password"],
    replaces: [],
    stables: ["thingId"],
    deleteBeforeReplace: true,
    detailed: {
      name: { kind: Kind.UPDATE, inputDiff: true },
      // The old list begins with the one that goes, the new one ends with the one that comes.
      "tags[0]": { kind: Kind.DELETE, inputDiff: false },
      "tags[1]": { kind: Kind.ADD, inputDiff: true },
      "hosts[0].port": { kind: Kind.UPDATE, inputDiff: true },
      "hosts[1].port": { kind: Kind.ADD, inputDiff: true },
      "hosts[2]": { kind: Kind.ADD, inputDiff: true },
      password: { kind: Kind.DELETE, inputDiff: true },
    },
  });
});

test("a replacement says so at the place, and promises nothing to stay", async () => {
  const toy = await configured();
  const diff = await toy.diff({ state: { ...state, room: "a" }, news: { ...inputs, room: "b" } });
  expect(diff).toMatchObject({ diffs: ["room"], replaces: ["room"], stables: [] });
  expect(diff.detailed).toEqual({ room: { kind: Kind.UPDATE_REPLACE, inputDiff: true } });
  const kept = await toy.diff({ state: { ...state, room: "a" }, news: { ...inputs, room: "a", name: "m" } });
  expect(kept.stables).toEqual(["thingId", "room"]);
});

test("drift that the inputs do not show is told as a difference of the state", async () => {
  const toy = await configured();
  const { detailed } = await toy.diff({ state: { ...state, size: 5 }, news: inputs, oldInputs: inputs });
  expect(detailed).toEqual({ size: { kind: Kind.UPDATE, inputDiff: false } });
});

test("what the program ignores is no change, at any depth", async () => {
  const toy = await configured();
  const hosts = [{ hostName: "h1", port: 7 }, { hostName: "x" }];
  const news = { ...inputs, name: "m", hosts };
  const all = ["name", "hosts[*].port", "hosts[1].hostName"];
  expect((await toy.diff({ state, news, ignoreChanges: all })).changes).toBe("none");
  const some = await toy.diff({ state, news, ignoreChanges: ["hosts[0]", "name"] });
  expect(Object.keys(some.detailed)).toEqual(["hosts[1].hostName"]);
});

test("an announcement is made for what the program changes, not for the swapped diff of a refresh", async () => {
  const engine = await startEngine();
  const toy = await configured({ engine: engine.address });
  await toy.read("t1", inputs, state);
  await toy.diff({ state, news: { ...inputs, size: 2 } });
  await toy.check({ ...inputs, size: 4 });
  await toy.diff({ state, news: { ...inputs, size: 4 } });
  await eventually(() => expect(engine.lines).toHaveLength(1));
  expect(engine.lines[0]).toMatchObject({ severity: 1, message: "it will be 4 m", urn: URN });
});

const shelf = () => ({ things: { t1: { name: "now", size: 1, room: "a", password: "p" } }, requests: [] });

test("a refresh tells what the program declared as it is now, and keeps secrets", async () => {
  const toy = await configured({ shelf: shelf() });
  const found = await toy.read("t1", inputs, state);
  expect(found.inputs).toEqual({ name: "now", size: 1, password: new Secret("p") });
  expect(found.properties).toMatchObject({ name: "now", thingId: "t1", status: "SEEN", password: new Secret("p") });
});

test("an import tells everything, and its check and diff find nothing more to do", async () => {
  const toy = await configured({ shelf: shelf() });
  const found = await toy.read("t1");
  expect(found.inputs).toEqual({ name: "now", size: 1, room: "a", password: new Secret("p") });
  const checked = await toy.check(found.inputs ?? {});
  const diff = await toy.diff({ state: found.properties ?? {}, news: checked.inputs, oldInputs: found.inputs });
  expect(diff.changes).toBe("none");
});

test("`.get` with a hint of the state gives the whole resource", async () => {
  const toy = await configured({ shelf: shelf() });
  const hint = { name: "old" };
  expect((await toy.read("t1", hint, hint)).properties).toMatchObject({ name: "now", room: "a" });
});

test("what is gone has no id; an import that finds nothing says how an id looks", async () => {
  const engine = await startEngine();
  const toy = await configured({ engine: engine.address });
  expect(await toy.read("t9", inputs, state)).toEqual({ id: "", inputs: undefined, properties: undefined });
  expect((await toy.read("t9")).id).toBe("");
  await eventually(() => expect(engine.lines).toHaveLength(1));
  expect(engine.lines[0]?.message).toBe('nothing has the id "t9"; an id here is thingId, as in t1');
  await expect(toy.read("nine")).rejects.toThrow("expected: thingId, as in t1");
});

test("the settings of a run are checked once, and again after each configure", async () => {
  const pack = toyPackage(shelf());
  const check = pack.checkConfiguration;
  let checks = 0;
  pack.checkConfiguration = (given) => {
    checks++;
    return check(given);
  };
  const session = new ServerSession(pack, { TOY_ACCOUNT: "1" });
  const api = await session.api;
  expect([await session.connection, await session.connection, session.world]).toEqual([api, api, undefined]);
  expect(checks).toBe(1);
  session.configure({ maxThings: "many" }, "key");
  expect([await session.connection, await session.connection]).toEqual([undefined, undefined]);
  expect(checks).toBe(2);
});

test("a read that waits keeps its lists once: grpc holds the request until it is answered", async () => {
  const session = new ServerSession(toyPackage(), {});
  session.configure({}, "k");
  const request = new providerPb.ReadRequest();
  request.setUrn(URN);
  request.setId("t1");
  request.setInputs(struct({ name: "n" }));
  request.setProperties(struct({ name: "n", thingId: "t1" }));
  const reading = read(session, request).catch(() => {});
  await eventually(() => expect([request.getInputs(), request.getProperties()]).toEqual([undefined, undefined]));
  await reading;
});

test("an engine whose protocol has no time limit for reads is served all the same", async () => {
  const session = new ServerSession(toyPackage(shelf()), { TOY_ACCOUNT: "1" });
  const request = new providerPb.ReadRequest();
  request.setId("t1");
  request.setUrn(URN);
  // As the protocol of @pulumi/pulumi 3.243 has it.
  Object.assign(request, { getTimeout: undefined });
  expect((await read(session, request)).getId()).toBe("t1");
});

test("a create that fails half way leaves its id, its outputs and its secrets in the state", async () => {
  const toy = await configured();
  const failed = await toy.create({ name: "broken", password: new Secret("p") }).catch(initFailure);
  expect(failed).toEqual({
    id: "t1",
    properties: {
      name: "broken",
      password: new Secret("p"),
      thingId: "t1",
      status: "NEW",
      recovery: new Secret("r-t1"),
      __note: "n",
      __format: 2,
      __stateKeys: ["provider-id"],
    },
    reasons: ["it broke"],
  });
});

test("an update that fails half way leaves what is known, over what was", async () => {
  const toy = await configured();
  const failed = await toy.update({ id: "t1", state, news: { ...inputs, name: "broken" } }).catch(initFailure);
  expect(failed).toMatchObject({ id: "t1", reasons: ["half done"], properties: { ...state, status: "HALF" } });
});

test("an error that left nothing behind may have acted, and cannot reach into the terminal", async () => {
  const toy = await configured();
  const error = await toy.create({ name: "refused" }).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: grpc.status.UNKNOWN, details: "the shelf is full\ufffd" });
});

test("a delete twice is fine", async () => {
  const toy = await configured({ shelf: shelf() });
  await toy.remove("t1", state);
  await toy.remove("t1", state);
  expect(toy.shelf.things).toEqual({});
});

test("an engine that sends the type only inside the URN is understood", async () => {
  const toy = await configured();
  const request = new providerPb.CheckRequest();
  request.setUrn("urn:pulumi:dev::toys::my:Component$toy:index:Thing::one");
  request.setNews(struct({ name: "n" }));
  await expect(toy.call("check", request)).resolves.toBeDefined();
});
