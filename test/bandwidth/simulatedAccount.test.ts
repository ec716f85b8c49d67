import { afterEach, describe, expect, test } from "vitest";
import { type Api, createApi } from "../../provider/bandwidth/api.js";
import type { NewNumberOrder } from "../../provider/bandwidth/buying/newNumberOrders.js";
import type { Simulator, SimulatorOptions } from "../../simulator/index.js";
import { withPeer } from "../simulator/support.js";

let simulator: Simulator;
let api: Api;
afterEach(async () => {
  api.client.close();
  await simulator.close();
});

async function start(dialect: "classic" | "universal", options: SimulatorOptions = {}) {
  const started = await withPeer(options);
  simulator = started.simulator;
  api = createApi({
    accountId: simulator.accountId,
    credentials: { kind: "token", accessToken: simulator.credentials.accessToken ?? "" },
    baseUrl: dialect === "universal" ? simulator.universalBaseUrl : simulator.baseUrl,
    tokenUrl: simulator.tokenUrl,
    maxConcurrency: 8,
  });
  const { siteId, peerId: sipPeerId, caller } = started;
  const order = (what: NewNumberOrder["what"], more: Partial<NewNumberOrder> = {}): NewNumberOrder => ({
    ...{ name: "Test", siteId, sipPeerId, partialAllowed: false, backOrderRequested: false, what },
    ...more,
  });
  return { siteId, sipPeerId, caller, order };
}

const number = (last: number) => `+1919555${String(last).padStart(4, "0")}`;

