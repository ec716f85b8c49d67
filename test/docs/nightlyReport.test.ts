import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { exitCode } from "../../provider/commandLine/exitCode.js";
import { reportOptions } from "../../provider/commandLine/report/report.js";
import { failKinds, usualKinds } from "../../provider/commandLine/report/verdict.js";
import { textOf } from "./repository.js";

const yaml = createRequire(import.meta.url)("js-yaml") as { load(text: string): unknown };

const FOLDER = "examples/nightly-report/";
const github = textOf(`${FOLDER}github-actions.yml`);
const gitlab = textOf(`${FOLDER}gitlab-ci.yml`);

interface GitHub {
  env?: unknown;
  jobs: {
    report: {
      env?: unknown;
      container: string;
      steps: { env?: Record<string, string>; run?: string; uses?: string }[];
    };
  };
}

interface GitLab {
  report: {
    image: { name: string };
    script: string[];
    variables: Record<string, string>;
    allow_failure: { exit_codes: number };
    artifacts: { when: string; paths: string[]; access: string };
  };
}

/** Options of the command, in the lines that run it. */
const optionsIn = (text: string): string[] =>
  [...text.matchAll(/pulumi-bandwidth report(?:\\\n|[^\n])*/g)].flatMap(
    ([command]) => command.match(/(?<=--)[a-z][a-z-]*/g) ?? [],
  );

describe.each([
  ["GitHub Actions", github],
  ["GitLab", gitlab],
])("the workflow for %s", (_, text) => {
  test("gives the command options that it has", () => {
    const options = optionsIn(text);
    expect(options).toContain("out");
    expect(options.filter((name) => !(name in reportOptions))).toEqual([]);
    expect(text).toContain('--state "$file"');
  });

  test("warns of public repositories, and keeps no state", () => {
    expect(text).toMatch(/^# .*\n# Only for a private (repository|project): in a public one, everybody can read/);
    expect(text).not.toMatch(/--show-secrets/);
    // Only the report's folder is kept.
    expect(text.match(/report\/\n/g)).toHaveLength(1);
    expect(text).not.toMatch(/--file "?report\//);
  });
});

test("on GitHub, each step gets the secrets that it needs, and no other", () => {
  const { env, jobs } = yaml.load(github) as GitHub;
  expect([env, jobs.report.env]).toEqual([undefined, undefined]);
  const given = jobs.report.steps.map((step) => Object.keys(step.env ?? {}));
  expect(given).toEqual([
    [],
    [],
    ["PULUMI_ACCESS_TOKEN", "STACKS"],
    ["BW_ACCOUNT_ID", "BW_CLIENT_ID", "BW_CLIENT_SECRET"],
    [],
  ]);
  // In a script, a secret would be text of the script.
  expect(jobs.report.steps.map(({ run = "" }) => run).join()).not.toMatch(/\$\{\{/);
});

test("on GitLab, no value of a secret has a place, and an unread part is a warning", () => {
  const { report } = yaml.load(gitlab) as GitLab;
  expect(Object.keys(report.variables)).toEqual(["STACKS"]);
  expect(report.allow_failure.exit_codes).toBe(exitCode.unread);
  expect(report.artifacts).toMatchObject({ when: "always", access: "developer", paths: ["report/"] });
  expect(report.script.every((line) => typeof line === "string")).toBe(true);
});

describe("the scripts", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "nightly-"));
    // Programs that write down what they are given. An export writes its file.
    const programs = {
      npm: 'echo "npm $*" >> "$CALLS"',
      npx: 'echo "npx $*" >> "$CALLS"',
      pulumi: 'echo "pulumi $*" >> "$CALLS"; for last; do :; done; echo "{}" > "$last"',
    };
    mkdirSync(join(folder, "bin"));
    for (const [name, script] of Object.entries(programs))
      writeFileSync(join(folder, "bin", name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const run = (shell: string, script: string, env: Record<string, string>) => {
    const calls = join(folder, "calls");
    const path = `${join(folder, "bin")}:${process.env.PATH}`;
    execFileSync(shell, ["-e", "-c", script], { cwd: folder, env: { PATH: path, CALLS: calls, ...env } });
    return readFileSync(calls, "utf8").trim().split("\n");
  };
  const report = (states: string) =>
    `npx pulumi-bandwidth report ${["production", "staging"].map((stack) => `--state ${states}/acme-phones-${stack}.json`).join(" ")} ` +
    "--out report/report.html --out report/numbers.csv --out report/report.json";

  test("on GitHub, give the command the state of each stack", () => {
    const { jobs } = yaml.load(github) as GitHub;
    const script = jobs.report.steps.map(({ run: lines = "" }) => lines).join("\n");
    const calls = run("bash", script, { RUNNER_TEMP: folder, STACKS: "acme/phones/production acme/phones/staging" });
    expect(calls).toHaveLength(4);
    expect(calls[1]).toBe(
      `pulumi stack export --stack acme/phones/production --file ${folder}/states/acme-phones-production.json`,
    );
    expect(calls.at(-1)).toBe(report(`${folder}/states`));
  });

  test("on GitLab, too", () => {
    const { report: job } = yaml.load(gitlab) as GitLab;
    const calls = run("sh", job.script.join("\n"), job.variables);
    expect(calls).toHaveLength(4);
    expect(calls[2]).toBe("pulumi stack export --stack acme/phones/staging --file states/acme-phones-staging.json");
    expect(calls.at(-1)).toBe(report("states"));
  });
});

test("both use the same image and the same stacks", () => {
  const { jobs } = yaml.load(github) as GitHub;
  const { report } = yaml.load(gitlab) as GitLab;
  expect(report.image.name).toBe(jobs.report.container);
  expect(github).toContain(`STACKS: ${report.variables.STACKS}\n`);
});

test("the page has the exit codes and kinds of the command", () => {
  const page = textOf("docs/report.md");
  for (const code of [exitCode.done, exitCode.differs, exitCode.unread, exitCode.refused, exitCode.usage]) {
    expect(page).toContain(`\n| ${code} | `);
  }
  expect(page).toContain(`\`${usualKinds.join(",")}\``);
  for (const kind of failKinds) expect(page).toMatch(new RegExp(`[\`,]${kind}[\`,]`));
});
