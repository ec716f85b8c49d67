import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { sightOf } from "../../provider/pulumi/run/command.js";
import { RunMemory } from "../../provider/pulumi/run/runMemory.js";
import type { Values } from "../../provider/pulumi/values/values.js";
import { address } from "../resources/support.js";
import { number, numberStack, numbers } from "./numberStack.js";
import type { Declared } from "./program.js";
import { frontEnds } from "./support.js";

/*
 * Steps that wait for the rest of the program take the room of other steps. What the program registers after those is then unknown, however long a
 * run is quiet.
 */

const THREE = [0, 1, 2];

/** What the engine hands over for something that is known only when another resource has been made. */
const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

describe.each(frontEnds)("runs without a preview that have room for few steps, with %s", (frontEnd, start) => {
  const { now, settings, list, bought, nothingReleased, unchanged } = numberStack(frontEnd, start);

  const run = async (parallel: number, program: Declared[]) => {
    const args = ["up", "--skip-preview", "--parallel", String(parallel)];
    const run = await start(settings(), {}, { sight: sightOf({ id: "1", args }, {}) });
    await now.stack.up(run, [...now.base, ...program], { parallel });
    return run.lines.map(({ message }) => message);
  };
  const late: Declared = { type: "Site", name: "late", inputs: { name: "Durham", address } };
  const givers = (...more: number[]) =>
    THREE.map((line) => list(`giver${line}`, ...[line, line + 3].filter((one) => !more.includes(one))));
  const left = () => now.simulator.ledger.released();

  test.each([
    1, 2, 3,
  ])("%i at once: numbers pass to a resource behind a step that had to wait for room", async (parallel) => {
    await run(16, givers());
    const taker = { ...list("taker", 3, 4, 5), after: ["late"] };
    const program = [...givers(3, 4, 5), late, taker];
    await run(parallel, program);
    nothingReleased();
    expect(bought()).toBe(6);
    expect(now.stack.numbers("taker")).toEqual(numbers(3, 4, 5));
    await run(16, program);
    await unchanged(program);
  });

  test.each([1, 2])("%i at once: each pool gives up the number that such a list names", async (parallel) => {
    const pools = (quantity: number): Declared[] =>
      THREE.map((line) => ({
        type: "PhoneNumberOrder",
        name: `pool${line}`,
        inputs: { ...now.place, search: { areaCode: "919" }, quantity },
      }));
    await run(16, pools(2));
    const chosen = THREE.map((line) => now.stack.numbers(`pool${line}`)[0] ?? "");
    const taker: Declared = {
      ...{ type: "PhoneNumberOrder", name: "taker", after: ["late"] },
      inputs: { ...now.place, telephoneNumbers: chosen },
    };
    await run(parallel, [...pools(1), late, taker]);
    expect(now.stack.numbers("taker")).toEqual([...chosen].sort());
    await run(16, [...pools(1), late, taker]);
    nothingReleased();
    expect(bought()).toBe(6);
    expect(THREE.flatMap((line) => now.stack.numbers(`pool${line}`))).toHaveLength(3);
    await unchanged([...pools(1), late, taker]);
  });

  test("what nobody wants is disconnected by the next runs, one after the other, and each says what it has left", async () => {
    await run(16, givers());
    const program = givers(3, 4, 5);
    const said = (await run(2, program)).join("\n");
    expect(left()).toHaveLength(1);
    expect(said).toContain("1 number not disconnected yet, and still paid for: +1919555010");
    expect(said).toContain(
      "This run had no preview (`--skip-preview`), and all steps that may run at once (`--parallel`)",
    );
    await run(2, program);
    await run(2, program);
    expect([...left()].sort()).toEqual([number(3), number(4), number(5)]);
    await unchanged(program);
  });

  describe("with a preview", () => {
    let folder: string;
    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), "few-steps-"));
    });
    afterEach(() => rmSync(folder, { recursive: true, force: true }));

    test.each([
      1, 3,
    ])("%i at once: numbers that the preview did not know pass to the resource that lists them", async (parallel) => {
      await run(16, givers());
      const command = { id: `${process.pid}-1`, args: ["up", "--parallel", String(parallel)] };
      const begin = (own: string) =>
        start(settings(), {}, { sight: sightOf(command, {}), memory: RunMemory.open("test", command, folder, own) });
      const taker = { ...list("taker", 3, 4, 5), after: ["late"] };
      const program = [...givers(3, 4, 5), late, taker];
      const preview = await begin("preview");
      for (const { type, name, inputs } of [
        ...program.slice(0, 4),
        { ...taker, inputs: { ...now.place, telephoneNumbers: UNKNOWN } },
      ])
        await preview.register(type, name, inputs as Values, now.stack.held.get(name));

      const real = await begin("up");
      await now.stack.up(real, [...now.base, ...program], { parallel });
      nothingReleased();
      expect(bought()).toBe(6);
      expect(now.stack.numbers("taker")).toEqual(numbers(3, 4, 5));
      const said = real.lines.map(({ message }) => message).join("\n");
      expect(said).toContain("had a preview that did not know all numbers yet");
      await run(16, program);
      await unchanged(program);
    });

    test("one at a time: what the preview has seen to be nobody's is disconnected", async () => {
      await run(16, givers());
      const command = { id: `${process.pid}-1`, args: ["up", "--parallel", "1"] };
      const begin = (own: string) =>
        start(settings(), {}, { sight: sightOf(command, {}), memory: RunMemory.open("test", command, folder, own) });
      const preview = await begin("preview");
      const program = givers(3, 4, 5);
      for (const { type, name, inputs } of program)
        await preview.register(type, name, inputs as Values, now.stack.held.get(name));
      await now.stack.up(await begin("up"), [...now.base, ...program], { parallel: 1 });
      expect([...left()].sort()).toEqual([number(3), number(4), number(5)]);
      await unchanged(program);
    });
  });
});
