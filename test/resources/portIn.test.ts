import { describe, expect, test } from "vitest";
import { create, read } from "../../provider/pulumi/definition/lifecycle.js";
import type { Values } from "../../provider/pulumi/values/values.js";
import { eventually } from "../eventually.js";
import { advance, ELSEWHERE, PIN, portInDesk, portInOf, TYPE, workingDay } from "./portInSupport.js";
import { resourceNamed } from "./support.js";

const desk = portInDesk();
const { portIns, posts, inService, up, refreshed, change, changes, settled } = desk;

describe("a port-in", () => {
  test("is submitted, followed by refreshes, and shows dates, status and numbers", async () => {
    const { id, state } = await up();
    expect(state).toMatchObject({ orderId: id, status: "SUBMITTED", telephoneNumbers: ELSEWHERE, errors: [] });
    expect(Date.parse(String(state.requestedDate))).toBeGreaterThan(Date.now());
    settled(state);
    advance(desk.stack, id, "FOC");
    const confirmed = await refreshed(id, state);
    expect(confirmed).toMatchObject({ status: "FOC", losingCarrierName: "Mock Carrier", portType: "AUTOMATED" });
    expect(confirmed.actualFocDate).toBe(state.requestedDate);
    settled(confirmed);
    advance(desk.stack, id, "COMPLETE");
    const complete = await refreshed(id, confirmed);
    expect(complete.status).toBe("COMPLETE");
    settled(complete);
    expect(inService()).toEqual(ELSEWHERE);
  });

  test("says everything to the API, in its forms", async () => {
    const requestedFocDate = workingDay();
    const more = {
      sipPeerId: desk.sipPeerId,
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
      ["PeerId", desk.sipPeerId],
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

  test("a SUPP changes what may change, and only that is sent", async () => {
    const { id, state } = await up({ newBillingTelephoneNumber: "+13035550199" });
    const requestedFocDate = workingDay(2);
    const { subscriber } = portInOf(desk.siteId) as { subscriber: Values };
    const more = { requestedFocDate, subscriber: { ...subscriber, businessName: undefined, lastName: "Smith" } };
    const mark = desk.stack.simulator.requests.mark();
    const next = await change(id, state, more);
    expect(desk.stack.writes(mark)).toEqual(["PUT /portins/*"]);
    const body = desk.stack.simulator.requests.writes(mark)[0]?.body ?? "";
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

  test("a SUPP of an address keeps what nobody knows of it", async () => {
    const { id, state } = await up();
    const { subscriber } = portInOf(desk.siteId) as { subscriber: { serviceAddress: Values } };
    const portIn = desk.stack.simulator.account.portIns.get(id);
    const held = portIn?.details.Subscriber as { ServiceAddress: Values };
    Object.assign(held.ServiceAddress, { BuildingCode: "7G" });
    const serviceAddress = { ...subscriber.serviceAddress, addressLine2: "Floor 3" };
    const next = await change(id, state, { subscriber: { ...subscriber, serviceAddress } });
    const shown = portIn?.details.Subscriber as { ServiceAddress: Values };
    expect(shown.ServiceAddress).toMatchObject({ BuildingCode: "7G", AddressLine2: "Floor 3" });
    settled(await refreshed(id, next), { subscriber: { ...subscriber, serviceAddress } });
  });

  test("other numbers are another port-in, after the old one has been canceled", async () => {
    const { id, state } = await up();
    for (const more of [{ telephoneNumbers: [ELSEWHERE[0]] }, { triggered: true }, { billingType: "PORTIN" }]) {
      expect(changes(state, more)).toMatchObject({ replaces: Object.keys(more), deleteBeforeReplace: true });
    }
    // The order of numbers means nothing.
    settled(state, { telephoneNumbers: [...ELSEWHERE].reverse() });
    await desk.stack.delete(TYPE, "office", id, state);
    expect(portIns()).toMatchObject([{ status: "CANCELLED" }]);
    const next = await up({ telephoneNumbers: [ELSEWHERE[0]] });
    expect(next.id).not.toBe(id);
    // What was canceled is not taken up, and the same numbers can be asked for again.
    await desk.stack.delete(TYPE, "office", next.id, next.state);
    const third = await up({ telephoneNumbers: [ELSEWHERE[0]] });
    expect(portIns().map(({ status }) => status)).toEqual(["CANCELLED", "CANCELLED", "SUBMITTED"]);
    expect(third.state.status).toBe("SUBMITTED");
  });

  test("drift is shown and set back by a SUPP", async () => {
    const { id, state } = await up({ loaAuthorizingPerson: "Joe Smith" });
    await desk.stack.api.portIns.supplement(id, { loaAuthorizingPerson: "Somebody Else" });
    const drifted = await refreshed(id, state);
    expect(changes(drifted).changes).toMatchObject([{ path: "loaAuthorizingPerson", replaces: false }]);
    const healed = await change(id, drifted, {});
    expect((await desk.stack.api.portIns.get(id))?.loaAuthorizingPerson).toBe("Joe Smith");
    settled(healed);
  });

  test("that waits for documents has been accepted, and a warning says what it needs", async () => {
    desk.stack.simulator.settings.portInNeedsDocuments = true;
    const { id, state } = await up();
    expect(state.status).toBe("PENDING_DOCUMENTS");
    expect(desk.stack.said).toContainEqual(
      `port-in ${id} is PENDING_DOCUMENTS. It waits for documents such as a letter of authorization. Add them with PortInDocument.`,
    );
    settled(state);
    // Who waits for more is told again at the next up.
    expect(changes(state, { waitFor: "foc" }).changes.map(({ path }) => path)).toEqual(["waitFor", "status"]);
    await desk.stack.delete(TYPE, "office", id, state);
    expect(portIns()[0]?.status).toBe("CANCELLED");
  });

  test("waits for the date, or for the numbers, and the next run goes on when its time is out", async () => {
    const waiting = up({ waitFor: "foc" });
    await eventually(() => expect(portIns()).toHaveLength(1));
    advance(desk.stack, portIns()[0]?.id ?? "", "FOC");
    expect((await waiting).state).toMatchObject({ status: "FOC" });
    desk.stack.simulator.account.portIns.clear();
    desk.stack.simulator.settings.portInStepMs = 60;
    const call = { ...desk.stack.call("slow"), timeoutMs: 1 };
    const inputs = portInOf(desk.siteId, {
      waitFor: "complete",
      partialPort: false,
      triggered: false,
      releaseOnDelete: false,
    });
    const error = await create(resourceNamed(TYPE), call, inputs).catch((thrown: unknown) => thrown);
    expect(String(error)).toMatch(/port-in \S+ \(SUBMITTED\) is still open at the time limit.*\n.*in the state/);
    const { id, outputs } = (error as { done: { id: string; outputs: Values } }).done;
    expect(changes(outputs, { waitFor: "complete" }).changes).toEqual([
      { path: "status", kind: "update", replaces: false },
    ]);
    const complete = await desk.stack.update(TYPE, "slow", id, outputs, portInOf(desk.siteId, { waitFor: "complete" }));
    expect(complete.status).toBe("COMPLETE");
    expect(inService()).toEqual(ELSEWHERE);
  });

  test("is imported by its order id, listed, and gone when the API says so", async () => {
    const more = { wirelessInfo: { accountNumber: "1", pinNumber: PIN }, partialPort: true };
    const { id, state } = await up(more);
    const other = await desk.stack.create(TYPE, "other", {
      ...portInOf(desk.siteId),
      telephoneNumbers: ["+13035550120"],
      billingTelephoneNumber: "+13035550120",
    });
    await desk.stack.delete(TYPE, "other", other.id, other.state);
    const imported = await read(resourceNamed(TYPE), desk.stack.call("office"), id);
    expect(imported?.inputs).toMatchObject({
      ...portInOf(desk.siteId),
      ...more,
      sipPeerId: desk.sipPeerId,
      waitFor: "submitted",
    });
    const program = { ...portInOf(desk.siteId), ...more, sipPeerId: desk.sipPeerId };
    const seen = resourceNamed(TYPE).actual?.(imported?.state ?? {}, program);
    expect(seen).toMatchObject(program);
    expect(await desk.stack.read(TYPE, "office", "nothing")).toBeUndefined();
    const found = [];
    const list = resourceNamed(TYPE).list?.find({
      api: desk.stack.api,
      query: {},
      signal: new AbortController().signal,
    });
    for await (const one of list ?? []) found.push(one);
    expect(found).toEqual([{ id, name: ELSEWHERE[0] }]);
    // Only the API's own word for it makes it gone.
    desk.stack.simulator.faults.on("GET", /portins/, { kind: "html", status: 404 }, { times: 9 });
    await expect(desk.stack.read(TYPE, "office", id, state)).rejects.toThrow();
    desk.stack.simulator.faults.clear();
    desk.stack.simulator.account.portIns.clear();
    expect(await desk.stack.read(TYPE, "office", id, state)).toBeUndefined();
    await desk.stack.delete(TYPE, "office", id, state);
  });

  test("takes notes", async () => {
    const { id } = await up();
    const note = { orderType: "portins", orderId: id, description: "Signed by Joe" };
    const first = await desk.stack.create("OrderNote", "note", note);
    const again = await desk.stack.create("OrderNote", "note", note);
    expect(again.id).toBe(first.id);
    expect(portIns()[0]?.notes).toMatchObject([{ description: "Signed by Joe", userId: "simulator-user" }]);
    const fresh = await desk.stack.read("OrderNote", "note", first.id, first.state);
    expect(desk.stack.diff("OrderNote", fresh?.state ?? {}, note).changes).toEqual([]);
    desk.stack.simulator.account.portIns.clear();
    expect(await desk.stack.read("OrderNote", "note", first.id, first.state)).toBeUndefined();
  });
});
