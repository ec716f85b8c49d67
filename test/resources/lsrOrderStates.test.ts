import { describe, expect, test } from "vitest";
import { lsrOrderDesk, lsrOrderOf, TYPE } from "./lsrOrderSupport.js";

const desk = lsrOrderDesk();
const { orders, posts, puts, advance, up, refreshed, change, changes, settled, problem, left } = desk;

describe("a change of an LSR order that Bandwidth took, and that has no effect", () => {
  const wish = { authorizingPerson: "Jane" };

  test.each([
    ["old values", "7300 "],
    ["new values", "7300 "],
    ["unsaid", "still as before: authorizingPerson"],
  ] as const)("is an error, and the next run shows the difference (%s)", async (suppsWithoutEffect, reason) => {
    const { id, state } = await up();
    Object.assign(desk.stack.simulator.settings, { suppsWithoutEffect });
    const message = await problem(change(id, state, wish));
    expect(message).toContain(
      `the change of LSR order ${id} did not take effect, although Bandwidth accepted it:\n  ${reason}`,
    );
    const { outputs } = await left(change(id, state, wish));
    expect(outputs.authorizingPerson).toBe("Jim Hopkins");
    expect(changes(outputs, wish).changes).toMatchObject([{ path: "authorizingPerson" }]);
    // The next run tries again, and succeeds when the other carrier has answered.
    Object.assign(desk.stack.simulator.settings, { suppsWithoutEffect: undefined });
    const sent = puts().length;
    settled(await change(id, outputs, wish), wish);
    expect([puts().length, orders()[0]?.errors]).toEqual([sent + 1, []]);
    expect(posts()).toHaveLength(1);
  });
});

describe("a change of an LSR order that was not passed on (7300)", () => {
  const wish = { authorizingPerson: "Jane" };

  test("is still a difference after a refresh in which the order shows the new values", async () => {
    const { id, state } = await up();
    desk.stack.simulator.settings.suppsWithoutEffect = "new values";
    const { outputs } = await left(change(id, state, wish));
    const fresh = await refreshed(id, await refreshed(id, outputs));
    expect(changes(fresh, wish).changes).toMatchObject([{ path: "authorizingPerson" }]);
    desk.stack.simulator.settings.suppsWithoutEffect = undefined;
    const sent = puts().length;
    settled(await refreshed(id, await change(id, fresh, wish)), wish);
    expect(puts()).toHaveLength(sent + 1);
  });

  test.each([
    "old values",
    "new values",
  ] as const)("is not told again by a later change that is passed on, though the error stays (%s)", async (suppsWithoutEffect) => {
    const { id, state } = await up();
    Object.assign(desk.stack.simulator.settings, { suppsWithoutEffect, notPassedOnStays: true });
    const { outputs } = await left(change(id, state, wish));
    Object.assign(desk.stack.simulator.settings, { suppsWithoutEffect: undefined });
    const done = await change(id, await refreshed(id, outputs), wish);
    settled(done, wish);
    expect(orders()[0]?.errors).toMatchObject([{ code: "7300" }]);
    settled(await refreshed(id, done), wish);
    Object.assign(desk.stack.simulator.settings, { suppsWithoutEffect });
    const other = { authorizingPerson: "Jim" };
    expect(await problem(change(id, done, other))).toContain("7300");
  });

  test("that stays from an earlier change leaves a later one in doubt, and says how the user can end that", async () => {
    const { id, state } = await up();
    Object.assign(desk.stack.simulator.settings, { suppsWithoutEffect: "new values", notPassedOnStays: true });
    const { outputs } = await left(change(id, state, wish));
    Object.assign(desk.stack.simulator.settings, { suppsWithoutEffect: undefined });
    desk.stack.simulator.faults.on("PUT", /lsrorders/, { kind: "status", status: 200 });
    const doubt = await problem(change(id, outputs, wish));
    expect(doubt).toContain(`\`pulumi state delete\`, and import it with "${id}"`);
    const sent = puts().length;
    const adopted = await desk.stack.create(TYPE, "out", lsrOrderOf(wish), id);
    settled(await refreshed(id, adopted.state), wish);
    expect(puts()).toHaveLength(sent);
  });
});

describe("an LSR order in a state that nobody knows", () => {
  test("is no success, is not waited for without end, and stays in the state", async () => {
    const { id, state } = await up();
    advance(id, "A_STATE_OF_TOMORROW");
    const mark = desk.stack.simulator.requests.mark();
    const act = change(id, state, { waitFor: "complete" });
    expect(await problem(act)).toContain(
      `LSR order ${id} is A_STATE_OF_TOMORROW, a state that this version of the provider does not know`,
    );
    expect((await left(act)).outputs).toMatchObject({ orderId: id, status: "A_STATE_OF_TOMORROW" });
    expect(desk.stack.simulator.requests.since(mark).length).toBeLessThan(60);
    expect([posts().length, puts().length]).toEqual([1, 0]);
    // It is there, and it goes on when its state is one that is known.
    const fresh = await refreshed(id, state);
    expect(fresh.status).toBe("A_STATE_OF_TOMORROW");
    expect(desk.stack.said.join("\n")).toContain("a state that this version of the provider does not know");
    advance(id, "FOC");
    settled(await change(id, fresh, { waitFor: "foc" }), { waitFor: "foc" });
  });
});
