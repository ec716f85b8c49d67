import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";

/** Allocates in waves, each a little larger than the one before, and tells how much memory the heap took at most. */
const waves = `
  let most = 0, kept = [];
  for (let wave = 0; wave < 60; wave += 1) {
    kept.push(...Array.from({ length: 20_000 }, (_, index) => ({ text: "number " + index + wave })));
    let garbage = [];
    for (let index = 0; index < 200_000; index += 1) garbage.push({ index, list: [index] });
    most = Math.max(most, process.memoryUsage().heapTotal);
  }
  console.log(Math.round(most / 2 ** 20));`;

const peakOf = (before: string) =>
  Number(
    execFileSync(process.execPath, ["--import", "tsx", "--input-type=module", "-e", before + waves], {
      encoding: "utf8",
    }),
  );

test("with pages of thousands of numbers to read, the heap takes less memory beside what is in use", () => {
  const frugal = `const { growSlowly } = await import("./provider/heap.ts"); growSlowly(); growSlowly();`;
  expect(peakOf(frugal)).toBeLessThan(peakOf(""));
});
