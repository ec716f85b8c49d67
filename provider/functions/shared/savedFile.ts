import { randomUUID } from "node:crypto";
import { rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, resolve } from "node:path";
import { z } from "zod";
import type { PropertyFailure } from "../../pulumi/definition/check.js";

/** Where to write a download. */
export const savedPath = z
  .string()
  .optional()
  .describe(
    "Path of the file to write, on the machine that runs Pulumi. An existing file is replaced. The folder must exist. Give an absolute path, because a plugin and a program may have different working directories.",
  );

/** What is wrong with such a path, before anything is requested. */
export function checkedPath(property: string, path: string | undefined): PropertyFailure[] {
  if (path === undefined) return [];
  // The system cuts a path at a null character, so it would name another file.
  if (path.includes("\0")) return [{ property, reason: "must not contain a null character" }];
  const name = /[\\/]$/.test(path) ? "" : basename(path);
  if (name === "" || name === "." || name === "..") return [{ property, reason: "must be the path of a file" }];
  return [];
}

/**
 * Writes a file that only its owner can read, and returns its absolute path. It writes the file beside its place and then moves
 * it there in one step. So nobody reads half of it, and a link at its place is replaced and not followed.
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
