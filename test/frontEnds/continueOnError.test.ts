import { describe, expect, test } from "vitest";
import type { Values } from "../../provider/pulumi/values/values.js";
import { number, numberStack, numbers } from "./numberStack.js";
import { frontEnds, type Run } from "./support.js";

/*
 * With `--continue-on-error`, Pulumi goes on after an error: it registers nothing that depends on what has failed, and deletes what has
 * left the program. A number that a resource is deleted with may be declared by one that was never registered.
 */

describe.each(frontEnds)("a run that goes on after an error, with %s", (frontEnd, start) => {
  const { now, begin, settings, up, list, owned, nothingReleased } = numberStack(frontEnd, start);
  const heldAs = (name: string) => {
    const held = now.stack.held.get(name);
    if (!held) throw new Error(`nothing is called ${name}`);
    return held;
  };
  /** Nobody on the account has the number. */
  const fail = (run: Run) =>
    expect(
      run.create("TnOptions", "bad", { telephoneNumbers: ["+19195550188"], rewriteUser: "desk" }),
    ).rejects.toThrow();

  test("keeps the numbers of a resource that has left the program; the next run passes them on, or disconnects them", async () => {
    await up([list("old", 0, 1)]);
    const run = await begin();
    await fail(run);
    await expect(run.remove("PhoneNumberOrder", "old", heldAs("old"))).rejects.toThrow(
      `2 numbers not released: ${number(0)}, ${number(1)}. This run met an error elsewhere, so it may not have reached the whole program`,
    );
    nothingReleased();
    await up([list("taker", 0)], { refresh: true });
    expect(now.simulator.ledger.released()).toEqual([number(1)]);
    expect(now.stack.numbers("taker")).toEqual(numbers(0));
  });

  test("keeps external numbers, in a delete and in a list that gets shorter", async () => {
    const external = (...last: number[]): Values => ({
      ...now.place,
      telephoneNumbers: last.map((one) => `+1919999010${one}`),
    });
    const made = await (await begin()).create("ExternalTns", "own", external(0, 1));
    const run = await begin();
    await fail(run);
    const words = "This run met an error elsewhere";
    await expect(run.remove("ExternalTns", "own", made)).rejects.toThrow(words);
    const removed = () => now.simulator.account.ordersOf("externalTns").filter(({ action }) => action !== "IMPORT");
    const shorter = await run.update("ExternalTns", "own", made, external(0));
    expect(removed()).toEqual([]);
    await (await begin()).update("ExternalTns", "own", shorter, external(0));
    expect(removed()).toHaveLength(1);
  });

  test("a destroy goes on", async () => {
    await up([list("old", 0)]);
    const sight = { partial: false, destroys: true, steps: 16, repeats: false };
    const run = await start(settings(), {}, { sight });
    await fail(run);
    await run.remove("PhoneNumberOrder", "old", heldAs("old"));
    expect(owned()).toEqual([]);
  });
});
