// Makes dist/: the bundles that Node runs, the declarations that an editor reads, and the plugin's schema.
import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import * as callbacks from "../provider/callbacks/index.js";
import { bandwidth } from "../provider/package.js";
import { declarations, exportedNames } from "../provider/pulumi/schema/declarations.js";
import { schemaText } from "../provider/pulumi/schema/schema.js";
import { bundle } from "./bundle.js";
import { rollUp } from "./rollUp.js";

const root = fileURLToPath(new URL("..", import.meta.url));
const dist = `${root}dist`;
// Built elsewhere and then moved into place, so that a running program never sees half a package.
const made = `${root}dist.${process.pid}`;
mkdirSync(made);

await bundle(made);

const names = exportedNames(bandwidth);
const callbackTypes = rollUp(`${root}provider/callbacks`);
writeFileSync(`${made}/index.mjs`, esModule("index", names));
for (const extension of ["cts", "mts"]) writeFileSync(`${made}/index.d.${extension}`, declarations(bandwidth));
writeFileSync(`${made}/callbacks.mjs`, esModule("callbacks", Object.keys(callbacks)));
for (const extension of ["cts", "mts"]) writeFileSync(`${made}/callbacks.d.${extension}`, callbackTypes);
writeFileSync(`${made}/schema.json`, schemaText(bandwidth));

rmSync(dist, { recursive: true, force: true });
renameSync(made, dist);
console.log(`dist/ is built: ${bandwidth.resources.length} resources, ${bandwidth.functions.length} look-ups`);

/** An ES module over the CommonJS module, so that a program that uses both has one copy of the package. */
function esModule(bundle: string, exported: readonly string[]): string {
  return `import all from "./${bundle}.cjs";\nexport const { ${exported.join(", ")} } = all;\n`;
}
