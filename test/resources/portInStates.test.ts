import { describe, expect, test } from "vitest";
import type { Values } from "../../provider/pulumi/values/values.js";
import { advance, portInDesk, portInOf, TYPE } from "./portInSupport.js";

const desk = portInDesk();
const { portIns, posts, up, refreshed, change, changes, settled } = desk;

const supps = () => desk.stack.simulator.requests.matching("PUT", /portins\//);
const left = async (act: Promise<unknown>) => {
  const error = await act.catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ name: "PartialFailure" });
  return error as Error & { done: { id: string; outputs: Values } };
};

describe("a change that Bandwidth took and did not pass on (7300)", () => {
  test.each([
    "old values",
    "new values",
  ] as const)("is an error, and the next run shows the difference, though the order shows its %s", async (suppsWithoutEffect) => {
    const { id, state } = await up();
    advance(desk.stack, id, "FOC");
    Object.assign(desk.stack.simulator.settings, { suppsWithoutEffect });
    const wish = { loaAuthorizingPerson: "Jane Smith" };
    const error = await left(change(id, state, wish));
    expect(error.message).toMatch(/^the change \(SUPP\) of port-in \S+ did not take effect: .*\n {2}7300 .*\n/);
    expect(error.done.outputs).toMatchObject({ loaAuthorizingPerson: "Joe Smith", errors: [{ code: "7300" }] });
    expect(changes(error.done.outputs, wish).changes).toMatchObject([{ path: "loaAuthorizingPerson" }]);
    // The next run tries again, and succeeds when the carrier has answered.
    Object.assign(desk.stack.simulator.settings, { suppsWithoutEffect: undefined });
    settled(await change(id, error.done.outputs, wish), wish);
    expect(supps()).toHaveLength(2);
  });

  test("is still a difference after a refresh in which the order shows the new values", async () => {
    const { id, state } = await up();
    advance(desk.stack, id, "FOC");
    desk.stack.simulator.settings.suppsWithoutEffect = "new values";
    const wish = { loaAuthorizingPerson: "Jane Smith" };
    const error = await left(change(id, state, wish));
    const fresh = await refreshed(id, await refreshed(id, error.done.outputs));
    expect(changes(fresh, wish).changes).toMatchObject([{ path: "loaAuthorizingPerson" }]);
    // What the program takes back is said again with the next change, or the order would keep it.
    desk.stack.simulator.settings.suppsWithoutEffect = undefined;
    const back = { subscriber: { ...(fresh.subscriber as Values), businessName: "Janes Garage" } };
    const done = await change(id, fresh, back);
    settled(await refreshed(id, done), back);
    expect(portIns()).toMatchObject([{ details: { LoaAuthorizingPerson: "Joe Smith" } }]);
    expect(supps()).toHaveLength(2);
    settled(await refreshed(id, await change(id, done, { ...back, ...wish })), { ...back, ...wish });
  });

  test.each([
    "old values",
    "new values",
  ] as const)("is not told again by a later change that is passed on, though the error stays (%s)", async (suppsWithoutEffect) => {
    const { id, state } = await up();
    advance(desk.stack, id, "FOC");
    Object.assign(desk.stack.simulator.settings, { suppsWithoutEffect, notPassedOnStays: true });
    const wish = { loaAuthorizingPerson: "Jane Smith" };
    const { done } = await left(change(id, state, wish));
    const again = await left(change(id, done.outputs, wish));
    expect(again.done.outputs.errors).toHaveLength(2);
    Object.assign(desk.stack.simulator.settings, { suppsWithoutEffect: undefined });
    const state3 = await change(id, await refreshed(id, again.done.outputs), wish);
    settled(state3, wish);
    expect(state3.errors).toMatchObject([{ code: "7300" }, { code: "7300" }]);
    settled(await refreshed(id, state3), wish);
    // Nor is a later one that is not passed on either taken for one that is.
    advance(desk.stack, id, "FOC");
    Object.assign(desk.stack.simulator.settings, { suppsWithoutEffect });
    const other = { loaAuthorizingPerson: "Jim Smith" };
    const { done: last } = await left(change(id, state3, other));
    expect(changes(await refreshed(id, last.outputs), other).changes).toMatchObject([{ path: "loaAuthorizingPerson" }]);
  });

  test("that stays from an earlier change leaves a later one in doubt, until it shows, or the user says so", async () => {
    const { id, state } = await up();
    advance(desk.stack, id, "FOC");
    Object.assign(desk.stack.simulator.settings, { suppsWithoutEffect: "new values", notPassedOnStays: true });
    const { done } = await left(change(id, state, { loaAuthorizingPerson: "Jane Smith" }));
    desk.stack.simulator.settings.suppsWithoutEffect = undefined;
    const passed = await change(id, done.outputs, { loaAuthorizingPerson: "Jane Smith" });
    // The next one comes while this one is on its way, so that no state tells whether it was passed on.
    const wish = { loaAuthorizingPerson: "Jim Smith" };
    const doubt = await left(change(id, passed, wish));
    expect(doubt.message).toMatch(
      /^it is not known whether the change \(SUPP\) of port-in \S+ took effect: .*\n {2}7300 /,
    );
    expect(doubt.message).toContain(`\`pulumi state delete\`, and import it with "${id}"`);
    // With the carrier's date, the order goes back on its way when the change is sent again.
    advance(desk.stack, id, "FOC");
    settled(await change(id, doubt.done.outputs, wish), wish);
    // Or the user takes the order as it is.
    const start = desk.stack.simulator.requests.mark();
    const adopted = await desk.stack.create(TYPE, "office", portInOf(desk.siteId, wish), id);
    settled(await refreshed(id, adopted.state), wish);
    expect(desk.stack.writes(start)).toEqual([]);
  });

  test("is told of a port-in that another state knew, since nobody here knows what was not passed on", async () => {
    const { id, state } = await up();
    advance(desk.stack, id, "FOC");
    desk.stack.simulator.settings.suppsWithoutEffect = "new values";
    await left(change(id, state, { loaAuthorizingPerson: "Jane Smith" }));
    for (const look of [() => up({ loaAuthorizingPerson: "Jane Smith" }), () => desk.stack.read(TYPE, "office", id)]) {
      desk.stack.said.length = 0;
      await look();
      expect(desk.stack.said.join("\n")).toContain("says that a change was not passed on");
    }
  });

  test("is an error in a create that takes up an earlier port-in", async () => {
    const { id } = await up();
    advance(desk.stack, id, "FOC");
    desk.stack.simulator.settings.suppsWithoutEffect = "old values";
    const error = await left(up({ loaAuthorizingPerson: "Jane Smith" }));
    expect(error.message).toContain("7300");
    expect(error.done).toMatchObject({ id, outputs: { loaAuthorizingPerson: "Joe Smith" } });
    expect(posts()).toHaveLength(1);
  });
});

