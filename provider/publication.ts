import type { Publication } from "./pulumi/definition/package.js";

/**
 * Stands in `repository.url` of package.json until somebody owns the repository. GitHub allows no such name, so nobody
 * can register it and have its files installed. `npm run release` refuses it.
 */
export const NO_OWNER = "owner_not_set";

/** Where the sources and the released files are. `repository.url` of package.json is the only place that says it. */
export interface Repository {
  owner: string;
  name: string;
  /** `https://github.com/OWNER/NAME` */
  url: string;
}

interface Manifest {
  license: string;
  repository: { url: string };
}

/** @throws If package.json names no repository on GitHub. */
export function repositoryOf({ repository }: Manifest): Repository {
  const [, owner, name] = /^git\+https:\/\/github\.com\/([\w-]+)\/([\w.-]+)\.git$/.exec(repository.url) ?? [];
  if (owner === undefined || name === undefined) {
    throw new Error(
      `repository.url in package.json is ${repository.url}. Write git+https://github.com/OWNER/pulumi-bandwidth.git`,
    );
  }
  return { owner, name, url: `https://github.com/${owner}/${name}` };
}

/** What the Pulumi Registry and the SDKs say of this package, and the address that the CLI installs the plugin from. */
export function publicationOf(manifest: Manifest): Publication {
  const { owner, name, url } = repositoryOf(manifest);
  return {
    publisher: "pulumi-bandwidth",
    license: manifest.license,
    homepage: url,
    repository: url,
    logoUrl: `https://raw.githubusercontent.com/${owner}/${name}/main/assets/logo.svg`,
    // The CLI adds `pulumi-bandwidth` where no repository is named, and looks there for the release of its version.
    pluginDownloadUrl: `github://api.github.com/${owner}${name === "pulumi-bandwidth" ? "" : `/${name}`}`,
    keywords: ["pulumi", "bandwidth", "telephony", "category/network", "kind/native"],
    nodePackage: "@pulumi-bandwidth/bandwidth",
    goImportPath: `github.com/${owner}/${name}/sdk/go/bandwidth`,
  };
}
