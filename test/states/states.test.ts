import { readFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Values } from "../../provider/pulumi/values/values.js";
import { realmsOf } from "../../simulator/account/realms.js";
import type { AccountSnapshot } from "../../simulator/account/snapshot.js";
import type { Order } from "../../simulator/account/types.js";
import { Stack } from "../resources/support.js";

interface Recorded {
  type: string;
  name: string;
  program: Values;
  id: string;
  state: Values;
}

interface Recording {
  /** When it was made: port-ins and reservations go on from there. */
  recordedAt: number;
  resources: Recorded[];
  account: Partial<AccountSnapshot>;
}

const VERSIONS = ["2026-11-21", "2026-11-27", "2026-11-30", "2026-12-01", "2026-12-01-realms"];

const recordingOf = (version: string): Recording =>
  JSON.parse(readFileSync(new URL(`./${version}.json`, import.meta.url), "utf8")) as Recording;

/** What the program says next, in place of what it said when the state was written. Reservations and notes cannot change. */
const GROWTH: Record<string, Values> = {
  raleigh: { name: "Durham" },
  voice: { voiceHosts: [{ hostName: "192.0.2.7", port: 5060 }, { hostName: "192.0.2.8" }] },
  orders: { callback: { url: "https://hooks.example.com/other", username: "bandwidth", password: "not a real one" } },
  alice: { hash1: "00112233445566778899aabbccddeeff" },
  bob: { password: "another that is none" },
  desk: { description: "Phones and doors" },
  carol: { password: "another that is none" },
  list: { telephoneNumbers: ["+19195550100", "+19195550101", "+19195550120"] },
  pool: { quantity: 3 },
  later: { quantity: 3 },
  display: { telephoneNumbers: ["+19195550100", "+19195550101", "+19195550120"], numberFormat: "11digit" },
  office: { telephoneNumbers: ["+19195550100", "+19195550101", "+19195550120"], callerName: "Reception" },
  garage: { telephoneNumbers: ["+19195550100", "+19195550101", "+19195550120"], subscriberInformation: "Annas Garage" },
  joe: { telephoneNumbers: ["+19195550100", "+19195550101", "+19195550120"], listAddress: false },
  own: { telephoneNumbers: ["+19199990100", "+19199990101"] },
  in: { loaAuthorizingPerson: "Jane Smith" },
  out: { authorizingPerson: "Jane Hopkins" },
  calls: { callStatusCallbackUrl: "https://hooks.example.com/ended" },
  texts: { name: "Messages" },
  cloud: { pindropEnabled: true, originationRoutePlan: undefined },
  texting: {
    quantity: 3,
    options: { sms: "on", campaignId: "CDEMO02", messageClass: "Campaign-B", portOutPasscode: "z9y8x7" },
  },
};

/** The second hash was made in another way then, and let no client in: the next update corrects it. */
const DIFFERS: Record<string, string[]> = { "2026-11-21": ["bob password"], "2026-11-27": ["bob password"] };

/** On an account with realms, a credential in none of them can't be changed (23018, 23021). */
const FIXED: Record<string, string[]> = { "2026-12-01-realms": ["alice", "bob"] };

/** The ids of the orders that are recorded, and of those that come to them: one for each of the three resources. */
const IDS = [
  "e03d413aba4b561bb44d48e7b04f2a4899b6e5d2",
  "b0c9a0b194b822eb1d0c42174a7ac289398bbda8",
  "c9eb355bf54a089070b445a8f03c51072a580bd7",
  "2b0a39a15a6220f5e1f3fcf9b8b7ccad35c3ba49",
  "79f97e6d927a0020d440469ff80d4528521abc03",
  "7668acb068ed6bb17ffee843ea814458bfa08714",
];

/** The same with the numbers that get options: a fourth resource that orders. */
const IDS_WITH_OPTIONS = [
  ...IDS.slice(0, 3),
  "efdbb371f0f59d00b4e3706a56f90c4030ad3b6b",
  ...IDS.slice(3),
  "71859e7fb2f3e7659203e63d918a6070d8fc3890",
];

