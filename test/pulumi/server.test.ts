import { promisify } from "node:util";
import grpc from "@grpc/grpc-js";
import pluginPb from "@pulumi/pulumi/proto/plugin_pb.js";
import providerGrpc from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import providerPb from "@pulumi/pulumi/proto/provider_pb.js";
import emptyPb from "google-protobuf/google/protobuf/empty_pb.js";
import { expect, onTestFinished, test, vi } from "vitest";
import { serve } from "../../provider/pulumi/plugin/serve.js";
import { UNKNOWN } from "../../provider/pulumi/values/values.js";
import { eventually } from "../eventually.js";
import { toyPackage } from "./toy.js";
import { initFailure, list, startEngine, startToy, THING, URN } from "./toyServer.js";

test("handshake and configure promise the same", async () => {
  const toy = await startToy();
  const shaken = await toy.call<InstanceType<typeof providerPb.ProviderHandshakeResponse>>(
    "handshake",
    new providerPb.ProviderHandshakeRequest(),
  );
  const configured = await toy.configure();
  expect(shaken.getAcceptSecrets()).toBe(true);
  expect(configured.getAcceptsecrets()).toBe(true);
  expect(configured.getSupportspreview()).toBe(true);
  expect(configured.getAcceptresources()).toBe(shaken.getAcceptResources());
  expect(configured.getAcceptoutputs()).toBe(shaken.getAcceptOutputs());
});

test.each([
  ["parameterize", new providerPb.ParameterizeRequest()],
  ["construct", new providerPb.ConstructRequest()],
  ["call", new providerPb.CallRequest()],
] as const)("%s is not implemented, and says so", async (method, request) => {
  const toy = await startToy();
  await expect(toy.call(method, request)).rejects.toMatchObject({ code: grpc.status.UNIMPLEMENTED });
});

test("the plugin tells its version, and has nothing to convert from", async () => {
  const toy = await startToy();
  const info = await toy.call<InstanceType<typeof pluginPb.PluginInfo>>("getPluginInfo", new emptyPb.Empty());
  expect(info.getVersion()).toBe("1.2.3");
  const mapping = await toy.call<InstanceType<typeof providerPb.GetMappingResponse>>(
    "getMapping",
    new providerPb.GetMappingRequest(),
  );
  expect(mapping.getProvider()).toBe("");
  await toy.call("getMappings", new providerPb.GetMappingsRequest());
});

test("the schema that is served carries the version", async () => {
  const toy = await startToy();
  const served = await toy.call<InstanceType<typeof providerPb.GetSchemaResponse>>(
    "getSchema",
    new providerPb.GetSchemaRequest(),
  );
  expect(JSON.parse(served.getSchema())).toMatchObject({ name: "toy", version: "1.2.3" });
});

test("the schema that the build has written down is served as it is", async () => {
  const written = `as written: ${"größer als 127 ".repeat(20_000)}`;
  const pack = toyPackage();
  const plugin = await serve(
    { ...pack, schema: async () => Buffer.from(written), load: async () => pack },
    { argv: [], env: {} },
  );
  onTestFinished(() => plugin.stop());
  const client = new providerGrpc.ResourceProviderClient(`127.0.0.1:${plugin.port}`, grpc.credentials.createInsecure());
  onTestFinished(() => client.close());
  const served = await new Promise<InstanceType<typeof providerPb.GetSchemaResponse>>((resolve, reject) => {
    client.getSchema(new providerPb.GetSchemaRequest(), (error, response) =>
      error ? reject(error) : resolve(response),
    );
  });
  expect(served.getSchema()).toBe(written);
});

test("its version and its schema are told before anything else is loaded", async () => {
  const load = vi.fn(async () => Promise.reject(new Error("nothing can be loaded")));
  const plugin = await serve({ ...toyPackage(), load }, { argv: [], env: {} });
  onTestFinished(() => plugin.stop());
  const client = new providerGrpc.ResourceProviderClient(`127.0.0.1:${plugin.port}`, grpc.credentials.createInsecure());
  onTestFinished(() => client.close());
  const asked = <Request>(method: "getPluginInfo" | "getSchema" | "check", request: Request) =>
    promisify(client[method].bind(client) as never)(request as never);
  await asked("getPluginInfo", new emptyPb.Empty());
  await asked("getSchema", new providerPb.GetSchemaRequest());
  expect(load).not.toHaveBeenCalled();
  await expect(asked("check", new providerPb.CheckRequest())).rejects.toThrow("nothing can be loaded");
});

test("a cancel ends a wait at once, keeps the id, and may come twice", async () => {
  const engine = await startEngine();
  const toy = await startToy({ engine: engine.address });
  await toy.configure();
  const creating = toy.create({ name: "slow" }).catch(initFailure);
  await eventually(() => expect(toy.shelf.requests).toEqual(["create"]));
  await toy.cancel();
  await toy.cancel();
  expect(await creating).toMatchObject({ id: "t1", reasons: [expect.stringContaining("canceled")] });
});

