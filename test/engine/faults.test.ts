import { expect, test } from "vitest";
import { runEngineCells } from "../faults/engine/matrix.js";
import { allWell, troubles } from "../faults/report.js";

/** Drawn from a fixed seed; `npm run faults -- --engine` draws others, and runs as many as one has time for. */
test.each([
  ["plugin", 4],
  ["dynamic", 4],
] as const)(
  "%s: whatever goes wrong in a real run, the next one makes the account what the program says",
  async (frontEnd, cases) => {
    const results = await runEngineCells(frontEnd, { cases, seed: 1 });
    expect(results).toHaveLength(cases);
    expect(troubles(results)).toBe(allWell);
    expect(results.filter(({ outcome }) => outcome.reached).length).toBeGreaterThan(cases / 2);
  },
  600_000,
);
