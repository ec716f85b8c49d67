import { describe, expect, test } from "vitest";
import { sightOf } from "../../provider/pulumi/run/command.js";
import { address } from "../resources/support.js";
import { number, numberStack, numbers } from "./numberStack.js";
import type { Declared } from "./program.js";
import { frontEnds } from "./support.js";

/*
 * Steps that wait for the rest of the program take the room of other steps. What the program registers after those is then unknown, however long a
 * run is quiet.
 */

const THREE = [0, 1, 2];

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
});
