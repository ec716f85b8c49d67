import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { longestFirst } from "./test/longestFirst.js";

/**
 * Tests that change what the files of one process share: environment variables, the mocks and settings of Pulumi's
 * own package. Each of them runs in a process of its own.
 */
export const alone = [
  "examples/component/office.test.ts",
  "examples/typescript/index.test.ts",
  "test/functions/program.test.ts",
  "test/pulumi/components.test.ts",
  "test/pulumi/dynamicClass.test.ts",
  "test/pulumi/dynamicFunction.test.ts",
  "test/pulumi/engine.test.ts",
  "test/pulumi/programSdk.test.ts",
  "test/pulumi/unknownSettings.test.ts",
  "test/values/texts.test.ts",
  "test/values/wrongTypes.test.ts",
];

// Long enough for a machine that is busy with other things: no test waits.
const limits = { testTimeout: 120_000, hookTimeout: 120_000 };
// The examples import the package as their users do, as it is built.
const resolve = { alias: { "pulumi-bandwidth": fileURLToPath(new URL("dist/index.mjs", import.meta.url)) } };

export default defineConfig({
  test: {
    // By itself vitest leaves one core alone, which is half of two.
    maxWorkers: "100%",
    sequence: { sequencer: longestFirst(["test/faults/matrix.test.ts", "test/resources/load.test.ts"]) },
    projects: [
      {
        resolve,
        test: {
          ...limits,
          name: "together",
          include: ["test/**/*.test.ts", "examples/**/*.test.ts"],
          exclude: ["**/node_modules/**", "test/engine/**", ...alone],
          // To load the provider anew for each file would take three times as long as the tests themselves.
          isolate: false,
        },
      },
      { resolve, test: { ...limits, name: "alone", include: alone } },
    ],
  },
});
