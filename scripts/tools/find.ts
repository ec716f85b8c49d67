import { execFile } from "node:child_process";
import { accessSync, constants, realpathSync, statSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const suffixes = process.platform === "win32" ? [".exe", ".cmd", ""] : [""];

export type Environment = Readonly<Record<string, string | undefined>>;

/** The executable with that name in one folder. */
export function inFolder(folder: string, name: string): string | undefined {
  return suffixes.map((suffix) => join(folder, name + suffix)).find(isExecutable);
}

/** The executable with that name on PATH, as a shell would find it. */
export function onPath(name: string, env: Environment): string | undefined {
  for (const folder of (env.PATH ?? "").split(delimiter)) {
    const found = folder && inFolder(folder, name);
    if (found) return found;
  }
  return undefined;
}

/** The folder that a program is really in. The CLI looks for its plugins there first. */
export function homeOf(program: string): string {
  return dirname(realpathSync(program));
}

/** `[3, 259, 0]` from the output of `command`. Undefined when it doesn't start or prints no version. */
export async function versionOf(command: string, args: string[], env: Environment): Promise<number[] | undefined> {
  try {
    const { stdout } = await run(command, args, { env: env as NodeJS.ProcessEnv, timeout: 30_000 });
    return parseVersion(stdout);
  } catch {
    return undefined;
  }
}

/** The first dotted version in a text. */
export function parseVersion(text: string): number[] | undefined {
  return /(\d+)\.(\d+)(?:\.(\d+))?/
    .exec(text)
    ?.slice(1)
    .map((part) => Number(part ?? 0));
}

/** Whether a version is the wanted one or later. */
export function isAtLeast(version: readonly number[], wanted: readonly number[]): boolean {
  for (const [index, part] of wanted.entries()) {
    const have = version[index] ?? 0;
    if (have !== part) return have > part;
  }
  return true;
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
