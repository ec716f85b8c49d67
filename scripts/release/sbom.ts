import { execFileSync } from "node:child_process";
import { productionPackages } from "../supplyChain.mjs";
import { EPOCH } from "./archive.js";
import type { Checkout } from "./checkout.js";
import type { BundledPackage } from "./licenses.js";

interface Component {
  name: string;
  version: string;
  "bom-ref": string;
  properties?: { name: string; value: string }[];
}

interface Bom {
  serialNumber?: string;
  metadata: { timestamp?: string; component: { name: string } };
  components: Component[];
  dependencies: { ref: string; dependsOn?: string[] }[];
}

/**
 * The bill of materials in CycloneDX: what npm installs with the package, and what is bundled into the archives of the
 * plugin. npm's own list without development packages lacks the bundled ones. Without time and random number, so that it
 * is the same each time.
 */
export function billOfMaterials(checkout: Checkout, bundled: readonly BundledPackage[]): string {
  const args = ["sbom", "--package-lock-only", "--sbom-format=cyclonedx"];
  const output = execFileSync("npm", args, {
    cwd: checkout.folder,
    encoding: "utf8",
    maxBuffer: 2 ** 26,
    shell: process.platform === "win32",
  });
  const { serialNumber: _random, ...bom } = JSON.parse(output) as Bom;
  const key = ({ name, version }: { name: string; version: string }) => `${name}@${version}`;
  const inBundle = new Set(bundled.map(key));
  const shipped = new Set([...inBundle, ...productionPackages().map(key)]);
  const components = bom.components
    .filter((component) => shipped.has(key(component)))
    .map(({ properties = [], ...component }) => ({
      ...component,
      properties: [
        ...properties.filter(({ name }) => name !== "cdx:npm:package:development"),
        ...(inBundle.has(key(component)) ? [{ name: "pulumi-bandwidth:bundled", value: "true" }] : []),
      ],
    }));
  const found = new Set(components.map(key));
  const lost = [...inBundle].filter((name) => !found.has(name));
  if (lost.length > 0) throw new Error(`the bill of materials lacks ${lost.join(", ")}`);
  const refs = new Set(components.map((component) => component["bom-ref"]));
  const dependencies = bom.dependencies
    .filter(({ ref }, index) => index === 0 || refs.has(ref))
    .map(({ ref, dependsOn = [] }) => ({ ref, dependsOn: dependsOn.filter((other) => refs.has(other)) }));
  // npm calls the package by the name of its folder.
  const component = { ...bom.metadata.component, name: "pulumi-bandwidth" };
  const metadata = { ...bom.metadata, component, timestamp: EPOCH.toISOString() };
  return `${JSON.stringify({ ...bom, metadata, components, dependencies }, null, 2)}\n`;
}
