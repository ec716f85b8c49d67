import { inspect } from "node:util";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { create, read } from "../../provider/pulumi/lifecycle.js";
import type { Values } from "../../provider/pulumi/values.js";
import { LEAVING, lsrOrderOf, PIN, SERVICE_ADDRESS, workingDay } from "./lsrOrderSupport.js";
import { complaints, resourceNamed, Stack } from "./support.js";

const TYPE = "LsrOrder";

describe("an LSR order's inputs", () => {
  test("what the API needs is required", () => {
    expect(complaints(TYPE, {})).toEqual([
      "pon is required",
      "telephoneNumbers is required",
      "authorizingPerson is required",
      "subscriber is required",
    ]);
    expect(complaints(TYPE, lsrOrderOf())).toEqual([]);
  });

  test("whose the numbers are is a business or a person", () => {
    const of = (subscriber: Values) => complaints(TYPE, lsrOrderOf({}, subscriber));
    expect(of({ businessName: undefined, lastName: "Smith" })).toEqual([
      "subscriber.businessName is required with the subscriberType BUSINESS (error 17010)",
      "subscriber.lastName is not allowed with the subscriberType BUSINESS (error 17011)",
    ]);
    expect(of({ subscriberType: undefined })).toEqual([
      "subscriber.lastName is required with the subscriberType RESIDENTIAL (error 17012)",
    ]);
    expect(of({ subscriberType: undefined, businessName: undefined, lastName: "Smith" })).toEqual([]);
  });

  test("each has its form and its limit, told with the code of the API", () => {
    const of = (more: Values, subscriber: Values = {}) => complaints(TYPE, lsrOrderOf(more, subscriber)).join("; ");
    for (const [more, code] of [
      [{ pon: "a b" }, "17004"],
      [{ customerOrderId: "a_b" }, "7318"],
      [{ spid: "12345" }, "17021"],
      [{ billingTelephoneNumber: "+18005550100" }, "7203"],
      [{ telephoneNumbers: ["+18885550100"] }, "17005"],
      [{ requestedFocDate: "2027-02-30" }, "17013"],
      [{ requestedFocDate: "2027-03-06" }, "17019"],
    ] as const) {
      expect(of(more)).toContain(`(error ${code})`);
    }
    for (const [subscriber, words] of [
      [{ accountNumber: "1-2" }, "subscriber.accountNumber must consist of 1 to 32 letters and digits (error 17006)"],
      [{ pinNumber: "12345678901" }, "subscriber.pinNumber must consist of 1 to 10 letters and digits (error 17007)"],
      [{ businessName: "x".repeat(26) }, "subscriber.businessName must have at most 25 characters"],
      [{ serviceAddress: { ...SERVICE_ADDRESS, zip: "1001" } }, "(error 7214)"],
      [{ serviceAddress: { ...SERVICE_ADDRESS, stateCode: "ny" } }, "(error 7395)"],
      [{ serviceAddress: { ...SERVICE_ADDRESS, housePrefix: "x".repeat(7) } }, "must have at most 6 characters"],
    ] as const) {
      expect(of({}, subscriber)).toContain(words);
    }
    expect(of({ waitFor: "never" })).toBe('waitFor must be one of "submitted", "foc", "complete"');
  });
});

