import { inspect } from "node:util";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { create, read } from "../../provider/pulumi/lifecycle.js";
import type { Values } from "../../provider/pulumi/values.js";
import { advance, ELSEWHERE, PIN, portInOf, workingDay } from "./portInSupport.js";
import { complaints, resourceNamed, Stack } from "./support.js";

const TYPE = "PortIn";

describe("a port-in's inputs", () => {
  test("what the losing carrier has to know is required", () => {
    expect(complaints(TYPE, {})).toEqual([
      "siteId is required",
      "telephoneNumbers is required",
      "subscriber is required",
      "loaAuthorizingPerson is required",
    ]);
    const { billingTelephoneNumber: _without, ...rest } = portInOf("1");
    expect(complaints(TYPE, rest)).toEqual(["billingTelephoneNumber is required (error 7103)"]);
    expect(complaints(TYPE, { ...rest, telephoneNumbers: ["+18005550100"] })).toEqual([]);
  });

  test("who has the numbers is a business or a person", () => {
    const { subscriber } = portInOf("1") as { subscriber: Values };
    const of = (more: Values) => complaints(TYPE, portInOf("1", { subscriber: { ...subscriber, ...more } }));
    expect(of({ subscriberType: "RESIDENTIAL" })).toEqual([
      "subscriber.businessName is not allowed with the subscriberType RESIDENTIAL (error 7211)",
      "subscriber.lastName is required with the subscriberType RESIDENTIAL (error 7105)",
    ]);
    expect(of({ businessName: undefined })).toEqual(["subscriber.businessName or lastName is required (error 7105)"]);
    expect(of({ businessName: "x".repeat(26), middleInitial: "ab" })).toEqual([
      "subscriber.businessName must have at most 25 characters",
      "subscriber.middleInitial must have at most 1 characters",
    ]);
  });

  test("numbers, times and their combinations", () => {
    const of = (more: Values) => complaints(TYPE, portInOf("1", more));
    expect(of({ telephoneNumbers: ["+18005550100", "+13035550111"] })).toEqual([
      "telephoneNumbers mix toll-free numbers with others, which need a port-in each (error 7386)",
    ]);
    expect(of({ newBillingTelephoneNumber: ELSEWHERE[0] })).toEqual([
      "newBillingTelephoneNumber must not be the billing number of now (error 7497)",
      "newBillingTelephoneNumber must not be one of telephoneNumbers (error 7496)",
    ]);
    expect(of({ requestedFocDate: "2027-03-06T15:30:00Z" })).toEqual([
      "requestedFocDate is on a weekend, when nothing is ported (error 7315)",
    ]);
    expect(of({ requestedFocDate: "2027-03-01" })[0]).toContain(
      "requestedFocDate must be a date and time with its zone",
    );
    expect(of({ activateAt: "soon", triggered: true })[0]).toMatch(/^activateAt must be a date and time.*; or "now"$/);
    expect(of({ activateAt: "now" })).toEqual(["activateAt is only for triggered: true (error 7345)"]);
    expect(of({ waitFor: "never" })).toEqual(['waitFor must be one of "submitted", "foc", "complete"']);
  });
});

