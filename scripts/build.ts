// Makes dist/: the bundles that Node runs, and the declarations that an editor reads.
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { bandwidth } from "../provider/package.js";
import { declarations, exportedNames } from "../provider/pulumi/declarations.js";

const root = fileURLToPath(new URL("..", import.meta.url));
const dist = `${root}dist`;

rmSync(dist, { recursive: true, force: true });
mkdirSync(dist);

await build({
  absWorkingDir: root,
  entryPoints: ["index", "handlers"].map((name) => `provider/${name}.ts`),
  outdir: dist,
  outExtension: { ".js": ".cjs" },
  bundle: true,
  platform: "node",
  target: "node20",
  format: "cjs",
  // One copy of these with the program's own; everything else is bundled, so that a CommonJS program can load it and
  // nothing but Pulumi has to be installed beside it.
  external: ["@pulumi/pulumi", "@grpc/grpc-js", "google-protobuf"],
  // Each entry's own list is what it exports: `exports.classes` becomes the module itself.
  footer: { js: "module.exports = module.exports.classes ?? module.exports.handlers ?? module.exports;" },
  legalComments: "linked",
  logLevel: "warning",
});

const names = exportedNames(bandwidth);
// An ES module over the CommonJS one, so that a program that mixes the two has one copy of the package.
writeFileSync(`${dist}/index.mjs`, `import all from "./index.cjs";\nexport const { ${names.join(", ")} } = all;\n`);
for (const extension of ["cts", "mts"]) writeFileSync(`${dist}/index.d.${extension}`, declarations(bandwidth));
console.log(`dist/ is built: ${names.join(", ")}`);