describe("an LSR order", () => {
  let stack: Stack;
  beforeEach(async () => {
    stack = await Stack.start();
  });
  afterEach(() => stack.close());

  const orders = () => [...stack.simulator.account.lsrOrders.values()];
  const posts = () => stack.simulator.requests.matching("POST", /\/lsrorders$/);
  const puts = () => stack.simulator.requests.matching("PUT", /\/lsrorders\//);
  const advance = (id: string, status: string) => stack.simulator.account.advanceLsrOrder(id, status);
  const up = (more: Values = {}, subscriber: Values = {}) => stack.create(TYPE, "out", lsrOrderOf(more, subscriber));
  const refreshed = async (id: string, state: Values) => (await stack.read(TYPE, "out", id, state))?.state ?? {};
  const change = (id: string, state: Values, more: Values, subscriber: Values = {}) =>
    stack.update(TYPE, "out", id, state, lsrOrderOf(more, subscriber));
  const changes = (state: Values, more: Values = {}, subscriber: Values = {}) =>
    stack.diff(TYPE, state, lsrOrderOf(more, subscriber));
  const settled = (state: Values, more: Values = {}, subscriber: Values = {}) =>
    expect(changes(state, more, subscriber).changes).toEqual([]);
  const problem = (act: Promise<unknown>) =>
    act.then(
      () => "nothing",
      (error: Error) => error.message,
    );
  /** What a failed create or update leaves in the state. */
  const left = (act: Promise<unknown>) =>
    act.then(
      () => Promise.reject(new Error("it went well")),
      (error: { done: { id?: string; outputs: Values } }) => error.done,
    );

  /** One of each property that can be changed. */
  const EVERYTHING = () => ({
    customerOrderId: "port 7",
    spid: "123C",
    billingTelephoneNumber: "+19192381468",
    requestedFocDate: workingDay(),
  });
  const EVERYBODY = {
    subscriberType: "RESIDENTIAL",
    businessName: "Joes Garage",
    lastName: "Smith",
    firstName: "Joe",
    middleInitial: "J",
    serviceAddress: {
      ...{ housePrefix: "A", houseSuffix: "1/2", preDirectional: "N", postDirectional: "E", addressLine2: "Suite 5" },
      ...{ county: "Kings", ...SERVICE_ADDRESS },
    },
  };

  test("is placed and followed by refreshes", async () => {
    const { id, state } = await up();
    expect(state).toMatchObject({ orderId: id, status: "PENDING", ponVersion: "0", errors: [] });
    settled(state);
    advance(id, "FOC");
    const confirmed = await refreshed(id, state);
    expect(confirmed.status).toBe("FOC");
    expect(confirmed.actualFocDate).toMatch(/^\d{4}-\d\d-\d\d$/);
    settled(confirmed);
    advance(id, "COMPLETE");
    const complete = await refreshed(id, confirmed);
    expect(complete.status).toBe("COMPLETE");
    settled(complete);
  });

  test("says everything to the API, and shows it again", async () => {
    const { id, state } = await up(EVERYTHING(), EVERYBODY);
    settled(state, EVERYTHING(), EVERYBODY);
    settled(await refreshed(id, state), EVERYTHING(), EVERYBODY);
    expect(orders()[0]).toMatchObject({ customerOrderId: "port 7", billingNumber: "+19192381468" });
    expect(puts()).toHaveLength(1);
  });

  test.each([false, true])("is changed in each of the 23 fields, if a PUT keeps the others: %s", async (keeps) => {
    stack.simulator.settings.lsrPutKeeps = keeps;
    let { id, state } = await up(EVERYTHING(), EVERYBODY);
    let more: Values = EVERYTHING();
    let who: Values & { serviceAddress: Values } = EVERYBODY;
    const step = async (path: string) => {
      expect(changes(state, more, who).changes).toMatchObject([{ path, replaces: false }]);
      state = await change(id, state, more, who);
      settled(await refreshed(id, state), more, who);
    };
    for (const [name, value] of Object.entries({
      ...{ customerOrderId: "port 8", spid: "9", billingTelephoneNumber: "+19192381469" },
      ...{ requestedFocDate: workingDay(2), authorizingPerson: "Jane" },
    })) {
      more = { ...more, [name]: value };
      await step(name);
    }
    for (const [name, value] of Object.entries({
      ...{ businessName: "Joes Cafe", lastName: "Doe", firstName: "Jane", middleInitial: "K" },
      ...{ accountNumber: "99", pinNumber: "4711" },
    })) {
      who = { ...who, [name]: value };
      await step(`subscriber.${name}`);
    }
    for (const [name, value] of Object.entries({
      ...{ housePrefix: "B", houseNumber: "12", houseSuffix: "1/4", preDirectional: "S", postDirectional: "W" },
      ...{ streetName: "Lake", streetSuffix: "Rd", addressLine2: "Suite 6", county: "Queens", city: "Buffalo" },
      stateCode: "NC",
    })) {
      who = { ...who, serviceAddress: { ...who.serviceAddress, [name]: value } };
      await step(`subscriber.serviceAddress.${name}`);
    }
    who = { ...who, subscriberType: "BUSINESS", lastName: undefined };
    state = await change(id, state, more, who);
    settled(await refreshed(id, state), more, who);
    expect(orders()).toHaveLength(1);
    expect(orders()[0]?.details.Subscriber).toMatchObject({ SubscriberType: "BUSINESS" });
  });

  test.each([false, true])("loses what the program no longer says, if a PUT keeps the others: %s", async (keeps) => {
    stack.simulator.settings.lsrPutKeeps = keeps;
    const { id, state } = await up(EVERYTHING(), EVERYBODY);
    const who = { ...EVERYBODY, firstName: undefined, serviceAddress: SERVICE_ADDRESS };
    const day = orders()[0]?.requestedFocDate;
    const after = await change(id, state, {}, who);
    const order = await stack.api.lsrOrders.get(id);
    expect(order?.spid).toBeUndefined();
    expect(order?.subscriber?.firstName).toBeUndefined();
    expect(order?.subscriber?.serviceAddress).toEqual(SERVICE_ADDRESS);
    // A day cannot be taken back, and the id under which the order was placed comes back.
    expect(order?.requestedFocDate).toBe(day);
    expect(order?.customerOrderId).toMatch(/^[0-9a-f]{40}$/);
    settled(await refreshed(id, after), {}, who);
  });

  test("what somebody else has set, and the program does not say, is left alone by a change", async () => {
    const { id, state } = await up();
    const order = orders()[0];
    stack.simulator.account.changeLsrOrder(id, {
      details: { ...order?.details, SPID: "77" },
      billingNumber: "+19192381468",
    });
    await change(id, state, { authorizingPerson: "Jane" });
    expect(await stack.api.lsrOrders.get(id)).toMatchObject({
      ...{ spid: "77", billingTelephoneNumber: "+19192381468", authorizingPerson: "Jane" },
      subscriber: { pinNumber: PIN },
    });
  });

  test("drift is shown, also in the PIN, and set back by the next up", async () => {
    const { id, state } = await up({ spid: "123C" });
    const { details } = orders()[0] ?? {};
    const Subscriber = { ...(details?.Subscriber as Values), PinNumber: "1", BusinessName: "Somebody" };
    stack.simulator.account.changeLsrOrder(id, { details: { ...details, SPID: "9", Subscriber } as never });
    const drifted = await refreshed(id, state);
    expect(changes(drifted, { spid: "123C" }).changes.map(({ path }) => path)).toEqual([
      "spid",
      "subscriber.businessName",
      "subscriber.pinNumber",
    ]);
    settled(await change(id, drifted, { spid: "123C" }), { spid: "123C" });
    expect((await stack.api.lsrOrders.get(id))?.subscriber).toMatchObject({
      businessName: "Joes Garage",
      pinNumber: PIN,
    });
  });

  test("a PIN that is shown as stars is no drift", async () => {
    const { id, state } = await up();
    const { details } = orders()[0] ?? {};
    const Subscriber = { ...(details?.Subscriber as Values), PinNumber: "*****" };
    stack.simulator.account.changeLsrOrder(id, { details: { ...details, Subscriber } as never });
    settled(await refreshed(id, state));
  });

  test("other numbers, another pon or ZIP code make another order, which needs another pon", async () => {
    const { state } = await up();
    const zip = { serviceAddress: { ...SERVICE_ADDRESS, zip: "10017" } };
    expect(changes(state, { pon: "ACME-2" }).replaces).toEqual(["pon"]);
    expect(changes(state, { telephoneNumbers: [...LEAVING].reverse() }).changes).toEqual([]);
    const other = changes(state, { telephoneNumbers: LEAVING.slice(0, 1) });
    expect([other.replaces, other.announcement]).toEqual([
      ["telephoneNumbers"],
      "this is another order, which Bandwidth will refuse under the same pon (error 17032): set another pon",
    ]);
    expect(changes(state, {}, zip)).toMatchObject({ replaces: ["subscriber"], announcement: other.announcement });
    expect(changes(state, { pon: "ACME-2" }, zip).announcement).toBeUndefined();
    expect(await problem(up({ telephoneNumbers: LEAVING.slice(0, 1) }))).toBe(
      "the LSR order was refused, and nothing was ordered:\n" +
        "  17032 The Specified PON is already present in our system. Please provide an alternative. Set another pon: " +
        "it cannot be used a second time, not even after a cancel.\n" +
        "Mend the cause, then run the same command again.",
    );
  });

  describe("that was interrupted", () => {
    test.each([{}, { customerOrderId: "port 7" }])("is never placed a second time: %j", async (more) => {
      stack.simulator.faults.on("POST", /lsrorders$/, { kind: "lostAnswer" });
      const first = await up(more);
      const again = await up(more);
      expect(again.id).toBe(first.id);
      // What has changed in the program since is handed in.
      const third = await up({ ...more, authorizingPerson: "Jane" });
      expect(third.id).toBe(first.id);
      settled(third.state, { ...more, authorizingPerson: "Jane" });
      expect(posts()).toHaveLength(1);
      expect(orders()).toMatchObject([{ details: { AuthorizingPerson: "Jane" } }]);
      expect(stack.said.join()).toContain("of an earlier run is taken up; nothing is ordered twice");
    });

    test("is found by its PON's refusal, when the list was behind", async () => {
      const first = await up();
      stack.simulator.settings.orderVisibilityDelayMs = 60_000;
      const { settings } = stack.simulator;
      stack.simulator.faults.add({
        method: "POST",
        path: /lsrorders$/,
        fault: { kind: "delay", ms: 1 },
        onHit: () => void Object.assign(settings, { orderVisibilityDelayMs: 0 }),
      });
      expect((await up()).id).toBe(first.id);
      expect(orders()).toHaveLength(1);
    });

    test("between its POST and its own customerOrderId, is finished by the next run", async () => {
      const wish = { customerOrderId: "port 7" };
      stack.simulator.faults.on("PUT", /lsrorders/, { kind: "status", status: 403 });
      const { id, outputs } = await left(up(wish));
      expect(outputs).toMatchObject({ orderId: id, status: "PENDING", telephoneNumbers: LEAVING });
      expect(outputs.customerOrderId).toBeUndefined();
      const state = await change(String(id), outputs, wish);
      settled(state, wish);
      expect(orders()).toMatchObject([{ customerOrderId: "port 7" }]);
    });

    test("with an open question about its fate is an error, and found later", async () => {
      stack.simulator.faults.add({ method: "POST", path: /lsrorders$/, fault: { kind: "lostAnswer" } });
      stack.simulator.faults.add({ method: "GET", path: /lsrorders$/, nth: 2, times: 20, fault: { kind: "html" } });
      expect(await problem(up())).toContain("It is not known whether the API accepted the LSR order");
      stack.simulator.faults.clear();
      await up();
      expect(orders()).toHaveLength(1);
    });

    test("while nobody can look at it, is in the state", async () => {
      stack.simulator.faults.add({
        method: "GET",
        path: /lsrorders\/[^/]+$/,
        times: 9,
        fault: { kind: "status", status: 403 },
      });
      const { id, outputs } = await left(up());
      expect(id).toBe(orders()[0]?.id);
      expect(outputs).toMatchObject({ orderId: id, telephoneNumbers: LEAVING });
      stack.simulator.faults.clear();
      settled(await change(String(id), outputs, {}));
      expect(posts()).toHaveLength(1);
    });
  });

  test("of another state or resource is never taken over", async () => {
    await up();
    const inputs = lsrOrderOf();
    const { subscriber } = inputs as { subscriber: Values };
    const whole = { ...inputs, subscriber: { ...subscriber } };
    const foreign = { ...stack.call("out"), stateKey: "the key of another state" };
    await expect(create(resourceNamed(TYPE), foreign, whole)).rejects.toThrow("17032");
    await expect(stack.create(TYPE, "other", inputs)).rejects.toThrow("17032");
    expect(orders()).toHaveLength(1);
  });

  test("a day that is past is refused before anything is sent, and no more when it was set before", async () => {
    expect(await problem(up({ requestedFocDate: "2020-03-02" }))).toBe(
      "requestedFocDate 2020-03-02 is past (error 7208). Nothing was sent",
    );
    expect(posts()).toEqual([]);
    const { id, state } = await up({ requestedFocDate: workingDay() });
    stack.simulator.account.changeLsrOrder(id, { requestedFocDate: "2020-03-02" });
    const later = await refreshed(id, state);
    settled(later, { requestedFocDate: "2020-03-02" });
    expect(await problem(change(id, later, { requestedFocDate: "2020-03-03" }))).toContain("2020-03-03 is past");
  });

  test("waits for what the program waits for", async () => {
    stack.simulator.settings.lsrStepMs = 100;
    const { id, state } = await up({ waitFor: "complete" });
    expect(state.status).toBe("COMPLETE");
    settled(await refreshed(id, state), { waitFor: "complete" });
  });

  test("that is not there in time is in the state, and the next up goes on waiting", async () => {
    const call = { ...stack.call("out"), timeoutMs: 300 };
    const waitFor = "foc";
    const { id, outputs } = await left(create(resourceNamed(TYPE), call, lsrOrderOf({ waitFor })));
    expect(outputs).toMatchObject({ orderId: id, status: "PENDING", waitFor });
    expect(changes(outputs, { waitFor }).changes).toMatchObject([{ path: "status", replaces: false }]);
    advance(String(id), "FOC");
    settled(await change(String(id), outputs, { waitFor }), { waitFor });
    expect(posts()).toHaveLength(1);
  });

  describe("with an error", () => {
    test("shows code, words, what Bandwidth documents and what to do; the mended program changes the order", async () => {
      stack.simulator.settings.lsrStepMs = 0;
      const message = await problem(up({ waitFor: "foc" }, { pinNumber: "0000" }));
      expect(message).toContain("7513 PIN Invalid. Correct subscriber.pinNumber.");
      expect(message).toContain("is EXCEPTION:");
      expect(message).not.toContain("0000");
      const again = await left(up({ waitFor: "foc" }, { pinNumber: "0000" }));
      expect(again.outputs.errors).toEqual([
        { code: "7513", description: "PIN Invalid", meaning: "PIN Invalid. Correct subscriber.pinNumber." },
      ]);
      const state = await change(String(again.id), again.outputs, { waitFor: "foc" });
      expect(state).toMatchObject({ status: "COMPLETE", errors: [] });
      expect(posts()).toHaveLength(1);
    });

    test("that comes later is told by a refresh, and is no success", async () => {
      const { id, state } = await up();
      stack.simulator.account.advanceLsrOrder(id, "EXCEPTION", { code: "7519", description: "Names differ" });
      const later = await refreshed(id, state);
      expect(stack.said.join("\n")).toContain(
        "7519 Names differ. Documented as: Customer info does not match. Make subscriber what",
      );
      expect(changes(later).changes).toMatchObject([{ path: "status", replaces: false }]);
      expect(await problem(change(id, later, {}))).toContain("is EXCEPTION:\n  7519 Names differ.");
      await change(id, later, {}, { businessName: "Joes Garage Inc" });
      expect(orders()).toMatchObject([{ status: "PENDING", errors: [] }]);
    });

    test("of a change leaves the order and the state as they were", async () => {
      const { id, state } = await up();
      const holiday = `${new Date().getUTCFullYear() + 1}-12-25`;
      const day = [0, 6].includes(new Date(holiday).getUTCDay()) ? "2029-12-25" : holiday;
      const kept = await left(change(id, state, { requestedFocDate: day }));
      expect(kept.outputs.requestedFocDate).toBeUndefined();
      expect(await problem(change(id, state, { requestedFocDate: day }))).toBe(
        `the change of LSR order ${id} was refused, and nothing was changed:\n` +
          "  17019 Requested FOC date cannot be on holiday or weekend. Set requestedFocDate to a working day.\n" +
          "Mend the cause, then run the same command again.",
      );
      expect(orders()).toMatchObject([{ ponVersion: 0, status: "PENDING" }]);
    });

    test("that ends it makes the next up another order, under another pon", async () => {
      const { id, state } = await up();
      stack.simulator.account.advanceLsrOrder(id, "FAILED", {
        code: "17036",
        description: "all numbers not activated",
      });
      const failed = await refreshed(id, state);
      expect(changes(failed).replaces).toEqual(["status"]);
      expect(changes(failed).announcement).toContain("set another pon");
      const second = await up({ pon: "ACME-2" });
      await stack.delete(TYPE, "out", id, failed);
      expect(second.id).not.toBe(id);
      expect(puts()).toEqual([]);
    });
  });

  describe("deleted", () => {
    test("is cancelled, once", async () => {
      const { id, state } = await up();
      await stack.delete(TYPE, "out", id, state);
      await stack.delete(TYPE, "out", id, state);
      expect(orders()).toMatchObject([{ status: "CANCELLED" }]);
      expect(puts()).toHaveLength(1);
      expect(puts()[0]?.body).toMatch(/<LsrOrder><OrderStatus>CANCELLED<\/OrderStatus><\/LsrOrder>/);
    });

    test("when it is complete, is forgotten, and that is said", async () => {
      const { id, state } = await up();
      advance(id, "COMPLETE");
      await stack.delete(TYPE, "out", id, state);
      expect(stack.said).toEqual([`LSR order ${id} is COMPLETE: its numbers have left, and nothing was cancelled`]);
      expect(puts()).toEqual([]);
    });

    test("after somebody else has taken it over, stays", async () => {
      const { id, state } = await up();
      await up();
      await stack.delete(TYPE, "out", id, state);
      expect(stack.said.at(-1)).toBe(`LSR order ${id} stays: another resource has taken it over`);
      expect(orders()).toMatchObject([{ status: "PENDING" }]);
    });

    test("that the API refuses is an error, and it stays", async () => {
      const { id, state } = await up();
      const body =
        "<LsrOrderResponse><ResponseStatus><ErrorCode>400</ErrorCode><Description>x</Description></ResponseStatus><LsrOrderErrors><LsrOrderError><Code>17035</Code><Description>Supp is not allowed for this LSR.</Description></LsrOrderError></LsrOrderErrors></LsrOrderResponse>";
      stack.simulator.faults.on("PUT", /lsrorders/, {
        kind: "status",
        status: 400,
        body,
        contentType: "application/xml",
      });
      expect(await problem(stack.delete(TYPE, "out", id, state))).toContain(
        `LSR order ${id} (PENDING) was not cancelled, and goes on:\n  17035 Supp is not allowed for this LSR.`,
      );
    });

    test("and made again under its old pon, is refused by the API; under another it is a new one", async () => {
      const { id, state } = await up();
      await stack.delete(TYPE, "out", id, state);
      expect(await problem(up())).toContain("17032");
      expect((await up({ pon: "ACME-2" })).id).not.toBe(id);
    });
  });

  test("that was cancelled elsewhere is gone, and that is said", async () => {
    const { id, state } = await up();
    advance(id, "CANCELLED");
    expect(await stack.read(TYPE, "out", id, state)).toBeUndefined();
    expect(stack.said.join()).toContain(`LSR order ${id} was CANCELLED. The next \`pulumi up\` orders anew`);
  });

  test("no answer that proves nothing makes it gone", async () => {
    const { id, state } = await up();
    for (const fault of [{ kind: "html", status: 404 }, { kind: "status", status: 403 }, { kind: "empty" }] as const) {
      stack.simulator.faults.on("GET", /lsrorders\/[^/]+$/, fault);
      await expect(stack.read(TYPE, "out", id, state), fault.kind).rejects.toThrow();
    }
    expect(await stack.read(TYPE, "out", "nothing", state)).toBeUndefined();
  });

  test("is imported by its id, listed, and then changed as any other", async () => {
    const { id } = await up(EVERYTHING(), EVERYBODY);
    const imported = await read(resourceNamed(TYPE), stack.call("out"), id);
    expect(imported?.inputs).toMatchObject(lsrOrderOf(EVERYTHING(), EVERYBODY));
    settled(imported?.state ?? {}, EVERYTHING(), EVERYBODY);
    await change(id, imported?.state ?? {}, { ...EVERYTHING(), authorizingPerson: "Jane" }, EVERYBODY);
    expect(orders()).toMatchObject([{ details: { AuthorizingPerson: "Jane" } }]);
    const second = await up({ pon: "ACME-2" });
    await stack.delete(TYPE, "out", second.id, second.state);
    const found = [];
    const signal = new AbortController().signal;
    for await (const one of resourceNamed(TYPE).list?.find({ api: stack.api, query: {}, signal }) ?? [])
      found.push(one);
    expect(found).toEqual([{ id, name: "ACME-1" }]);
  });

  test("a complete one takes other words without a request that changes anything", async () => {
    const { id, state } = await up();
    advance(id, "COMPLETE");
    const complete = await refreshed(id, state);
    settled(await change(id, complete, { authorizingPerson: "Jane" }), { authorizingPerson: "Jane" });
    expect(puts()).toEqual([]);
    expect(stack.said.join()).toContain("what it asked for is history");
  });

  test("its PIN is in no error, whatever fails", async () => {
    for (const fault of [{ kind: "status", status: 500 }, { kind: "html" }, { kind: "aborted" }] as const) {
      stack.simulator.faults.add({ method: "POST", path: /lsrorders$/, fault });
      // Nor can it be looked up what became of it.
      stack.simulator.faults.add({ method: "GET", path: /lsrorders$/, nth: 2, fault: { kind: "status", status: 403 } });
      const error = await up({ pon: `P-${fault.kind}` }).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(Error);
      expect(inspect(error, { depth: 9 })).not.toContain(PIN);
      stack.simulator.faults.clear();
    }
    expect(
      await problem(
        up({ pon: "ok" }, { businessName: "Joes", serviceAddress: { ...SERVICE_ADDRESS, stateCode: "XX" } }),
      ),
    ).toMatch(/7395 Unsupported state code: XX\. Correct subscriber\.serviceAddress\.stateCode\./);
  });
});
