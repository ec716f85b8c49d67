import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Simulator, startSimulator } from "../../simulator/index.js";
import { adopting, apiOf, newFolder, removeFolders } from "./adoptSupport.js";

let simulator: Simulator;
beforeEach(async () => {
  simulator = await startSimulator();
});
afterEach(async () => {
  removeFolders();
  await simulator.close();
});

test("realms are adopted before their credentials, which refer to them; two users of one name are two", async () => {
  const api = apiOf(simulator);
  const hash1 = "0123456789abcdef0123456789abcdef";
  const desk = await api.realms.create({ name: "desk", description: "Phones", isDefault: true });
  const shop = await api.realms.create({ name: "shop" });
  for (const realm of [desk, shop]) {
    await api.realms.get(realm);
    await api.sipCredentials.ofRealm(realm).create({ userName: "alice", hash1, hash1b: hash1 });
  }
  const adoption = await adopting(simulator, [], "typescript");
  expect(adoption.names("SipRealm")).toHaveLength(2);
  const ids = adoption.resources.flatMap(({ type, id }) => (type.endsWith(":SipCredential") ? [id] : []));
  expect(ids).toEqual([expect.stringMatching(`^${desk}/`), expect.stringMatching(`^${shop}/`)]);
  expect(adoption.changes(api)).toEqual([]);
  const program = adoption.file("index.ts");
  expect(program.match(/realmId: \w+\.realmId/g)).toHaveLength(2);
  expect(program.indexOf("bandwidth.SipRealm")).toBeLessThan(program.indexOf("bandwidth.SipCredential"));
  expect(program).not.toContain(hash1);
  // A second adoption knows what the first one has, by whichever id.
  const state = join(newFolder(), "state.json");
  writeFileSync(state, adoption.exported());
  const third = await api.realms.create({ name: "third" });
  const again = await adopting(simulator, ["--state", state]);
  expect(again.resources.map(({ id }) => id)).toEqual([third]);
  api.client.close();
});

test("without their realms, credentials are adopted by their names", async () => {
  const api = apiOf(simulator);
  const realm = await api.realms.create({ name: "desk" });
  await api.realms.get(realm);
  await api.sipCredentials.ofRealm(realm).create({ userName: "alice", hash1: "0123456789abcdef0123456789abcdef" });
  const adoption = await adopting(simulator, ["--except", "SipRealm"]);
  expect(adoption.resources.map(({ id }) => id)).toEqual(["alice"]);
  expect(adoption.changes(api)).toEqual([]);
  // Nor does a second adoption take what a stack has by its name.
  const state = join(newFolder(), "state.json");
  writeFileSync(state, adoption.exported());
  expect((await adopting(simulator, ["--state", state])).names("SipCredential")).toEqual([]);
  api.client.close();
});
