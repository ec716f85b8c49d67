import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { create, read } from "../../provider/pulumi/definition/lifecycle.js";
import { complaints, resourceNamed, Stack } from "./support.js";

const TYPE = "TnReservation";
const number = "+19195550100";
const fiveHours = 5 * 60 * 60 * 1_000;

describe("a reservation's input", () => {
  test("is one telephone number, in any of the usual forms", () => {
    expect(complaints(TYPE, {})).toEqual(["reservedTn is required"]);
    expect(complaints(TYPE, { reservedTn: "(919) 555-0100" })).toEqual([]);
    expect(complaints(TYPE, { reservedTn: "555-0100" })).toHaveLength(1);
    expect(complaints(TYPE, { reservedTn: [number] })).toEqual(["reservedTn must be a string, not a list"]);
  });
});

describe("a reservation", () => {
  let now: number;
  let stack: Stack;
  beforeEach(async () => {
    now = Date.now();
    stack = await Stack.start({ now: () => now });
  });
  afterEach(() => stack.close());

  const later = () => {
    now += fiveHours;
    stack.simulator.revokeTokens();
  };

  test("holds its number until an order that names it takes it, and then has done its work", async () => {
    const siteId = await stack.site();
    const sipPeerId = await stack.peer(siteId);
    const { id, state } = await stack.create(TYPE, "held", { reservedTn: "9195550100" });
    expect(state).toMatchObject({ reservedTn: number, reservationId: id, status: "RESERVED" });
    expect(Date.parse(String(state.expiresAt))).toBeGreaterThan(Date.now());

    const order = await stack.create("PhoneNumberOrder", "main", {
      siteId,
      sipPeerId,
      telephoneNumbers: [number],
      reservationIds: [id],
    });
    expect(order.state.telephoneNumbers).toEqual([number]);
    later();
    const fresh = await stack.read(TYPE, "held", id, state);
    expect(fresh?.state.status).toBe("ORDERED");
    expect(stack.diff(TYPE, fresh?.state ?? {}, { reservedTn: number }).changes).toEqual([]);
    const mark = stack.simulator.requests.length;
    await stack.update(TYPE, "held", id, fresh?.state ?? {}, { reservedTn: number });
    await stack.delete(TYPE, "held", id, fresh?.state ?? {});
    expect(stack.writes(mark)).toEqual(["DELETE /tnreservation/*"]);
  });

  test("that was used up, or has run out, is left out of the orders that come after", async () => {
    const siteId = await stack.site();
    const sipPeerId = await stack.peer(siteId);
    const order = (numbers: string[], reservationIds: string[]) => ({
      ...{ siteId, sipPeerId, reservationIds },
      telephoneNumbers: numbers,
    });
    const [second, third] = ["+19195550101", "+19195550102"];
    const unused = await stack.create(TYPE, "unused", { reservedTn: third });
    later();
    const held = await stack.create(TYPE, "held", { reservedTn: number });
    const late = [number, third];
    const { id, state } = await stack.create("PhoneNumberOrder", "main", order(late, [held.id, unused.id]));
    expect(state.telephoneNumbers).toEqual(late);

    const more = await stack.create(TYPE, "more", { reservedTn: second });
    const reservationIds = [held.id, unused.id, more.id];
    const grown = await stack.update("PhoneNumberOrder", "main", id, state, order([...late, second], reservationIds));
    expect(grown.telephoneNumbers).toEqual([...late, second]);
  });

  test("that nobody used is gone after four hours, without an error, and can be deleted", async () => {
    const { id, state } = await stack.create(TYPE, "held", { reservedTn: number });
    const soon = await stack.read(TYPE, "held", id, state);
    expect(soon?.state.expiresAt).toBe(state.expiresAt);
    later();
    expect(await stack.read(TYPE, "held", id, state)).toBeUndefined();
    await stack.delete(TYPE, "held", id, state);
  });

  test("that exists is not made twice, and taken over only when the program adopts it, or a refresh has shown it", async () => {
    const first = await stack.create(TYPE, "held", { reservedTn: number });
    await expect(stack.create(TYPE, "held", { reservedTn: number })).rejects.toThrow(
      `reservation ${first.id} of ${number} already exists. This stack cannot tell that it made it`,
    );
    expect(stack.writes()).toEqual(["POST /tnreservation"]);
    const adopted = await create(resourceNamed(TYPE), stack.call("held"), { reservedTn: number }, first.id);
    expect(adopted.id).toBe(first.id);
    stack.refreshed.add(first.id);
    expect((await stack.create(TYPE, "held", { reservedTn: number })).id).toBe(first.id);
  });

  test("whose answer was lost is found again", async () => {
    stack.simulator.faults.add({ method: "POST", path: /tnreservation/, fault: { kind: "lostAnswer", act: true } });
    const { id } = await stack.create(TYPE, "held", { reservedTn: number });
    expect(stack.simulator.account.reservations.has(id)).toBe(true);
    expect(stack.simulator.account.reservations.size).toBe(1);
  });

  test("of a number that is in service here is refused in words that help", async () => {
    const sipPeerId = await stack.peer(await stack.site());
    stack.simulator.account.buyNumber({ number, sipPeerId });
    await expect(stack.create(TYPE, "held", { reservedTn: number })).rejects.toThrow(
      `${number} is already in service on this account and needs no reservation. Nothing was reserved. Remove the reservation from the program.`,
    );
  });

  test("of a number that somebody else holds says so", async () => {
    stack.simulator.account.withdrawNumbers([number]);
    await expect(stack.create(TYPE, "held", { reservedTn: number })).rejects.toThrow("5040");
  });

  test("is imported by its id; another number is another reservation", async () => {
    const { id, state } = await stack.create(TYPE, "held", { reservedTn: number });
    const imported = await read(resourceNamed(TYPE), stack.call("held"), id);
    expect(imported).toMatchObject({ id, inputs: { reservedTn: number } });
    expect(stack.diff(TYPE, state, { reservedTn: "+19195550101" }).replaces).toEqual(["reservedTn"]);
    await stack.delete(TYPE, "held", id, state);
    expect(await read(resourceNamed(TYPE), stack.call("held"), id)).toBeUndefined();
    // The number is free again.
    await stack.create(TYPE, "again", { reservedTn: number });
  });
});
