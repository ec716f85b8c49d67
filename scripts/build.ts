// Makes dist/: the bundles that Node runs, the declarations that an editor reads, and the plugin's schema.
import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type BuildOptions, build } from "esbuild";
import * as callbacks from "../provider/callbacks/index.js";
import { bandwidth } from "../provider/package.js";
import { declarations, exportedNames } from "../provider/pulumi/schema/declarations.js";
import { packageSchema } from "../provider/pulumi/schema/schema.js";
import { rollUp } from "./rollUp.js";

const root = fileURLToPath(new URL("..", import.meta.url));
const dist = `${root}dist`;
// Built elsewhere and then moved into place, so that a running program never sees half a package.
const made = `${root}dist.${process.pid}`;
mkdirSync(made);

const options: BuildOptions = {
  absWorkingDir: root,
  outdir: made,
  outExtension: { ".js": ".cjs" },
  bundle: true,
  platform: "node",
  target: "node20",
  format: "cjs",
  // These are shared with the program. Everything else is bundled, so that a CommonJS program can load it and users
  // install only Pulumi.
  external: ["@pulumi/pulumi", "@grpc/grpc-js", "google-protobuf"],
  // For `createRequire`: a CommonJS module knows itself by this name.
  define: { "import.meta.url": "__filename" },
  legalComments: "linked",
  logLevel: "warning",
};

await build({
  ...options,
  entryPoints: ["index", "handlers"].map((name) => `provider/${name}.ts`),
  // Each entry exports its own list: `exports.classes` becomes the module itself.
  footer: { js: "module.exports = module.exports.classes ?? module.exports.handlers;" },
});
await build({ ...options, entryPoints: ["provider/plugin.ts"] });
await build({ ...options, entryPoints: [{ in: "provider/commandLine/main.ts", out: "commandLine" }] });
await build({ ...options, entryPoints: [{ in: "provider/callbacks/index.ts", out: "callbacks" }] });

const names = exportedNames(bandwidth);
const callbackTypes = rollUp(`${root}provider/callbacks`);
writeFileSync(`${made}/index.mjs`, esModule("index", names));
for (const extension of ["cts", "mts"]) writeFileSync(`${made}/index.d.${extension}`, declarations(bandwidth));
writeFileSync(`${made}/callbacks.mjs`, esModule("callbacks", Object.keys(callbacks)));
for (const extension of ["cts", "mts"]) writeFileSync(`${made}/callbacks.d.${extension}`, callbackTypes);
writeFileSync(`${made}/schema.json`, `${JSON.stringify(packageSchema(bandwidth), null, 2)}\n`);

rmSync(dist, { recursive: true, force: true });
renameSync(made, dist);
console.log(`dist/ is built: ${bandwidth.resources.length} resources, ${bandwidth.functions.length} look-ups`);

/** An ES module over the CommonJS module, so that a program that uses both has one copy of the package. */
function esModule(bundle: string, exported: readonly string[]): string {
  return `import all from "./${bundle}.cjs";\nexport const { ${exported.join(", ")} } = all;\n`;
}
