import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { audit, isAllowed, packedFiles, problems, productionPackages } from "../../scripts/supplyChain.mjs";
import { advisory, auditWith, TELEMETRY } from "./advisories.js";

const manifest = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as {
  scripts: Record<string, string>;
  dependencies: Record<string, string>;
};
const REPOSITORY = resolve(import.meta.dirname, "../..");
const BUILT = [
  ...["dist/index.cjs", "dist/index.mjs", "dist/handlers.cjs", "dist/plugin.cjs", "PulumiPlugin.yaml"],
  ...["dist/commandLine.cjs", "bin/pulumi-bandwidth", "bin/pulumi-bandwidth.cmd", "dist/LICENSES-OF-DEPENDENCIES.txt"],
];

test("what is installed beside this package has licences that allow it, and nothing of ours runs at installation", () => {
  const packages = productionPackages();
  const names = packages.map(({ name }) => name);
  for (const name of Object.keys(manifest.dependencies)) expect(names).toContain(name);
  expect(names).not.toContain("vitest");
  expect(problems(manifest, packages, BUILT)).toEqual([]);
});

test("the archive holds what a user needs and nothing else", () => {
  const files = packedFiles();
  // `dist` may not have been built yet where only these tests run.
  const unneeded = problems(manifest, [], files).filter((problem) => problem.endsWith("would be shipped"));
  expect(unneeded).toEqual([]);
  expect(files).toEqual(expect.arrayContaining(["package.json", "LICENSE", "README.md", "PulumiPlugin.yaml"]));
});

test("what must not be there would be noticed", () => {
  const bad = { name: "x", version: "1.0.0", license: "GPL-3.0", installScript: true };
  const found = problems({ scripts: { postinstall: "x" } }, [bad], [...BUILT.slice(1), "provider/index.ts", ".env"]);
  expect(found).toEqual([
    "package.json has the script postinstall",
    "x 1.0.0 has the license GPL-3.0",
    "x 1.0.0 runs a script at installation",
    "provider/index.ts would be shipped",
    ".env would be shipped",
    "dist/index.cjs would not be shipped",
  ]);
});

test.each([
  ["MIT", true],
  ["(MIT OR GPL-3.0)", true],
  ["(BSD-3-Clause AND Apache-2.0)", true],
  ["(MIT AND GPL-3.0)", false],
  ["unknown", false],
])("the licence %s is allowed: %s", (license, allowed) => {
  expect(isAllowed(license)).toBe(allowed);
});

/** What `npm audit --json` writes, and how it ends. */
const answer = (status: number | null, stdout: unknown, stderr = "") => ({
  status,
  stdout: typeof stdout === "string" ? stdout : JSON.stringify(stdout),
  stderr,
});
const report = (total: number, vulnerabilities: object = {}) => ({
  vulnerabilities,
  metadata: { vulnerabilities: { total } },
});

test("a vulnerability that the registry reports is an error", () => {
  const bad = { left: { name: "left", severity: "high", range: "<2" } };
  expect(audit(answer(1, report(1, bad)))).toEqual({ found: ["left <2 has a high vulnerability"], seen: [] });
  expect(audit(answer(1, report(3)))).toEqual({ found: ["3 vulnerabilities are reported"], seen: [] });
  expect(audit(answer(0, report(0)))).toEqual({ found: [], seen: [] });
});

test("npm reports the advisories on the SDK for Node.js 20, and they are no surprise", async () => {
  const run = await auditWith(TELEMETRY, REPOSITORY);
  expect(run.status).toBe(1);
  expect(audit(run)).toEqual({ found: [], seen: ["GHSA-45rx-2jwx-cxfr", "GHSA-8988-4f7v-96qf"] });
  const security = readFileSync(new URL("../../SECURITY.md", import.meta.url), "utf8");
  for (const id of audit(run).seen ?? []) expect(security).toContain(id);
});

test("any other advisory is an error, for the package and for those that need it", async () => {
  const other = { "@opentelemetry/resources": [advisory("GHSA-0000-0000-0000", "high", "<3")] };
  const { found, seen } = audit(await auditWith({ ...TELEMETRY, ...other }, REPOSITORY));
  expect(seen).toHaveLength(2);
  expect(found).toContainEqual(expect.stringMatching(/^@opentelemetry\/resources .*has a high vulnerability$/));
  expect(found).toContainEqual(expect.stringMatching(/^@pulumi\/pulumi .*has a high vulnerability$/));
  expect(found?.join()).not.toContain("propagator");
});

test.each([
  [
    "a registry that does not answer audits",
    answer(1, { message: "405 Method Not Allowed", error: { summary: "" } }),
    "405 Method Not Allowed",
  ],
  ["an error of npm", answer(1, { error: { summary: "request failed" } }), "request failed"],
  ["no JSON", answer(1, "", "npm error network"), "npm error network"],
  ["nothing at all", answer(null, "", ""), "npm audit ended with null"],
  ["an error without a vulnerability", answer(1, report(0)), "npm audit ended with 1"],
  ["an empty document", answer(0, {}), "npm audit ended with 0"],
])("%s is not taken for a passed audit", (_what, run, unanswered) => {
  expect(audit(run)).toEqual({ unanswered });
});