describe.each(VERSIONS)("states that the version of %s wrote", (version) => {
  let recording: Recording;
  let stack: Stack;
  beforeEach(async () => {
    recording = recordingOf(version);
    stack = await Stack.start({ seed: 8 }, {}, "classic", recording.recordedAt);
    restore(recording.account);
  });
  afterEach(() => stack.close());

  /** What the account held then, and what the simulator of today keeps beside it. */
  function restore({ orders = [], sipCredentials = [], ...rest }: Recording["account"]): void {
    const { account } = stack.simulator;
    const options = (order: Order) =>
      order.kind === "tnoptions" ? { ...order, alreadyOn: order.alreadyOn ?? [] } : order;
    account.restore({
      ...account.snapshot(),
      ...rest,
      orders: orders.map(options),
      sipCredentials: sipCredentials.map((one, index) => ({ id: String(70_001 + index), ...one })),
    });
  }

  /** A refresh of all, and what the next diff of each says. */
  async function refreshed(resources: readonly Recorded[], programs = (one: Recorded) => one.program) {
    const differences: string[] = [];
    const seen: Recorded[] = [];
    for (const one of resources) {
      const found = await stack.read(one.type, one.name, one.id, one.state);
      if (!found) throw new Error(`${one.type} ${one.name} is gone`);
      expect(found.id).toBe(one.id);
      seen.push({ ...one, state: found.state });
      const { changes } = stack.diff(one.type, found.state, programs(one));
      differences.push(...changes.map(({ path, replaces }) => `${one.name} ${path}${replaces ? " replaces" : ""}`));
    }
    return { seen, differences };
  }

  const grown = ({ name, program }: Recorded) => ({
    ...program,
    ...(FIXED[version]?.includes(name) ? {} : GROWTH[name]),
  });

  test("show no difference, neither at once nor after a refresh, and nothing is sent", async () => {
    const expected = DIFFERS[version] ?? [];
    for (const { type, name, state, program } of recording.resources) {
      const changes = stack.diff(type, state, program).changes.map(({ path }) => `${name} ${path}`);
      expect(changes).toEqual(expected.filter((difference) => difference.startsWith(`${name} `)));
    }
    const { seen, differences } = await refreshed(recording.resources);
    expect(differences).toEqual(expected);
    expect(seen.filter(({ state }) => state.__format !== 2)).toEqual([]);
    expect(changing()).toEqual([]);
  });

  /** Passcodes are read by a POST. */
  const changing = () => stack.writes().filter((write) => write !== "POST /tnPortoutPasscodes");

  const bought = () => stack.simulator.ledger.bought();

  test("grow in place, buy what is missing, and then show no difference", async () => {
    const before = bought();
    const changed: Recorded[] = [];
    for (const one of recording.resources) {
      const { type, name, id, state } = one;
      expect(stack.diff(type, state, grown(one)).replaces).toEqual([]);
      changed.push({ ...one, state: await stack.update(type, name, id, state, grown(one)) });
    }
    expect((await refreshed(changed, grown)).differences).toEqual([]);
    const added = ["+19195550120", "+19195550104", "+19195550105"];
    const hasOptions = recording.resources.some(({ name }) => name === "texting");
    expect(bought().slice(before.length)).toEqual(hasOptions ? [...added, "+17045550102"] : added);
    expect(stack.simulator.ledger.released()).toEqual([]);
    const orders = stack.simulator.account.ordersOf("orders");
    expect(orders.map(({ customerOrderId }) => customerOrderId)).toEqual(hasOptions ? IDS_WITH_OPTIONS : IDS);
    for (const number of hasOptions ? ["+17045550100", "+17045550102"] : []) {
      const { a2p, portOutPasscode, routePlan } = stack.simulator.account.heldNumber(number)?.options ?? {};
      expect([a2p?.campaignId, portOutPasscode, routePlan]).toEqual(["CDEMO02", "z9y8x7", undefined]);
    }
    await destroyed(changed);
  });

  test("hold what a back-order brings", async () => {
    const later = recording.resources.find(({ name }) => name === "later");
    if (!later) throw new Error("no back-order was recorded");
    const arrived = stack.simulator.account.fillBackOrder(later.id);
    const { seen, differences } = await refreshed([later]);
    expect(differences).toEqual([]);
    expect(seen[0]?.state).toMatchObject({ telephoneNumbers: arrived, __orders: { open: [] } });
    await destroyed(recording.resources.map((one) => (one === later ? (seen[0] ?? one) : one)));
  });

  test("that are lost cost nothing: a create finds the orders of numbers, the port-in and the LSR order", async () => {
    const before = bought();
    const kinds = ["PhoneNumberOrder", "PortIn", "LsrOrder"];
    const found: Recorded[] = [];
    for (const { type, name, program, id } of recording.resources.filter(({ type }) => kinds.includes(type))) {
      const again = await stack.create(type, name, program);
      expect(again.id).toBe(id);
      found.push({ type, name, program, ...again });
    }
    expect(bought()).toEqual(before);
    expect(changing().filter((write) => !write.endsWith("/notes"))).toEqual([]);
    await destroyed(recording.resources.map((one) => found.find(({ name }) => name === one.name) ?? one));
  });

  test("are destroyed", () => destroyed(recording.resources));

  /** A destroy leaves an empty account, and gives back each number that was bought. */
  async function destroyed(resources: readonly Recorded[]): Promise<void> {
    for (const { type, name, id, state } of [...resources].reverse()) await stack.delete(type, name, id, state);
    const { account, ledger } = stack.simulator;
    expect(ledger.owned()).toEqual([]);
    expect(ledger.released().sort()).toEqual(bought().sort());
    expect(ledger.boughtTwice()).toEqual([]);
    const { sites, peers, subscriptions, reservations, sipCredentials, applications, portIns, lsrOrders } = account;
    const kept = [sites, peers, subscriptions, reservations, sipCredentials, applications];
    expect(kept.map(({ size }) => size)).toEqual([0, 0, 0, 0, 0, 0]);
    expect(realmsOf(account)).toEqual([]);
    expect([...portIns.values(), ...lsrOrders.values()].every(({ status }) => status === "CANCELLED")).toBe(true);
    expect(account.ordersOf("orders").map(({ status }) => status)).not.toContain("BACKORDERED");
  }
});
