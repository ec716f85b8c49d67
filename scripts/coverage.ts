// The last part of `npm test`: fails for an operation that the package says it uses and no test made it use.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { bandwidth } from "../provider/package.js";
import { unused } from "../test/used.js";

const folder = process.env.SIMULATOR_JOURNAL;
if (folder === undefined) throw new Error("SIMULATOR_JOURNAL must name the folder with the journals of a test run");
const lines = readdirSync(folder).flatMap((name) => readFileSync(join(folder, name), "utf8").trim().split("\n"));
const missing = unused(bandwidth, lines);
for (const operation of missing) console.log(`no test made the provider use: ${operation}`);
for (const [former, successor] of Object.entries(bandwidth.replaced ?? {})) {
  console.log(`never used, counted with its replacement: ${former} (${successor})`);
}
console.log(`${bandwidth.operations.length - missing.length} of ${bandwidth.operations.length} operations were used`);
process.exitCode = missing.length > 0 ? 1 : 0;
