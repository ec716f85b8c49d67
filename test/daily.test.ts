import { expect, test } from "vitest";
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
