import { expect, test } from "vitest";
import { describeSequences, runSequences } from "./sequence.js";

const seeds = [...Array.from({ length: 20 }, (_, index) => index + 1), 113, 4235, 7008, 7079, 7246, 60091];

test("changes of mind and faults in any order end with the account that the program declares", async () => {
  expect(describeSequences(await runSequences(seeds))).toBe("");
});