describe("a port-in that is canceled, in the spelling with one L", () => {
  test("is gone at the next refresh, and the next run submits another", async () => {
    desk.stack.simulator.settings.canceledWithOneL = true;
    const { id, state } = await up();
    advance(desk.stack, id, "CANCELLED");
    expect(await desk.stack.read(TYPE, "office", id, state)).toBeUndefined();
    const again = await up();
    expect(again.id).not.toBe(id);
    expect(posts()).toHaveLength(2);
  });

  test("needs no cancel, and one that becomes so ends the wait for a cancel", async () => {
    desk.stack.simulator.settings.canceledWithOneL = true;
    const { id, state } = await up();
    await desk.stack.delete(TYPE, "office", id, state);
    const start = desk.stack.simulator.requests.mark();
    await desk.stack.delete(TYPE, "office", id, state);
    expect(desk.stack.writes(start)).toEqual([]);
    expect(portIns().map(({ status }) => status)).toEqual(["CANCELLED"]);
  });
});

describe("a state in which a port-in waits for somebody", () => {
  test.each([
    [
      "MISSING_REQUIREMENTS",
      /is MISSING_REQUIREMENTS:\n {2}7999 A proof of address is missing\n.*waits for what its/s,
      1,
    ],
    ["PENDING_CARRIER_APPROVAL", /It waits for the losing carrier's approval/, 0],
    ["A_STATE_OF_TOMORROW", /is A_STATE_OF_TOMORROW, a state that this version of the provider does not know/, 1],
  ])("%s is told at once, and is no reason to wait", async (status, words, differences) => {
    const { id } = await up();
    desk.stack.simulator.account.advancePortIn(id, status, {
      code: "7999",
      description: "A proof of address is missing",
    });
    const start = desk.stack.simulator.requests.mark();
    // A run that lost the state looks at it like one that has just submitted it.
    const fresh = (await up()).state;
    expect(desk.stack.said.join("\n")).toMatch(words);
    expect(fresh.status).toBe(status);
    expect(changes(fresh).changes).toHaveLength(differences);
    expect(desk.stack.simulator.requests.since(start).length).toBeLessThan(20);
  });

  test.each([
    "PENDING_CARRIER_APPROVAL",
    "A_STATE_OF_TOMORROW",
    "SNAPBACK",
    "INVALID_TFNS",
  ])("%s is an error for a program that waits for the numbers", async (status) => {
    const { id, state } = await up();
    advance(desk.stack, id, status);
    const error = await left(change(id, state, { waitFor: "complete" }));
    expect(error.message).toContain(`port-in ${id} is ${status}`);
    expect(portIns()).toHaveLength(1);
  });
});

describe("a port-in that is a draft", () => {
  test("is found by a run that lost it, and submitted in place of another", async () => {
    const { id } = await up();
    advance(desk.stack, id, "DRAFT");
    const again = await up({ loaAuthorizingPerson: "Jane Smith" });
    expect(again).toMatchObject({ id, state: { status: "SUBMITTED" } });
    expect(posts()).toHaveLength(1);
    expect(portIns()).toMatchObject([{ status: "SUBMITTED", details: { LoaAuthorizingPerson: "Jane Smith" } }]);
  });

  test("is shown in a preview as one that is submitted, and submitted by the next run", async () => {
    const { id, state } = await up();
    advance(desk.stack, id, "DRAFT");
    const fresh = await refreshed(id, state);
    expect(desk.stack.said.join()).toContain("it is a draft, and not submitted");
    expect(changes(fresh)).toMatchObject({
      changes: [{ path: "status" }],
      announcement: expect.stringMatching(/draft/),
    });
    settled(await change(id, fresh, {}));
    expect(supps()).toHaveLength(1);
  });

  test("that the API does not submit stays in the state with the reason", async () => {
    const { id, state } = await up();
    advance(desk.stack, id, "DRAFT");
    const fresh = await refreshed(id, state);
    desk.stack.simulator.faults.on("PUT", /portins/, { kind: "status", status: 403 });
    const error = await left(change(id, fresh, {}));
    expect(error.message).toContain("403");
    expect(error.done.outputs).toMatchObject({ status: "DRAFT" });
    expect(await desk.stack.read(TYPE, "office", id, error.done.outputs)).toBeDefined();
  });

  test("of toll-free numbers is looked for in each of its states", async () => {
    const { portIns: api } = desk.stack.api;
    const mark = desk.stack.simulator.requests.mark();
    await api.find("nobody", ["+18005550100"]);
    await api.find("nobody", ["+19195550100"]);
    const asked = desk.stack.simulator.requests.since(mark).map(({ query }) => query.status ?? null);
    expect(asked).toEqual([
      null,
      "draft",
      "validate_draft_tfns",
      "valid_draft_tfns",
      "invalid_draft_tfns",
      null,
      "draft",
    ]);
  });
});

test("what Bandwidth knows of a port-in beside what was asked for is shown", async () => {
  const { id, state } = await up();
  const [portIn] = portIns();
  Object.assign(portIn ?? {}, {
    facts: {
      EarliestEstimate: "2026-03-02T15:30:00Z",
      BulkPortinOrderId: "bulk-1",
      LosingCarrierSPID: "999Z",
      TollFreePortType: "PHASE_1_TOLLFREE",
      TollFreeValidationStatus: "COMPLETE",
      TargetRespOrgId: "ABC01",
      CountryCodeA3: "USA",
      PhoneNumberType: "GEOGRAPHIC",
    },
  });
  expect(await refreshed(id, state)).toMatchObject({
    earliestEstimate: "2026-03-02T15:30:00Z",
    bulkPortInOrderId: "bulk-1",
    losingCarrierSpid: "999Z",
    tollFreePortType: "PHASE_1_TOLLFREE",
    tollFreeValidationStatus: "COMPLETE",
    targetRespOrgId: "ABC01",
    countryCodeA3: "USA",
    phoneNumberType: "GEOGRAPHIC",
  });
  advance(desk.stack, id, "FOC");
  const [listed] = await desk.stack.api.portInLookUps.list({});
  expect(listed).toMatchObject({ pon: portIn?.pon, actualFocDate: expect.any(String) });
});
