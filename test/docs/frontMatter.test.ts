import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { bandwidth } from "../../provider/package.js";
import { PUBLISHED_PAGES } from "../../scripts/release/registryRules.js";

const yaml = createRequire(import.meta.url)("js-yaml") as { load(text: string): unknown };
const REPOSITORY = fileURLToPath(new URL("../..", import.meta.url));
const docs = join(REPOSITORY, "docs");
const read = (name: string) => readFileSync(join(docs, name), "utf8");

/** What a page says of itself; what is no YAML throws. */
function frontMatterOf(page: string): Record<string, unknown> {
  const [, text] = /^---\n([\s\S]*?)\n---\n/.exec(page) ?? [];
  if (text === undefined) throw new Error("the page does not begin with front matter");
  return yaml.load(text) as Record<string, unknown>;
}

/** What is written for maintainers is published nowhere, and has no front matter. */
const isForUsers = (name: string) => name.endsWith(".md") && !name.startsWith("maintainers");

const pages = readdirSync(docs, { recursive: true, encoding: "utf8" }).filter(isForUsers);

test("every page begins with front matter that YAML reads, with title and description as texts", () => {
  expect(pages.length).toBeGreaterThan(100);
  const wrong = pages.flatMap((name) => {
    try {
      const { title, meta_desc: description, edit_url: edit } = frontMatterOf(read(name));
      const texts = [title, description].every((text) => typeof text === "string" && text.trim() !== "");
      return texts && edit === undefined ? [] : [`${name}: ${JSON.stringify([title, description, edit])}`];
    } catch (error) {
      return [`${name}: ${(error as Error).message.split("\n", 1)[0]}`];
    }
  });
  expect(wrong).toEqual([]);
});

/** The pages that the Pulumi Registry takes over. */
const PUBLISHED = PUBLISHED_PAGES.map((path) => path.slice("docs/".length));

describe.each(PUBLISHED)("%s in the Registry", (name) => {
  test("is laid out as the page of a package", () => {
    expect(frontMatterOf(read(name)).layout).toBe("package");
  });

  test("has only links that work there", () => {
    // Of the pages of this folder the Registry has these alone.
    const relative = [...read(name).matchAll(/\]\((?!https?:|#)([^)]+)\)/g)].map(([, link]) => link);
    const known = PUBLISHED.map((page) => `./${page.replace(".md", "")}/`);
    expect(relative.filter((link) => !known.includes(link ?? ""))).toEqual([]);
  });

  test("leads to files of the repository that exist", () => {
    const home = `https://${bandwidth.publication?.goImportPath?.split("/sdk/", 1)[0]}`;
    const links = [...read(name).matchAll(/\]\((https:\/\/github\.com\/[^)#]+)[^)]*\)/g)].map(([, link = ""]) => link);
    const own = links.filter((link) => link.startsWith(`${home}/`));
    expect(own.length).toBeGreaterThan(0);
    const broken = own.filter((link) => !existsSync(join(REPOSITORY, link.replace(/^.*?\/(blob|tree)\/main\//, ""))));
    expect(broken).toEqual([]);
  });
});
