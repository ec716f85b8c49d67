import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import manifest from "../../package.json" with { type: "json" };
import { NO_OWNER, publicationOf, repositoryOf } from "../../provider/publication.js";
import { FILES_WITH_ADDRESS, SCHEMA, withAddress } from "../../scripts/madeParts.js";
import { type Candidate, PUBLISHED_PAGES, registryFindings } from "../../scripts/release/registryRules.js";
import { REPOSITORY, textOf } from "../docs/repository.js";

const { name, owner } = repositoryOf(manifest);

/** Nobody on GitHub can have this name: it ends with a hyphen. */
const OWNER = owner === NO_OWNER ? "somebody-" : owner;

/** This checkout as somebody's who owns it. */
function owned(change: Partial<Candidate> = {}, files: Readonly<Record<string, string | undefined>> = {}): Candidate {
  const read = (path: string) => {
    if (path in files) return files[path];
    return existsSync(join(REPOSITORY, path)) ? textOf(path).replaceAll(NO_OWNER, OWNER) : undefined;
  };
  return { slug: `${OWNER}/pulumi-bandwidth`, tag: "v1.2.3", schemaFile: SCHEMA, read, ...change };
}

/** The committed schema with some of its values changed. */
function schemaWith(change: Record<string, unknown>): Record<string, string> {
  return { [SCHEMA]: JSON.stringify({ ...JSON.parse(owned().read(SCHEMA) ?? ""), ...change }) };
}

test("the Pulumi Registry would list this repository once it has an owner and a release", () => {
  expect(registryFindings(owned())).toEqual([]);
});

test("until then it is refused", () => {
  expect(registryFindings(owned({ slug: `${NO_OWNER}/pulumi-bandwidth` }))).toContainEqual({
    level: "red",
    text: "nobody owns the repository yet: set repository.url in package.json",
  });
});

const [INDEX, CONFIGURATION] = PUBLISHED_PAGES;
const page = (front: string, rest = "") => `---\n${front}\n---\n${rest}`;
const FRONT = "title: A\nmeta_desc: B\nlayout: package";

test.each<[string, "red" | "yellow", RegExp, Candidate]>([
  ["a tag without v", "red", /not v and a version/, owned({ tag: "1.2.3" })],
  ["a tag that is no version", "red", /not v and a version/, owned({ tag: "v1.2" })],
  ["a prerelease", "red", /is a prerelease/, owned({ tag: "v1.2.3-rc.1" })],
  ["another repository name", "red", /is not pulumi-bandwidth/, owned({ slug: `${OWNER}/numbers` })],
  ["a slug with three parts", "red", /is not owner\/name/, owned({ slug: `${OWNER}/pulumi-bandwidth/x` })],
  ["no schema", "red", /is not a JSON file/, owned({}, { [SCHEMA]: undefined })],
  ["a schema that is YAML", "red", /is not a JSON file/, owned({}, { [SCHEMA]: "name: bandwidth" })],
  ["no publisher", "red", /no publisher/, owned({}, schemaWith({ publisher: "" }))],
  ["a category of our own", "red", /no category "voice"/, owned({}, schemaWith({ keywords: ["category/voice"] }))],
  [
    "a template for the archives",
    "red",
    /would not be used/,
    owned({}, schemaWith({ pluginDownloadURL: "https://example.com/v$%7BVERSION%7D" })),
  ],
  ["no address of archives", "red", /would not be used/, owned({}, schemaWith({ pluginDownloadURL: undefined }))],
  [
    "the archives of somebody else",
    "red",
    /is not a release of/,
    owned({}, schemaWith({ pluginDownloadURL: "github://api.github.com/another-" })),
  ],
  ["a page that is not there", "red", /is not in the tagged commit/, owned({}, { [CONFIGURATION]: undefined })],
  ["no front matter", "red", /does not begin with front matter/, owned({}, { [INDEX]: "# Bandwidth\n" })],
  ["a colon in the front matter", "red", /is not YAML/, owned({}, { [INDEX]: page(`title: A: B\n${FRONT}`) })],
  ["an edit_url", "red", /has an edit_url/, owned({}, { [INDEX]: page(`${FRONT}\nedit_url: x`) })],
  ["another layout", "red", /layout: package/, owned({}, { [INDEX]: page("title: A\nmeta_desc: B") })],
  ["a link to a page", "yellow", /line 6: a link to a Mark/, owned({}, { [INDEX]: page(FRONT, "[a](b.md)\n") })],
  ["a picture beside it", "yellow", /an image/, owned({}, { [INDEX]: page(FRONT, "![a](./b.png)\n") })],
  ["a relative anchor", "yellow", /link in HTML/, owned({}, { [INDEX]: page(FRONT, '<a href="./b">b</a>\n') })],
  ["a logo elsewhere", "yellow", /no SVG or PNG/, owned({}, schemaWith({ logoUrl: "logo.svg" }))],
  ["no npm package", "yellow", /no npm package/, owned({}, schemaWith({ language: {} }))],
  ["no Go module", "yellow", /Go import path/, owned({}, schemaWith({ language: {} }))],
])("%s is found", (_name, level, text, candidate) => {
  expect(registryFindings(candidate)).toContainEqual({ level, text: expect.stringMatching(text) });
});

test("only package.json says where the repository is", () => {
  for (const file of FILES_WITH_ADDRESS) {
    expect(withAddress(textOf(file)), file).toBe(textOf(file));
    const other = textOf(file).replaceAll(`${owner}/${name}`, "elsewhere-/other");
    expect(other).not.toBe(textOf(file));
    expect(withAddress(other)).toBe(textOf(file));
  }
});

test("a repository of another name is named in the address of the plugin", () => {
  const of = (url: string) => publicationOf({ license: "Apache-2.0", repository: { url } });
  expect(of("git+https://github.com/a-/pulumi-bandwidth.git").pluginDownloadUrl).toBe("github://api.github.com/a-");
  expect(of("git+https://github.com/a-/numbers.git")).toMatchObject({
    pluginDownloadUrl: "github://api.github.com/a-/numbers",
    repository: "https://github.com/a-/numbers",
    goImportPath: "github.com/a-/numbers/sdk/go/bandwidth",
  });
  expect(() => of("https://example.com/x")).toThrow("repository.url in package.json is https://example.com/x");
});

test("the logo is a picture of ours, where the schema says", () => {
  const { logoUrl } = JSON.parse(textOf(SCHEMA)) as { logoUrl: string };
  const [, path = ""] = /\/main\/(.+)$/.exec(logoUrl) ?? [];
  const picture = readFileSync(join(REPOSITORY, path), "utf8");
  expect(picture).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" [\s\S]*<\/svg>\n$/);
  expect(picture).not.toMatch(/<script|<image|href=/);
});
