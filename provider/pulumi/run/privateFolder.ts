import { lstatSync, mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A folder for files of this user beside other temporary ones. `what` keeps those of different purposes apart. */
export const temporaryFolder = (what: string) => join(tmpdir(), `pulumi-${what}-${process.getuid?.() ?? "user"}`);

/**
 * Makes the folder. Whether it is this user's alone: anybody may have made one of this name before, and put into it what they
 * like. On Windows that can't be told.
 */
export function isPrivateFolder(folder: string): boolean {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const found = lstatSync(folder);
    return found.isDirectory() && found.uid === process.getuid?.() && (found.mode & 0o077) === 0;
  } catch {
    return false;
  }
}
