import { createHash, randomUUID } from "node:crypto";
import { lstat, mkdir, readFile, rename, stat, unlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

/** The SHA-256 of a file's content, in hexadecimal digits. */
export const checksumOf = (content: Uint8Array): string => createHash("sha256").update(content).digest("hex");

/** The content of a file with this checksum. Undefined if the file is missing or has other content. */
export async function readIntact(path: string, checksum: string): Promise<Uint8Array | undefined> {
  const content = await readFile(path).catch((error: unknown) => {
    if (isAbsent(error)) return undefined;
    throw error;
  });
  return content && checksumOf(content) === checksum ? content : undefined;
}

/** Whether anything is there: a file, a folder, or a link. */
export async function isTaken(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch (error) {
    if (isAbsent(error)) return false;
    throw error;
  }
}

/**
 * Writes a file in one step: a reader finds the old content or the new one, never half of it. Only the owner can read the file.
 * A link at this path is replaced, and its target stays as it is.
 */
export async function writeWhole(path: string, content: Uint8Array): Promise<void> {
  const folder = dirname(path);
  await mkdir(folder, { recursive: true });
  const draft = join(folder, `.${randomUUID()}.part`);
  try {
    await writeFile(draft, content, { flag: "wx", mode: 0o600 });
    await rename(draft, path);
  } catch (error) {
    await unlink(draft).catch(() => {});
    throw error;
  }
}

/** Whether two paths lead to the same file, however they are spelled. */
export async function isSameFile(one: string, other: string): Promise<boolean> {
  const [a, b] = await Promise.all([one, other].map((path) => stat(path).catch(() => undefined)));
  return a !== undefined && b !== undefined && a.dev === b.dev && a.ino === b.ino;
}

/** Removes a file with this checksum. A file with other content stays. Returns whether the file is gone. */
export async function removeIntact(path: string, checksum: string): Promise<boolean> {
  if ((await readIntact(path, checksum)) === undefined) return !(await isTaken(path));
  await unlink(path);
  return true;
}

const absent = new Set(["ENOENT", "ENOTDIR"]);

/** A folder in place of the file isn't ours. It counts as a file with other content. */
const isAbsent = (error: unknown): boolean => {
  const code = (error as { code?: string }).code ?? "";
  return absent.has(code) || code === "EISDIR";
};