describe.each(["classic", "universal"] as const)("on the simulated account, %s", (dialect) => {
  test("numbers are bought, found, given options, moved and disconnected", async () => {
    const { siteId, sipPeerId, caller, order } = await start(dialect, { orderLatencyMs: 30 });
    const outcome = await api.orders.place(order({ search: { areaCode: "919" }, quantity: 3 }), "first");
    expect(outcome).toMatchObject({ state: "done", siteId, sipPeerId, requested: 3, failed: [], pending: 0 });
    const numbers = outcome.completed;
    expect(numbers).toEqual([number(100), number(101), number(102)]);

    const here = { siteId, sipPeerId };
    const found = await api.numbers.locate(numbers, [here]);
    expect([...found.keys()].sort()).toEqual(numbers);
    expect(await api.numbers.get(number(100))).toMatchObject({ status: "Inservice", orderId: outcome.orderId });
    expect((await api.inventory.inService({ areaCode: "919" })).sort()).toEqual(numbers);

    const applied = await api.tnOptions.apply(numbers, {
      callForward: "+19195550199",
      callingNameDisplay: "on",
      sms: "on",
    });
    expect(applied).toMatchObject({ status: "COMPLETE", failed: [], open: false });
    expect((await api.numbers.atPeer(siteId, sipPeerId)).get(number(100))?.attributes).toMatchObject({
      callForward: "+19195550199",
      callingNameDisplay: true,
      smsEnabled: true,
    });

    const other = { siteId, sipPeerId: await caller.createPeer(siteId, "Other") };
    expect(await api.numbers.move(numbers, other)).toEqual({ moved: numbers, failed: [] });
    expect((await api.numbers.locate(numbers, [here])).get(number(101))).toMatchObject(other);

    const { released, open, failed } = await api.disconnects.disconnect(numbers);
    expect({ released, open, failed }).toEqual({ released: numbers, open: false, failed: [] });
    expect((await api.numbers.locate(numbers, [other])).size).toBe(0);
    expect(simulator.ledger.owned()).toEqual([]);
  });

  test("an unavailable number: FAILED or PARTIAL, by number, with code and words", async () => {
    const { order } = await start(dialect, { inventory: [{ areaCode: "919", count: 1 }] });
    const what = { telephoneNumbers: [number(100), number(101)] };
    const whole = await api.orders.place(order(what), "whole");
    expect(whole).toMatchObject({ state: "failed", completed: [] });
    expect(whole.failed).toContainEqual(expect.objectContaining({ telephoneNumber: number(101), code: "5005" }));
    const part = await api.orders.place(order(what, { partialAllowed: true }), "part");
    expect(part).toMatchObject({ state: "partial", completed: [number(100)] });
    expect(part.failed).toContainEqual(expect.objectContaining({ telephoneNumber: number(101), code: "5005" }));
  });

  test("a back-order is reported, noted and closed", async () => {
    const { order } = await start(dialect, { inventory: [{ areaCode: "919", count: 1 }] });
    const wish = order(
      { search: { areaCode: "919" }, quantity: 3 },
      { partialAllowed: true, backOrderRequested: true },
    );
    const outcome = await api.orders.place(wish, "patience");
    expect(outcome).toMatchObject({ state: "backordered", completed: [number(100)], pending: 2 });
    expect(await api.orders.notes(outcome.orderId)).toEqual([]);
    await api.orders.addNote(outcome.orderId, "claim 1");
    expect(await api.orders.notes(outcome.orderId)).toMatchObject([{ description: "claim 1" }]);
    await api.orders.update(outcome.orderId, { closeOrder: true });
    expect(await api.orders.get(outcome.orderId)).toMatchObject({ state: "partial", customerOrderId: "patience" });
    await api.orders.update(outcome.orderId, { closeOrder: true });
  });

  test("a lost answer buys once, and a second run finds the order", async () => {
    const { order } = await start(dialect);
    const wish = order({ search: { areaCode: "919" }, quantity: 2 });
    simulator.faults.on("POST", /\/orders$/, { kind: "lostAnswer" });
    const first = await api.orders.place(wish, "once");
    expect(await api.orders.find("once")).toEqual([{ orderId: first.orderId, status: first.status }]);
    expect(simulator.ledger.bought()).toHaveLength(2);
    expect(simulator.ledger.boughtTwice()).toEqual([]);
  });

  test("a lost answer to a disconnect or to options does no harm", async () => {
    const { order } = await start(dialect);
    const outcome = await api.orders.place(order({ search: { areaCode: "919" }, quantity: 2 }), "a");
    simulator.faults.on("POST", /\/tnoptions$/, { kind: "lostAnswer" });
    expect(await api.tnOptions.apply(outcome.completed, { sms: "off" })).toMatchObject({ status: "COMPLETE" });
    simulator.faults.on("POST", /\/disconnects$/, { kind: "lostAnswer" });
    const { released } = await api.disconnects.disconnect(outcome.completed);
    expect(released).toEqual(outcome.completed);
    expect(simulator.ledger.released()).toHaveLength(2);
    // Again: the account no longer has them, which is the goal.
    expect((await api.disconnects.disconnect(outcome.completed)).released).toEqual(outcome.completed);
  });

  test("without the Numbers role, a number is still proven to be in service or not", async () => {
    const { order, siteId, sipPeerId, caller } = await start(dialect, { withoutNumbersRole: true });
    const outcome = await api.orders.place(order({ search: { areaCode: "919" }, quantity: 1 }), "a");
    const elsewhere = { siteId, sipPeerId: await caller.createPeer(siteId, "Other") };
    const found = await api.numbers.locate([...outcome.completed, number(199)], [elsewhere]);
    expect([...found]).toEqual([[number(100), { siteId: "", sipPeerId: "" }]]);
    expect([...(await api.numbers.locate(outcome.completed, [{ siteId, sipPeerId }])).keys()]).toEqual([number(100)]);
  });
});

test.each<[string, NewNumberOrder["what"]]>([
  ["rate center", { search: { rateCenter: "RALEIGH", state: "NC" }, quantity: 1 }],
  ["state", { search: { state: "NC" }, quantity: 1 }],
  ["city", { search: { city: "RALEIGH", state: "NC" }, quantity: 1 }],
  ["NPA-NXX", { search: { npaNxx: "919555" }, quantity: 1 }],
  ["NPA-NXX-X", { search: { npaNxxx: "9195550" }, quantity: 1 }],
  ["a combination", { search: { areaCode: "919", state: "NC" }, quantity: 1 }],
  ["local vanity", { search: { areaCode: "919", localVanity: "5550", endsIn: false }, quantity: 1 }],
  ["toll-free pattern", { search: { tollFreeWildCardPattern: "8**" }, quantity: 1 }],
])("the API understands an order by %s", async (_, what) => {
  const { order } = await start("classic");
  const outcome = await api.orders.place(order(what), "search");
  // The inventory decides whether such a number exists. A wrong body would be an error.
  expect(["done", "failed"]).toContain(outcome.state);
});
