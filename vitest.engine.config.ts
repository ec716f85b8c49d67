import { defineConfig } from "vitest/config";

/**
 * What takes many minutes, `npm run sweep`: every program of the pages and guides, all of Java, every fault, the death of a provider at
 * each of its writes, 200 resources, an order that goes from stack to stack.
 */
export const sweeps = [
  "test/engine/referenceExamples.test.ts",
  "test/engine/guides.test.ts",
  "test/engine/java.test.ts",
  "test/engine/changingStacks.test.ts",
  "test/engine/installed.test.ts",
  "test/engine/reports.test.ts",
  "test/engine/portInDeaths.test.ts",
  "test/engine/faults.test.ts",
  "test/engine/deaths.test.ts",
  "test/engine/concurrency.test.ts",
  "test/engine/oddPaths.test.ts",
  "test/engine/pluginNonsense.test.ts",
  "test/engine/harness.test.ts",
];

/** Tests that run the real Pulumi CLI and engine. Each run takes seconds and a core, so few run side by side. */
export default defineConfig({
  test: {
    include: ["test/engine/**/*.test.ts"],
    exclude: sweeps,
    globalSetup: ["test/engine/harness/globalSetup.ts"],
    maxWorkers: 2,
    // To load provider, simulator and harness anew for each file takes seconds.
    isolate: false,
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
});
