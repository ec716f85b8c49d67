import { randomUUID } from "node:crypto";
import { rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, resolve } from "node:path";
import { z } from "zod";
import type { PropertyFailure } from "../../pulumi/definition/check.js";

/** Where a download is to be written to. */
export const savedPath = z
  .string()
  .optional()
  .describe(
    "Where to write the file to, on the machine that runs Pulumi; best from the root, since a plugin and a program need not have the same working directory. Its folder must exist. A file that is there is replaced.",
  );

/** What is wrong with such a path, before anything is asked for. */
export function checkedPath(property: string, path: string | undefined): PropertyFailure[] {
  if (path === undefined) return [];
  // A path with a null character is cut there by the system: another file than the one that is read here.
  if (path.includes("\0")) return [{ property, reason: "must not hold a null character" }];
  const name = /[\\/]$/.test(path) ? "" : basename(path);
  if (name === "" || name === "." || name === "..") return [{ property, reason: "must be the path of a file" }];
  return [];
}

/**
 * Writes a file for its owner alone, and gives its path from the root. It is written beside its place and then put there
 * in one step: nobody ever reads half of it, and a link at its place is replaced rather than followed.
 */
export async function saveFile(path: string, content: Uint8Array): Promise<string> {
  const place = resolve(path);
  const beside = resolve(dirname(place), `.${randomUUID()}.part`);
  try {
    await writeFile(beside, content, { mode: 0o600, flag: "wx" });
    await rename(beside, place);
  } catch (cause) {
    await rm(beside, { force: true });
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`The document was read, but cannot be written to ${place}: ${reason}`, { cause });
  }
  return place;
}
