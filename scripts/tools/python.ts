import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { publish, type Workshop } from "./build.js";
import { isAtLeast, onPath, versionOf } from "./find.js";

const run = promisify(execFile);
const requirements = fileURLToPath(new URL("python/requirements.txt", import.meta.url));

/** The oldest Python, as the generated SDK's `requires-python` says. */
const OLDEST = [3, 9] as const;

/** The cache folder of a virtual environment with what a Python program with the SDK needs. */
export async function pythonEnvironment(workshop: Workshop): Promise<string> {
  const { python, version } = await installedPython(workshop);
  const hash = createHash("sha256");
  hash.update(JSON.stringify([process.platform, process.arch, python, version])).update(readFileSync(requirements));
  const folder = join(workshop.cache, `python-${hash.digest("hex").slice(0, 16)}`);
  if (existsSync(folder)) return folder;
  await publish(folder, workshop, async (temporary) => {
    workshop.say(`installing Pulumi's Python package into ${basename(folder)} of the cache: about 10 s, once`);
    const env = workshop.env as NodeJS.ProcessEnv;
    await run(python, ["-m", "venv", temporary], { env });
    const pip = ["-m", "pip", "install", "--quiet", "--requirement", requirements];
    await run(pythonOf(temporary), pip, { env });
  });
  return folder;
}

/** A virtual environment's interpreter. */
export function pythonOf(environment: string): string {
  return process.platform === "win32" ? join(environment, "Scripts", "python.exe") : join(environment, "bin", "python");
}

async function installedPython({ env }: Workshop): Promise<{ python: string; version: readonly number[] }> {
  for (const name of ["python3", "python"]) {
    const python = onPath(name, env);
    const version = python && (await versionOf(python, ["--version"], env));
    if (python && version && isAtLeast(version, OLDEST)) return { python, version };
  }
  throw new Error(
    `Missing: Python ${OLDEST.join(".")} or later, with its venv module. Please install it (https://www.python.org) and have \`python3\` on PATH.`,
  );
}