describe("a port-in", () => {
  let stack: Stack;
  let siteId: string;
  let sipPeerId: string;
  beforeEach(async () => {
    stack = await Stack.start({ portInNeedsDocuments: false });
    siteId = await stack.site();
    sipPeerId = await stack.peer(siteId);
  });
  afterEach(() => stack.close());

  const portIns = () => [...stack.simulator.account.portIns.values()];
  const posts = () => stack.simulator.requests.matching("POST", /\/portins$/);
  const inService = () =>
    ELSEWHERE.filter((number) => stack.simulator.account.numbers.get(number)?.status === "Inservice");
  const up = (more: Values = {}) => stack.create(TYPE, "office", portInOf(siteId, more));

  /** A refresh. */
  const refreshed = async (id: string, state: Values) => (await stack.read(TYPE, "office", id, state))?.state ?? {};
  const change = (id: string, state: Values, more: Values) =>
    stack.update(TYPE, "office", id, state, portInOf(siteId, more));
  const changes = (state: Values, more: Values = {}) => stack.diff(TYPE, state, portInOf(siteId, more));
  const settled = (state: Values, more: Values = {}) => expect(changes(state, more).changes).toEqual([]);

  test("is submitted, followed by refreshes, and shows dates, status and numbers", async () => {
    const { id, state } = await up();
    expect(state).toMatchObject({ orderId: id, status: "SUBMITTED", telephoneNumbers: ELSEWHERE, errors: [] });
    expect(Date.parse(String(state.requestedDate))).toBeGreaterThan(Date.now());
    settled(state);
    advance(stack, id, "FOC");
    const confirmed = await refreshed(id, state);
    expect(confirmed).toMatchObject({ status: "FOC", losingCarrierName: "Mock Carrier", portType: "AUTOMATED" });
    expect(confirmed.actualFocDate).toBe(state.requestedDate);
    settled(confirmed);
    advance(stack, id, "COMPLETE");
    const complete = await refreshed(id, confirmed);
    expect(complete.status).toBe("COMPLETE");
    settled(complete);
    expect(inService()).toEqual(ELSEWHERE);
  });

  test("says everything to the API, in its forms", async () => {
    const requestedFocDate = workingDay();
    const more = {
      sipPeerId,
      newBillingTelephoneNumber: "(303) 555-0199",
      wirelessInfo: { accountNumber: "771297665AABC", pinNumber: PIN },
      requestedFocDate,
      partialPort: true,
      protected: true,
      triggered: true,
      alternateSpid: "X455",
      billingType: "PORTIN",
    };
    const { id, state } = await up(more);
    const body = posts()[0]?.body ?? "";
    for (const [name, value] of [
      ["RequestedFocDate", requestedFocDate],
      ["BillingTelephoneNumber", "3035550111"],
      ["NewBillingTelephoneNumber", "3035550199"],
      ["PeerId", sipPeerId],
      ["PinNumber", PIN],
      ["TnAttribute", "Protected"],
      ["PhoneNumber", "3035550112"],
      ["Triggered", "true"],
      ["PartialPort", "true"],
      ["AlternateSpid", "X455"],
      ["BillingType", "PORTIN"],
    ]) {
      expect(body).toContain(`<${name}>${value}</${name}>`);
    }
    expect(state).toMatchObject({
      ...more,
      newBillingTelephoneNumber: "+13035550199",
      requestedDate: requestedFocDate,
    });
    settled(state, more);
    settled(await refreshed(id, state), more);
  });

  test("that was interrupted, lost or killed is never submitted a second time", async () => {
    stack.simulator.faults.on("POST", /portins$/, { kind: "lostAnswer" });
    const first = await up();
    const again = await up();
    expect(again.id).toBe(first.id);
    expect(posts()).toHaveLength(1);
    expect(stack.said.join()).toContain("of an earlier run is taken up; nothing is submitted twice");
    // What has changed in the program since is handed in.
    const third = await up({ loaAuthorizingPerson: "Jane Smith" });
    expect(third.id).toBe(first.id);
    expect(portIns()).toHaveLength(1);
    expect((await stack.api.portIns.get(first.id))?.loaAuthorizingPerson).toBe("Jane Smith");
  });

  test("is taken up by the create of a forced replacement, whose delete leaves it", async () => {
    const old = await up();
    const { id } = await up();
    expect(id).toBe(old.id);
    // In the same run, and by a later run that only finds the old one left to delete.
    const call = { ...stack.call("office"), id, state: old.state };
    await resourceNamed(TYPE).delete({ ...call, replacedBy: id });
    await resourceNamed(TYPE).delete(call);
    expect(portIns()).toMatchObject([{ status: "SUBMITTED" }]);
    expect(stack.said.join()).toContain("another resource has taken it over");
  });

  test("a SUPP changes what may change, and only that is sent", async () => {
    const { id, state } = await up({ newBillingTelephoneNumber: "+13035550199" });
    const requestedFocDate = workingDay(2);
    const { subscriber } = portInOf(siteId) as { subscriber: Values };
    const more = { requestedFocDate, subscriber: { ...subscriber, businessName: undefined, lastName: "Smith" } };
    const mark = stack.simulator.requests.mark();
    const next = await change(id, state, more);
    expect(stack.writes(mark)).toEqual(["PUT /portins/*"]);
    const body = stack.simulator.requests.writes(mark)[0]?.body ?? "";
    // What is no longer there is emptied: a SUPP keeps what it does not name.
    for (const part of [
      "<BusinessName></BusinessName>",
      "<LastName>Smith</LastName>",
      "<ResetAddressFields>true</ResetAddressFields>",
      "<NewBillingTelephoneNumber></NewBillingTelephoneNumber>",
      `<RequestedFocDate>${requestedFocDate}</RequestedFocDate>`,
    ]) {
      expect(body.replace(/<(\w+)\/>/g, "<$1></$1>")).toContain(part);
    }
    expect(body).not.toMatch(/SiteId|LoaAuthorizingPerson|ListOfPhoneNumbers|CustomerOrderId/);
    expect(next).toMatchObject({ status: "SUBMITTED", requestedDate: requestedFocDate });
    expect(next).not.toHaveProperty("newBillingTelephoneNumber");
    settled(await refreshed(id, next), more);
  });

  test("other numbers are another port-in, after the old one has been cancelled", async () => {
    const { id, state } = await up();
    for (const more of [{ telephoneNumbers: [ELSEWHERE[0]] }, { triggered: true }, { billingType: "PORTIN" }]) {
      expect(changes(state, more)).toMatchObject({ replaces: Object.keys(more), deleteBeforeReplace: true });
    }
    // The order of numbers means nothing.
    settled(state, { telephoneNumbers: [...ELSEWHERE].reverse() });
    await stack.delete(TYPE, "office", id, state);
    expect(portIns()).toMatchObject([{ status: "CANCELLED" }]);
    const next = await up({ telephoneNumbers: [ELSEWHERE[0]] });
    expect(next.id).not.toBe(id);
    // What was cancelled is not taken up, and the same numbers can be asked for again.
    await stack.delete(TYPE, "office", next.id, next.state);
    const third = await up({ telephoneNumbers: [ELSEWHERE[0]] });
    expect(portIns().map(({ status }) => status)).toEqual(["CANCELLED", "CANCELLED", "SUBMITTED"]);
    expect(third.state.status).toBe("SUBMITTED");
  });

  test("drift is shown and set back by a SUPP", async () => {
    const { id, state } = await up({ loaAuthorizingPerson: "Joe Smith" });
    await stack.api.portIns.supplement(id, { loaAuthorizingPerson: "Somebody Else" });
    const drifted = await refreshed(id, state);
    expect(changes(drifted).changes).toMatchObject([{ path: "loaAuthorizingPerson", replaces: false }]);
    const healed = await change(id, drifted, {});
    expect((await stack.api.portIns.get(id))?.loaAuthorizingPerson).toBe("Joe Smith");
    settled(healed);
  });

  test("that the losing carrier rejects is an error with the reasons, stays in the state, and is mended by a SUPP", async () => {
    const wrong = { wirelessInfo: { accountNumber: "1", pinNumber: "0000" } };
    const error = await up(wrong).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: "Unfinished", done: { id: portIns()[0]?.id } });
    expect(String(error)).toMatch(/port-in \S+ is EXCEPTION:\n {2}7435 Order is being rejected for PIN\/Passcode\./);
    expect(String(error)).toContain("The port-in is in the state; it will not be submitted again.");
    const { id, outputs } = (error as { done: { id: string; outputs: Values } }).done;
    expect(outputs).toMatchObject({ status: "EXCEPTION", errors: [{ code: "7435" }], ...wrong });
    // A refresh must not make a success of it.
    const fresh = await refreshed(id, outputs);
    expect(changes(fresh, wrong).changes).toEqual([{ path: "status", kind: "update", replaces: false }]);
    await expect(change(id, fresh, wrong)).rejects.toThrow("7435");
    expect(stack.simulator.requests.matching("PUT", /portins/)).toEqual([]);
    const right = { wirelessInfo: { accountNumber: "1", pinNumber: PIN } };
    const mended = await change(id, fresh, right);
    expect(mended).toMatchObject({ status: "SUBMITTED", errors: [] });
    settled(await refreshed(id, mended), right);
    expect(posts()).toHaveLength(1);
  });

  test("whose SUPP is refused has nothing new in the state", async () => {
    const { id, state } = await up();
    const refusal = change(id, state, { siteId: "4711" });
    await expect(refusal).rejects.toThrow(
      /^the change \(SUPP\) of port-in \S+ was refused, and nothing was changed:\n {2}7309 The site id .*\nMend the cause/,
    );
    expect(changes(await refreshed(id, state), { siteId: "4711" }).changes).toMatchObject([{ path: "siteId" }]);
  });

  test("that waits for documents has been accepted, and a warning says what it needs", async () => {
    stack.simulator.settings.portInNeedsDocuments = true;
    const { id, state } = await up();
    expect(state.status).toBe("PENDING_DOCUMENTS");
    expect(stack.said).toContainEqual(
      `port-in ${id} is PENDING_DOCUMENTS. It waits for documents, as a letter of authorization: hand them in with PortInDocument.`,
    );
    settled(state);
    // Who waits for more is told again at the next up.
    expect(changes(state, { waitFor: "foc" }).changes.map(({ path }) => path)).toEqual(["waitFor", "status"]);
    await stack.delete(TYPE, "office", id, state);
    expect(portIns()[0]?.status).toBe("CANCELLED");
  });

  test("waits for the date, or for the numbers, and the next run goes on when its time is out", async () => {
    setTimeout(() => advance(stack, portIns()[0]?.id ?? "", "FOC"), 150);
    expect((await up({ waitFor: "foc" })).state).toMatchObject({ status: "FOC" });
    stack.simulator.account.portIns.clear();
    stack.simulator.settings.portInStepMs = 60;
    const call = { ...stack.call("slow"), timeoutMs: 1 };
    const inputs = portInOf(siteId, {
      waitFor: "complete",
      partialPort: false,
      triggered: false,
      releaseOnDelete: false,
    });
    const error = await create(resourceNamed(TYPE), call, inputs).catch((thrown: unknown) => thrown);
    expect(String(error)).toMatch(/port-in \S+ \(SUBMITTED\) was not settled in the time allowed.*\n.*in the state/);
    const { id, outputs } = (error as { done: { id: string; outputs: Values } }).done;
    expect(changes(outputs, { waitFor: "complete" }).changes).toEqual([
      { path: "status", kind: "update", replaces: false },
    ]);
    const complete = await stack.update(TYPE, "slow", id, outputs, portInOf(siteId, { waitFor: "complete" }));
    expect(complete.status).toBe("COMPLETE");
    expect(inService()).toEqual(ELSEWHERE);
  });

  test("that is refused leaves nothing, and all reasons are told", async () => {
    const refused = up({ siteId: "4711", wirelessInfo: { pinNumber: PIN } });
    await expect(refused).rejects.toThrow(
      /^the port-in was refused, and nothing was submitted:\n {2}7309 The site id was not supplied or is invalid\.\nMend/,
    );
    await expect(refused).rejects.not.toThrow(PIN);
    expect(portIns()).toEqual([]);
  });

  test("that somebody cancels is gone, with the reasons told, and asked for anew", async () => {
    const { id, state } = await up();
    stack.simulator.account.advancePortIn(id, "CANCELLED", { code: "7611", description: "Cancelled by the vendor." });
    expect(await stack.read(TYPE, "office", id, state)).toBeUndefined();
    expect(stack.said.join()).toContain(`port-in ${id} was CANCELLED:\n  7611 Cancelled by the vendor.`);
    const next = await up();
    expect(next.id).not.toBe(id);
    // Without a refresh, the state may know it by a run that saw it end.
    expect(changes({ ...state, status: "CANCELLED" })).toMatchObject({ replaces: ["status"] });
  });

  describe("when the numbers are here", () => {
    const complete = async (more: Values = {}) => {
      const { id, state } = await up(more);
      advance(stack, id, "FOC", "COMPLETE");
      return { id, pending: state, state: await refreshed(id, state) };
    };

    test("deleting it leaves them in service, and says so", async () => {
      const { id, state } = await complete();
      const mark = stack.simulator.requests.mark();
      await stack.delete(TYPE, "office", id, state);
      expect(stack.writes(mark)).toEqual([]);
      expect(stack.said.at(-1)).toMatch(/in service by port-in .* stays so, since releaseOnDelete is not true/);
      expect(inService()).toEqual(ELSEWHERE);
      // The same program takes the port-in up again: its numbers are still here by it.
      expect((await up()).id).toBe(id);
      expect(posts()).toHaveLength(1);
    });

    test("deleting it disconnects them with releaseOnDelete, and only those it still holds", async () => {
      const { id, state } = await complete({ releaseOnDelete: true });
      const [lost = "", kept = ""] = ELSEWHERE;
      Object.assign(stack.simulator.account.numbers.get(lost) ?? {}, { orderId: "another order" });
      expect(resourceNamed(TYPE).plans?.(state, undefined)).toEqual({ maxDisconnects: 2 });
      await stack.delete(TYPE, "office", id, state);
      expect(inService()).toEqual([lost]);
      expect(stack.simulator.ledger.released()).toEqual([kept]);
      expect(stack.said.join()).toContain(`${lost}: not in service by port-in ${id} any more, and left alone`);
      // What is gone can be brought again.
      stack.simulator.account.numbers.clear();
      expect((await up()).id).not.toBe(id);
    });

    test("what was to be cancelled is not disconnected instead", async () => {
      const { id, pending } = await complete({ releaseOnDelete: true });
      const mark = stack.simulator.requests.mark();
      await expect(stack.delete(TYPE, "office", id, pending)).rejects.toThrow(
        /is COMPLETE: it is too late to cancel it/,
      );
      expect(stack.writes(mark)).toEqual([]);
      expect(inService()).toEqual(ELSEWHERE);
    });

    test("other numbers or another place are refused, and never a replacement", async () => {
      const { id, state } = await complete({ releaseOnDelete: true });
      const more = { releaseOnDelete: true, telephoneNumbers: [ELSEWHERE[0]], triggered: true };
      const { changes: found, replaces } = changes(state, more);
      expect(replaces).toEqual([]);
      expect(found.map(({ path }) => path)).toEqual(["telephoneNumbers", "triggered"]);
      await expect(change(id, state, more)).rejects.toThrow(
        "telephoneNumbers cannot be changed any more: the port-in is COMPLETE",
      );
      await expect(change(id, state, { releaseOnDelete: true, siteId: "1" })).rejects.toThrow(
        "siteId cannot be changed",
      );
    });

    test("what it asked for is history, so a program may forget it", async () => {
      const { id, state } = await complete({ wirelessInfo: { accountNumber: "1", pinNumber: PIN } });
      const mark = stack.simulator.requests.mark();
      const next = await change(id, state, { releaseOnDelete: true });
      expect(stack.writes(mark)).toEqual([]);
      expect(JSON.stringify(next)).not.toContain(PIN);
      settled(await refreshed(id, next), { releaseOnDelete: true });
    });
  });

  describe("the fuse maxDisconnects", () => {
    test("keeps a delete from disconnecting more than it allows", async () => {
      const fused = await Stack.start({ portInNeedsDocuments: false }, { BW_MAX_DISCONNECTS: "1" });
      try {
        const site = await fused.site();
        await fused.peer(site);
        const { id, state } = await fused.create(TYPE, "office", portInOf(site, { releaseOnDelete: true }));
        advance(fused, id, "FOC", "COMPLETE");
        const complete = (await fused.read(TYPE, "office", id, state))?.state ?? {};
        await expect(fused.delete(TYPE, "office", id, complete)).rejects.toThrow(/maxDisconnects allows 1/);
        expect(fused.simulator.ledger.released()).toEqual([]);
      } finally {
        await fused.close();
      }
    });
  });

  describe("that is triggered", () => {
    const hours = (count: number, from = workingDay()) => new Date(Date.parse(from) + count * 3_600_000).toISOString();
    const activations = () => stack.simulator.requests.matching("PUT", /activationStatus$/);

    test("goes live at the time of the program, which is set when the date is confirmed", async () => {
      const more = { triggered: true, requestedFocDate: workingDay(), activateAt: hours(2) };
      const { id, state } = await up(more);
      expect(stack.said.join()).toContain("activateAt is set when the losing carrier has confirmed the date");
      expect(activations()).toEqual([]);
      settled(state, more);
      settled(await refreshed(id, state), more);
      advance(stack, id, "FOC");
      const confirmed = await refreshed(id, state);
      expect(confirmed.activatesAt).toBe(workingDay());
      expect(changes(confirmed, more).changes).toEqual([{ path: "activateAt", kind: "update", replaces: false }]);
      const set = await change(id, confirmed, more);
      expect(set.activatesAt).toBe(hours(2));
      expect(activations()).toHaveLength(1);
      settled(await refreshed(id, set), more);
      // Another wish of the program, and another time that somebody set.
      const later = { ...more, activateAt: hours(3) };
      const moved = await change(id, set, later);
      expect(moved.activatesAt).toBe(hours(3));
      await stack.api.portIns.activate(id, hours(5));
      const drifted = await refreshed(id, moved);
      expect(changes(drifted, later).changes).toMatchObject([{ path: "activateAt" }]);
      expect((await change(id, drifted, later)).activatesAt).toBe(hours(3));
    });

    test("never goes live at once by a time that is past, only by the word", async () => {
      const past = { triggered: true, activateAt: "2026-01-05T15:30:00Z" };
      await expect(up(past)).rejects.toThrow(
        /^activateAt is past \(2026-01-05T15:30:00\.000Z\), which to the API means that all numbers are activated at once.*"now" if at once is meant\. Nothing was sent$/,
      );
      expect(portIns()).toEqual([]);
      const { id, state } = await up({ triggered: true });
      advance(stack, id, "FOC");
      const confirmed = await refreshed(id, state);
      await expect(change(id, confirmed, past)).rejects.toThrow("Nothing was sent");
      expect(inService()).toEqual([]);
      const now = { triggered: true, activateAt: "now" };
      expect(changes(confirmed, now).announcement).toContain("activated at once");
      const live = await change(id, confirmed, now);
      expect(live.status).toBe("COMPLETE");
      expect(inService()).toEqual(ELSEWHERE);
      settled(await refreshed(id, live), now);
    });

    test("whose time is overtaken before the date is confirmed waits for a word of the user", async () => {
      const more = { triggered: true, activateAt: new Date(Date.now() + 150).toISOString() };
      const { id, state } = await up(more);
      advance(stack, id, "FOC");
      await new Promise((resolve) => setTimeout(resolve, 200));
      const confirmed = await refreshed(id, state);
      await expect(change(id, confirmed, more)).rejects.toThrow(/activateAt is past .*Nothing was sent/);
      expect(activations()).toEqual([]);
    });

    test("goes live as late as the API allows, and a warning says so", async () => {
      const more = { triggered: true, requestedFocDate: workingDay(), activateAt: hours(24 * 9) };
      const { id, state } = await up(more);
      advance(stack, id, "FOC");
      const set = await change(id, await refreshed(id, state), more);
      expect(set.activatesAt).toBe(hours(72));
      expect(stack.said.join()).toContain(`the numbers go live at ${hours(72)}, not at ${hours(24 * 9)}`);
      settled(await refreshed(id, set), more);
    });

    test("waits for the date, is activated, and then waited for, in one run", async () => {
      stack.simulator.settings.portInStepMs = 60;
      const { state } = await up({ triggered: true, waitFor: "complete", activateAt: "now" });
      expect(state.status).toBe("COMPLETE");
      expect(activations()).toHaveLength(1);
    });

    test("whose activation got no answer is activated, and no error", async () => {
      const { id, state } = await up({ triggered: true });
      advance(stack, id, "FOC");
      stack.simulator.faults.on("PUT", /activationStatus/, { kind: "lostAnswer" });
      const live = await change(id, await refreshed(id, state), { triggered: true, activateAt: "now" });
      expect(live.status).toBe("COMPLETE");
    });
  });

  test("a cancel that the losing carrier has not agreed to keeps it in the state", async () => {
    const { id, state } = await up();
    // Somebody has asked already, and the carrier takes its time.
    advance(stack, id, "REQUESTED_CANCEL");
    Object.assign(stack.simulator.account.portIns.get(id) ?? {}, { dueAt: undefined });
    const call = { ...stack.call("office"), timeoutMs: 1, id, state };
    await expect(resourceNamed(TYPE).delete(call)).rejects.toThrow(
      /the cancel of port-in .* was asked for, and is not agreed to yet: .*\nIt stays in the state until then/,
    );
    await expect(up()).rejects.toThrow(/is REQUESTED_CANCEL: .* nothing was submitted/);
    advance(stack, id, "CANCELLED");
    await stack.delete(TYPE, "office", id, state);
    await stack.delete(TYPE, "office", id, state);
    expect(posts()).toHaveLength(1);
  });

  test("the PIN reaches the API, and no error, log or output", async () => {
    const wirelessInfo = { accountNumber: "1", pinNumber: PIN };
    const { id, state } = await up({ wirelessInfo });
    expect(posts()[0]?.body).toContain(PIN);
    const { wirelessInfo: _secret, ...rest } = state;
    expect(JSON.stringify(rest)).not.toContain(PIN);
    // Whatever the API answers, and wherever it is cut.
    const whole = `<LnpOrderResponse><WirelessInfo><PinNumber>${PIN}</PinNumber></WirelessInfo>`;
    for (const body of [whole, `${whole.slice(0, whole.indexOf(PIN) + 4)}`]) {
      const fault = { kind: "status", status: 200, body } as const;
      stack.simulator.faults.on("GET", /portins/, fault, { times: 9 });
      const error = await stack.read(TYPE, "office", id, state).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(Error);
      expect(inspect(error, { depth: 9 })).not.toContain(PIN.slice(0, 4));
      stack.simulator.faults.clear();
    }
    advance(stack, id, "COMPLETE");
    const refusal = await stack.api.portIns.supplement(id, { wirelessInfo }).catch((thrown: unknown) => thrown);
    expect(inspect(refusal, { depth: 9 })).toContain("7304");
    expect(inspect(refusal, { depth: 9 })).not.toContain(PIN);
    expect(stack.said.join()).not.toContain(PIN);
  });

  test("is imported by its order id, listed, and gone when the API says so", async () => {
    const more = { wirelessInfo: { accountNumber: "1", pinNumber: PIN }, partialPort: true };
    const { id, state } = await up(more);
    const other = await stack.create(TYPE, "other", {
      ...portInOf(siteId),
      telephoneNumbers: ["+13035550120"],
      billingTelephoneNumber: "+13035550120",
    });
    await stack.delete(TYPE, "other", other.id, other.state);
    const imported = await read(resourceNamed(TYPE), stack.call("office"), id);
    expect(imported?.inputs).toMatchObject({ ...portInOf(siteId), ...more, sipPeerId, waitFor: "submitted" });
    const program = { ...portInOf(siteId), ...more, sipPeerId };
    const seen = resourceNamed(TYPE).actual?.(imported?.state ?? {}, program);
    expect(seen).toMatchObject(program);
    expect(await stack.read(TYPE, "office", "nothing")).toBeUndefined();
    const found = [];
    const list = resourceNamed(TYPE).list?.find({ api: stack.api, query: {}, signal: new AbortController().signal });
    for await (const one of list ?? []) found.push(one);
    expect(found).toEqual([{ id, name: ELSEWHERE[0] }]);
    // Only the API's own word for it makes it gone.
    stack.simulator.faults.on("GET", /portins/, { kind: "html", status: 404 }, { times: 9 });
    await expect(stack.read(TYPE, "office", id, state)).rejects.toThrow();
    stack.simulator.faults.clear();
    stack.simulator.account.portIns.clear();
    expect(await stack.read(TYPE, "office", id, state)).toBeUndefined();
    await stack.delete(TYPE, "office", id, state);
  });

  test("takes notes", async () => {
    const { id } = await up();
    const note = { orderType: "portins", orderId: id, description: "Signed by Joe" };
    const first = await stack.create("OrderNote", "note", note);
    const again = await stack.create("OrderNote", "note", note);
    expect(again.id).toBe(first.id);
    expect(portIns()[0]?.notes).toMatchObject([{ description: "Signed by Joe", userId: "simulator-user" }]);
    const fresh = await stack.read("OrderNote", "note", first.id, first.state);
    expect(stack.diff("OrderNote", fresh?.state ?? {}, note).changes).toEqual([]);
    stack.simulator.account.portIns.clear();
    expect(await stack.read("OrderNote", "note", first.id, first.state)).toBeUndefined();
  });
});
