import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { PartialFailure } from "../../provider/pulumi/definition/errors.js";
import { reveal, type Values } from "../../provider/pulumi/values/values.js";
import { complaints, Stack } from "./support.js";

const TYPE = "PhoneNumberOrder";
const options = { sms: "on", campaignId: "CDEMO01", messageClass: "Campaign-A", portOutPasscode: "a1b2c3" };

let stack: Stack;
let place: { siteId: string; sipPeerId: string };
beforeEach(async () => {
  stack = await Stack.start();
  place = await stack.place();
});
afterEach(() => stack.close());

const search = (quantity: number, more: Values = {}) => ({
  ...place,
  search: { areaCode: "919" },
  quantity,
  options,
  ...more,
});
const optionsOf = (number: string) => stack.simulator.account.numbers.get(number)?.options;
const numbersOf = (state: Values) => state.telephoneNumbers as string[];
const bought = {
  sms: "on",
  a2p: { state: "overridden", campaignId: "CDEMO01", messageClass: "Campaign-A" },
  portOutPasscode: "a1b2c3",
};
const look = async (id: string, state: Values) => {
  stack.api.client.beginRun();
  return reveal((await stack.read(TYPE, "main", id, state))?.state ?? {}) as Values;
};
const differing = (state: Values, program: Values) => stack.diff(TYPE, state, program).changes.map(({ path }) => path);
const orders = (mark: number) => stack.writes(mark).filter((write) => write === "POST /tnoptions").length;
const failing = async (act: Promise<unknown>) => {
  const error = await act.catch((thrown: unknown) => thrown);
  if (!(error instanceof PartialFailure)) throw error;
  return { message: error.message, id: String(error.done.id), state: error.done.outputs };
};

