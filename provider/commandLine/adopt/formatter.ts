import { spawnSync } from "node:child_process";
import type { Environment } from "../setPassword.js";
import type { ProgramLanguage } from "./projects.js";

/** The formatter of each language, and the ends of what it formats. A program in YAML has no formatter of its own. */
const FORMATTERS: Readonly<Partial<Record<ProgramLanguage, { command: readonly string[]; ends: RegExp }>>> = {
  typescript: { command: ["prettier", "--log-level", "silent", "--write"], ends: /\.ts$|^(package|tsconfig)\.json$/ },
  python: { command: ["black", "--quiet"], ends: /\.py$/ },
  go: { command: ["gofmt", "-w"], ends: /\.go$/ },
};

/** Formats the program as its language's own formatter does, if that is on the path. Without it, the program is as good. */
export function format(
  folder: string,
  files: readonly string[],
  language: ProgramLanguage,
  environment: Environment,
): void {
  const { command: [command, ...args] = [], ends } = FORMATTERS[language] ?? {};
  if (command === undefined || ends === undefined) return;
  spawnSync(command, [...args, ...files.filter((path) => ends.test(path))], {
    cwd: folder,
    env: environment,
    stdio: "ignore",
    timeout: 60_000,
    shell: process.platform === "win32",
  });
}
