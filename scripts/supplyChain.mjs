// `npm run supply-chain`: checks what this package brings to a user's machine: the licenses of installed packages, no
// script that runs at installation, exactly the expected files, and no known vulnerability. Exits with an error when
// something is wrong.
import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const repository = fileURLToPath(new URL("..", import.meta.url));
const LICENSES = new Set([
  "Apache-2.0",
  "MIT",
  "ISC",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "0BSD",
  "BlueOak-1.0.0",
  "CC0-1.0",
  "Python-2.0",
]);
/** Checked manually: the first points to a file with the MIT license. The second is a list of names. */
const SEEN = new Map([
  ["@logdna/tail-file", "SEE LICENSE IN LICENSE"],
  ["spdx-exceptions", "CC-BY-3.0"],
]);
/** Comes with @pulumi/pulumi. Its script only prints a warning about version ranges. */
const SCRIPTS_SEEN = new Set(["protobufjs"]);
/**
 * Advisories about packages of the last SDK for Node.js 20, and why they don't matter here. SECURITY.md lists them too.
 * With Node.js 22 or newer, npm chooses a later SDK without them.
 */
const ADVISORIES_SEEN = new Map([
  ["GHSA-8988-4f7v-96qf", "headers of incoming calls are read only with `--tracing`, and only the engine's"],
  [
    "GHSA-45rx-2jwx-cxfr",
    "Jaeger's headers are read only with `--tracing` and OTEL_PROPAGATORS=jaeger, and only the engine's",
  ],
]);
/** Each part that the archive may have. */
const SHIPPED = [
  /^dist\//,
  /^bin\//,
  /^PulumiPlugin\.yaml$/,
  /^LICENSE$/,
  /^(README|CHANGELOG|SECURITY)\.md$/,
  /^package\.json$/,
];
const NEEDED = [
  ...["dist/index.cjs", "dist/index.mjs", "dist/handlers.cjs", "dist/plugin.cjs", "PulumiPlugin.yaml"],
  ...["dist/commandLine.cjs", "bin/pulumi-bandwidth", "bin/pulumi-bandwidth.cmd", "dist/LICENSES-OF-DEPENDENCIES.txt"],
];
/** npm runs these on the machine where the package is installed. */
const AT_INSTALLATION = ["preinstall", "install", "postinstall", "prepare", "preprepare", "postprepare"];

/** npm's arguments for the audit. */
export const AUDIT = ["audit", "--omit=dev", "--json"];

const readJson = (path) => JSON.parse(readFileSync(join(repository, path), "utf8"));

/** Everything that npm installs with this package, according to the lock file. */
export function productionPackages(lock = readJson("package-lock.json")) {
  return Object.entries(lock.packages)
    .filter(([path, entry]) => path !== "" && !entry.dev && !entry.devOptional && !entry.extraneous)
    .map(([path, entry]) => ({
      name: path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length),
      version: entry.version,
      license: entry.license ?? licenseOf(path),
      installScript: entry.hasInstallScript === true,
    }));
}

function licenseOf(path) {
  try {
    return readJson(join(path, "package.json")).license ?? "unknown";
  } catch {
    return "unknown";
  }
}

/** "(MIT OR Apache-2.0)" is a choice, "MIT AND ISC" is both. */
export function isAllowed(license) {
  const words = String(license).replaceAll(/[()]/g, "");
  const all = (text) => text.split(/\s+AND\s+/).every((one) => LICENSES.has(one.trim()));
  return words.split(/\s+OR\s+/).some(all);
}

/** The content of the `npm pack` archive. */
export function packedFiles() {
  const flags = ["pack", "--dry-run", "--json", "--ignore-scripts"];
  const output = execFileSync("npm", flags, {
    cwd: repository,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
    shell: process.platform === "win32",
  });
  return JSON.parse(output)[0].files.map(({ path }) => path);
}

/**
 * The registry's known vulnerabilities in the installed packages: `found` as text, and the `seen` advisories, which are
 * expected. Or `unanswered`, which doesn't mean none. Some registries don't answer audits at all (405).
 */
