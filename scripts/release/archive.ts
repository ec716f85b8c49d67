import { createHash } from "node:crypto";
import { chmodSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { create } from "tar";

/** The time of every file in every archive: npm's own, so that the same input gives the same bytes at any time. */
export const EPOCH = new Date("1985-10-26T08:15:00Z");

/**
 * Packs a folder's files as `.tar.gz`, sorted, without owners and times.
 *
 * @param executables Paths of the files that get the mode 0755. All others get 0644.
 */
export function packFolder(folder: string, archive: string, executables: readonly string[] = []): void {
  const files = filesOf(folder);
  for (const file of files) chmodSync(join(folder, file), executables.includes(file) ? 0o755 : 0o644);
  create(
    { cwd: folder, file: archive, sync: true, gzip: { level: 9 }, portable: true, mtime: EPOCH, noPax: false },
    files,
  );
}

/** The paths of all files in a folder, sorted, with slashes. */
export function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((path) => path.replaceAll("\\", "/"))
    .filter((path) => statSync(join(folder, path)).isFile())
    .sort();
}

/** Writes `SHA256SUMS` in the form that `sha256sum --check` reads. */
export function writeSums(folder: string): void {
  const lines = filesOf(folder).map((file) => {
    const sum = createHash("sha256")
      .update(readFileSync(join(folder, file)))
      .digest("hex");
    return `${sum}  ${file}\n`;
  });
  writeFileSync(join(folder, "SHA256SUMS"), lines.join(""));
}
