import { copyFileSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { replacements } from "../bundle.js";
import { packFolder } from "./archive.js";
import type { Checkout } from "./checkout.js";
import { type BundledPackage, bundledPackages, licensesFile } from "./licenses.js";

/** The platforms that the CLI asks for, in its names. */
export const PLATFORMS = ["linux", "darwin", "windows"].flatMap((os) =>
  ["amd64", "arm64"].map((arch) => ({ os, arch })),
);

const EXECUTABLE = "pulumi-resource-bandwidth";
const OLDEST_NODE = [20, 19] as const;
const WANTED = `Node.js ${OLDEST_NODE.join(".")} or later`;

/** For any version of Node.js, also one that cannot read the bundle. */
const START = `"use strict";
var have = process.versions.node.split(".").map(Number);
if (have[0] < ${OLDEST_NODE[0]} || (have[0] === ${OLDEST_NODE[0]} && have[1] < ${OLDEST_NODE[1]})) {
  process.stderr.write(
    "The Bandwidth plugin needs ${WANTED}. The node on the PATH is " + process.versions.node + ", " +
      process.execPath + ".\\nInstall a newer one (https://nodejs.org), or put it first on the PATH. Nothing was requested or changed.\\n"
  );
  process.exit(1);
}
require("./compiledCode.cjs").keepCompiledCode("bandwidth");
require("./plugin.cjs");
`;

const MISSING = [
  `The Bandwidth plugin needs ${WANTED}, and there is no node on the PATH.`,
  "Install it (https://nodejs.org), and run pulumi again. Nothing was requested or changed.",
];

const SHELL = `#!/bin/sh
dir=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
if ! command -v node >/dev/null 2>&1; then
${MISSING.map((line) => `  echo "${line}" >&2`).join("\n")}
  exit 1
fi
# exec: signals of the engine have to reach node.
exec node "$dir/start.cjs" "$@"
`;

/** With the line ends that cmd.exe wants. */
const CMD = `@echo off
where node >nul 2>nul
if errorlevel 1 (
${MISSING.map((line) => `  echo ${line.replaceAll(/[()]/g, "^$&")} 1>&2`).join("\n")}
  exit /b 1
)
node "%~dp0start.cjs" %*
`.replaceAll("\n", "\r\n");

/**
 * Writes the six archives that `pulumi plugin install` fetches: the executable at the top, one bundle with everything that
 * it needs but Node.js, the schema, and the licenses of what is bundled. A PulumiPlugin.yaml would make the CLI run
 * `npm install` there.
 *
 * @returns The packages in the bundle.
 */
export async function makePluginArchives(checkout: Checkout, version: string, out: string): Promise<BundledPackage[]> {
  const files = join(checkout.folder, "release.plugin");
  mkdirSync(files);
  const { metafile } = await build({
    absWorkingDir: checkout.folder,
    // The second one is loaded first: Node.js keeps the compiled code of what comes after it.
    entryPoints: { plugin: "provider/plugin.ts", compiledCode: "provider/pulumi/plugin/compiledCode.ts" },
    outdir: files,
    outExtension: { ".js": ".cjs" },
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    define: { "import.meta.url": "__filename" },
    // node_modules may be a link. Paths of this machine have no place in the bundle.
    preserveSymlinks: true,
    minifyWhitespace: true,
    minifySyntax: true,
    legalComments: "none",
    plugins: [...replacements],
    metafile: true,
    logLevel: "error",
  });
  const packages = bundledPackages(checkout.folder, metafile);
  // As the build writes it: the plugin sends it as it is.
  copyFileSync(join(checkout.folder, "dist/schema.json"), join(files, "schema.json"));
  copyFileSync(join(checkout.folder, "LICENSE"), join(files, "LICENSE"));
  writeFileSync(join(files, "LICENSES-OF-DEPENDENCIES.txt"), licensesFile(packages));
  writeFileSync(join(files, "start.cjs"), START);
  for (const { os, arch } of PLATFORMS) {
    const [executable, text] = os === "windows" ? [`${EXECUTABLE}.cmd`, CMD] : [EXECUTABLE, SHELL];
    writeFileSync(join(files, executable), text);
    packFolder(files, join(out, archiveName(version, os, arch)), [executable]);
    rmSync(join(files, executable));
  }
  rmSync(files, { recursive: true });
  return packages;
}

/** The name that the CLI asks for. */
export function archiveName(version: string, os: string, arch: string): string {
  return `${EXECUTABLE}-v${version}-${os}-${arch}.tar.gz`;
}