export function audit({ status, stdout, stderr } = runAudit()) {
  let report;
  try {
    report = JSON.parse(stdout);
  } catch {
    return { unanswered: firstLine(stderr) || firstLine(stdout) || `npm audit ended with ${status}` };
  }
  const counts = report?.metadata?.vulnerabilities;
  if (report?.error || report?.message || typeof counts?.total !== "number" || (status !== 0 && counts.total === 0)) {
    const reason = report?.error?.summary || report?.error?.detail || report?.message;
    return { unanswered: firstLine(String(reason ?? "")) || `npm audit ended with ${status}` };
  }
  const entries = report.vulnerabilities ?? {};
  if (counts.total > 0 && Object.keys(entries).length === 0)
    return { found: [`${counts.total} vulnerabilities are reported`], seen: [] };
  const seen = new Set();
  const found = unexpected(entries, seen);
  return {
    found: found.map(({ name, severity, range }) => `${name} ${range || ""} has a ${severity} vulnerability`),
    seen: [...seen].sort(),
  };
}

/** The entries with other advisories than the seen ones. A package also has those of its dependencies. */
function unexpected(entries, seen) {
  const surprising = new Set();
  for (const [name, { via = [] }] of Object.entries(entries)) {
    const ids = via.filter((cause) => typeof cause !== "string").map(({ url }) => String(url).split("/").at(-1));
    for (const id of ids.filter((id) => ADVISORIES_SEEN.has(id))) seen.add(id);
    if (via.length === 0 || ids.some((id) => !ADVISORIES_SEEN.has(id))) surprising.add(name);
  }
  const dependent = ([name, { via }]) => !surprising.has(name) && via.some((cause) => surprising.has(cause));
  for (let more = true; more; ) {
    const added = Object.entries(entries).filter(dependent);
    for (const [name] of added) surprising.add(name);
    more = added.length > 0;
  }
  return [...surprising].map((name) => entries[name]);
}

const firstLine = (text) => text?.trim().split("\n")[0] ?? "";

function runAudit() {
  return spawnSync("npm", AUDIT, { cwd: repository, encoding: "utf8", shell: process.platform === "win32" });
}

/** Everything that is wrong, as text. */
export function problems(manifest, packages, files) {
  return [
    ...AT_INSTALLATION.filter((name) => manifest.scripts?.[name]).map((name) => `package.json has the script ${name}`),
    ...packages
      .filter(({ name, license }) => !isAllowed(license) && SEEN.get(name) !== license)
      .map(({ name, version, license }) => `${name} ${version} has the license ${license}`),
    ...packages
      .filter(({ name, installScript }) => installScript && !SCRIPTS_SEEN.has(name))
      .map(({ name, version }) => `${name} ${version} runs a script at installation`),
    ...files.filter((file) => !SHIPPED.some((allowed) => allowed.test(file))).map((file) => `${file} would be shipped`),
    ...NEEDED.filter((file) => !files.includes(file)).map((file) => `${file} would not be shipped`),
  ];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const packages = productionPackages();
  const counts = new Map();
  for (const { license } of packages) counts.set(license, (counts.get(license) ?? 0) + 1);
  console.log(`${packages.length} packages are installed with this one:`);
  for (const [license, count] of [...counts].sort((one, other) => other[1] - one[1]))
    console.log(`  ${count} ${license}`);
  const scripted = packages.filter(({ installScript }) => installScript);
  console.log(
    `${scripted.length} of them run a script at installation: ${scripted.map(({ name }) => name).join(", ") || "none"}`,
  );
  const files = packedFiles();
  console.log(`${files.length} files are shipped:`);
  for (const file of files) console.log(`  ${file}`);
  const { found: vulnerable = [], seen = [], unanswered } = audit();
  if (unanswered === undefined) console.log(`npm audit: ${vulnerable.length} vulnerable packages`);
  else console.warn(`npm audit: NOT CHECKED, the registry did not answer (${unanswered})`);
  for (const id of seen) console.log(`  ${id} comes with the SDK for Node.js 20: ${ADVISORIES_SEEN.get(id)}`);
  const found = [...problems(readJson("package.json"), packages, files), ...vulnerable];
  for (const problem of found) console.error(`wrong: ${problem}`);
  process.exitCode = found.length > 0 ? 1 : 0;
}
