// `npm run release -- --version X.Y.Z`: makes everything that a release publishes, in release/. It publishes nothing.
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { repositoryOf } from "../provider/publication.js";
import { SCHEMA } from "./madeParts.js";
import { filesOf, writeSums } from "./release/archive.js";
import { changedFiles, makeCheckout } from "./release/checkout.js";
import { type ReleaseOptions, readReleaseOptions, releaseNotes } from "./release/options.js";
import { makePluginArchives } from "./release/pluginArchives.js";
import { registryFindings } from "./release/registryRules.js";
import { billOfMaterials } from "./release/sbom.js";
import { makeSdkPackages, npmPack } from "./release/sdkPackages.js";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Makes all files of a release. Returns what stands against publishing them, the options' warnings included. */
export async function makeRelease(options: ReleaseOptions): Promise<string[]> {
  const { version, owner, out } = options;
  // Modes of files are part of the archives.
  process.umask(0o022);
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  const checkout = makeCheckout(root, options);
  try {
    const bundled = await makePluginArchives(checkout, version, out);
    await npmPack(checkout.folder, out);
    const skipped = await makeSdkPackages(checkout, options);
    copyFileSync(checkout.schema, join(out, "schema.json"));
    writeFileSync(join(out, "sbom.cdx.json"), billOfMaterials(checkout, bundled));
    const changelog = readFileSync(join(checkout.folder, "CHANGELOG.md"), "utf8");
    writeFileSync(join(out, "RELEASE-NOTES.md"), releaseNotes(changelog, version)?.text ?? "");
    const { name, url } = repositoryOf(JSON.parse(readFileSync(join(checkout.folder, "package.json"), "utf8")));
    const tags = { tag: `v${version}`, goTag: `sdk/go/v${version}` };
    writeFileSync(
      join(out, "release.json"),
      `${JSON.stringify({ version, repository: url, ...tags, skipped }, null, 2)}\n`,
    );
    writeSums(out);
    const read = (path: string) => readFileSync(join(checkout.folder, path), "utf8");
    // A prerelease is not for the Registry.
    const findings = version.includes("-")
      ? []
      : registryFindings({ slug: `${owner}/${name}`, tag: tags.tag, schemaFile: SCHEMA, read });
    return [
      ...options.warnings,
      ...skipped.map((text) => `NOT MADE: ${text}`),
      ...findings.map(({ level, text }) => `the Pulumi Registry (${level}): ${text}`),
    ];
  } finally {
    checkout.remove();
  }
}

async function main(args: readonly string[]): Promise<void> {
  const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const options = readReleaseOptions(args, {
    version: manifest.version,
    owner: repositoryOf(manifest).owner,
    changelog: readFileSync(join(root, "CHANGELOG.md"), "utf8"),
    changed: changedFiles(root),
    out: join(root, "release"),
  });
  const against = await makeRelease({ ...options, out: resolve(options.out) });
  console.log(`${options.out}: ${filesOf(options.out).length} files`);
  if (against.length === 0) return;
  if (options.strict) process.exitCode = 1;
  console.warn(
    `\n${"!".repeat(78)}\nNOT TO BE PUBLISHED as it is:\n${against.map((text) => `- ${text}`).join("\n")}\n${"!".repeat(78)}`,
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  main(process.argv.slice(2)).catch((error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}
