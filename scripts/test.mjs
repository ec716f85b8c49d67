// `npm test`: everything, from a fresh clone. `npm run sweep`: the long tests. With `-- today`, only today's part of
// the longest tests. The end names what failed, and the last line is "N passed, N failed".
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { ensureInstalled, repository, run } from "./install.mjs";

const failures = [];
let passed = 0;
/** Where the simulators of all tests record which operations the provider used. */
const journal = mkdtempSync(join(tmpdir(), "test-journal-"));

function heading(text) {
  console.log(`\n=== ${text}\n`);
}

/** A stage that is one check. */
function check(name, script) {
  heading(name);
  if (run("npm", ["run", "--silent", script], { SIMULATOR_JOURNAL: journal }) === 0) passed++;
  else failures.push(`${name} (npm run ${script})`);
}

/** A stage of vitest: its tests are counted one by one. Skipped tests count as failed, unless they are allowed. */
function tests(name, config, { maySkip = false } = {}) {
  heading(name);
  const folder = mkdtempSync(join(tmpdir(), "test-report-"));
  const report = join(folder, "report.json");
  const options = ["--config", config, "--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const vitest = join(repository, "node_modules", "vitest", "vitest.mjs");
  const code = run(process.execPath, [vitest, "run", ...options], {
    PULUMI_BANDWIDTH_BUILT: "1",
    SIMULATOR_JOURNAL: journal,
  });
  const failed = count(report, maySkip);
  rmSync(folder, { recursive: true, force: true });
  // vitest also fails for other problems: nothing found, an error outside a test, a broken set-up.
  if (code !== 0 && failed.length === 0) failed.push(`vitest ended with ${code}`);
  failures.push(...failed.map((failure) => `${name}: ${failure}`));
}

function count(report, maySkip) {
  const failed = [];
  let files;
  try {
    files = JSON.parse(readFileSync(report, "utf8")).testResults;
  } catch {
    return ["vitest left no report"];
  }
  for (const file of files) {
    const path = relative(repository, file.name);
    const results = file.assertionResults.filter(({ status }) => !(maySkip && status === "skipped"));
    const broken = results.filter((test) => test.status !== "passed");
    passed += results.length - broken.length;
    for (const test of broken) failed.push(`${path}: ${test.fullName} (${test.status})${reasons(test)}`);
    if (file.status === "failed" && broken.length === 0) failed.push(`${path}: ${file.message || "could not be run"}`);
  }
  return failed;
}

/** The start of a test's failure: enough to recognize it if only the end of all output is kept. */
function reasons({ failureMessages = [] }) {
  const ours = failureMessages
    .flatMap((message) => message.split("\n"))
    .filter((line) => !line.includes("node_modules"));
  return ours
    .slice(0, 12)
    .map((line) => `\n    ${line}`)
    .join("");
}

function finish() {
  if (failures.length > 0) {
    heading("Failed");
    for (const failure of failures) console.log(`- ${failure}`);
  }
  console.log(`\n${passed} passed, ${failures.length} failed`);
  process.exitCode = failures.length > 0 ? 1 : 0;
}

/** Returns whether there is something to test. */
function built() {
  const before = failures.length;
  check("Build", "build");
  return failures.length === before;
}

function everything() {
  if (!ensureInstalled()) return failures.push("npm ci");
  check("Types", "typecheck");
  check("Lint", "lint");
  if (!built()) return;
  tests("Unit and simulator tests", "vitest.config.ts");
  tests("Tests with the real Pulumi engine", "vitest.engine.config.ts");
  check("Coverage of the API by this run", "coverage");
}

function sweep(part) {
  if (!ensureInstalled()) return failures.push("npm ci");
  if (part === "today") {
    process.env.SWEEP_DAY ??= String(Math.floor(Date.now() / 86_400_000));
    console.log(
      `Today's part of the longest tests. For the same part: SWEEP_DAY=${process.env.SWEEP_DAY} npm run sweep.`,
    );
  } else if (part !== undefined) {
    return failures.push(`npm run sweep -- ${part}: the only part is "today". Leave it out for all tests`);
  }
  // A machine without Java prints in capital letters what it has not tested.
  if (built()) tests("Programs of the pages and guides, and rare cases", "vitest.sweep.config.ts", { maySkip: true });
}

if (process.argv[2] === "sweep") sweep(process.argv[3]);
else everything();
rmSync(journal, { recursive: true, force: true });
finish();