describe("options of the numbers that an order brings", () => {
  test("are checked as those of TnOptions", () => {
    const given = { ...place, telephoneNumbers: ["9195550150"] };
    const wrong = { campaignId: "C1", originationRoutePlan: [], portOutPasscode: "1" };
    expect(complaints(TYPE, { ...given, options: wrong })).toEqual([
      "options.portOutPasscode must be 4 to 10 letters and digits, and not the word unchanged",
      "options.originationRoutePlan must have at least one route (error 5184)",
      "options.messageClass is missing: a campaign is set together with its class",
    ]);
    expect(complaints(TYPE, { ...given, options: { campaignId: "C1" } })).toEqual([
      "options.messageClass is missing: a campaign is set together with its class",
    ]);
    expect(complaints(TYPE, { ...given, protected: true, options: { protected: "true" } })).toEqual([
      "options.protected cannot be given together with protected: declare one of them",
    ]);
  });

  test("that exclude each other are set after what they exclude is gone, and not while that order is open", async () => {
    const forwarding = { callForward: "+12125550142" };
    const { id, state } = await stack.create(TYPE, "main", search(2, { options: forwarding }));
    const [route] = [{ endpoint: "pbx.example.com", priority: 1, weight: 1 }];
    const wanted = search(2, { options: { originationRoutePlan: [route] } });
    stack.simulator.account.script({ kind: "tnoptions", outcome: "stuck" });
    const mark = stack.simulator.requests.mark();
    const late = await failing(stack.update(TYPE, "main", id, state, wanted));
    expect(late.message).toContain("did not finish in time");
    expect(orders(mark)).toBe(1);
    for (const order of stack.simulator.account.ordersOf("tnoptions"))
      if (order.script?.outcome === "stuck") stack.simulator.account.resume(order);
    stack.api.client.beginRun();
    const after = await stack.update(TYPE, "main", id, late.state, wanted);
    expect(orders(mark)).toBe(2);
    for (const number of numbersOf(after)) {
      expect(optionsOf(number)).toMatchObject({ routePlan: { routes: [{ endpoint: "pbx.example.com" }] } });
      expect(optionsOf(number)?.callForward).toBeUndefined();
    }
  });

  test("are set as part of the create, by one order for all numbers", async () => {
    const mark = stack.simulator.requests.length;
    const { id, state } = await stack.create(TYPE, "main", search(3));
    expect(orders(mark)).toBe(1);
    for (const number of numbersOf(state)) expect(optionsOf(number)).toMatchObject(bought);
    expect(differing(await look(id, state), search(3))).toEqual([]);
  });

  test("that a number was refused are ordered again by the next run, and nothing is bought twice", async () => {
    stack.simulator.account.script({ kind: "tnoptions", outcome: "partial", count: 1, code: "9008" });
    const { id, state, message } = await failing(stack.create(TYPE, "main", search(3)));
    expect(message).toContain("the numbers are there, but options were refused");
    expect(numbersOf(state)).toHaveLength(3);
    expect(differing(state, search(3))).toEqual(["options"]);
    const after = await stack.update(TYPE, "main", id, state, search(3));
    for (const number of numbersOf(after)) expect(optionsOf(number)).toMatchObject(bought);
    expect(differing(await look(id, after), search(3))).toEqual([]);
    expect(stack.simulator.ledger.entries.filter(({ kind }) => kind === "purchase")).toHaveLength(3);
  });

  test("reach numbers whose order ended in part, once the rest is there", async () => {
    stack.simulator.account.script({ outcome: "partial", count: 1 });
    const { id, state } = await failing(stack.create(TYPE, "main", search(3)));
    expect(optionsOf(numbersOf(state)[0] ?? "")?.sms).toBeUndefined();
    const after = await stack.update(TYPE, "main", id, state, search(3));
    expect(numbersOf(after)).toHaveLength(3);
    for (const number of numbersOf(after)) expect(optionsOf(number)).toMatchObject(bought);
  });

  test("are given to the numbers by which an order grows, and to no others again", async () => {
    const { id, state } = await stack.create(TYPE, "main", search(2));
    const mark = stack.simulator.requests.mark();
    const after = await stack.update(TYPE, "main", id, state, search(3));
    const posted = stack.simulator.requests
      .since(mark)
      .filter(({ method, path }) => method === "POST" && path.endsWith("/tnoptions"));
    expect(posted.map(({ body }) => body.split("<TelephoneNumber>").length - 1)).toEqual([1]);
    for (const number of numbersOf(after)) expect(optionsOf(number)).toMatchObject(bought);
  });

  test("that do not fail are set before an error goes out, so that the next run finds their order", async () => {
    const { id, state } = await stack.create(TYPE, "main", search(2));
    const [old, mark] = [numbersOf(state), stack.simulator.requests.mark()];
    const posted = () =>
      stack.simulator.requests
        .since(mark)
        .filter(({ method, path }) => method === "POST" && path.endsWith("/tnoptions"));
    const wish = search(3, { options: { ...options, campaignId: "CDEMO02" } });
    // The options of the new number wait for this look. Those of the others do not.
    stack.simulator.faults.on("POST", /tnPortoutPasscodes$/, { kind: "json" });
    const failed = await failing(stack.update(TYPE, "main", id, state, wish));
    for (const number of old) expect(optionsOf(number)?.a2p?.campaignId).toBe("CDEMO02");
    expect(posted()).toHaveLength(1);
    const after = await stack.update(TYPE, "main", id, failed.state, wish);
    for (const number of numbersOf(after)) expect(optionsOf(number)?.a2p?.campaignId).toBe("CDEMO02");
  });

  test("change, are taken out one by one, and all at once", async () => {
    const { id, state } = await stack.create(TYPE, "main", search(2));
    const other = { sms: "on", campaignId: "CDEMO02", messageClass: "Campaign-B" };
    const second = await stack.update(TYPE, "main", id, state, search(2, { options: other }));
    for (const number of numbersOf(second)) {
      expect(optionsOf(number)?.a2p?.campaignId).toBe("CDEMO02");
      expect(optionsOf(number)?.portOutPasscode).toBeUndefined();
    }
    expect(differing(await look(id, second), search(2, { options: other }))).toEqual([]);
    const { options: _out, ...bare } = search(2);
    const third = await stack.update(TYPE, "main", id, second, bare);
    for (const number of numbersOf(third)) expect(optionsOf(number)?.a2p).toBeUndefined();
    expect(differing(await look(id, third), bare)).toEqual([]);
  });

  test("that somebody changed elsewhere are seen and healed", async () => {
    const { id, state } = await stack.create(TYPE, "main", search(2));
    const [number = ""] = numbersOf(state);
    stack.simulator.account.switchRouting(number, {
      a2p: { state: "overridden", campaignId: "OTHER", messageClass: "M" },
    });
    stack.simulator.account.switchOptions(number, { PortOutPasscode: "0000" });
    const seen = await look(id, await look(id, state));
    expect(differing(seen, search(2)).sort()).toEqual([
      "options.campaignId",
      "options.messageClass",
      "options.portOutPasscode",
    ]);
    const healed = await stack.update(TYPE, "main", id, seen, search(2));
    for (const each of numbersOf(healed)) expect(optionsOf(each)).toMatchObject(bought);
    expect(differing(await look(id, healed), search(2))).toEqual([]);
  });

  test("a change that came half-way is undone when the program goes back", async () => {
    const { id, state } = await stack.create(TYPE, "main", search(2));
    stack.simulator.account.script({ kind: "tnoptions", outcome: "partial", count: 1, code: "9008" });
    const changed = search(2, { options: { ...options, callForward: "9195550199" } });
    const left = await failing(stack.update(TYPE, "main", id, state, changed));
    const back = await stack.update(TYPE, "main", id, left.state, search(2));
    for (const number of numbersOf(back)) expect(optionsOf(number)?.callForward).toBeUndefined();
    expect(differing(back, search(2))).toEqual([]);
  });

  test("a create that ended before they were set is continued, and buys nothing", async () => {
    stack.simulator.account.script({ kind: "tnoptions", outcome: "stuck" });
    await stack.create(TYPE, "main", search(2)).catch(() => undefined);
    stack.release();
    const { state } = await stack.create(TYPE, "main", search(2));
    for (const number of numbersOf(state)) expect(optionsOf(number)).toMatchObject(bought);
    expect(stack.simulator.ledger.entries.filter(({ kind }) => kind === "purchase")).toHaveLength(2);
  });

  test("a passcode stands in no message", async () => {
    stack.simulator.account.script({
      kind: "tnoptions",
      outcome: "failed",
      code: "5193",
      description: "Passcode a1b2c3 is bad",
    });
    const { message } = await failing(stack.create(TYPE, "main", search(1)));
    expect([message, ...stack.said].join()).not.toContain("a1b2c3");
  });
});
