import { createRequire } from "node:module";
import { NO_OWNER } from "../../provider/publication.js";

const yaml = createRequire(import.meta.url)("js-yaml") as { load(text: string): unknown };

/** A commit as the Pulumi Registry looks at it. */
export interface Candidate {
  /** `owner/name` of the repository. */
  slug: string;
  /** The tag of the newest release. */
  tag: string;
  /** Where the list of packages says that the schema is. */
  schemaFile: string;
  /** A file of the tagged commit. Undefined if there is none. */
  read(path: string): string | undefined;
}

/** Something that the Registry finds fault with. */
export interface Finding {
  /** `red`: the package is not listed. `yellow`: it is listed with a warning. */
  level: "red" | "yellow";
  text: string;
}

/** The pages that the Registry takes over. */
export const PUBLISHED_PAGES = ["docs/_index.md", "docs/installation-configuration.md"] as const;

const CATEGORIES = ["cloud", "database", "infrastructure", "monitoring", "network", "utility", "vcs"];

/** A version as semver.org has it, without build metadata. */
export const VERSION = /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?$/;

/** What its installation probe passes to the CLI. A template such as `${VERSION}` does not fit, and the URL is dropped. */
const DOWNLOAD_URL = /^(https|github|gitlab):\/\/[A-Za-z0-9._~:/?#@!$&()*+,;=-]+$/;

/** What it finds fault with in `docs/_index.md`, line by line. */
const LINT: Readonly<Record<string, RegExp>> = {
  "an image that is not at an https address": /<img[^>]+src=["'](\.|\/|[^hH])|!\[[^\]]*\]\((\.|\/)/,
  "a relative link in HTML": /<a[^>]+href="(\.|\/)/,
  "a link to a Markdown file": /\]\((?!https?:\/\/)[^)]*\.md[)#]/,
};

interface Schema {
  name?: string;
  publisher?: string;
  keywords?: string[];
  pluginDownloadURL?: string;
  logoUrl?: string;
  language?: { nodejs?: { packageName?: string }; python?: { packageName?: string }; go?: { importBasePath?: string } };
}

/** Everything that the Registry would refuse or warn of, without asking a server. Its rules, in our words. */
export function registryFindings({ slug, tag, schemaFile, read }: Candidate): Finding[] {
  const findings: Finding[] = [];
  const red = (text: string) => findings.push({ level: "red", text });
  const yellow = (text: string) => findings.push({ level: "yellow", text });

  const [owner = "", repository = "", ...rest] = slug.split("/");
  if (!/^[\w-]+$/.test(owner) || !/^[\w.-]+$/.test(repository) || rest.length > 0) red(`${slug} is not owner/name`);
  if (owner === NO_OWNER) red("nobody owns the repository yet: set repository.url in package.json");
  if (!/^v/.test(tag) || !VERSION.test(tag.slice(1))) red(`the tag ${tag} is not v and a version`);
  else if (tag.includes("-")) red(`${tag} is a prerelease. The Registry looks at the newest other release`);

  for (const page of PUBLISHED_PAGES) pageFindings(page, read(page)).forEach(red);
  const lines = read(PUBLISHED_PAGES[0])?.split("\n") ?? [];
  for (const [index, line] of lines.entries()) {
    const [fault] = Object.entries(LINT).find(([, form]) => form.test(line)) ?? [];
    if (fault !== undefined) yellow(`${PUBLISHED_PAGES[0]}, line ${index + 1}: ${fault}`);
  }

  const schema = parsed(read(schemaFile));
  if (schema === undefined) {
    red(`${schemaFile} is not a JSON file of the tagged commit`);
    return findings;
  }
  const { name = "", publisher, keywords = [], pluginDownloadURL = "", logoUrl, language = {} } = schema;
  if (!/^[A-Za-z0-9._@/-]+$/.test(name)) red(`the schema's name "${name}" is not a name`);
  if (repository.replaceAll("pulumi-", "") !== name) red(`the repository ${repository} is not pulumi-${name}`);
  if (!publisher) red("the schema has no publisher");
  for (const keyword of keywords) {
    const [, category] = /^category\/(.*)$/.exec(keyword) ?? [];
    if (category !== undefined && !CATEGORIES.includes(category)) red(`there is no category "${category}"`);
  }
  if (!DOWNLOAD_URL.test(pluginDownloadURL)) red(`pluginDownloadURL "${pluginDownloadURL}" would not be used`);
  else if (!leadsTo(pluginDownloadURL, owner, repository)) red(`${pluginDownloadURL} is not a release of ${slug}`);
  if (logoUrl !== undefined && !/^https:\/\/.+\.(svg|png)$/.test(logoUrl)) yellow(`${logoUrl} is no SVG or PNG`);
  if (!language.nodejs?.packageName) yellow("the schema names no npm package");
  if (!language.python?.packageName) yellow("the schema names no Python package");
  const module = `github.com/${slug}/`;
  if (!language.go?.importBasePath?.startsWith(module)) yellow(`the Go import path is not below ${module}`);
  return findings;
}

function pageFindings(name: string, page: string | undefined): string[] {
  if (page === undefined) return [`${name} is not in the tagged commit`];
  const text = page.trimStart();
  if (!text.startsWith("---\n")) return [`${name} does not begin with front matter`];
  const [, matter = ""] = /^---\n([\s\S]*?)\n---\n/.exec(text) ?? [];
  try {
    const { title, meta_desc, layout, edit_url } = (yaml.load(matter) ?? {}) as Record<string, unknown>;
    const texts = [title, meta_desc].every((value) => typeof value === "string" && value.trim() !== "");
    return [
      ...(texts ? [] : [`${name} has no title and meta_desc`]),
      ...(layout === "package" ? [] : [`${name} has no "layout: package"`]),
      ...(edit_url === undefined ? [] : [`${name} has an edit_url, which the Registry adds itself`]),
    ];
  } catch (error) {
    return [`the front matter of ${name} is not YAML: ${(error as Error).message.split("\n", 1)[0]}`];
  }
}

function leadsTo(url: string, owner: string, repository: string): boolean {
  const known = repository === "pulumi-bandwidth" ? [`github://api.github.com/${owner}`] : [];
  return [...known, `github://api.github.com/${owner}/${repository}`].includes(url);
}

function parsed(text: string | undefined): Schema | undefined {
  try {
    const value: unknown = JSON.parse(text ?? "");
    return typeof value === "object" && value !== null ? (value as Schema) : undefined;
  } catch {
    return undefined;
  }
}
