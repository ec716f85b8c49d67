import { describe, expect, test } from "vitest";
import { address } from "../resources/support.js";
import { number, numberStack, numbers, paces } from "./numberStack.js";
import type { Declared } from "./program.js";
import { frontEnds } from "./support.js";

describe.each(frontEnds)("numbers that change hands within a program, with %s", (frontEnd, start) => {
  const { now, begin, up, list, pool, adopting, unchanged, owned, bought, nothingReleased } = numberStack(
    frontEnd,
    start,
  );

  describe.each(paces)("%s", (_pace, options) => {
    test.each([
      ["the giver first", (a: Declared, b: Declared) => [a, b]],
      ["the taker first", (a: Declared, b: Declared) => [b, a]],
    ])("a number moves from list to list, %s", async (_order, inOrder) => {
      await up([list("a", 0, 1), list("b", 2)]);
      const program = inOrder(list("a", 0), list("b", 1, 2));
      await up(program, options);
      nothingReleased();
      expect(bought()).toBe(3);
      expect([now.stack.numbers("a"), now.stack.numbers("b")]).toEqual([numbers(0), numbers(1, 2)]);
      await unchanged(program);
      await now.stack.destroy(await begin());
      expect(owned()).toEqual([]);
    });

    test("a new list takes a number of another one", async () => {
      await up([list("a", 0, 1)]);
      const program = [list("a", 0), list("c", 1)];
      await up(program, options);
      nothingReleased();
      expect(bought()).toBe(2);
      await unchanged(program);
    });

    test("numbers of one list are split into two, and merged again", async () => {
      await up([list("a", 0, 1, 2, 3)]);
      const split = [list("a", 0, 1), list("b", 2, 3)];
      await up(split, options);
      await unchanged(split);
      const merged = [list("a", 0, 1, 2, 3)];
      // What is no longer in the program is known to this run only after a refresh.
      if (options.refresh) await up(merged, options);
      else {
        await up(
          [list("a", 0, 1, 2, 3), { ...list("b", 2, 3), inputs: { ...now.place, telephoneNumbers: numbers(5) } }],
          options,
        );
        await up(merged, options);
      }
      expect(now.simulator.ledger.released()).toEqual(options.refresh ? [] : numbers(5));
      await unchanged(merged);
    });

    test("a number of a pool that shrinks is written into a list of its own", async () => {
      await up([pool("pool", 3)]);
      const third = String((now.stack.held.get("pool")?.state.telephoneNumbers as string[])[2]);
      const first = String((now.stack.held.get("pool")?.state.telephoneNumbers as string[])[0]);
      for (const chosen of [third, first]) {
        const quantity = chosen === third ? 2 : 1;
        const own: Declared = {
          ...list("own"),
          inputs: { ...now.place, telephoneNumbers: [...now.stack.numbers("own"), chosen] },
        };
        await up([pool("pool", quantity), own], options);
        nothingReleased();
        await unchanged([pool("pool", quantity), own]);
      }
      expect(bought()).toBe(3);
    });
  });

  test("a pool that keeps its quantity keeps its numbers, and nothing is sent", async () => {
    await up([pool("pool", 2)]);
    const [first = ""] = now.stack.numbers("pool");
    const mark = now.simulator.requests.length;
    const own: Declared = { ...list("own"), inputs: { ...now.place, telephoneNumbers: [first] } };
    await expect(up([pool("pool", 2), own])).rejects.toThrow(
      `${first}: PhoneNumberOrder "pool" of this program has it, and keeps it. Lower its \`quantity\` in the same change, and the number passes here.`,
    );
    expect(now.simulator.requests.writes(mark)).toEqual([]);
    expect(bought()).toBe(2);
  });

  describe.each(paces)("a pool that waits for a back-order gives a number that it has: %s", (_pace, options) => {
    test.each(["first", "last"])("the pool %s", async (place) => {
      now.simulator.account.limitArea("919", 2);
      const waiting = (quantity: number): Declared => ({
        ...pool("pool", quantity),
        inputs: { ...now.place, search: { areaCode: "919" }, quantity, backOrderRequested: true, partialAllowed: true },
      });
      await up([waiting(5)]);
      const [first = "", second = ""] = now.stack.numbers("pool");
      const order = now.stack.held.get("pool")?.id ?? "";
      const own: Declared = { ...list("own"), inputs: { ...now.place, telephoneNumbers: [second] } };
      const program = place === "first" ? [waiting(4), own] : [own, waiting(4)];
      await up(program, options);
      nothingReleased();
      expect([now.stack.numbers("pool"), now.stack.numbers("own"), bought()]).toEqual([[first], [second], 2]);
      expect(now.simulator.account.orders.get(order)?.status).toBe("BACKORDERED");
      await unchanged(program);
    });
  });

  test("a pool that is registered after its taker, and keeps its quantity, buys another number for the one it lost", async () => {
    await up([pool("pool", 2)]);
    const [first = ""] = now.stack.numbers("pool");
    const own: Declared = { ...list("own"), inputs: { ...now.place, telephoneNumbers: [first] } };
    const program = [own, { ...pool("pool", 2), after: ["own"] }];
    await up(program, { refresh: true });
    expect(now.stack.numbers("own")).toEqual([first]);
    expect(now.stack.numbers("pool")).toHaveLength(2);
    expect(now.stack.numbers("pool")).not.toContain(first);
    nothingReleased();
    await unchanged(program);
  });

  test("a list that gives way to a search, and back, is neither bought nor released", async () => {
    await up([list("n", 0, 1)]);
    await up([pool("n", 2)]);
    await unchanged([pool("n", 2)]);
    await up([list("n", 0, 1)]);
    await unchanged([list("n", 0, 1)]);
    nothingReleased();
    expect(bought()).toBe(2);
    await up([pool("n", 3)]);
    expect([bought(), owned().length]).toEqual([3, 3]);
  });

  test.each(paces)("the SIP peer of numbers is replaced while they change hands: %s", async (_pace, options) => {
    const sites: Declared[] = ["here", "there"].map((name) => ({ type: "Site", name, inputs: { name, address } }));
    const at = (site: string): Declared => ({
      type: "SipPeer",
      name: "moving",
      inputs: (made) => ({ siteId: made.get(site)?.id, name: "Moving", isDefaultPeer: true }),
      after: [site],
    });
    const of = (site: string, name: string, ...last: number[]): Declared => ({
      type: "PhoneNumberOrder",
      name,
      inputs: (made) => ({
        siteId: made.get(site)?.id,
        sipPeerId: made.get("moving")?.state.sipPeerId,
        telephoneNumbers: numbers(...last),
      }),
      after: ["moving"],
    });
    await up([...sites, at("here"), of("here", "a", 0, 1), of("here", "b", 2)]);
    const program = [...sites, at("there"), of("there", "a", 0), of("there", "b", 1, 2)];
    await up(program, options);
    nothingReleased();
    expect(bought()).toBe(3);
    const there = now.stack.held.get("there")?.id;
    expect(numbers(0, 1, 2).map((one) => now.simulator.account.numbers.get(one)?.siteId)).toEqual([
      there,
      there,
      there,
    ]);
    await unchanged(program);
  });

  test("a giver that was deleted is made again, without the number that has passed", async () => {
    await up([list("a", 0, 1), list("b", 2)]);
    await up([list("a", 0), list("b", 1, 2)]);
    await up([list("b", 1, 2)]);
    await up([list("b", 1, 2), list("a", 5)]);
    expect(owned()).toEqual(numbers(1, 2, 5));
  });

  test("maxDisconnects 0 allows numbers to change hands", async () => {
    await up([list("a", 0, 1)]);
    const run = await start({ ...now.simulator.environment(), BW_RELEASE_DELAY: "500ms", BW_MAX_DISCONNECTS: "0" });
    await now.stack.up(run, [...now.base, list("b", 1), list("a", 0)]);
    nothingReleased();
    expect(now.stack.numbers("b")).toEqual(numbers(1));
  });

  test("maxDisconnects 0 keeps a number whose taker waits for the giver, in a run without a preview", async () => {
    await up([list("a", 0, 1)]);
    const settings = { ...now.simulator.environment(), BW_RELEASE_DELAY: "50ms", BW_MAX_DISCONNECTS: "0" };
    const late = [list("a", 0), { ...list("b", 1), after: ["a"] }];
    await expect(now.stack.up(await start(settings), [...now.base, ...late])).rejects.toThrow("maxDisconnects");
    nothingReleased();
    const free = [list("a", 0), list("b", 1)];
    await now.stack.up(await start(settings), [...now.base, ...free]);
    nothingReleased();
    expect([now.stack.numbers("a"), now.stack.numbers("b")]).toEqual([numbers(0), numbers(1)]);
    await unchanged(free);
  });

  test("a pool that has lost a number, and gives another one away, does not keep that one too", async () => {
    await up([pool("pool", 2)]);
    const [lost = "", chosen = ""] = now.stack.numbers("pool");
    now.simulator.account.disconnectNumber(lost);
    const program = [pool("pool", 1), { ...list("own"), inputs: { ...now.place, telephoneNumbers: [chosen] } }];
    await up(program);
    expect(now.stack.numbers("own")).toEqual([chosen]);
    expect(now.stack.numbers("pool")).not.toContain(chosen);
    expect(owned().length).toBe(2);
    await unchanged(program);
  });

  test("a number that was taken over, lost, and bought by somebody else is left to them", async () => {
    const other: Declared = { type: "SipPeer", name: "other", inputs: { siteId: now.place.siteId, name: "Other" } };
    await up([other, list("a", 0, 1)]);
    await up([other, list("a", 0), list("b", 1)]);
    now.simulator.account.disconnectNumber(number(1));
    now.simulator.account.buyNumber({
      number: number(1),
      sipPeerId: String(now.stack.held.get("other")?.state.sipPeerId),
    });
    await up([other, list("a", 0)]);
    nothingReleased();
    expect(owned()).toEqual(numbers(0, 1));
  });

  test("a number that its holder has lost to somebody else, and does not know it, does not pass: it has to be adopted", async () => {
    const other: Declared = { type: "SipPeer", name: "other", inputs: { siteId: now.place.siteId, name: "Other" } };
    await up([other, list("a", 0, 1)]);
    const theirs = String(now.stack.held.get("other")?.state.sipPeerId);
    now.simulator.account.disconnectNumber(number(1));
    now.simulator.account.buyNumber({ number: number(1), sipPeerId: theirs });
    const mark = now.simulator.requests.length;
    // The taker looks before the giver does.
    await expect(up([other, list("b", 1), list("a", 0)], { parallel: 1 })).rejects.toThrow(
      `Nothing was ordered.\n${number(1)}: already in service on this account`,
    );
    expect(now.simulator.requests.writes(mark)).toEqual([]);
    expect(now.simulator.account.numbers.get(number(1))?.sipPeerId).toBe(theirs);
    nothingReleased();
    const program = [other, adopting(list("b", 1), number(1)), list("a", 0)];
    await up(program, { parallel: 1 });
    nothingReleased();
    expect([now.stack.numbers("a"), now.stack.numbers("b")]).toEqual([numbers(0), numbers(1)]);
    await unchanged(program);
  });

  test("a number that passed, was lost, and bought by somebody else is not taken once more after a refresh", async () => {
    const other: Declared = { type: "SipPeer", name: "other", inputs: { siteId: now.place.siteId, name: "Other" } };
    const program = [other, list("a", 0), list("b", 1)];
    await up([other, list("a", 0, 1)]);
    // The giver remembers what it has left to a taker that died.
    await expect(up(program, { parallel: 1, killBefore: "b" })).rejects.toThrow("killed");
    await up(program);
    const theirs = String(now.stack.held.get("other")?.state.sipPeerId);
    now.simulator.account.disconnectNumber(number(1));
    now.simulator.account.buyNumber({ number: number(1), sipPeerId: theirs });
    const mark = now.simulator.requests.length;
    await expect(up(program, { refresh: true })).rejects.toThrow(`${number(1)}: already in service on this account`);
    expect(now.simulator.requests.writes(mark)).toEqual([]);
    expect(now.simulator.account.numbers.get(number(1))?.sipPeerId).toBe(theirs);
    nothingReleased();
  });

  test("a taker that names no SIP peer has its numbers in the site's default one", async () => {
    const other: Declared = { type: "SipPeer", name: "other", inputs: { siteId: now.place.siteId, name: "Other" } };
    const giver = (...last: number[]): Declared => ({
      type: "PhoneNumberOrder",
      name: "giver",
      inputs: (made) => ({
        siteId: now.place.siteId,
        sipPeerId: made.get("other")?.state.sipPeerId,
        telephoneNumbers: numbers(...last),
      }),
      after: ["other"],
    });
    await up([other, giver(0, 1)]);
    const inputs = { siteId: now.place.siteId, telephoneNumbers: numbers(1) };
    const program = [other, giver(0), { type: "PhoneNumberOrder", name: "taker", inputs }];
    await up(program);
    expect(now.simulator.account.numbers.get(numbers(1)[0] ?? "")?.sipPeerId).toBe(now.place.sipPeerId);
    await unchanged(program);
    nothingReleased();
  });
});
