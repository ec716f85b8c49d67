import { expect, test } from "vitest";
import { NO_OWNER } from "../../provider/publication.js";
import { type ReleaseSources, readReleaseOptions, releaseNotes, SDK_PACKAGES } from "../../scripts/release/options.js";

const CHANGELOG =
  "# Changelog\n\n## 1.3.0 (unreleased)\n\n- New.\n\n## 1.2.0 (2026-01-31)\n\n### Fixed\n\n- Old.\n\n## 1.1.0 (2026-01-01)\n";

const SOURCES: ReleaseSources = {
  version: "1.2.0",
  owner: "somebody",
  changelog: CHANGELOG,
  changed: [],
  out: "release",
};

const read = (args: string, sources: Partial<ReleaseSources> = {}) =>
  readReleaseOptions(args.split(" "), { ...SOURCES, ...sources });

test("a clean release has no warning", () => {
  expect(read("--version 1.2.0 --strict")).toEqual({
    version: "1.2.0",
    owner: "somebody",
    out: "release",
    sdks: SDK_PACKAGES,
    strict: true,
    warnings: [],
  });
});

test.each<[string, string, Partial<ReleaseSources>, RegExp[]]>([
  ["no version", "--strict", {}, [/--version is missing/]],
  ["a version with v", "--version v1.2.0", {}, [/--version v1\.2\.0: write a version such as 1\.2\.3/]],
  ["a version of Go's next module", "--version 2.0.0", {}, [/ends with \/v2/, /no section "## 2\.0\.0"/]],
  ["nobody's repository", "--version 1.2.0", { owner: NO_OWNER }, [/nobody owns the repository yet/]],
  ["an owner that GitHub does not have", "--version 1.2.0 --owner a_b", {}, [/GitHub has no such names/]],
  ["a language without packages", "--version 1.2.0 --only ruby", {}, [/--only ruby: choose from nodejs,python/]],
  ["a version without notes", "--version 1.2.1", {}, [/CHANGELOG\.md has no section "## 1\.2\.1"/]],
  ["an option that is none", "--versoin 1.2.0", {}, [/Unknown option '--versoin'/]],
  [
    "everything that would stop its publication",
    "--version 1.3.0 --owner other --only go --strict",
    { changed: ["a.ts"] },
    [
      /has the version 1\.2\.0/,
      /has the owner somebody/,
      /when 1\.3\.0 is released/,
      /not committed: a\.ts/,
      /only these/,
    ],
  ],
])("%s is refused, all at once", (_name, args, sources, errors) => {
  for (const error of errors) expect(() => read(args, sources)).toThrow(error);
  expect(() => read(args, sources)).toThrow(/^Nothing was made\./);
});

test("the same is a warning where it is only tried", () => {
  const { warnings } = read("--version 1.3.0 --owner other --only go", { changed: ["a.ts"] });
  expect(warnings).toHaveLength(5);
});

test("the notes are the section of the version", () => {
  expect(releaseNotes(CHANGELOG, "1.2.0")).toEqual({ text: "### Fixed\n\n- Old.\n", isDated: true });
  expect(releaseNotes(CHANGELOG, "1.3.0")).toEqual({ text: "- New.\n", isDated: false });
  expect(releaseNotes(CHANGELOG, "1.2")).toBeUndefined();
});