test("a process that the engine was attached to serves the next run after a cancel", async () => {
  const toy = await startToy();
  await toy.configure();
  await toy.cancel();
  await toy.configure();
  const creating = toy.create({ name: "slow" }, { timeout: 0.2 });
  await expect(creating.catch(initFailure)).resolves.toMatchObject({ reasons: [expect.stringContaining("0.2 s")] });
});

test("a time limit that the engine does not keep is kept, with the reason", async () => {
  const toy = await startToy();
  await toy.configure();
  const failed = await toy.create({ name: "slow" }, { timeout: 0.1 }).catch(initFailure);
  expect(failed).toMatchObject({ id: "t1", reasons: ["stopped: the time limit of 0.1 s (customTimeouts) has passed"] });
});

test("what is being waited for is shown beside the resource, and disappears", async () => {
  const engine = await startEngine();
  const toy = await startToy({ engine: engine.address });
  await toy.configure();
  await toy.create({ name: "slow" }, { timeout: 0.1 }).catch(initFailure);
  await eventually(() => expect(engine.lines).toHaveLength(2));
  expect(engine.lines).toEqual([
    { severity: 1, message: "waiting, limit 100", urn: URN, ephemeral: true },
    { severity: 1, message: "", urn: URN, ephemeral: true },
  ]);
});

test("after an attach, messages go to the new engine", async () => {
  const engine = await startEngine();
  const toy = await startToy();
  await toy.configure();
  const attach = new pluginPb.PluginAttach();
  attach.setAddress(engine.address);
  await toy.call("attach", attach);
  await toy.check({ name: "loud" });
  await eventually(() => expect(engine.lines[0]).toMatchObject({ severity: 2, message: "name is loud", urn: URN }));
});

test("calls for what does not exist are refused by name", async () => {
  const toy = await startToy();
  await toy.configure();
  await expect(toy.check({}, "toy:index:Nothing")).rejects.toMatchObject({ code: grpc.status.INVALID_ARGUMENT });
  await expect(toy.invoke("toy:index:getNothing", {})).rejects.toThrow('no function "toy:index:getNothing"');
});

test("a look-up gives its result with secrets marked, and tells what is wrong with its arguments", async () => {
  const toy = await startToy({ shelf: { things: { t1: { name: "one" } }, requests: [] } });
  await toy.configure();
  const { found } = await toy.invoke("toy:index:getThing", { thingId: "t1" });
  expect(found).toEqual({ name: "one", recovery: { value: "r-t1" } });
  await expect(toy.invoke("toy:index:getThing", { thingID: "t1" })).rejects.toMatchObject({
    code: grpc.status.INVALID_ARGUMENT,
    details: "thingID is not a property here; did you mean thingId?; thingId is required",
  });
  expect((await toy.invoke("toy:index:getThing", { thingId: UNKNOWN })).found).toEqual({});
});

const shelf = () => ({
  things: Object.fromEntries(
    Array.from({ length: 7 }, (_, at) => [`t${at + 1}`, { name: `n${at + 1}`, room: at % 2 ? "a" : "b" }]),
  ),
  requests: [],
});

test("a list goes on where the page ended, also with another limit and in another process", async () => {
  const [one, two] = [await startToy({ shelf: shelf() }), await startToy({ shelf: shelf() })];
  await one.configure();
  await two.configure();
  const first = await list(one.client, { limit: 3 });
  expect(first.ids).toEqual(["t1", "t2", "t3"]);
  const second = await list(two.client, { limit: 2, token: first.token });
  expect(second.ids).toEqual(["t4", "t5"]);
  const last = await list(one.client, { token: second.token });
  expect(last).toEqual({ ids: ["t6", "t7"], token: undefined, computed: false });
});

test("a list loses nothing when the last one of a page is deleted meanwhile", async () => {
  const toy = await startToy({ shelf: shelf() });
  await toy.configure();
  const first = await list(toy.client, { pageSize: 3 });
  delete toy.shelf.things.t3;
  expect((await list(toy.client, { token: first.token })).ids).toEqual(["t4", "t5", "t6", "t7"]);
});

test("a list can be narrowed down; what it cannot do is refused by name", async () => {
  const toy = await startToy({ shelf: shelf() });
  await toy.configure();
  expect((await list(toy.client, { query: { room: "a" } })).ids).toEqual(["t2", "t4", "t6"]);
  expect(await list(toy.client, { query: { room: UNKNOWN } })).toEqual({ ids: [], token: undefined, computed: true });
  const refused = { code: grpc.status.INVALID_ARGUMENT };
  await expect(list(toy.client, { query: { rooms: "a" } })).rejects.toMatchObject(refused);
  await expect(list(toy.client, { limit: -1 })).rejects.toMatchObject(refused);
  await expect(list(toy.client, { token: "bm9wZQ" })).rejects.toMatchObject(refused);
  await expect(list(toy.client, { type: "toy:index:Label" })).rejects.toMatchObject({
    code: grpc.status.UNIMPLEMENTED,
  });
  await expect(list(toy.client, { type: `${THING}s` })).rejects.toMatchObject(refused);
});
