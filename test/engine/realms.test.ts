import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { signIns } from "../../simulator/endpoints/sipCredentials.js";
import { untilTold } from "./harness/untilTold.js";
import { change, ref, resourcesOf, type YamlProgram } from "./pluginSupport.js";
import { engineAccount, expectSettledAtOnce, ok, rows, writes } from "./support.js";

const { simulator, pluginStackOf } = await engineAccount();

const realm = (description: string) => ({ type: "bandwidth:SipRealm", properties: { name: "desk", description } });
const credential = (password: string) => ({
  type: "bandwidth:SipCredential",
  properties: { userName: "alice", realmId: ref("desk.realmId"), password: { "fn::secret": password } },
});
const program = (description: string, password: string): YamlProgram => ({
  resources: { desk: realm(description), alice: credential(password) },
  outputs: { realm: ref("desk.realm") },
});

const only = <One>(all: ReadonlyMap<string, One>): One => {
  const [one, ...more] = all.values();
  if (one === undefined || more.length > 0) throw new Error(`${all.size} of them`);
  return one;
};
const theRealm = () => only(simulator.account.realms);
const theCredential = () => only(simulator.account.sipCredentials);

test("a realm with a credential goes up in one command, heals what somebody changed, and is taken down in the right order", async () => {
  // Its end comes when the run has waited long enough to say so.
  simulator.settings.realmLatencyMs = 600_000;
  const stack = await pluginStackOf(program("Phones", "open sesame"));
  const looks = () => simulator.requests.matching("GET", /\/realms\/[^/?]+$/);
  const makeReady = () => Object.assign(theRealm().next ?? {}, { at: 0 });
  const up = await ok(untilTold(stack.up(), looks, makeReady));
  expect(await stack.outputs()).toEqual({ realm: theRealm().fullName });
  expect(signIns(theCredential(), "open sesame")).toEqual(["name", "name@realm"]);
  expect(up.statuses.some(({ message }) => /^SipRealm: realm \d+ CREATE_PENDING, \d+ s$/.test(message))).toBe(true);
  expect(up.diagnostics).toEqual([]);
  simulator.settings.realmLatencyMs = 0;
  await expectSettledAtOnce(stack, simulator);

  Object.assign(theRealm(), { description: "Somebody's" });
  Object.assign(theCredential(), { hash1: "f".repeat(32) });
  const refresh = await ok(stack.refresh());
  expect(rows(refresh)).toContain("update desk: description");
  const mark = simulator.requests.mark();
  const healed = await ok(stack.up());
  expect(rows(healed).sort()).toEqual(["update alice: password", "update desk: description"]);
  expect(writes(simulator, mark)).toHaveLength(2);
  expect(signIns(theCredential(), "open sesame")).toEqual(["name", "name@realm"]);

  change(stack, program("Desk phones", "open barley"));
  expect(rows(await ok(stack.up())).sort()).toEqual(["update alice: password", "update desk: description"]);
  expect(signIns(theCredential(), "open barley")).toEqual(["name", "name@realm"]);
  await expectSettledAtOnce(stack, simulator);
  const { text } = await ok(stack.run("stack", "export"));
  expect(text).not.toMatch(/open (sesame|barley)/);
  expect(text).not.toContain(theCredential().hash1);

  const destroy = await ok(stack.destroy());
  expect(rows(destroy)).toEqual(["delete alice", "delete desk"]);
  expect([simulator.account.realms.size, simulator.account.sipCredentials.size]).toEqual([0, 0]);
  expect(await resourcesOf(stack)).toEqual([]);
});

test("a realm and its credential that nobody manages are imported, and the program that takes them over changes nothing", async () => {
  const first = await pluginStackOf(program("Phones", "open sesame"));
  await ok(first.up());
  const { id: realmId } = theRealm();
  const { id: credentialId, hash1, hash1b } = theCredential();
  const stack = await pluginStackOf({});
  const resources = [
    { type: "bandwidth:index:SipRealm", name: "desk", id: "desk" },
    { type: "bandwidth:index:SipCredential", name: "alice", id: `${realmId}/${credentialId}` },
  ];
  writeFileSync(join(stack.folder, "import.json"), JSON.stringify({ resources }));
  const mark = simulator.requests.mark();
  const run = await ok(stack.import("--file", "import.json", "--protect=false"));
  expect(run.changes.import).toBe(2);
  const hashes = { hash1: { "fn::secret": hash1 }, hash1b: { "fn::secret": hash1b } };
  change(stack, {
    resources: {
      desk: realm("Phones"),
      alice: { type: "bandwidth:SipCredential", properties: { userName: "alice", realmId, ...hashes } },
    },
  });
  await expectSettledAtOnce(stack, simulator);
  expect(writes(simulator, mark)).toEqual([]);
});
