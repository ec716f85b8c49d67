import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { expect, test } from "vitest";
import { bandwidth } from "../../provider/package.js";
import { anchorsOf, REPOSITORY } from "./repository.js";

const isPage = (name: string) => name.endsWith(".md");

/** What a reader opens at the top of the repository, and everything in docs. */
const pages = [
  ...readdirSync(REPOSITORY).filter(isPage),
  ...readdirSync(join(REPOSITORY, "docs"), { recursive: true, encoding: "utf8" })
    .filter(isPage)
    .map((name) => join("docs", name)),
].map((name) => join(REPOSITORY, name));

/** The links of a page to files of the repository; `./name/` is what the Pulumi Registry calls the page of that name. */
function linksOf(page: string): string[] {
  const links = readFileSync(page, "utf8")
    .replaceAll(/^```[\s\S]*?^```$/gm, "")
    .matchAll(/\]\((?!https?:)([^)\s]+)\)/g);
  return [...links].map(([, link = ""]) => link.replace(/^\.\/([\w-]+)\/$/, "$1.md"));
}

test("every link of a page leads to a file, and to a heading that is there", () => {
  const broken = pages.flatMap((page) =>
    linksOf(page)
      .filter((link) => {
        const [path = "", anchor] = link.split("#", 2);
        const target = path === "" ? page : join(dirname(page), path);
        return (
          !existsSync(target) || (anchor !== undefined && !anchorsOf(readFileSync(target, "utf8")).includes(anchor))
        );
      })
      .map((link) => `${relative(REPOSITORY, page)} leads to ${link}`),
  );
  expect(broken).toEqual([]);
});

test("the README leads to the page of every resource, and to every page of docs", () => {
  const links = linksOf(join(REPOSITORY, "README.md")).map((link) => link.split("#", 1)[0]);
  const resources = bandwidth.resources.map(({ name }) => `docs/reference/resources/${name}.md`);
  const own = readdirSync(join(REPOSITORY, "docs")).filter((name) => isPage(name) && name !== "_index.md");
  expect(links).toEqual(expect.arrayContaining([...resources, ...own.map((name) => `docs/${name}`)]));
});

test("the README is a door: it can be read in one sitting, and what can cost numbers comes before how to install", () => {
  const text = readFileSync(join(REPOSITORY, "README.md"), "utf8");
  expect(text.trimEnd().split("\n").length).toBeLessThanOrEqual(150);
  const headings = [...text.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
  expect(headings[0]).toBe("What can cost you numbers or money");
  expect(text.split("## What can cost you numbers or money")[1]?.trim()).toMatch(
    /^\*\*A disconnected number may be gone/,
  );
});
