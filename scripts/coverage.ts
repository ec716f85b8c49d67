// The last part of `npm test`: fails for an operation that the package says it uses and no test made it use, and for one that a
// resource, a look-up or a command names and has not used itself.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { disconnecting, locating } from "../provider/bandwidth/operations.js";
import { bandwidth } from "../provider/package.js";
import { silenceOperations } from "../provider/resources/ordering/silentNumbers.js";
import { overstated, unused } from "../test/used.js";

const folder = process.env.SIMULATOR_JOURNAL;
if (folder === undefined) throw new Error("SIMULATOR_JOURNAL must name the folder with the journals of a test run");
const lines = readdirSync(folder).flatMap((name) => readFileSync(join(folder, name), "utf8").trim().split("\n"));
const missing = unused(bandwidth, lines);
for (const operation of missing) console.log(`no test made the provider use: ${operation}`);
for (const [former, successor] of Object.entries(bandwidth.replaced ?? {})) {
  console.log(`never used, counted with its replacement: ${former} (${successor})`);
}
console.log(`${bandwidth.operations.length - missing.length} of ${bandwidth.operations.length} operations were used`);
const { resources, functions, utilities } = bandwidth;
/** What Bandwidth calls, and nobody requests. */
const isCallback = (operation: string) => operation.startsWith("POST /callbacks/");
const named = [...resources, ...functions, ...utilities].filter(({ operations }) => !operations.some(isCallback));
const unproven = overstated(bandwidth, named, lines, [...disconnecting, ...locating, ...silenceOperations]);
for (const operation of unproven) console.log(`named, but not used by it in any test: ${operation}`);
console.log(`${named.length} lists of operations compared with what was requested`);
process.exitCode = missing.length + unproven.length > 0 ? 1 : 0;
