import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { anchorsOf, filesOf, REPOSITORY, textOf } from "./repository.js";

const CODE = filesOf(".ts", ".mts", ".cts", ".mjs", ".cjs");
const PAGES = filesOf(".md").filter((path) => !path.startsWith("docs/reference/"));
const MAINTAINERS = PAGES.filter((path) => path.startsWith("docs/maintainers/"));

/** Ways in which comments once named papers that nobody finds in this repository. */
const LOST: Readonly<Record<string, RegExp>> = {
  "a section sign": /§/,
  "a paper that is not here":
    /\b(api-in-practice|api-inventory|api-payloads|wire-truth|field-reports|newer-api|pulumi-contract|error-codes\.tsv)\b/,
  "a rule by its number": /\b(V|C-)\d{2,3}\b/,
  "a block of an inventory": /\[[A-Z]+-[A-Z]+\]|\binventory[, ]+[A-Z][\dA-Z-]/,
  "a line of a source": /\b00\d:\d+/,
};

/** The comments of a file. Addresses in texts count as comments too, which does no harm. */
const commentsOf = (text: string): string =>
  [...text.matchAll(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g)].map(([comment]) => comment).join("\n");

/** What is wrong with the citations of a text. Those of code name a section, always. */
function wrongCitations(text: string, needsSection: boolean): string[] {
  return [...text.matchAll(/docs\/maintainers\/([\w.-]*\w)?(#[\w-]*)?/g)].flatMap(([citation, page, anchor]) => {
    // The folder itself.
    if (page === undefined) return needsSection ? [citation] : [];
    const path = `docs/maintainers/${page}`;
    if (!existsSync(join(REPOSITORY, path))) return [`${citation}: no such page`];
    if (anchor === undefined) return needsSection ? [`${citation}: names no section`] : [];
    return anchorsOf(textOf(path)).includes(anchor.slice(1)) ? [] : [`${citation}: no such section`];
  });
}

/** Comments of code and whole pages, beside the name of their file. */
const READ = [...CODE.map((path) => [path, commentsOf(textOf(path))]), ...PAGES.map((path) => [path, textOf(path)])];

const complaints = (find: (text: string, path: string) => string[]): string[] =>
  READ.flatMap(([path = "", text = ""]) => find(text, path).map((what) => `${path}: ${what}`));

test("every citation in a comment or a page leads to a section of docs/maintainers", () => {
  expect(CODE.length).toBeGreaterThan(500);
  expect(complaints((text, path) => wrongCitations(text, !path.endsWith(".md")))).toEqual([]);
});

test("nothing cites papers that are not in this repository", () => {
  const found = complaints((text) =>
    Object.entries(LOST).flatMap(([what, form]) => {
      const [words] = form.exec(text) ?? [];
      return words === undefined ? [] : [`${what}: ${words}`];
    }),
  );
  expect(found).toEqual([]);
});

test("each wrong form is found", () => {
  expect(wrongCitations("see docs/maintainers/nothing.md#paging", true)).toHaveLength(1);
  expect(wrongCitations("see docs/maintainers/api.md#nothing", true)).toHaveLength(1);
  expect(wrongCitations("see docs/maintainers/api.md", true)).toHaveLength(1);
  expect(wrongCitations("see docs/maintainers/api.md#paging, and docs/maintainers/api.md#ids.", true)).toEqual([]);
  const samples = ["x §2", "wire-truth A4", "V98", "C-38", "[ORDER-BODY]", "inventory C-12", "004:12"];
  for (const sample of samples) {
    expect(
      Object.values(LOST).some((form) => form.test(sample)),
      sample,
    ).toBe(true);
  }
});

describe.each(MAINTAINERS)("%s", (path) => {
  const text = textOf(path);

  test("has each heading once, so that an anchor means one section", () => {
    const anchors = anchorsOf(text);
    expect(anchors.filter((anchor, index) => anchors.indexOf(anchor) !== index)).toEqual([]);
  });
});
