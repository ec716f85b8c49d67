import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type BuildOptions, build, type Plugin } from "esbuild";
import { outline } from "../provider/outline.js";
import { bundledPackages, licensesFile } from "./release/licenses.js";

const ENTRIES = {
  index: "provider/index.ts",
  handlers: "provider/handlers.ts",
  plugin: "provider/plugin.ts",
  commandLine: "provider/commandLine/main.ts",
  converter: "provider/commandLine/converter/main.ts",
  callbacks: "provider/callbacks/index.ts",
};

/** What an entry exports under this name becomes the module itself. */
const ITSELF = { index: "classes", handlers: "handlers" };

const options = {
  absWorkingDir: fileURLToPath(new URL("..", import.meta.url)),
  platform: "node",
  target: "node20",
  // node_modules may be a link. Paths of this machine have no place in the bundles.
  preserveSymlinks: true,
  logLevel: "warning",
} satisfies BuildOptions;

/** A program gets names in place of definitions. */
const outlineAsData: Plugin = {
  name: "outline as data",
  setup: ({ onLoad }) =>
    onLoad({ filter: /[\\/]provider[\\/]outline\.ts$/ }, () => ({
      contents: `export const outline = JSON.parse(${JSON.stringify(JSON.stringify(outline))});`,
    })),
};

/** zod's messages in forty languages are half of zod, and nobody sees them. */
const noTranslations: Plugin = {
  name: "no translations",
  setup: ({ onLoad }) =>
    onLoad({ filter: /[\\/]zod[\\/]v4[\\/]locales[\\/]index\.js$/ }, () => ({
      contents: 'export { default as en } from "./en.js";',
    })),
};

/** What is replaced in every bundle. */
export const replacements: readonly Plugin[] = [outlineAsData, noTranslations];

/**
 * Writes the modules that Node.js runs. Whatever two entries share is in a file of its own, and so is whatever an entry imports
 * only when it needs it. So there is one copy of each class in a process, and a program reads no more than it uses.
 *
 * esbuild can do that for ES modules only. A CommonJS program has to be able to load the package, in every Node.js that it
 * supports and in test runners that know no `import()`. So each file is made a CommonJS module afterwards.
 */
export async function bundle(folder: string): Promise<void> {
  const modules = mkdtempSync(join(folder, "modules-"));
  const { metafile } = await build({
    ...options,
    entryPoints: ENTRIES,
    bundle: true,
    splitting: true,
    format: "esm",
    outdir: modules,
    outExtension: { ".js": ".mjs" },
    chunkNames: "parts/[hash]",
    // These are shared with the program. Everything else is bundled: users install only Pulumi.
    external: ["@pulumi/pulumi", "@grpc/grpc-js", "google-protobuf"],
    // For `createRequire`: a CommonJS module knows itself by this name.
    define: { "import.meta.url": "__filename" },
    legalComments: "none",
    metafile: true,
    plugins: [...replacements],
  });
  const made = readdirSync(modules, { recursive: true, encoding: "utf8" });
  await build({
    ...options,
    entryPoints: made.filter((name) => name.endsWith(".mjs")).map((name) => join(modules, name)),
    outbase: modules,
    outdir: folder,
    outExtension: { ".js": ".cjs" },
    format: "cjs",
    supported: { "dynamic-import": false },
  });
  for (const name of made.filter((name) => name.endsWith(".mjs"))) {
    const file = join(folder, name.replace(/mjs$/, "cjs"));
    const entry = ITSELF[name.replace(/\.mjs$/, "") as keyof typeof ITSELF];
    const code = readFileSync(file, "utf8").replaceAll(/(require\("\.{1,2}\/[^"]+\.)mjs"\)/g, '$1cjs")');
    writeFileSync(file, entry === undefined ? code : `${code}module.exports = module.exports.${entry};\n`);
  }
  const packages = bundledPackages(options.absWorkingDir, metafile);
  writeFileSync(join(folder, "LICENSES-OF-DEPENDENCIES.txt"), licensesFile(packages));
  rmSync(modules, { recursive: true });
}
