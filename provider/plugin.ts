import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { runPlugin } from "./pulumi/plugin/runPlugin.js";

void runPlugin(async () => {
  const { bandwidth } = await import("./package.js");
  // The build writes it beside the bundle of this file.
  return { ...bandwidth, schema: () => readFile(join(__dirname, "schema.json"), "utf8") };
});
