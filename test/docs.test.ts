import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { bandwidth } from "../provider/package.js";
import { referencePages } from "../provider/pulumi/referencePages.js";

const folder = fileURLToPath(new URL("../docs/reference", import.meta.url));

test("the reference pages are those of the definitions; `npm run docs` writes them", () => {
  const pages = referencePages(bandwidth);
  const committed = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".md"));
  expect(committed.sort()).toEqual([...pages.keys()].sort());
  for (const [name, text] of pages) expect(readFileSync(join(folder, name), "utf8"), name).toBe(text);
});
