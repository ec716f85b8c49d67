import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of this checkout. */
export const REPOSITORY = fileURLToPath(new URL("../..", import.meta.url));

/** Folders with files that are made, or installed. */
const MADE = /(^|\/)(node_modules|dist(\.\d+)?|sdks?|venv|target|\.git)(\/|$)|^release(\/|$)/;

/** The paths of all files of the repository with these endings, with slashes on every system. */
export function filesOf(...endings: readonly string[]): string[] {
  const walk = (folder: string): string[] =>
    readdirSync(join(REPOSITORY, folder), { withFileTypes: true }).flatMap((entry) => {
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      // A folder of the developer's own, such as a link to another checkout's packages, is none of ours.
      if (MADE.test(path) || entry.isSymbolicLink()) return [];
      if (entry.isDirectory()) return walk(path);
      return endings.some((ending) => path.endsWith(ending)) ? [path] : [];
    });
  return walk("");
}

/** The text of a file of the repository. */
export const textOf = (path: string): string => readFileSync(join(REPOSITORY, path), "utf8");

/** The anchors that GitHub gives to the headings of a page, in their order. */
export function anchorsOf(page: string): string[] {
  const text = page.replaceAll(/^```[\s\S]*?^```/gm, "");
  return [...text.matchAll(/^#{1,6} +(.+?) *$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{Letter}\p{Number} _-]/gu, "")
      .replaceAll(" ", "-"),
  );
}
