import { afterEach, beforeEach, expect, test } from "vitest";
import type { Values } from "../../provider/pulumi/values/values.js";
import { toFile } from "../../provider/pulumi/values/wire.js";
import type { Simulator } from "../../simulator/index.js";
import { frontEnds, startAccount } from "../frontEnds/support.js";
import { apiOf, removeFolders } from "./adoptSupport.js";
import { type Entry, reportOf, stateFile } from "./reportSupport.js";

let simulator: Simulator;
beforeEach(async () => {
  simulator = await startAccount();
});
afterEach(async () => {
  removeFolders();
  await simulator.close();
});

test.each(frontEnds)("credentials agree by whichever id a stack has them, with %s", async (frontEnd, start) => {
  const run = await start(simulator.environment());
  const entries: Entry[] = [];
  const create = async (type: string, name: string, inputs: Values) => {
    const { id, state } = await run.create(type, name, inputs);
    entries.push({ type, name, id, outputs: toFile(state) });
    return id;
  };
  const realmId = await create("SipRealm", "desk", { name: "desk", isDefault: true });
  const hashes = { hash1: "0123456789abcdef0123456789abcdef", hash1b: "fedcba9876543210fedcba9876543210" };
  const inRealm = await create("SipCredential", "alice", { userName: "alice", realmId, ...hashes });
  await create("SipCredential", "bob", { userName: "bob", ...hashes });
  const state = stateFile(entries, { frontEnd: frontEnd === "the plugin" ? "plugin" : "classes" });
  const report = await reportOf(simulator, ["--state", state]);
  expect([report.code, report.differences, report.unread]).toEqual([0, [], []]);
  const credentials = report.others.filter(({ type }) => type === "SipCredential");
  expect(credentials.map(({ id, stacks }) => [id, stacks])).toEqual([
    [inRealm, ["phones/dev"]],
    ["bob", ["phones/dev"]],
  ]);

  const api = apiOf(simulator);
  await api.sipCredentials.ofRealm(realmId).remove(inRealm.split("/")[1] ?? "");
  await api.sipCredentials.ofRealm(realmId).create({ userName: "carol", ...hashes });
  api.client.close();
  const later = await reportOf(simulator, ["--state", state]);
  expect(later.differences.map(({ kind, type, id }) => `${kind} ${type} ${id}`)).toEqual([
    "unmanaged SipCredential carol",
    `missing SipCredential ${inRealm}`,
  ]);
});
