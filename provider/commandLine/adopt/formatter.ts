import { spawnSync } from "node:child_process";
import type { Environment } from "../setPassword.js";
import type { ProgramLanguage } from "./projects.js";

/** The formatter of each language, and what it formats. A program in YAML has no formatter of its own. */
const FORMATTERS: Readonly<Partial<Record<ProgramLanguage, readonly string[]>>> = {
  typescript: ["prettier", "--log-level", "silent", "--write", "index.ts", "package.json", "tsconfig.json"],
  python: ["black", "--quiet", "__main__.py"],
  go: ["gofmt", "-w", "main.go"],
};

/** Formats the program as its language's own formatter does, if that is on the path. Without it, the program is as good. */
export function format(folder: string, language: ProgramLanguage, environment: Environment): void {
  const [command, ...args] = FORMATTERS[language] ?? [];
  if (command === undefined) return;
  spawnSync(command, args, {
    cwd: folder,
    env: environment,
    stdio: "ignore",
    timeout: 60_000,
    shell: process.platform === "win32",
  });
}
