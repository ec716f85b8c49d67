import { execFile } from "node:child_process";
import { copyFileSync, cpSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { workshopOf } from "../../../scripts/pulumi.js";
import { generateSdks, type SdkLanguage } from "../../../scripts/sdk.js";
import { onPath } from "../../../scripts/tools/find.js";
import { pythonEnvironment, pythonOf } from "../../../scripts/tools/python.js";

const run = promisify(execFile);
const installed = fileURLToPath(new URL("../../../node_modules", import.meta.url));

/** The TypeScript compiler. */
export const TSC = createRequire(import.meta.url).resolve("typescript/bin/tsc");

/**
 * Go's own settings in tests: results do not depend on the folder, so the build cache of earlier runs helps, and what
 * go.mod does not name is an error.
 */
export const GO_FLAGS = "-mod=readonly -buildvcs=false -trimpath";

/** The first build of the generator and of Pulumi's Go SDK may take minutes; later ones come from the caches. */
export const COLD = 600_000;

/** The SDKs that every run of the tests makes. The one of Java is made by the sweep, for it takes long. */
export const TESTED_LANGUAGES = ["nodejs", "python", "go"] as const satisfies readonly SdkLanguage[];

export type TestedLanguage = (typeof TESTED_LANGUAGES)[number];

/** SDKs made from the present sources, in a temporary folder. */
export interface Sdks {
  /** Where the SDK of a language lies. */
  of(language: SdkLanguage): string;
  /** Puts a copy of an SDK into a folder, as it lies there or is installed for a program. */
  install(language: SdkLanguage, folder: string): Promise<void>;
  remove(): void;
}

/** Generates SDKs; the one of Node.js is also compiled, as its own `postinstall` would do. */
export async function makeSdks(languages: readonly SdkLanguage[]): Promise<Sdks> {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "pulumi-bandwidth-sdk-")));
  const of = (language: SdkLanguage) => join(root, language);
  await generateSdks(root, languages);
  if (languages.includes("nodejs")) await compileNodeSdk(of("nodejs"));
  return {
    of,
    async install(language, folder) {
      if (language === "python") return installPythonSdk(of(language), folder);
      cpSync(of(language), folder, { recursive: true, filter: (path) => basename(path) !== "node_modules" });
    },
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}

async function compileNodeSdk(folder: string): Promise<void> {
  symlinkSync(installed, join(folder, "node_modules"), "dir");
  await compile([TSC, "--project", folder]);
  // It reads its own version from there.
  copyFileSync(join(folder, "package.json"), join(folder, "bin", "package.json"));
}

/** The Python of a virtual environment in which Pulumi is installed. */
export async function pythonWithPulumi(): Promise<string> {
  return pythonOf(await pythonEnvironment(workshopOf({})));
}

/** The Go compiler. */
export function goCompiler(): string {
  const go = onPath("go", process.env);
  if (!go) throw new Error("Missing: Go, to build programs over the generated Go SDK. Have `go` on PATH.");
  return go;
}

/** Builds and installs the package: it looks up its own version among the installed ones. Needs no network. */
async function installPythonSdk(from: string, to: string): Promise<void> {
  const options = ["--quiet", "--no-index", "--no-deps", "--no-build-isolation", "--target", to];
  await run(await pythonWithPulumi(), ["-m", "pip", "install", ...options, from]);
}

/** Runs the TypeScript compiler, whose complaints are on stdout. */
export async function compile(args: readonly string[]): Promise<void> {
  await run(process.execPath, [...args]).catch((error: Error & { stdout?: string }) => {
    throw new Error(`tsc: ${error.stdout || error.message}`);
  });
}
