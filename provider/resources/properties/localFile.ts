import { createHash, randomUUID } from "node:crypto";
import { lstat, mkdir, readFile, rename, stat, unlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

/** The SHA-256 of what a file holds, in hexadecimal digits. */
export const checksumOf = (content: Uint8Array): string => createHash("sha256").update(content).digest("hex");

/** What a file holds, if that has this checksum; undefined when it is not there or holds something else. */
export async function readIntact(path: string, checksum: string): Promise<Uint8Array | undefined> {
  const content = await readFile(path).catch((error: unknown) => {
    if (isAbsent(error)) return undefined;
    throw error;
  });
  return content && checksumOf(content) === checksum ? content : undefined;
}

/** Whether anything lies there: a file, a folder, a link to somewhere. */
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
 * Writes a file as a whole: whoever looks finds the old content or the new one, never half of it. It can be read by its
 * owner alone. A link at this place is replaced, and what it leads to stays as it is.
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

/** Whether two paths lead to the same file, however they are spelt. */
export async function isSameFile(one: string, other: string): Promise<boolean> {
  const [a, b] = await Promise.all([one, other].map((path) => stat(path).catch(() => undefined)));
  return a !== undefined && b !== undefined && a.dev === b.dev && a.ino === b.ino;
}

/** Removes a file that holds what has this checksum; one that holds something else stays. Tells whether it is gone. */
export async function removeIntact(path: string, checksum: string): Promise<boolean> {
  if ((await readIntact(path, checksum)) === undefined) return !(await isTaken(path));
  await unlink(path);
  return true;
}

const absent = new Set(["ENOENT", "ENOTDIR"]);

/** A folder, where a file is expected, is something that is not ours: it is dealt with as a file of another content. */
const isAbsent = (error: unknown): boolean => {
  const code = (error as { code?: string }).code ?? "";
  return absent.has(code) || code === "EISDIR";
};
