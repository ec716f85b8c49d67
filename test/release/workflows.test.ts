import { createRequire } from "node:module";
import { describe, expect, test } from "vitest";
import manifest from "../../package.json" with { type: "json" };
import { filesOf, textOf } from "../docs/repository.js";

const yaml = createRequire(import.meta.url)("js-yaml") as { load(text: string): unknown };

interface Workflow {
  permissions?: Record<string, string>;
  jobs: Record<string, { permissions?: Record<string, string>; environment?: string }>;
}

const workflows = filesOf(".yml").filter((path) => path.startsWith(".github/workflows/"));
/** For users to copy. */
const TO_COPY = "examples/nightly-report/github-actions.yml";

describe.each([...workflows, TO_COPY])("%s", (path) => {
  const text = textOf(path);

  test("uses actions of one commit each, and says which version that is", () => {
    const uses = [...text.matchAll(/uses: (\S+)(.*)$/gm)].filter(([, action = ""]) => !action.startsWith("./"));
    const loose = uses.filter(([line]) => !/uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line));
    expect(loose.map(([line]) => line)).toEqual([]);
  });

  test("may read, and no more where nothing is published", () => {
    const { permissions, jobs } = yaml.load(text) as Workflow;
    expect(permissions).toEqual({ contents: "read" });
    for (const [name, job] of Object.entries(jobs)) {
      const writes = Object.values(job.permissions ?? {}).includes("write");
      expect([name, writes && job.environment !== "release"]).toEqual([name, false]);
    }
  });

  test("runs scripts of this package that there are", () => {
    const scripts = [...text.matchAll(/npm run (?:--silent )?([\w-]+)/g)].map(([, name = ""]) => name);
    expect(scripts.filter((name) => !(name in manifest.scripts))).toEqual([]);
  });
});

test("RELEASING.md names every secret and every job of a release", () => {
  const page = textOf("RELEASING.md");
  const release = textOf(".github/workflows/release.yml");
  const secrets = [...release.matchAll(/secrets\.(\w+)/g)].map(([, name = ""]) => name);
  expect(secrets.length).toBeGreaterThan(2);
  expect(secrets.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
  const { jobs } = yaml.load(release) as Workflow;
  const rows = [...page.matchAll(/^ {3}\| ([a-z, ]+) \|/gm)].flatMap(([, cell = ""]) => cell.split(", "));
  expect(rows).toEqual(expect.arrayContaining(Object.keys(jobs)));
});
