import type { PackageDefinition } from "../../definition/package.js";
import { pascal } from "../schemaTypes.js";

/** The names of a package's SDKs. */
export interface SdkNames {
  node: string;
  python: string;
  go: string;
  csharp: string;
  java: string;
}

/** The names of the SDKs. Examples in the documentation import them by these names. */
export function sdkNames<Api>(pack: PackageDefinition<Api>): SdkNames {
  return {
    node: pack.publication?.nodePackage ?? `@${pack.npmName}/${pack.name}`,
    python: pack.npmName.replaceAll("-", "_"),
    go: pack.publication?.goImportPath ?? `${pack.npmName}/sdk/go/${pack.name}`,
    csharp: pack.npmName.split("-").map(pascal).join(""),
    java: `com.${pack.npmName.replaceAll("-", "")}`,
  };
}
