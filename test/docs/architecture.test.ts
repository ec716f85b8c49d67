import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { REPOSITORY, textOf } from "./repository.js";

/** Files and folders that a page names in backticks. Words in capitals stand for a name of your own. */
function namedPaths(page: string): string[] {
  const named = [
    ...page.replaceAll(/^```[\s\S]*?^```/gm, "").matchAll(/`([\w.@-]+(?:\/[\w.@-]+)+|[\w-]+\.(?:md|json|ts))`/g),
  ];
  return named
    .map(([, path = ""]) => path)
    .filter(
      (path) => /^(provider|simulator|test|scripts|docs|examples|bin)\//.test(path) || /^[\w-]+\.(md|json)$/.test(path),
    );
}

/** Named as what somebody is to write. */
const TO_BE_WRITTEN = /\/(ROOM|thing|things)[./]/;

test.each([
  "ARCHITECTURE.md",
  "CONTRIBUTING.md",
  "docs/maintainers/debugging.md",
  "docs/maintainers/release.md",
])("every path that %s names exists", (page) => {
  const paths = namedPaths(textOf(page));
  expect(paths.length).toBeGreaterThan(1);
  const missing = paths.filter((path) => !TO_BE_WRITTEN.test(path) && !existsSync(join(REPOSITORY, path)));
  expect(missing).toEqual([]);
});

test("the pictures name only folders and files that exist", () => {
  const pictures = [...textOf("ARCHITECTURE.md").matchAll(/^```mermaid\n([\s\S]*?)^```/gm)].map(
    ([, text = ""]) => text,
  );
  const paths = pictures.flatMap((text) => [...text.matchAll(/\bprovider\/[\w/]+(?:\.ts)?/g)].map(([path]) => path));
  expect(paths.length).toBeGreaterThan(5);
  expect(paths.filter((path) => !existsSync(join(REPOSITORY, path)))).toEqual([]);
});

test("the rooms are in the order that the linter knows", () => {
  const lines = textOf("ARCHITECTURE.md").split("\n");
  const rules = textOf("biome.json");
  for (const folder of ["provider/bandwidth", "provider/resources"]) {
    const line = lines.find((one) => one.startsWith(`- \`${folder}\`: `)) ?? "";
    const [, rooms = ""] = /: ([\w, ]+)\./.exec(line) ?? [];
    expect(rules).toContain(`rooms to its left: ${rooms}.`);
  }
});
