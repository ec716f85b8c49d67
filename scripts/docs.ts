// Writes docs/reference from the definitions, and the parts of other pages that come from them. `npm test` fails when
// the committed pages differ from this output.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { bandwidth } from "../provider/package.js";
import { referencePages } from "../provider/pulumi/schema/referencePages.js";
import { withMadeParts } from "./madeParts.js";

const folder = fileURLToPath(new URL("../docs/reference", import.meta.url));
rmSync(folder, { recursive: true, force: true });
const pages = referencePages(bandwidth);
for (const [name, text] of pages) {
  const file = join(folder, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
console.log(`docs/reference: ${pages.size} pages`);

for (const name of ["_index.md", "installation-configuration.md"]) {
  const file = fileURLToPath(new URL(`../docs/${name}`, import.meta.url));
  writeFileSync(file, withMadeParts(readFileSync(file, "utf8")));
}
