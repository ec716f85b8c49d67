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
  const frugal = `const { makeRoomFor } = await import("./provider/heap.ts"); makeRoomFor(5_000); makeRoomFor(5_000);`;
  expect(peakOf(frugal)).toBeLessThan(peakOf(""));
});

/** Fills the heap while it is small, so that V8 collects next when it is large, and then takes a list. */
const afterLoading = (entries: number) => `
  globalThis.modules = Array.from({ length: 300_000 }, (_, index) => ({ text: "module " + index }));
  const { makeRoomFor } = await import("./provider/heap.ts"); makeRoomFor(${entries});`;

test("it does so from a state with a long list on, and not for a short one", () => {
  expect(peakOf(afterLoading(1_000))).toBeLessThan(peakOf(afterLoading(999)));
});
