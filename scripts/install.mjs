// Plain Node: this runs before there are any dependencies.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const repository = fileURLToPath(new URL("..", import.meta.url));

/** Runs a program of this repository with the caller's terminal. Returns its exit code. */
export function run(command, args, env = {}) {
  const shell = process.platform === "win32";
  const result = spawnSync(command, args, {
    cwd: repository,
    stdio: "inherit",
    shell,
    env: { ...process.env, ...env },
  });
  return result.status ?? 1;
}

/** Installs the dependencies if any in package-lock.json are missing. Returns whether all are there now. */
export function ensureInstalled() {
  if (isInstalled()) return true;
  console.log("Installing the dependencies (npm ci) …");
  return run("npm", ["ci", "--no-audit", "--no-fund"]) === 0;
}

// File times are unreliable after a clone or a branch change, so this compares the versions. Packages for other
// platforms are optional and not installed here.
function isInstalled() {
  const installed = join(repository, "node_modules", ".package-lock.json");
  if (!existsSync(installed)) return false;
  const have = JSON.parse(readFileSync(installed, "utf8")).packages;
  const want = JSON.parse(readFileSync(join(repository, "package-lock.json"), "utf8")).packages;
  return Object.entries(want).every(
    ([path, entry]) => path === "" || entry.optional || have[path]?.version === entry.version,
  );
}
