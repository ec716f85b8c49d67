import { describe, expect, test } from "vitest";
import { describeSequences, runSequences } from "./sequence.js";

const seeds = Array.from({ length: 20 }, (_, index) => index + 1);

test("changes of mind and mishaps in any order end with the account that the program declares", async () => {
  expect(describeSequences(await runSequences(seeds))).toBe("");
}, 60_000);

describe("what once went wrong", () => {
  test("an order whose take-over failed is found again by the next run, not bought a second time", async () => {
    expect(describeSequences(await runSequences([113]))).toBe("");
  });

  test("numbers of an order that could not be looked at are not taken for held", async () => {
    expect(describeSequences(await runSequences([10]))).toBe("");
  });
});
