import { describe, expect, test } from "vitest";
import type { Values } from "../../provider/pulumi/values/values.js";
import { number, numberStack, numbers } from "./numberStack.js";
import type { Declared } from "./program.js";
import { frontEnds } from "./support.js";

type List = (name: string, ...last: number[]) => Declared;
const list0 = (list: List) => list("a", 0);
const list1 = (list: List) => list("b", 1, 2);

describe.each(frontEnds)("numbers on their way when a run is interrupted, with %s", (frontEnd, start) => {
  const { now, begin, up, list, pool, unchanged, owned, bought, nothingReleased } = numberStack(frontEnd, start);

  test("two resources that have one number and both drop it give it up", async () => {
    await up([list("a", 0, 1), list("b", 2)]);
    await expect(up([list("b", 1, 2), list("a", 0)], { parallel: 1, killBefore: "a" })).rejects.toThrow("killed");
    await up([list("a", 0), list("b", 2)]);
    expect(owned()).toEqual(numbers(0, 2));
  });

  test("the order of a killed run is found again by a resource that has only taken numbers", async () => {
    await up([list("a", 0, 1)]);
    await up([list("a", 0), list("c", 1)]);
    const held = now.stack.held.get("c");
    const before = held && structuredClone(held);
    await up([list("a", 0), list("c", 1, 5)]);
    if (before) now.stack.held.set("c", before);
    await now.stack.refresh(await begin());
    await up([list("a", 0)]);
    expect(owned()).toEqual(numbers(0));
  });

  test("a resource whose taker could not be made stays in the state, also when the engine goes on after the error", async () => {
    await up([list("old", 0, 1)]);
    const run = await begin();
    const taker = list("new", 0, 1);
    const { checked } = await run.register(taker.type, taker.name, taker.inputs as Values);
    await expect(run.createChecked(taker.type, taker.name, checked)).rejects.toThrow("Nothing was ordered");
    const old = now.stack.held.get("old");
    if (!old) throw new Error("the old one is not in the state");
    await expect(run.remove(old.type, old.name, old)).rejects.toThrow(
      'PhoneNumberOrder "new" declares them, and does not have them yet. This resource stays in the state until then.',
    );
    expect(owned()).toEqual(numbers(0, 1));
  });

  test("a number that was left to a taker which was refused is known again when the taker is dropped", async () => {
    now.simulator.account.buyNumber({ sipPeerId: String(now.place.sipPeerId), number: number(7) });
    await up([list("a", 0, 1)]);
    await expect(up([list("a", 0), list("c", 1, 7)])).rejects.toThrow("Nothing was ordered");
    await up([list("a", 0)]);
    expect(owned()).toEqual(numbers(0, 7));
    await unchanged([list("a", 0)]);
  });

  test.each([
    ["the giver", "b", [list0, list1]],
    ["the taker", "a", [list1, list0]],
  ])("a run that dies after it has reached only %s goes on in the next one", async (_reached, killed, inOrder) => {
    await up([list("a", 0, 1), list("b", 2)]);
    const program = inOrder.map((declare) => declare(list));
    await expect(up(program, { parallel: 1, killBefore: killed })).rejects.toThrow("killed");
    await up(program);
    nothingReleased();
    expect([now.stack.numbers("a"), now.stack.numbers("b")]).toEqual([numbers(0), numbers(1, 2)]);
    await unchanged(program);
    expect(bought()).toBe(3);
    await now.stack.destroy(await begin());
    expect(owned()).toEqual([]);
  });

  test("a number that was left to a resource which never took it is not forgotten", async () => {
    await up([list("a", 0, 1), list("b", 2)]);
    const program = [list("a", 0), list("b", 1, 2)];
    await expect(up(program, { parallel: 1, killBefore: "b" })).rejects.toThrow("killed");
    expect(owned()).toEqual(numbers(0, 1, 2));
    await now.stack.destroy(await begin());
    expect(owned()).toEqual([]);
  });

  test("a number that came from another list, and was left to one that never took it, is not forgotten either", async () => {
    await up([list("a", 0, 1), list("b", 2)]);
    await up([list("a", 0), list("b", 1, 2)]);
    await expect(up([list("b", 2), list("a", 0, 1)], { parallel: 1, killBefore: "a" })).rejects.toThrow("killed");
    await up([list("b", 2, 3), list("a", 0)]);
    expect(owned()).toEqual(numbers(0, 2, 3));
    await now.stack.destroy(await begin());
    expect(owned()).toEqual([]);
  });

  test("what a resource declares that is not registered after an error stays in service", async () => {
    await up([list("a", 0, 1)]);
    const behind: Declared[] = [
      { type: "SipPeer", name: "other", inputs: { siteId: now.place.siteId, name: "Other" } },
      { ...list("b", 1), after: ["other"] },
    ];
    now.simulator.faults.on("POST", /\/sippeers$/, { kind: "status", status: 403 });
    await expect(up([list("a", 0), ...behind])).rejects.toThrow("403");
    nothingReleased();
    await up([list("a", 0), ...behind]);
    nothingReleased();
    expect([now.stack.numbers("a"), now.stack.numbers("b")]).toEqual([numbers(0), numbers(1)]);
    expect(bought()).toBe(2);
  });

  test("what an error kept from being disconnected goes in the next run", async () => {
    await up([list("a", 0, 1)]);
    const other: Declared = { type: "SipPeer", name: "other", inputs: { siteId: now.place.siteId, name: "Other" } };
    now.simulator.faults.on("POST", /\/sippeers$/, { kind: "status", status: 403 });
    await expect(up([list("a", 0), other])).rejects.toThrow("403");
    expect(owned()).toEqual(numbers(0, 1));
    await up([list("a", 0), other]);
    expect(owned()).toEqual(numbers(0));
    await unchanged([list("a", 0), other]);
  });

  test("a resource that comes back leaves alone what it once ordered and another one has by now", async () => {
    await up([pool("pool", 2)]);
    const own: Declared = { ...list("own"), inputs: { ...now.place, telephoneNumbers: now.stack.numbers("pool") } };
    await up([own], { refresh: true });
    await up([pool("pool", 2), own]);
    expect(bought()).toBe(4);
    expect(now.stack.numbers("pool").filter((one) => now.stack.numbers("own").includes(one))).toEqual([]);
    await unchanged([pool("pool", 2), own]);
    nothingReleased();
  });
});
