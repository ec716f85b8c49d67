import { parseArgs } from "node:util";
import { NO_OWNER } from "../../provider/publication.js";
import { VERSION } from "./registryRules.js";

/** The packages beside the plugin's archives. Each can be left out where its compiler is missing, or for a trial. */
export const SDK_PACKAGES = ["nodejs", "python", "go", "java", "dotnet"] as const;

export type SdkPackage = (typeof SDK_PACKAGES)[number];

/** What `npm run release` was told. */
export interface ReleaseOptions {
  /** Without `v`. */
  version: string;
  /** Whose repository on GitHub the files are released in. */
  owner: string;
  /** The folder to write, from scratch. */
  out: string;
  sdks: readonly SdkPackage[];
  /** Whether anything that stands against publishing is an error. */
  strict: boolean;
  /** What stands against publishing these files, although they can be made. */
  warnings: readonly string[];
}

/** What the options are checked against. */
export interface ReleaseSources {
  /** Of package.json. */
  version: string;
  owner: string;
  changelog: string;
  /** Files that differ from the commit. */
  changed: readonly string[];
  /** The folder without `--out`. */
  out: string;
}

const USAGE =
  "npm run release -- --version X.Y.Z [--owner NAME] [--out FOLDER] [--only nodejs,python,go,java,dotnet] [--strict]";

/** @throws With everything that is wrong, before anything is made. */
export function readReleaseOptions(args: readonly string[], sources: ReleaseSources): ReleaseOptions {
  const { values } = parse(args);
  const { version = "", owner = sources.owner, out = sources.out, only } = values;
  const sdks = only === undefined ? SDK_PACKAGES : only.split(",").filter(Boolean);
  const unknown = sdks.filter((name) => !SDK_PACKAGES.some((known) => known === name));

  const errors: string[] = [];
  if (!VERSION.test(version)) errors.push(`--version ${version || "is missing"}: write a version such as 1.2.3`);
  if (/^([2-9]|\d{2,})\./.test(version)) {
    errors.push(
      "from version 2 on, the Go import path ends with /v2: change goImportPath in provider/publication.ts first",
    );
  }
  if (owner === NO_OWNER) {
    errors.push(
      `nobody owns the repository yet (${NO_OWNER} in package.json). Set repository.url there, or pass --owner NAME`,
    );
  } else if (!/^[A-Za-z0-9](-?[A-Za-z0-9])*$/.test(owner)) {
    errors.push(`--owner ${owner}: GitHub has no such names`);
  }
  if (unknown.length > 0) errors.push(`--only ${unknown.join(",")}: choose from ${SDK_PACKAGES.join(",")}`);
  const notes = releaseNotes(sources.changelog, version);
  if (VERSION.test(version) && notes === undefined) errors.push(`CHANGELOG.md has no section "## ${version}"`);

  const warnings: string[] = [];
  if (version !== sources.version) warnings.push(`package.json has the version ${sources.version}, not ${version}`);
  if (owner !== sources.owner) {
    warnings.push(`package.json has the owner ${sources.owner}, not ${owner}: schema and pages of the commit differ`);
  }
  if (notes?.isDated === false) warnings.push(`CHANGELOG.md does not say when ${version} is released`);
  if (sources.changed.length > 0) warnings.push(`these files are not committed: ${sources.changed.join(", ")}`);
  if (only !== undefined) warnings.push(`only these SDKs are made: ${sdks.join(", ") || "none"}`);
  const strict = values.strict ?? false;
  if (strict) errors.push(...warnings);

  if (errors.length > 0)
    throw new Error(`Nothing was made.\n${errors.map((error) => `- ${error}`).join("\n")}\n${USAGE}`);
  return { version, owner, out, sdks: sdks as SdkPackage[], strict, warnings };
}

/** The part of the changelog that belongs to a version, and whether its heading has a day. */
export function releaseNotes(changelog: string, version: string): { text: string; isDated: boolean } | undefined {
  const sections = changelog.split(/^(?=## )/m);
  const section = sections.find((text) => text.startsWith(`## ${version} `) || text.startsWith(`## ${version}\n`));
  if (section === undefined) return undefined;
  const [heading = "", ...lines] = section.split("\n");
  return { text: `${lines.join("\n").trim()}\n`, isDated: /\d{4}-\d{2}-\d{2}/.test(heading) };
}

function parse(args: readonly string[]) {
  const text = { type: "string" } as const;
  try {
    return parseArgs({
      args: [...args],
      options: { version: text, owner: text, out: text, only: text, strict: { type: "boolean" } },
    });
  } catch (error) {
    throw new Error(`Nothing was made.\n- ${(error as Error).message}\n${USAGE}`);
  }
}
