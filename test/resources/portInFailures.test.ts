import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import type { Values } from "../../provider/pulumi/values/values.js";
import { advance, PIN, portInDesk, TYPE } from "./portInSupport.js";
import { CLAIM_OF_0_1_0, claimedElsewhere, resourceNamed } from "./support.js";

const desk = portInDesk();
const { portIns, posts, up, refreshed, change, changes, settled } = desk;

describe("a port-in", () => {
  test("that was interrupted, lost or killed is never submitted a second time", async () => {
    desk.stack.simulator.faults.on("POST", /portins$/, { kind: "lostAnswer" });
    const first = await up();
    const again = await up();
    expect(again.id).toBe(first.id);
    expect(posts()).toHaveLength(1);
    expect(desk.stack.said.join()).toContain("of an earlier run is adopted; nothing is submitted twice");
    // What has changed in the program since is handed in.
    const third = await up({ loaAuthorizingPerson: "Jane Smith" });
    expect(third.id).toBe(first.id);
    expect(portIns()).toHaveLength(1);
    expect((await desk.stack.api.portIns.get(first.id))?.loaAuthorizingPerson).toBe("Jane Smith");
  });

  test("that goes away between the look-up and the look at it is asked for anew, under the next id", async () => {
    const { id } = await up();
    const body = "<R><Errors><Code>7200</Code><Description>Order not found</Description></Errors></R>";
    const gone = { kind: "status", status: 404, body } as const;
    desk.stack.simulator.faults.on("GET", new RegExp(`/portins/${id}$`), gone, { nth: 2 });
    // The simulated account still has the numbers in the first one, so the second is refused.
    await expect(up()).rejects.toThrow("the port-in was refused, and nothing was submitted");
    const ids = posts().map(({ body = "" }) => /<CustomerOrderId>([^<]+)/.exec(body)?.[1]);
    expect(new Set(ids).size).toBe(2);
  });

  test("whose SUPP got no answer, or whose run was killed behind it, is not changed a second time", async () => {
    const supps = () => desk.stack.simulator.requests.matching("PUT", /portins/);
    const { id, state } = await up({ wirelessInfo: { accountNumber: "1", pinNumber: PIN } });
    const wish = { loaAuthorizingPerson: "Jane Smith", protected: true };
    desk.stack.simulator.faults.on("PUT", /portins/, { kind: "lostAnswer" });
    settled(await change(id, state, wish), wish);
    expect(supps()).toHaveLength(1);
    // The state is still the old one.
    settled(await change(id, state, wish), wish);
    expect(supps()).toHaveLength(1);
    expect(portIns()[0]?.details).toMatchObject({ LoaAuthorizingPerson: "Jane Smith" });
    // One that did not arrive is sent again by the next run only.
    desk.stack.simulator.faults.on("PUT", /portins/, { kind: "status", status: 502 });
    const other = { loaAuthorizingPerson: "Jim Smith" };
    await expect(change(id, state, other)).rejects.toThrow("502");
    expect(supps()).toHaveLength(2);
    settled(await change(id, state, other), other);
    expect(supps()).toHaveLength(3);
  });

  test("is taken up by the create of a forced replacement, whose delete leaves it", async () => {
    const old = await up();
    const { id } = await up();
    expect(id).toBe(old.id);
    // In the same run, or in a later one, which knows by its diff what stands there.
    await desk.stack.deleteReplaced(TYPE, "office", old, { id, state: {} });
    expect(portIns()).toMatchObject([{ status: "SUBMITTED" }]);
  });

  test("stays when version 0.1.0 noted on it that another state has it, until it is imported again", async () => {
    const { id, state } = await up();
    await desk.stack.api.orderNotes.portins.addNote(id, CLAIM_OF_0_1_0);
    await desk.stack.delete(TYPE, "office", id, state);
    expect(desk.stack.said.join()).toContain("another resource has adopted it");
    expect(portIns()).toMatchObject([{ status: "SUBMITTED" }]);
    const imported = await desk.stack.read(TYPE, "office", id);
    await desk.stack.delete(TYPE, "office", id, imported?.state ?? {});
    expect(portIns()).toMatchObject([{ status: "CANCELLED" }]);
  });

  test("that version 0.1.0 gave to another state is not taken up by a create that runs again, and nothing is submitted", async () => {
    const { id } = await up();
    await desk.stack.api.orderNotes.portins.addNote(id, CLAIM_OF_0_1_0);
    const mark = desk.stack.simulator.requests.length;
    await expect(up()).rejects.toThrow(
      `port-in ${id}, which an earlier run of this resource placed, was adopted by another resource since, as a note on it says. ` +
        "Nothing was submitted.",
    );
    expect(desk.stack.writes(mark)).toEqual([]);
  });

  test("gets no note when it is taken up, imported or adopted: each would be a ticket at Bandwidth", async () => {
    const { id } = await up();
    await up();
    await claimedElsewhere(desk.stack, TYPE, id);
    expect(desk.stack.simulator.account.tickets).toEqual([]);
    expect(portIns()).toMatchObject([{ notes: [] }]);
    expect(desk.stack.said.at(-1)).toMatch(/is adopted\. If another stack has it .* `pulumi state delete`/);
  });

  test("that the losing carrier rejects is an error with the reasons, stays in the state, and is mended by a SUPP", async () => {
    const wrong = { wirelessInfo: { accountNumber: "1", pinNumber: "0000" } };
    const error = await up(wrong).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: "PartialFailure", done: { id: portIns()[0]?.id } });
    expect(String(error)).toMatch(/port-in \S+ is EXCEPTION:\n {2}7435 Order is being rejected for PIN\/Passcode\./);
    expect(String(error)).toContain("The port-in is in the state; it will not be submitted again.");
    const { id, outputs } = (error as { done: { id: string; outputs: Values } }).done;
    expect(outputs).toMatchObject({ status: "EXCEPTION", errors: [{ code: "7435" }], ...wrong });
    // A refresh must not make a success of it.
    const fresh = await refreshed(id, outputs);
    expect(changes(fresh, wrong).changes).toEqual([{ path: "status", kind: "update", replaces: false }]);
    await expect(change(id, fresh, wrong)).rejects.toThrow("7435");
    expect(desk.stack.simulator.requests.matching("PUT", /portins/)).toEqual([]);
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
      /^the change \(SUPP\) of port-in \S+ was refused, and nothing was changed:\n {2}7309 The site id .*\n {4}There is no such site\. .*\nFix the cause/,
    );
    expect(changes(await refreshed(id, state), { siteId: "4711" }).changes).toMatchObject([{ path: "siteId" }]);
  });

  test("that is refused leaves nothing, and all reasons are told", async () => {
    const refused = up({ siteId: "4711", wirelessInfo: { pinNumber: PIN } });
    await expect(refused).rejects.toThrow(
      /^the port-in was refused, and nothing was submitted:\n {2}7309 The site id was not supplied or is invalid\.\n {4}There is .*\nFix/,
    );
    await expect(refused).rejects.not.toThrow(PIN);
    expect(portIns()).toEqual([]);
  });

  test("that somebody cancels is gone, with the reasons told, and asked for anew", async () => {
    const { id, state } = await up();
    desk.stack.simulator.account.advancePortIn(id, "CANCELLED", {
      code: "7611",
      description: "Cancelled by the vendor.",
    });
    expect(await desk.stack.read(TYPE, "office", id, state)).toBeUndefined();
    expect(desk.stack.said.join()).toContain(`port-in ${id} was CANCELLED:\n  7611 Cancelled by the vendor.`);
    const next = await up();
    expect(next.id).not.toBe(id);
    // Without a refresh, the state may know it by a run that saw it end.
    expect(changes({ ...state, status: "CANCELLED" })).toMatchObject({ replaces: ["status"] });
  });

  test("a cancel that the losing carrier has not agreed to keeps it in the state", async () => {
    const { id, state } = await up();
    // Somebody has asked already, and the carrier takes its time.
    advance(desk.stack, id, "REQUESTED_CANCEL");
    Object.assign(desk.stack.simulator.account.portIns.get(id) ?? {}, { dueAt: undefined });
    const call = { ...desk.stack.call("office"), timeoutMs: 1, id, state };
    await expect(resourceNamed(TYPE).delete(call)).rejects.toThrow(
      /the cancel of port-in .* was requested, but the losing carrier has not agreed yet: .*\nIt stays in the state until then/,
    );
    await expect(up()).rejects.toThrow(/is REQUESTED_CANCEL: .* nothing was submitted/);
    advance(desk.stack, id, "CANCELLED");
    await desk.stack.delete(TYPE, "office", id, state);
    await desk.stack.delete(TYPE, "office", id, state);
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
      desk.stack.simulator.faults.on("GET", /portins/, fault, { times: 9 });
      const error = await desk.stack.read(TYPE, "office", id, state).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(Error);
      expect(inspect(error, { depth: 9 })).not.toContain(PIN.slice(0, 4));
      desk.stack.simulator.faults.clear();
    }
    // The losing carrier quotes it.
    const quoting = { code: "7435", description: `The passcode ${PIN} does not match.` };
    desk.stack.simulator.account.advancePortIn(id, "EXCEPTION", quoting);
    const fresh = await refreshed(id, state);
    const { wirelessInfo: _declared, ...shown } = fresh;
    expect(JSON.stringify(shown)).not.toContain(PIN);
    expect(shown.errors).toMatchObject([{ code: "7435", description: "The passcode [secret] does not match." }]);
    const wrong = await change(id, fresh, { wirelessInfo }).catch((thrown: unknown) => thrown);
    expect(String(wrong)).toContain("7435 The passcode [secret] does not match.");
    const { wirelessInfo: _kept, ...kept } = (wrong as { done: { outputs: Values } }).done.outputs;
    expect(JSON.stringify(kept)).not.toContain(PIN);
    advance(desk.stack, id, "COMPLETE");
    const refusal = await desk.stack.api.portIns.supplement(id, { wirelessInfo }).catch((thrown: unknown) => thrown);
    expect(inspect(refusal, { depth: 9 })).toContain("7304");
    expect(inspect(refusal, { depth: 9 })).not.toContain(PIN);
    expect(desk.stack.said.join()).not.toContain(PIN);
  });
});
