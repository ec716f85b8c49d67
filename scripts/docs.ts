// Writes docs/reference and the plugin's schema from the definitions, and what other files take from them. `npm test`
// fails when what is committed differs from this output.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { bandwidth } from "../provider/package.js";
import { referencePages } from "../provider/pulumi/schema/referencePages.js";
import { packageSchema } from "../provider/pulumi/schema/schema.js";
import { FILES_WITH_ADDRESS, PAGES_WITH_PARTS, SCHEMA, withAddress, withMadeParts } from "./madeParts.js";

const folder = fileURLToPath(new URL("../docs/reference", import.meta.url));
rmSync(folder, { recursive: true, force: true });
const pages = referencePages(bandwidth);
for (const [name, text] of pages) {
  const file = join(folder, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
console.log(`docs/reference: ${pages.size} pages`);

const root = fileURLToPath(new URL("..", import.meta.url));
const schema = join(root, SCHEMA);
mkdirSync(dirname(schema), { recursive: true });
writeFileSync(schema, `${JSON.stringify(packageSchema(bandwidth), null, 2)}\n`);

for (const name of PAGES_WITH_PARTS) rewrite(name, withMadeParts);
for (const name of FILES_WITH_ADDRESS) rewrite(name, withAddress);

function rewrite(name: string, change: (text: string) => string): void {
  const file = join(root, name);
  writeFileSync(file, change(readFileSync(file, "utf8")));
}
