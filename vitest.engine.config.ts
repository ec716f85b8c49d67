import { defineConfig } from "vitest/config";

/** Tests that run the real Pulumi CLI and engine. Each run takes seconds and a core, so few run side by side. */
export default defineConfig({
  test: {
    include: ["test/engine/**/*.test.ts"],
    globalSetup: ["test/engine/harness/globalSetup.ts"],
    maxWorkers: 2,
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
});
