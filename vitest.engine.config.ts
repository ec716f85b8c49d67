import { defineConfig } from "vitest/config";
import { longestFirst } from "./test/longestFirst.js";

/** Of these, `npm test` runs the half that the plugin tells in YAML, and the sweep the rest. */
export const halves = [
  "test/engine/portIn.test.ts",
  "test/engine/lsrOrder.test.ts",
  "test/engine/numberFeatures.test.ts",
  "test/engine/handover.test.ts",
  "test/engine/universalPlatform.test.ts",
  "test/engine/limits.test.ts",
  "test/engine/workingNumber.test.ts",
];

/**
 * What takes many minutes, `npm run sweep`: every program of the pages and guides, all of Java, every fault, the death of a provider at
 * each of its writes, 200 resources, an order that goes from stack to stack. In parts of about the same length, one for each
 * day of `npm run sweep -- today`.
 */
export const parts = [
  ["test/engine/oddPaths.test.ts", "test/engine/portInDeaths.test.ts", "test/engine/numberFeatures.test.ts"],
  ["test/engine/faults.test.ts", "test/engine/portIn.test.ts", "test/engine/changingStacks.test.ts"],
  [
    "test/engine/reports.test.ts",
    "test/engine/lsrOrder.test.ts",
    "test/engine/migrate.test.ts",
    "test/engine/releasedSdks.test.ts",
  ],
  ["test/engine/referenceExamples.test.ts", "test/engine/universalPlatform.test.ts", "test/engine/limits.test.ts"],
  [
    "test/engine/adoptFormatters.test.ts",
    "test/engine/concurrency.test.ts",
    "test/engine/handover.test.ts",
    "test/engine/harness.test.ts",
    "test/engine/installers.test.ts",
  ],
  [
    "test/engine/installed.test.ts",
    "test/engine/outcomes.test.ts",
    "test/engine/pluginDo.test.ts",
    "test/engine/workingNumber.test.ts",
  ],
  ["test/engine/java.test.ts", "test/engine/deaths.test.ts", "test/engine/pluginNonsense.test.ts"],
];

/** Of these every day has a part of their tests, which they choose themselves. */
export const everyDay = ["test/engine/guides.test.ts"];

const sweeps = [...everyDay, ...parts.flat()];

/** Tests that run the real Pulumi CLI and engine. */
export default defineConfig({
  test: {
    include: ["test/engine/**/*.test.ts"],
    exclude: sweeps.filter((file) => !halves.includes(file)),
    globalSetup: ["test/engine/harness/globalSetup.ts"],
    // Each run takes a core for seconds, and waits for moments in between: one more than the cores of a small machine.
    maxWorkers: 3,
    // To load provider, simulator and harness anew for each file takes seconds.
    isolate: false,
    sequence: {
      sequencer: longestFirst([
        "test/engine/interruptions.test.ts",
        "test/engine/handover.test.ts",
        "test/engine/sdk.test.ts",
        "test/engine/examples.test.ts",
        "test/engine/pluginOddPaths.test.ts",
        "test/engine/portIn.test.ts",
        "test/engine/lsrOrder.test.ts",
        "test/engine/worlds.test.ts",
        "test/engine/drift.test.ts",
        "test/engine/twoStacks.test.ts",
        "test/engine/numbers.test.ts",
        "test/engine/pluginInterruptions.test.ts",
        "test/engine/released.test.ts",
      ]),
    },
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
});
