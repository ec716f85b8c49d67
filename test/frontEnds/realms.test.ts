import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Values } from "../../provider/pulumi/values/values.js";
import { signIns } from "../../simulator/endpoints/sipCredentials.js";
import type { Simulator } from "../../simulator/index.js";
import { frontEnds, type Made, type Run, startAccount } from "./support.js";

let simulator: Simulator;
beforeEach(async () => {
  simulator = await startAccount({ realmLatencyMs: 3_000 });
});
afterEach(() => simulator.close());

const realmOf = () => {
  const [realm, ...more] = simulator.account.realms.values();
  if (!realm || more.length > 0) throw new Error(`${more.length + 1} realms`);
  return realm;
};
const credentialOf = () => {
  const [credential, ...more] = simulator.account.sipCredentials.values();
  if (!credential || more.length > 0) throw new Error(`${more.length + 1} credentials`);
  return credential;
};
const writes = () => simulator.requests.writes().length;

describe.each(frontEnds)("a realm with a credential by %s", (frontEnd, start) => {
  const desk = { name: "desk", description: "Phones" };
  const aliceOn = (realmId: string, password = "open sesame") => ({ userName: "alice", realmId, password });
  const begin = () => start(simulator.environment());
  const refreshed = async (run: Run, type: string, name: string, made: Made): Promise<Made> => {
    const found = await run.read(type, name, made);
    if (!found) throw new Error(`${name} is gone`);
    return found;
  };

  /** The plugin imports, and a TypeScript program adopts. */
  const taking = (run: Run, type: string, name: string, id: string, inputs: Values): Promise<Made> =>
    frontEnd === "the plugin" ? run.import(type, name, id) : run.create(type, name, { ...inputs, adopt: id });

  test("goes up, stays as it is, shows drift and heals it, is imported, and is taken down", async () => {
    const run = await begin();
    await run.preview("SipRealm", "desk", desk);
    const realm = await run.create("SipRealm", "desk", desk);
    expect(realm.state).toMatchObject({ realmId: realm.id, status: "ACTIVE" });
    const program = aliceOn(realm.id);
    const alice = await run.create("SipCredential", "alice", program);
    expect(alice.id).toBe(`${realm.id}/${credentialOf().id}`);
    expect(signIns(credentialOf(), "open sesame")).toEqual(["name", "name@realm"]);

    const settled = writes();
    const next = await begin();
    for (const [type, name, made, inputs] of [
      ["SipRealm", "desk", realm, desk],
      ["SipCredential", "alice", alice, program],
    ] as const) {
      expect(await next.differs(type, name, made, inputs)).toBe(false);
      expect(await next.differs(type, name, await refreshed(next, type, name, made), inputs)).toBe(false);
    }
    expect(writes()).toBe(settled);

    Object.assign(realmOf(), { description: "Somebody's" });
    Object.assign(credentialOf(), { hash1: "f".repeat(32) });
    const later = await begin();
    const driftedRealm = await refreshed(later, "SipRealm", "desk", realm);
    const driftedAlice = await refreshed(later, "SipCredential", "alice", alice);
    expect(await later.differs("SipRealm", "desk", driftedRealm, desk)).toBe(true);
    expect(await later.differs("SipCredential", "alice", driftedAlice, program)).toBe(true);
    const healedRealm = await later.update("SipRealm", "desk", driftedRealm, desk);
    const healedAlice = await later.update("SipCredential", "alice", driftedAlice, program);
    expect(realmOf().description).toBe("Phones");
    expect(signIns(credentialOf(), "open sesame")).toEqual(["name", "name@realm"]);

    const importing = await begin();
    const before = writes();
    for (const id of [realm.id, "desk", realmOf().fullName]) {
      const taken = await taking(importing, "SipRealm", "desk", id, desk);
      expect(taken.id).toBe(realm.id);
      expect(await importing.differs("SipRealm", "desk", taken, desk)).toBe(false);
    }
    const { hash1, hash1b } = credentialOf();
    const byHash = { userName: "alice", realmId: realm.id, hash1, hash1b };
    const taken = await taking(importing, "SipCredential", "alice", alice.id, byHash);
    expect(await importing.differs("SipCredential", "alice", taken, byHash)).toBe(false);
    expect(writes()).toBe(before);

    const last = await begin();
    await expect(last.remove("SipRealm", "desk", healedRealm)).rejects.toThrow("still has SIP credentials: alice");
    await last.remove("SipCredential", "alice", healedAlice);
    await last.remove("SipRealm", "desk", healedRealm);
    expect([simulator.account.realms.size, simulator.account.sipCredentials.size]).toEqual([0, 0]);
    const told = JSON.stringify([run, next, later, importing, last].flatMap(({ lines }) => lines));
    expect(told).not.toMatch(/open sesame|[0-9a-f]{32}/);
  });
});
