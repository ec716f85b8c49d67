import grpc from "@grpc/grpc-js";
import providerPb from "@pulumi/pulumi/proto/provider_pb.js";
import { expect, test } from "vitest";
import { Secret, UNKNOWN } from "../../provider/pulumi/values/values.js";
import { detailOf, startToy } from "./toyServer.js";

test("settings are returned as they were written, and nothing of the environment with them", async () => {
  const toy = await startToy({ env: { TOY_ACCOUNT: "7", TOY_KEY: "hidden" } });
  const { inputs, failures } = await toy.checkConfig({ maxThings: 5, version: "1.0.0" });
  expect(failures).toEqual([]);
  expect(inputs).toEqual({ maxThings: 5, version: "1.0.0" });
});

test("everything that is wrong with the settings is told at once", async () => {
  const toy = await startToy();
  const { failures } = await toy.checkConfig({ accountID: "99", secretKey: ["x"] });
  expect(failures).toEqual([
    { property: "accountID", reason: "is not a setting of this provider; did you mean accountId?" },
    { property: "", reason: "secretKey must be text" },
  ]);
});

test("a setting that is not known yet passes", async () => {
  const toy = await startToy();
  const { inputs, failures } = await toy.checkConfig({ accountId: UNKNOWN });
  expect(failures).toEqual([]);
  expect(inputs).toEqual({ accountId: UNKNOWN });
});

test("missing settings come with the full key, so that the CLI can say how to set them", async () => {
  const toy = await startToy();
  const error = await toy.configure({}).catch((refused: unknown) => refused);
  const detail = detailOf(error);
  expect(detail?.type).toBe("pulumirpc.ConfigureErrorMissingKeys");
  const keys = providerPb.ConfigureErrorMissingKeys.deserializeBinary(detail?.bytes ?? new Uint8Array());
  expect(keys.getMissingkeysList().map((key) => key.toObject())).toEqual([
    { name: "toy:accountId", description: "is required. The account." },
  ]);
});

test("settings that are there but wrong are no missing ones", async () => {
  const toy = await startToy();
  const error = await toy.configure({ maxThings: "many" }).catch((refused: unknown) => refused);
  expect(error).toMatchObject({ code: grpc.status.INVALID_ARGUMENT });
  expect((error as Error).message).toContain("toy:maxThings must be a whole number");
  expect(detailOf(error)).toBeUndefined();
});

test("the environment stands in when Configure comes without CheckConfig, as from `pulumi do`", async () => {
  const toy = await startToy({ env: { TOY_ACCOUNT: "7" } });
  await toy.configure({}, "");
  expect((await toy.create({ name: "one" })).id).toBe("t1");
  expect(toy.shelf.stateKey).toMatch(/^[0-9a-f-]{36}$/);
});

test("secret settings are unwrapped, and the provider's id is the key of the state", async () => {
  const toy = await startToy();
  await toy.configure({ accountId: new Secret("99"), secretKey: new Secret("k") }, "provider-1");
  await toy.create({ name: "one" });
  expect(toy.shelf.stateKey).toBe("provider-1");
});

test("an engine of old sends its settings as text only", async () => {
  const toy = await startToy();
  const request = new providerPb.ConfigureRequest();
  request.getVariablesMap().set("toy:config:accountId", "99");
  await expect(toy.call("configure", request)).resolves.toBeDefined();
});

test("only another account replaces resources; a new key does not", async () => {
  const toy = await startToy();
  const keys = await toy.diffConfig({ accountId: "1", secretKey: "a" }, { accountId: "1", secretKey: "b" });
  expect(keys).toMatchObject({ changes: "some", diffs: ["secretKey"], replaces: [] });
  const account = await toy.diffConfig({ accountId: "1" }, { accountId: "2" });
  expect(account).toMatchObject({ changes: "some", diffs: ["accountId"], replaces: ["accountId"] });
  expect((await toy.diffConfig({ accountId: "1" }, { accountId: "1" })).changes).toBe("none");
  expect((await toy.diffConfig({ accountId: "1" }, { accountId: " 1\n" })).replaces).toEqual([]);
});

test("an account that moves between environment and configuration, or is not known yet, replaces nothing", async () => {
  const toy = await startToy({ env: { TOY_ACCOUNT: "1" } });
  expect((await toy.diffConfig({}, { accountId: "1" })).replaces).toEqual([]);
  expect((await toy.diffConfig({ accountId: "1" }, {})).replaces).toEqual([]);
  expect((await toy.diffConfig({ accountId: "1" }, { accountId: UNKNOWN })).replaces).toEqual([]);
  expect((await toy.diffConfig({ accountId: "2" }, {})).replaces).toEqual(["accountId"]);
});
