import { describe, expect, test } from "vitest";
import { number, numberStack, numbers } from "./numberStack.js";
import { frontEnds } from "./support.js";

const forced = { force: ["n"], deleteFirst: ["n"] };

describe.each(frontEnds)("numbers that are deleted before they are made anew, with %s", (frontEnd, start) => {
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
    await expect(up([again])).rejects.toThrow(`${number(0)}, ${number(1)}: in service on this account already`);
    nothingReleased();
  });
});

const trigger = { replacementTriggers: ["anew"] };
