import { afterEach, beforeEach, expect, test } from "vitest";
import { connect } from "../../provider/connect.js";
import { bandwidth } from "../../provider/package.js";
import { dynamicHandlers } from "../../provider/pulumi/dynamic/handlers.js";
import { STATE_KEY_TYPE } from "../../provider/pulumi/dynamic/identity.js";
import type { Values } from "../../provider/pulumi/values/values.js";
import type { Simulator } from "../../simulator/index.js";
import { FastClock } from "../faults/fastClock.js";
import { withPeer } from "../simulator/support.js";
import { Turns } from "./turns.js";

/*
 * Under a state key that this very process has made nothing can have been ordered. So the first order of each resource needs no
 * look-up before it (docs/maintainers/engine.md#state-keys-of-this-run). Everybody else looks.
 */

let simulator: Simulator;
let place: { siteId: string; sipPeerId: string };
let time: FastClock;
beforeEach(async () => {
  time = new FastClock(Date.now());
  const { simulator: started, siteId, peerId } = await withPeer({ now: time.now });
  simulator = started;
  place = { siteId, sipPeerId: peerId };
});
afterEach(() => simulator.close());

/** A dynamic provider's process. */
function provider() {
  const pack = {
    ...bandwidth,
    connect: (given: Parameters<typeof connect>[0]) => connect(given, { clock: time.forProcess() }),
    clock: new Turns(),
  };
  const all = dynamicHandlers(pack, { argv: [], env: simulator.environment() });
  const of = (type: string) => {
    const handlers = all[type];
    if (!handlers) throw new Error(`no ${type}`);
    handlers.configure({ config: { get: () => undefined } });
    return handlers;
  };
  const bagOf = (name: string, stateKey: string, more: Values = {}) => {
    const urn = `urn:pulumi:dev::test::pulumi-nodejs:dynamic/bandwidth:PhoneNumberOrder::${name}`;
    const program = { ...place, search: { areaCode: "919" }, quantity: 2, ...more };
    return { ...program, __provider: "stub", __identity: { urn, stateKey } };
  };
  const checked = async (name: string, stateKey: string, more?: Values) => {
    const { inputs, failures } = await of("PhoneNumberOrder").check({}, bagOf(name, stateKey, more));
    expect(failures).toEqual([]);
    return inputs;
  };
  return {
    stateKey: async () => String((await of(STATE_KEY_TYPE).create({})).outs.key),
    create: async (name: string, stateKey: string, more?: Values) =>
      of("PhoneNumberOrder").create(await checked(name, stateKey, more)),
  };
}

/** How often the list of orders was asked. */
const looks = () => simulator.requests.matching("GET", /\/orders$/).length;
const bought = () => simulator.ledger.bought().length;
const ledgerOf = ({ outs }: { outs: Values }) => outs.__orders as { count: number; unconfirmed?: number[] };

test("nothing is looked for before the first order of each resource, and nothing after it", async () => {
  const process = provider();
  const key = await process.stateKey();
  const made = await Promise.all(["a", "b", "c"].map((name) => process.create(name, key)));
  expect(bought()).toBe(6);
  expect(looks()).toBe(0);
  // No list can lag behind with an order that nobody can have placed.
  expect(made.map(ledgerOf)).toMatchObject([{ count: 1 }, { count: 1 }, { count: 1 }]);
  expect(made.map((one) => ledgerOf(one).unconfirmed)).toEqual([undefined, undefined, undefined]);
});

test("the next run looks, and finds the order of a run that was killed after it", async () => {
  const killed = provider();
  const key = await killed.stateKey();
  // The engine never hears of it: only the key is in the state.
  await killed.create("a", key);
  await provider().create("a", key);
  expect(looks()).toBeGreaterThan(0);
  expect(bought()).toBe(2);
});

test("another process of the same run looks, whoever orders first", async () => {
  const [one, other] = [provider(), provider()];
  const key = await one.stateKey();
  await other.create("a", key);
  expect(looks()).toBe(1);
  await one.create("b", key);
  await other.create("b", key);
  expect(bought()).toBe(4);
});

test("a create that is tried again in the same run looks, and finds what the first try ordered", async () => {
  const process = provider();
  const key = await process.stateKey();
  // The answer is lost, and no look tells what became of it.
  simulator.faults.on("POST", /\/orders$/, { kind: "lostAnswer" });
  for (let times = 0; times < 5; times++) simulator.faults.on("GET", /\/orders$/, { kind: "status", status: 403 });
  await expect(process.create("a", key)).rejects.toThrow("unknown whether the API accepted");
  simulator.faults.clear();
  const before = looks();
  await process.create("a", key);
  expect(looks()).toBeGreaterThan(before);
  expect(bought()).toBe(2);
});

test("a lost answer is looked for, and the next run looks once more, since a list may lag behind", async () => {
  const process = provider();
  const key = await process.stateKey();
  simulator.faults.on("POST", /\/orders$/, { kind: "lostAnswer" });
  const made = await process.create("a", key);
  expect(bought()).toBe(2);
  expect(ledgerOf(made).unconfirmed).toEqual([1]);
});

test("a resource that is replaced within the run orders under an id of its own, once", async () => {
  const process = provider();
  const key = await process.stateKey();
  await process.create("a", key);
  await process.create("a", key, { search: { areaCode: "984" } });
  expect(bought()).toBe(4);
  // Equal ones of one name are the same resource: the second create adopts what the first one ordered.
  await process.create("a", key);
  expect(bought()).toBe(4);
});
