import { describe, expect, test } from "vitest";
import { lsrOrderErrors } from "../../provider/bandwidth/errorCodes/lsrOrders.js";
import { create, read } from "../../provider/pulumi/definition/lifecycle.js";
import type { Values } from "../../provider/pulumi/values/values.js";
import {
  EVERYBODY,
  EVERYTHING,
  LEAVING,
  lsrOrderDesk,
  lsrOrderOf,
  PIN,
  SERVICE_ADDRESS,
  TYPE,
  workingDay,
} from "./lsrOrderSupport.js";
import { resourceNamed } from "./support.js";

const desk = lsrOrderDesk();
const { orders, posts, puts, advance, up, refreshed, change, changes, settled, problem, left } = desk;

describe("an LSR order", () => {
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
    desk.stack.simulator.settings.lsrPutKeeps = keeps;
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
    desk.stack.simulator.settings.lsrPutKeeps = keeps;
    const { id, state } = await up(EVERYTHING(), EVERYBODY);
    const who = { ...EVERYBODY, firstName: undefined, serviceAddress: SERVICE_ADDRESS };
    const day = orders()[0]?.requestedFocDate;
    const after = await change(id, state, {}, who);
    const order = await desk.stack.api.lsrOrders.get(id);
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
    desk.stack.simulator.account.changeLsrOrder(id, {
      details: { ...order?.details, SPID: "77" },
      billingNumber: "+19192381468",
    });
    await change(id, state, { authorizingPerson: "Jane" });
    expect(await desk.stack.api.lsrOrders.get(id)).toMatchObject({
      ...{ spid: "77", billingTelephoneNumber: "+19192381468", authorizingPerson: "Jane" },
      subscriber: { pinNumber: PIN },
    });
  });

  test("what nobody knows of its subscriber is said again by a change", async () => {
    const { id, state } = await up({ spid: "123C" });
    const { details } = orders()[0] ?? {};
    const Subscriber = details?.Subscriber as { ServiceAddress: Values };
    const ServiceAddress = { ...Subscriber.ServiceAddress, BuildingCode: "7G" };
    const unknown = { ...details, Subscriber: { ...Subscriber, AccountKind: "GOLD", ServiceAddress } };
    desk.stack.simulator.account.changeLsrOrder(id, { details: unknown as never });
    await change(id, state, {});
    expect(orders()[0]?.details).not.toMatchObject({ SPID: "123C" });
    expect(orders()[0]?.details.Subscriber).toMatchObject({ AccountKind: "GOLD", ServiceAddress });
  });

  test("drift is shown, also in the PIN, and set back by the next up", async () => {
    const { id, state } = await up({ spid: "123C" });
    const { details } = orders()[0] ?? {};
    const Subscriber = { ...(details?.Subscriber as Values), PinNumber: "1", BusinessName: "Somebody" };
    desk.stack.simulator.account.changeLsrOrder(id, { details: { ...details, SPID: "9", Subscriber } as never });
    const drifted = await refreshed(id, state);
    expect(changes(drifted, { spid: "123C" }).changes.map(({ path }) => path)).toEqual([
      "spid",
      "subscriber.businessName",
      "subscriber.pinNumber",
    ]);
    settled(await change(id, drifted, { spid: "123C" }), { spid: "123C" });
    expect((await desk.stack.api.lsrOrders.get(id))?.subscriber).toMatchObject({
      businessName: "Joes Garage",
      pinNumber: PIN,
    });
  });

  test("a PIN that is shown as stars is no drift", async () => {
    const { id, state } = await up();
    const { details } = orders()[0] ?? {};
    const Subscriber = { ...(details?.Subscriber as Values), PinNumber: "*****" };
    desk.stack.simulator.account.changeLsrOrder(id, { details: { ...details, Subscriber } as never });
    settled(await refreshed(id, state));
  });

  test("other numbers, another pon or ZIP code make another order, which needs another pon", async () => {
    const { id, state } = await up();
    const zip = { serviceAddress: { ...SERVICE_ADDRESS, zip: "10017" } };
    expect(changes(state, { pon: "ACME-2" }).replaces).toEqual(["pon"]);
    expect(changes(state, { telephoneNumbers: [...LEAVING].reverse() }).changes).toEqual([]);
    const other = changes(state, { telephoneNumbers: LEAVING.slice(0, 1) });
    expect([other.replaces, other.announcement]).toEqual([
      ["telephoneNumbers"],
      "Bandwidth will refuse this under the same pon (error 17032), because it is another order: set another pon",
    ]);
    expect(changes(state, {}, zip)).toMatchObject({ replaces: ["subscriber"], announcement: other.announcement });
    expect(changes(state, { pon: "ACME-2" }, zip).announcement).toBeUndefined();
    const refused = await problem(up({ telephoneNumbers: LEAVING.slice(0, 1) }));
    expect(refused).toContain(`LSR order ${id} (PENDING) of this account already has this pon (ACME-1).`);
    expect(refused).toContain(
      "the LSR order was refused, and nothing was ordered:\n" +
        "  17032 The Specified PON is already present in our system. Please provide an alternative.\n" +
        `    ${lsrOrderErrors[17032]}\n`,
    );
  });

  test.each([
    [undefined],
    ["port 7"],
  ])("the replaced order is not made into one of other numbers (customerOrderId %s)", async (customerOrderId) => {
    const { id } = await up({ customerOrderId });
    // As a refresh of this run has shown it.
    desk.stack.refreshed.add(id);
    expect(await problem(up({ customerOrderId, telephoneNumbers: LEAVING.slice(0, 1) }))).toContain("17032");
    expect([...desk.stack.simulator.account.lsrOrders.keys()]).toEqual([id]);
    expect(await problem(up({ customerOrderId }))).toBe("nothing");
  });

  test("a day that is past is refused before anything is sent, and no more when it was set before", async () => {
    expect(await problem(up({ requestedFocDate: "2020-03-02" }))).toBe(
      "requestedFocDate 2020-03-02 is past (error 7208). Nothing was sent",
    );
    expect(posts()).toEqual([]);
    const { id, state } = await up({ requestedFocDate: workingDay() });
    desk.stack.simulator.account.changeLsrOrder(id, { requestedFocDate: "2020-03-02" });
    const later = await refreshed(id, state);
    settled(later, { requestedFocDate: "2020-03-02" });
    expect(await problem(change(id, later, { requestedFocDate: "2020-03-03" }))).toContain("2020-03-03 is past");
  });

  test("waits for what the program waits for", async () => {
    desk.stack.simulator.settings.lsrStepMs = 100;
    const { id, state } = await up({ waitFor: "complete" });
    expect(state.status).toBe("COMPLETE");
    settled(await refreshed(id, state), { waitFor: "complete" });
  });

  test("that is not there in time is in the state, and the next up goes on waiting", async () => {
    const call = { ...desk.stack.call("out"), timeoutMs: 300 };
    const waitFor = "foc";
    const { id, outputs } = await left(create(resourceNamed(TYPE), call, lsrOrderOf({ waitFor })));
    expect(outputs).toMatchObject({ orderId: id, status: "PENDING", waitFor });
    expect(changes(outputs, { waitFor }).changes).toMatchObject([{ path: "status", replaces: false }]);
    advance(String(id), "FOC");
    settled(await change(String(id), outputs, { waitFor }), { waitFor });
    expect(posts()).toHaveLength(1);
  });

  test("is imported by its id, listed, and then changed as any other", async () => {
    const { id } = await up(EVERYTHING(), EVERYBODY);
    const imported = await read(resourceNamed(TYPE), desk.stack.call("out"), id);
    expect(imported?.inputs).toMatchObject(lsrOrderOf(EVERYTHING(), EVERYBODY));
    settled(imported?.state ?? {}, EVERYTHING(), EVERYBODY);
    await change(id, imported?.state ?? {}, { ...EVERYTHING(), authorizingPerson: "Jane" }, EVERYBODY);
    expect(orders()).toMatchObject([{ details: { AuthorizingPerson: "Jane" } }]);
    const second = await up({ pon: "ACME-2" });
    await desk.stack.delete(TYPE, "out", second.id, second.state);
    const found = [];
    const signal = new AbortController().signal;
    for await (const one of resourceNamed(TYPE).list?.find({ api: desk.stack.api, query: {}, signal }) ?? [])
      found.push(one);
    expect(found).toEqual([{ id, name: "ACME-1" }]);
  });

  test("a complete one takes other words without a request that changes anything", async () => {
    const { id, state } = await up();
    advance(id, "COMPLETE");
    const complete = await refreshed(id, state);
    settled(await change(id, complete, { authorizingPerson: "Jane" }), { authorizingPerson: "Jane" });
    expect(puts()).toEqual([]);
    expect(desk.stack.said.join()).toContain("it can no longer change");
  });
});
