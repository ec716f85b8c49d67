import { describe, expect, test } from "vitest";
import type { Values } from "../../provider/pulumi/values/values.js";
import { number, numberStack, numbers } from "./numberStack.js";
import { type Declared, EngineModel } from "./program.js";
import { frontEnds } from "./support.js";

describe.each(frontEnds)("numbers that are adopted or imported, with %s", (frontEnd, start) => {
  const { now, settings, begin, isPlugin, up, list, pool, adopting, unchanged, owned, bought, nothingReleased } =
    numberStack(frontEnd, start);

  test("a list that was renamed without an alias orders nothing; adopted by number or by order, nothing is released", async () => {
    await up([list("old", 0, 1)]);
    const orderId = now.stack.held.get("old")?.id ?? "";
    const mark = now.simulator.requests.length;
    await expect(up([list("new", 0, 1)])).rejects.toThrow(
      /^[\s\S]*Nothing was ordered\.\n\+19195550100, \+19195550101: already in service on this account \(bought by order [^)]+\), and this run knows no resource/,
    );
    expect(now.simulator.requests.writes(mark)).toEqual([]);

    await up([adopting(list("new", 0, 1), numbers(1, 0).join(","))]);
    nothingReleased();
    expect([...now.stack.held.keys()]).toEqual(["site", "peer", "new"]);
    await up([adopting(list("newer", 0, 1), orderId)]);
    nothingReleased();
    expect(bought()).toBe(2);
    await unchanged([list("newer", 0, 1)]);
    await now.stack.destroy(await begin());
    expect(owned()).toEqual([]);
  });

  test("one list is split into two that adopt their numbers", async () => {
    await up([list("all", 0, 1, 2, 3)]);
    await expect(up([list("x", 0, 1), list("y", 2, 3)])).rejects.toThrow("Nothing was ordered");
    const adopted = [
      adopting(list("x", 0, 1), numbers(0, 1).join(",")),
      adopting(list("y", 2, 3), numbers(2, 3).join(",")),
    ];
    await up(adopted);
    nothingReleased();
    expect(bought()).toBe(4);
    await unchanged(adopted);
  });

  test("numbers go to a stack of the other front-end, by `state delete` and a take-over, and back", async () => {
    await up([list("a", 0, 1)]);
    const [, startOther] = frontEnds.find(([name]) => name !== frontEnd) ?? [];
    if (!startOther) throw new Error("there is no other front-end");

    const beginOther = () => startOther(settings(), {}, { stack: "other", key: "another state" });
    const other = new EngineModel();
    const { id } = now.stack.forget("a");
    for (const takeOver of [numbers(1, 0).join(","), id]) {
      const adopted: Declared = isPlugin
        ? { ...list("b", 0, 1), inputs: { ...(list("b", 0, 1).inputs as Values), adopt: takeOver } }
        : { ...list("b", 0, 1), import: takeOver };
      await other.up(await beginOther(), [adopted]);
      expect(await other.up(await beginOther(), [adopted])).toEqual([]);
      other.forget("b");
    }
    const back = [adopting(list("a", 0, 1), numbers(0, 1).join(","))];
    await up(back);
    await unchanged(back);
    nothingReleased();
    expect(bought()).toBe(2);
    await now.stack.destroy(await begin());
    expect(owned()).toEqual([]);
  });

  test("numbers of which it cannot be told where they are, are not adopted", async () => {
    await up([list("old", 0)]);
    const fault = { kind: "status", status: 403 } as const;
    now.simulator.faults.add({ path: /^\/tns\//, times: Number.POSITIVE_INFINITY, fault });
    const adopted = { ...adopting(list("new", 0), number(0)) };
    const run = await begin();
    await expect(now.stack.up(run, [adopted])).rejects.toThrow("but their site is unknown. Nothing was adopted.");
    now.simulator.faults.clear();
    await up([adopted]);
    nothingReleased();
  });

  test("the number of a list that was adopted by number, lost, and bought by somebody else is left to them", async () => {
    const other: Declared = { type: "SipPeer", name: "other", inputs: { siteId: now.place.siteId, name: "Other" } };
    await up([other, list("old", 0, 1)]);
    await up([other, adopting(list("a", 0, 1), numbers(0, 1).join(","))]);
    now.simulator.account.disconnectNumber(number(1));
    const sipPeerId = String(now.stack.held.get("other")?.state.sipPeerId);
    now.simulator.account.buyNumber({ number: number(1), sipPeerId });
    await up([other, adopting(list("a", 0), numbers(0, 1).join(","))]);
    nothingReleased();
    expect(owned()).toEqual(numbers(0, 1));
  });

  test("an order of which another resource keeps a part is not adopted, and the refusal says how to take the rest", async () => {
    await up([list("all", 0, 1, 2)]);
    const orderId = now.stack.held.get("all")?.id ?? "";
    await up([list("all", 0, 1), list("part", 2)]);
    const rest = { ...list("rest", 0, 1), inputs: { ...now.place, telephoneNumbers: numbers(0, 1), adopt: orderId } };
    now.stack.forget("all");
    if (!isPlugin) {
      const words = `nothing was adopted: PhoneNumberOrder "part" of this program has some of`;
      const next = `To adopt only the others, write "${numbers(0, 1).join(",")}".`;
      // The taker comes before the program has said anything of the one that keeps a part.
      for (const program of [
        [rest, list("part", 2)],
        [list("part", 2), rest],
      ]) {
        const refused = up(program, { parallel: 1 });
        await expect(refused).rejects.toThrow(words);
        await expect(refused).rejects.toThrow(next);
      }
    }
    const program = [adopting(list("rest", 0, 1), numbers(0, 1).join(",")), list("part", 2)];
    await up(program);
    await unchanged(program);
    expect([now.stack.numbers("rest"), now.stack.numbers("part")]).toEqual([numbers(0, 1), numbers(2)]);
    nothingReleased();
    await now.stack.destroy(await begin());
    expect(owned()).toEqual([]);
  });

  test("a list that grows by a number in service that nobody has: refused, and taken in as the refusal says", async () => {
    await up([list("a", 0)]);
    now.simulator.account.buyNumber({ sipPeerId: String(now.place.sipPeerId), number: number(1) });
    const mark = now.simulator.requests.length;
    const refused = up([list("a", 0, 1)]);
    await expect(refused).rejects.toThrow("Nothing was ordered.");
    await expect(refused).rejects.not.toThrow("aliases");
    const message = String(await refused.catch(String));
    const writes = now.simulator.requests.writes(mark);
    expect(writes).toEqual([]);
    const [, named = ""] = /with "([^"]+)"/.exec(message) ?? [];
    const program = [adopting(list("a", 0, 1), named)];
    await up(program);
    await unchanged(program);
    expect(now.stack.numbers("a")).toEqual(numbers(0, 1));
    nothingReleased();
    expect(bought()).toBe(2);
    await now.stack.destroy(await begin());
    expect(owned()).toEqual([]);
  });

  // The plugin has no `adopt`.
  if (!isPlugin) {
    test("adopt takes nothing that another resource of the program keeps", async () => {
      await up([pool("pool", 2)]);
      const [first = ""] = now.stack.numbers("pool");
      const own = { ...list("own"), inputs: { ...now.place, telephoneNumbers: [first], adopt: first } };
      await expect(up([pool("pool", 2), own])).rejects.toThrow("nothing was adopted: PhoneNumberOrder");
      expect(bought()).toBe(2);
    });
  }

  if (!isPlugin) return;

  test("the option `import` in another spelling, grown, as an order id, and back", async () => {
    const [one, two] = [list("n", 0, 1), list("n", 0, 1, 2)];
    await up([one]);
    const orderId = now.stack.held.get("n")?.id ?? "";
    now.simulator.account.buyNumber({ sipPeerId: String(now.place.sipPeerId), number: number(2) });
    const spelling = (text: string, declared: Declared): Declared => ({ ...declared, import: text });
    for (const program of [
      spelling(numbers(0, 1).join(","), one),
      spelling("919-555-0101,(919) 555-0100", one),
      spelling(orderId, one),
      spelling(numbers(2, 0, 1).join(","), two),
      spelling(orderId, one),
    ]) {
      // The last one leaves a number out of both, so that one goes.
      await up([program]);
      if (program.import !== orderId || program === one) nothingReleased();
    }
    expect(bought()).toBe(3);
  });
});
