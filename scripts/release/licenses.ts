import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Metafile } from "esbuild";

/** A package whose code is in a bundle. */
export interface BundledPackage {
  /** Its folder: `node_modules/zod`. */
  path: string;
  name: string;
  version: string;
  license: string;
  /** The text of its license files. */
  text: string;
}

/** The packages in a bundle, by the inputs that the bundler names. Sorted by path. */
export function bundledPackages(folder: string, { inputs }: Metafile): BundledPackage[] {
  const found = Object.keys(inputs).flatMap((input) => /^.*node_modules\/(@[^/]+\/)?[^/]+/.exec(input)?.[0] ?? []);
  return [...new Set(found)].sort().map((path) => {
    const { name, version, license } = JSON.parse(readFileSync(join(folder, path, "package.json"), "utf8"));
    return { path, name, version, license: String(license ?? "unknown"), text: licenseText(join(folder, path)) };
  });
}

/** One file with the licenses of all packages in a bundle. Their licenses ask for their texts to go with the code. */
export function licensesFile(packages: readonly BundledPackage[]): string {
  const parts = packages.map(({ name, version, license, text }) => {
    const body = text === "" ? `The package has no file with its license. It says: ${license}.` : text;
    return `${"=".repeat(78)}\n${name} ${version} (${license})\n${"=".repeat(78)}\n\n${body.trim()}\n`;
  });
  return [`This file holds the licenses of the ${packages.length} packages that are bundled here.\n`, ...parts].join(
    "\n",
  );
}

function licenseText(folder: string): string {
  if (!existsSync(folder)) return "";
  const files = readdirSync(folder).filter((file) => /^(licen[cs]e|copying|notice)(\.|-|$)/i.test(file));
  return files
    .sort()
    .map((file) => readFileSync(join(folder, file), "utf8").replaceAll("\r\n", "\n"))
    .join("\n");
}
