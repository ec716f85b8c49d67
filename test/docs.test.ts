import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { bandwidth } from "../provider/package.js";
import { referencePages } from "../provider/pulumi/schema/referencePages.js";
import { packageSchema } from "../provider/pulumi/schema/schema.js";
import { propertiesOf } from "../provider/pulumi/values/property.js";
import { SCHEMA, withMadeParts } from "../scripts/madeParts.js";

const docs = fileURLToPath(new URL("../docs", import.meta.url));
const folder = join(docs, "reference");

test("the reference pages are those of the definitions; `npm run docs` writes them", () => {
  const pages = referencePages(bandwidth);
  const committed = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".md"));
  expect(committed.sort()).toEqual([...pages.keys()].sort());
  for (const [name, text] of pages) expect(readFileSync(join(folder, name), "utf8"), name).toBe(text);
});

test("the committed schema is that of the definitions; `npm run docs` writes it", () => {
  const committed = readFileSync(join(docs, "..", SCHEMA), "utf8");
  expect(committed === `${JSON.stringify(packageSchema(bandwidth), null, 2)}\n`, "run `npm run docs`").toBe(true);
});

test.each([
  "_index.md",
  "installation-configuration.md",
])("%s shows what the definitions say; `npm run docs` writes it", (name) => {
  const page = readFileSync(join(docs, name), "utf8");
  expect(page).toMatch(/^---\ntitle: .+\nmeta_desc: .+\nlayout: package\n---\n/);
  expect(page).toBe(withMadeParts(page));
});

test("the page on configuration tells of every setting with its variable", () => {
  const page = readFileSync(join(docs, "installation-configuration.md"), "utf8");
  for (const [key, { environment }] of Object.entries(propertiesOf(bandwidth.configuration))) {
    expect(page).toMatch(new RegExp(`^\\| \`${key}\`( \\(secret\\))? \\| \`${environment}\` \\|`, "m"));
  }
});

test("every link between the pages leads to a page", () => {
  const pages = readdirSync(docs, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".md"));
  const broken = pages.flatMap((name) => {
    const links = [...readFileSync(join(docs, name), "utf8").matchAll(/\]\((?!https?:|#)([^)#]+)[^)]*\)/g)];
    // Between its pages the Registry has folders: `./installation-configuration/` is the page of that name.
    const wanted = links.map(([, link = ""]) => join(docs, dirname(name), link.replace(/^\.\/([\w-]+)\/$/, "$1.md")));
    return wanted.filter((path) => !existsSync(path)).map((path) => `${name} leads to ${path}`);
  });
  expect(broken).toEqual([]);
});
