import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

export default defineConfig({
  // The examples import the package as their users do, as it is built.
  resolve: { alias: { "pulumi-bandwidth": fileURLToPath(new URL("dist/index.mjs", import.meta.url)) } },
  test: {
    include: ["test/**/*.test.ts", "examples/**/*.test.ts"],
    exclude: ["test/engine/**"],
    testTimeout: 20_000,
    hookTimeout: 30_000,
  },
});
