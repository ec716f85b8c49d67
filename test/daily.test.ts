import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import { everyDay, halves, parts } from "../vitest.engine.config.js";
import { todays } from "./daily.js";

const all = ["a", "b", "c", "d", "e"];

test("the parts of some days are the whole, each of it once", () => {
  for (const parts of [1, 2, 3, 5, 9]) {
    const days = Array.from({ length: Math.min(parts, all.length) }, (_, day) =>
      todays(all, parts, String(20_000 + day)),
    );
    expect(days.flat().sort()).toEqual(all);
    for (const part of days) expect(part.length).toBeGreaterThan(0);
  }
});

test("the same day has the same part, and no day has all", () => {
  expect(todays(all, 2, "7")).toEqual(todays(all, 2, "9"));
  expect(todays(all, 2, "")).toEqual(all);
  expect(todays([], 2, "7")).toEqual([]);
});

test("what is no day is refused", () => {
  expect(() => todays(all, 2, "Monday")).toThrow("SWEEP_DAY is a number of days, not Monday");
});

test("each file of the sweep has its day of the week, and is there", () => {
  const files = [...everyDay, ...parts.flat()];
  expect(new Set(files).size).toBe(files.length);
  expect(files.filter((file) => !existsSync(file))).toEqual([]);
  expect(halves.filter((file) => !files.includes(file))).toEqual([]);
  // Some files halve their tests again: in an odd number of days each half comes to its turn.
  expect(parts.length % 2).toBe(1);
});
