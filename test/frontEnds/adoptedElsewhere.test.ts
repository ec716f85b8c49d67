import { describe, expect, test } from "vitest";
import type { Values } from "../../provider/pulumi/values/values.js";
import { number, numberStack, numbers } from "./numberStack.js";
import { type Declared, EngineModel } from "./program.js";
import { frontEnds } from "./support.js";

/** A `pulumi up` whose command the provider sees. */
const sight = { partial: false, destroys: false, steps: 16, repeats: false, unannounced: true };

/*
 * A killed run of this stack has placed an order that its state does not know. Meanwhile another stack adopts what the order
 * brought. Only the notes on the order say so.
 */
describe.each(frontEnds)("what another stack has adopted since a run was killed, with %s", (frontEnd, start) => {
  const { now, up, list, pool, adopting, owned, bought, nothingReleased, begin, unchanged, settings } = numberStack(
    frontEnd,
    start,
  );

  /** Does an `up` of this stack, and loses what it did to the state of its resources. */
  async function killed(program: Declared[]): Promise<string> {
    const before = structuredClone(now.stack.held);
    await up(program);
    const { orderIds } = now.stack.held.get("n")?.state as { orderIds: string[] };
    now.stack.held = before;
    return orderIds.at(-1) ?? "";
  }

  /** Another stack adopts what has this id. */
  async function adoptedElsewhere(id: string, ...last: number[]): Promise<EngineModel> {
    const other = new EngineModel();
    const run = await start(settings(), {}, { stack: "prod", key: "another", sight });
    await other.up(run, [adopting(list("theirs", ...last), id)]);
    expect(other.numbers("theirs")).toEqual(numbers(...last));
    return other;
  }

  /** Each stack has its own, and the destroy of this one leaves the other whole. */
  async function apart(other: EngineModel) {
    const theirs = other.numbers("theirs");
    expect(now.stack.numbers("n").filter((one) => theirs.includes(one))).toEqual([]);
    nothingReleased();
    await up([]);
    expect(owned()).toEqual(theirs);
  }

  const by = [
    ["by order id", (order: string) => order],
    ["by number", () => number(1)],
  ] as const;

  describe.each(by)("%s", (_how, idOf) => {
    test("an update that runs again buys another number", async () => {
      await up([pool("n", 1)]);
      const order = await killed([pool("n", 2)]);
      const other = await adoptedElsewhere(idOf(order), 1);
      await up([pool("n", 2)]);
      expect([now.stack.numbers("n"), bought()]).toEqual([numbers(0, 2), 3]);
      await unchanged([pool("n", 2)]);
      await apart(other);
    });

    test("a list that runs again is refused, and nothing is sent", async () => {
      await up([list("n", 0)]);
      const order = await killed([list("n", 0, 1)]);
      const other = await adoptedElsewhere(idOf(order), 1);
      const writes = () => now.simulator.requests.writes().length;
      const before = writes();
      await expect(up([list("n", 0, 1)])).rejects.toThrow(`${number(1)}: already in service on this account`);
      expect(writes()).toBe(before);
      await apart(other);
    });

    test.each(["a refresh", "a destroy"])("%s leaves it alone", async (step) => {
      await up([pool("n", 1)]);
      const other = await adoptedElsewhere(idOf(await killed([pool("n", 2)])), 1);
      if (step === "a refresh") await now.stack.refresh(await begin());
      expect(now.stack.numbers("n")).toEqual(numbers(0));
      await apart(other);
    });

    test("a create that runs again is refused before anything is bought, and says what to do", async () => {
      const order = await killed([pool("n", 2)]);
      const other = await adoptedElsewhere(idOf(order), ...(idOf(order) === order ? [0, 1] : [1]));
      await expect(up([pool("n", 2)])).rejects.toThrow(
        /(was adopted by|has passed to) another resource since, as a note on (it|the order) says\. Nothing was bought\./,
      );
      expect(bought()).toBe(2);
      const inputs = { ...(pool("n", 2).inputs as Values), replacementTriggers: ["others"] };
      const others: Declared = { ...pool("n", 2), inputs };
      await up([others]);
      await unchanged([others]);
      nothingReleased();
      expect(now.stack.numbers("n").filter((one) => other.numbers("theirs").includes(one))).toEqual([]);
    });

    test("what the other stack has given up since is bought anew", async () => {
      const other = await adoptedElsewhere(idOf(await killed([list("n", 1)])), 1);
      const run = await start(settings(), {}, { stack: "prod", key: "another" });
      await other.destroy(run);
      expect(owned()).toEqual([]);
      await up([list("n", 1)]);
      expect(owned()).toEqual(numbers(1));
    });

    test("a list whose create runs again is refused, and nothing is sent", async () => {
      const other = await adoptedElsewhere(idOf(await killed([list("n", 1)])), 1);
      await expect(up([list("n", 1)])).rejects.toThrow(/Nothing was (ordered|bought)\./);
      expect(bought()).toBe(1);
      await apart(other);
    });
  });

  test("numbers of an order in this state that another stack has adopted are not moved, and leave without a disconnect", async () => {
    const peer: Declared = { type: "SipPeer", name: "other", inputs: { siteId: now.place.siteId, name: "Other" } };
    await up([peer, list("n", 0, 1)]);
    const other = await adoptedElsewhere(now.stack.held.get("n")?.id ?? "", 0, 1);
    const { sipPeerId } = now.stack.held.get("other")?.state ?? {};
    const moved: Declared = { ...list("n", 0, 1), inputs: { ...(list("n", 0, 1).inputs as Values), sipPeerId } };
    await expect(up([peer, moved])).rejects.toThrow(
      `${number(0)}, ${number(1)}: not moved. Another resource has adopted order`,
    );
    const at = numbers(0, 1).map((one) => now.simulator.account.numbers.get(one)?.sipPeerId);
    expect(at).toEqual([now.place.sipPeerId, now.place.sipPeerId]);
    await up([peer]);
    nothingReleased();
    expect(other.numbers("theirs")).toEqual(owned());
  });
});
