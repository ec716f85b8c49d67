import { describe, expect, test } from "vitest";
import { number, numberStack, numbers, paces } from "./numberStack.js";
import type { Declared } from "./program.js";
import { frontEnds } from "./support.js";

const forced = { force: ["n"], deleteFirst: ["n"] };

describe.each(
  frontEnds,
)("numbers of a resource that is made anew by force, or deleted before that, with %s", (frontEnd, start) => {
  const { now, up, list, pool, unchanged, owned, bought, nothingReleased, begin } = numberStack(frontEnd, start);

  describe.each([
    ["without a refresh", {}],
    ["after a refresh", { refresh: true }],
  ])("%s", (_name, options) => {
    test("a search keeps what it ordered itself", async () => {
      await up([pool("n", 2)]);
      await up([pool("n", 2)], { ...forced, ...options });
      nothingReleased();
      expect(bought()).toBe(2);
      await unchanged([pool("n", 2)]);
    });

    test("a search whose quantity falls at the same time keeps as many as it is to have", async () => {
      await up([pool("n", 3)]);
      await up([pool("n", 1)], { ...forced, ...options });
      expect([bought(), owned().length]).toEqual([3, 1]);
      await unchanged([pool("n", 1)]);
    });

    test("a search leaves no number of another origin in service and in no state", async () => {
      await up([list("a", 0, 1)]);
      await up([list("n", 0, 1)], { refresh: true });
      await up([pool("n", 2)]);
      await up([pool("n", 2)], { ...forced, ...options });
      expect(owned()).toEqual(now.stack.numbers("n"));
      await unchanged([pool("n", 2)]);
      await now.stack.destroy(await begin());
      expect(owned()).toEqual([]);
    });

    test("a list keeps its numbers, also those of another origin", async () => {
      await up([list("a", 0, 1)]);
      await up([list("n", 0, 1)], { refresh: true });
      await up([list("n", 0, 1)], { ...forced, ...options });
      nothingReleased();
      expect(bought()).toBe(2);
      await unchanged([list("n", 0, 1)]);
    });

    test.each([
      ["has ordered", ["n"]],
      ["has from another resource", ["a", "n"]],
    ])("a list that %s finds its numbers again when the run dies after the delete", async (_whence, names) => {
      for (const name of names) await up([list(name, 0, 1)], { refresh: true });
      const anew = { ...list("n", 0, 1), inputs: { ...now.place, telephoneNumbers: numbers(0, 1), ...trigger } };
      await expect(up([anew], { ...options, deleteFirst: ["n"], killAfterDelete: "n" })).rejects.toThrow("killed");
      expect(now.stack.held.has("n")).toBe(false);
      await up([anew]);
      nothingReleased();
      expect(bought()).toBe(2);
      await unchanged([anew]);
      await now.stack.destroy(await begin());
      expect(owned()).toEqual([]);
    });
  });

  test("numbers that left the state after that are not taken over unasked", async () => {
    await up([list("n", 0, 1)]);
    const anew = { ...list("n", 0, 1), inputs: { ...now.place, telephoneNumbers: numbers(0, 1), ...trigger } };
    await up([anew], { deleteFirst: ["n"] });
    now.stack.forget("n");
    const again = { ...anew, inputs: { ...anew.inputs, replacementTriggers: ["again"] } };
    await expect(up([again])).rejects.toThrow(`${number(0)}, ${number(1)}: already in service on this account`);
    nothingReleased();
  });

  describe.each(paces)("and a number of what is replaced by force moves to another list: %s", (_pace, options) => {
    test.each([
      ["the giver first", (a: Declared, b: Declared) => [a, b]],
      ["the taker first", (a: Declared, b: Declared) => [b, a]],
    ])("%s, with the next run at the latest", async (_order, inOrder) => {
      await up([list("n", 0, 1)]);
      const program = inOrder(list("n", 0), list("taker", 1));
      await up(program, { ...options, force: ["n"] }).catch(() => {});
      await up(program);
      nothingReleased();
      expect(bought()).toBe(2);
      expect([now.stack.numbers("n"), now.stack.numbers("taker")]).toEqual([numbers(0), numbers(1)]);
      await unchanged(program);
      await now.stack.destroy(await begin());
      expect(owned()).toEqual([]);
    });
  });

  test.each(paces)("a search that is deleted first lets no number end in two resources: %s", async (_pace, options) => {
    await up([pool("n", 1)]);
    const own = { ...list("own"), inputs: { ...now.place, telephoneNumbers: now.stack.numbers("n") } };
    const program = [own, pool("n", 1)];
    await up(program, { ...options, ...forced }).catch(() => {});
    await up(program, options).catch(() => {});
    nothingReleased();
    expect(now.stack.numbers("n")).toHaveLength(1);
    expect(owned()).toEqual([...new Set([...now.stack.numbers("n"), ...now.stack.numbers("own")])].sort());
    expect(now.stack.numbers("own")).not.toEqual(now.stack.numbers("n"));
  });

  test("a list that is replaced by force after its name has changed is refused, and nothing is sent", async () => {
    await up([list("old", 0, 1)]);
    const held = now.stack.forget("old");
    now.stack.held.set("n", { ...held, name: "n" });
    await expect(up([list("n", 0, 1)], { force: ["n"] })).rejects.toThrow("Nothing was ordered");
    nothingReleased();
    expect(now.stack.numbers("n")).toEqual(numbers(0, 1));
    await unchanged([list("n", 0, 1)]);
  });

  test("a search lets go what a list names and has too", async () => {
    await up([pool("n", 2)]);
    const [first = ""] = now.stack.numbers("n");
    const own = { ...list("own"), inputs: { ...now.place, telephoneNumbers: [first] } };
    const before = structuredClone(now.stack.held.get("n"));
    await up([pool("n", 1), own]);
    if (before) now.stack.held.set("n", before);
    await up([own, pool("n", 2)]);
    nothingReleased();
    expect(now.stack.numbers("n")).not.toContain(first);
    expect(owned()).toEqual([...now.stack.numbers("n"), first].sort());
    await unchanged([own, pool("n", 2)]);
  });

  test("a search that comes back takes none of its earlier numbers from a list that has them", async () => {
    await up([pool("n", 2)]);
    const own = { ...list("own"), inputs: { ...now.place, telephoneNumbers: now.stack.numbers("n") } };
    await up([own], { refresh: true });
    // By force, the engine does not say what the list has.
    await up([pool("n", 2), own], { force: ["own"] }).catch(() => {});
    await up([pool("n", 2), own]);
    nothingReleased();
    expect(bought()).toBe(4);
    expect(owned()).toEqual([...now.stack.numbers("n"), ...now.stack.numbers("own")].sort());
    await unchanged([pool("n", 2), own]);
  });

  test("a search that is replaced by force keeps its quantity, and buys none for a number that a list declares", async () => {
    await up([pool("n", 2)]);
    const [first = ""] = now.stack.numbers("n");
    const own = { ...list("own"), inputs: { ...now.place, telephoneNumbers: [first] } };
    await expect(up([own, pool("n", 2)], { force: ["n"] })).rejects.toThrow("Nothing was ordered");
    expect(bought()).toBe(2);
    await expect(up([own, pool("n", 2)])).rejects.toThrow('PhoneNumberOrder "n" of this program has it, and keeps it');
    await up([own, pool("n", 1)]);
    nothingReleased();
    expect(bought()).toBe(2);
  });
});

const trigger = { replacementTriggers: ["anew"] };
