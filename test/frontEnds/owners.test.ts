import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Simulator } from "../../simulator/index.js";
import { address } from "../resources/support.js";
import { frontEnds, type Made, type Owner, type Run, startAccount } from "./support.js";

let simulator: Simulator;
beforeEach(async () => {
  simulator = await startAccount();
});
afterEach(() => simulator.close());

const site = { name: "Raleigh", address };
const hosts = [{ hostName: "192.0.2.7", port: 5060 }];

describe.each(frontEnds)("with %s", (_name, start) => {
  /** One `up` of the program that all stacks have: only what another account would see may differ. */
  async function up(run: Run, mine: string) {
    const made: Record<string, { type: string } & Made> = {};
    const create = async (type: string, name: string, inputs: Record<string, unknown>) => {
      made[name] = { type, ...(await run.create(type, name, inputs)) };
      return made[name];
    };
    const { id: siteId } = await create("Site", "raleigh", site);
    await create("SipPeer", "main", { siteId, name: "Main", isDefaultPeer: true, voiceHosts: hosts });
    await create("Subscription", "hook", { orderType: "orders", callback: { url: `https://x.example.com/?${mine}` } });
    await create("SipCredential", "phone", { userName: `phone-${mine}`, realm: "example", password: "pw" });
    return made;
  }
  const ids = (made: Record<string, Made>) => Object.values(made).map(({ id }) => id);
  const destroy = async (run: Run, made: Record<string, { type: string } & Made>) => {
    for (const [name, one] of Object.entries(made).reverse()) await run.remove(one.type, name, one);
  };
  const begin = (owner: Owner) => start(simulator.environment(), {}, owner);

  test.each<[string, Owner, Owner]>([
    ["two stacks of one program", { stack: "dev", key: "one" }, { stack: "prod", key: "two" }],
    ["the same stack name on two backends", { stack: "dev", key: "one" }, { stack: "dev", key: "two" }],
    [
      "two stacks that share a key, such as a copied provider",
      { stack: "dev", key: "one" },
      { stack: "prod", key: "one" },
    ],
  ])("%s, at once: each has its own, and a destroy of one leaves the other whole", async (_what, one, other) => {
    const runs = [await begin(one), await begin(other)] as const;
    const [first, second] = await Promise.all([up(runs[0], "one"), up(runs[1], "two")]);
    expect(new Set([...ids(first), ...ids(second)]).size).toBe(8);
    const { sites, peers, subscriptions, sipCredentials } = simulator.account;
    expect([sites, peers, subscriptions, sipCredentials].map(({ size }) => size)).toEqual([2, 2, 2, 2]);
    await destroy(await begin(other), second);
    expect([sites, peers, subscriptions, sipCredentials].map(({ size }) => size)).toEqual([1, 1, 1, 1]);
    for (const [name, { type, ...made }] of Object.entries(first)) {
      expect((await runs[0].read(type, name, made))?.id).toBe(made.id);
    }
  });

  test("what the API has only one of is left to the stack that has it, and nothing is sent", async () => {
    const first = await up(await begin({ key: "one" }), "same");
    const run = await begin({ key: "two" });
    const writes = () => simulator.requests.writes().length;
    const before = writes();
    const { hook, phone } = first;
    for (const [type, name, inputs] of [
      ["Subscription", "hook", { orderType: "orders", callback: { url: "https://x.example.com/?same" } }],
      ["SipCredential", "phone", { userName: "phone-same", realm: "example", password: "pw" }],
    ] as const) {
      const refusal = await run.create(type, name, inputs).catch(String);
      expect(refusal).toContain("This stack cannot tell that it made it, so nothing was created or changed.");
      expect(refusal).toContain(`\`adopt: "${first[name]?.id}"\``);
    }
    expect(writes()).toBe(before);
    expect([hook, phone].every((made) => made !== undefined)).toBe(true);
  });

  test("a run that was killed is found by its mark, whatever the program has become since", async () => {
    const killed = await begin({ key: "one" });
    const { id: siteId } = await killed.create("Site", "raleigh", site);
    const peer = { siteId, name: "Main", isDefaultPeer: true, voiceHosts: hosts };
    const { id: peerId } = await killed.create("SipPeer", "main", peer);
    const run = await begin({ key: "one" });
    expect((await run.create("Site", "raleigh", { ...site, customerName: "ACME" })).id).toBe(siteId);
    const changed = { ...peer, voiceHosts: [{ hostName: "192.0.2.8" }] };
    const again = await run.create("SipPeer", "main", changed);
    expect(again.id).toBe(peerId);
    // It is what is declared now.
    expect(simulator.account.sites.get(siteId)?.customerName).toBe("ACME");
    expect(JSON.stringify(simulator.account.peers.get(peerId.split("/")[1] ?? "")?.voiceHosts)).toContain("192.0.2.8");
    await run.preview("SipPeer", "main", changed, again);
    expect([simulator.account.sites.size, simulator.account.peers.size]).toEqual([1, 1]);
  });

  test("a tainted peer whose content has changed is the one that is replaced, and stays when the old one is deleted", async () => {
    const first = await begin({ key: "one" });
    const { id: siteId } = await first.create("Site", "raleigh", site);
    const peer = { siteId, name: "Main", isDefaultPeer: true, voiceHosts: hosts };
    const old = await first.create("SipPeer", "main", peer);
    const run = await begin({ key: "one" });
    const heir = await run.create("SipPeer", "main", { ...peer, voiceHosts: [{ hostName: "192.0.2.8" }] });
    await run.remove("SipPeer", "main", old);
    expect(heir.id).toBe(old.id);
    expect(simulator.account.peers.size).toBe(1);
  });

  test("a tainted peer without a mark is recognized after a refresh in the same run", async () => {
    const first = await begin({ key: "one" });
    const { id: siteId } = await first.create("Site", "raleigh", site);
    // Its description leaves no room for a mark, as on a peer that version 0.1.0 has made there was none.
    const peer = { siteId, name: "Main", description: "mine", isDefaultPeer: true, voiceHosts: hosts };
    const old = await first.create("SipPeer", "main", peer);
    const blind = await begin({ key: "one" });
    const changed = { ...peer, description: "still mine" };
    await expect(blind.create("SipPeer", "main", changed)).rejects.toThrow("run `pulumi up --refresh`");
    const run = await begin({ key: "one" });
    await run.read("SipPeer", "main", old);
    expect((await run.create("SipPeer", "main", changed)).id).toBe(old.id);
    await run.remove("SipPeer", "main", old);
    expect(simulator.account.peers.size).toBe(1);
  });

  test("what one program declares twice is refused before anything is sent", async () => {
    const run = await begin({ key: "one" });
    const { id: siteId } = await run.create("Site", "raleigh", site);
    await run.create("SipPeer", "main", { siteId, name: "Main", isDefaultPeer: true });
    await expect(run.create("SipPeer", "other", { siteId, name: "Main" })).rejects.toThrow(
      `name the SIP peer "Main" of site ${siteId} is also declared by SipPeer "main"`,
    );
    const hook = { orderType: "orders", callback: { url: "https://x.example.com/" } };
    await run.create("Subscription", "hook", hook);
    await expect(run.create("Subscription", "other", hook)).rejects.toThrow('is also declared by Subscription "hook"');
    // Sites may be alike: each has a mark of its own.
    const { id: twin } = await run.create("Site", "durham", site);
    expect(twin).not.toBe(siteId);
    expect([simulator.account.peers.size, simulator.account.subscriptions.size]).toEqual([1, 1]);
  });
});
