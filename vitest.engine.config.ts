import { defineConfig } from "vitest/config";

/** Every program of the pages and guides, which takes many minutes: `npm run sweep`. */
export const sweeps = [
  "test/engine/referenceExamples.test.ts",
  "test/engine/guides.test.ts",
  "test/engine/reports.test.ts",
];

/** Tests that run the real Pulumi CLI and engine. Each run takes seconds and a core, so few run side by side. */
export default defineConfig({
  test: {
    include: ["test/engine/**/*.test.ts"],
    exclude: sweeps,
    globalSetup: ["test/engine/harness/globalSetup.ts"],
    maxWorkers: 2,
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
});
