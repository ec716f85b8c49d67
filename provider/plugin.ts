import { readFile } from "node:fs/promises";
import { join } from "node:path";
import manifest from "../package.json" with { type: "json" };
import { keepCompiledCode } from "./pulumi/plugin/compiledCode.js";

keepCompiledCode("bandwidth");
// Loaded after that, and gRPC with it.
void import("./pulumi/plugin/runPlugin.js").then(({ runPlugin }) =>
  runPlugin({
    version: manifest.version,
    // The build writes it beside the bundle of this file.
    schema: () => readFile(join(__dirname, "schema.json")),
    load: async () => (await import("./served.js")).served,
  }),
);
