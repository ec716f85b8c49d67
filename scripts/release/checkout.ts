import { execFileSync } from "node:child_process";
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { SCHEMA } from "../madeParts.js";

interface Manifest {
  version: string;
  repository: { url: string };
}

/** A copy of the repository with the release's version and owner, its files made and built. */
export interface Checkout {
  folder: string;
  schema: string;
  remove(): void;
}

/** What git tracks, and what it would track: ignored files are no input. */
export function trackedFiles(repository: string): string[] {
  const output = git(repository, "ls-files", "-z", "--cached", "--others", "--exclude-standard");
  return [...new Set(output.split("\0"))].filter((path) => path !== "" && existsSync(join(repository, path))).sort();
}

/** Files that differ from the commit. */
export function changedFiles(repository: string): string[] {
  return git(repository, "status", "--porcelain", "--untracked-files=all")
    .split("\n")
    .filter(Boolean)
    .map((line) => line.slice(3));
}

/** Copies the repository, sets version and owner, and makes there what is made: schema, pages, `dist`. */
export function makeCheckout(repository: string, { version, owner }: { version: string; owner: string }): Checkout {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "release-")));
  for (const path of trackedFiles(repository)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    copyFileSync(join(repository, path), join(folder, path));
    chmodSync(join(folder, path), statSync(join(repository, path)).mode & 0o100 ? 0o755 : 0o644);
  }
  symlinkSync(join(repository, "node_modules"), join(folder, "node_modules"), "dir");
  change<Manifest>(join(folder, "package.json"), (manifest) => {
    const url = manifest.repository.url.replace(/(?<=github\.com\/)[^/]+/, owner);
    return { ...manifest, version, repository: { ...manifest.repository, url } };
  });
  change<{ version: string; packages: Record<string, object> }>(join(folder, "package-lock.json"), (lock) => ({
    ...lock,
    version,
    packages: { ...lock.packages, "": { ...lock.packages[""], version } },
  }));
  for (const script of ["docs", "build"]) {
    execFileSync(process.execPath, ["--import", "tsx", `scripts/${script}.ts`], {
      cwd: folder,
      stdio: ["ignore", "ignore", "inherit"],
    });
  }
  return {
    folder,
    schema: join(folder, SCHEMA),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function change<Content>(file: string, edit: (content: Content) => Content): void {
  writeFileSync(file, `${JSON.stringify(edit(JSON.parse(readFileSync(file, "utf8"))), null, 2)}\n`);
}

function git(repository: string, ...args: string[]): string {
  return execFileSync("git", args, { cwd: repository, encoding: "utf8", maxBuffer: 2 ** 26 });
}
