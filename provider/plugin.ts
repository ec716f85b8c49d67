import { readFile } from "node:fs/promises";
import { join } from "node:path";
import manifest from "../package.json" with { type: "json" };
import { runPlugin } from "./pulumi/plugin/runPlugin.js";

void runPlugin({
  version: manifest.version,
  // The build writes it beside the bundle of this file.
  schema: () => readFile(join(__dirname, "schema.json")),
  load: async () => (await import("./served.js")).served,
});
