import { expect, test } from "vitest";
import { describeSequences, runSequences } from "./sequence.js";
import { runTwoStacks } from "./twoStacks.js";

test("two stacks of one program, in turn and at once, each keep what they have, and one is destroyed without the other", async () => {
  const seeds = [1, 4, 6, 8, 202, 232, 7027];
  expect(describeSequences(await runSequences(seeds, runTwoStacks))).toBe("");
});
