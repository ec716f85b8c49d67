import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The oldest CLI to use from PATH: the first with `List` in its protocol (docs/maintainers/engine.md#versions). */
export const OLDEST_CLI = [3, 233, 0] as const;

/** The CLI version to build when there is none. The Go module in `cli/` pins the same version. */
export const CLI_VERSION = "v3.259.0";

/** A language for Pulumi programs, in this repository. */
export type Language = "nodejs" | "yaml" | "python" | "go" | "java";

export type ModuleName =
  | "cli"
  | "languages"
  | "golang"
  | "yaml"
  | "java"
  | "sdkgen"
  | "javagen"
  | "dotnetgen"
  | "actionlint";

/** A Go module of this folder: what it builds, and what to tell a waiting user. */
export interface ToolModule {
  name: ModuleName;
  folder: string;
  title: string;
  /** How long a first build takes on a small machine. */
  duration: string;
  programs: readonly string[];
  ldflags: string;
  /** Files that a program needs next to it and that aren't compiled. */
  copies: readonly { module: string; file: string }[];
  /** Whether it comes with the Pulumi CLI. */
  comesWithCli: boolean;
}

const folder = fileURLToPath(new URL(".", import.meta.url));
const SDK = "github.com/pulumi/pulumi/sdk/v3";
const stamp = (version: string) => `-s -w -X ${SDK}/go/common/version.Version=${version}`;

/**
 * Each module's go.mod pins the versions. The Node.js and Python hosts come from sdk v3.68.0, the Go host from v3.66.0:
 * the last versions that the module proxy can serve. Later, they became separate modules without a released version.
 * They run today's programs under today's engine (docs/maintainers/engine.md#the-engine-in-tests). The Java ones are
 * v1.12.0: later versions aren't in Go's checksum database. The .NET generator is that of v3.220.0, from before it moved
 * into the .NET language host's module.
 */
export const MODULES: Readonly<Record<ModuleName, ToolModule>> = {
  cli: {
    name: "cli",
    folder: join(folder, "cli"),
    title: `the Pulumi CLI ${CLI_VERSION}`,
    duration: "about 4 minutes on 2 cores",
    programs: ["github.com/pulumi/pulumi/pkg/v3/cmd/pulumi"],
    ldflags: stamp(CLI_VERSION),
    copies: [],
    comesWithCli: true,
  },
  languages: {
    name: "languages",
    folder: join(folder, "languages"),
    title: "Pulumi's Node.js and Python language hosts",
    duration: "about half a minute",
    programs: [`${SDK}/nodejs/cmd/pulumi-language-nodejs`, `${SDK}/python/cmd/pulumi-language-python`],
    ldflags: stamp("v3.68.0"),
    copies: [{ module: SDK, file: "python/cmd/pulumi-language-python-exec" }],
    comesWithCli: true,
  },
  golang: {
    name: "golang",
    folder: join(folder, "golang"),
    title: "Pulumi's Go language host",
    duration: "about half a minute",
    programs: [`${SDK}/go/pulumi-language-go`],
    ldflags: stamp("v3.66.0"),
    copies: [],
    comesWithCli: true,
  },
  yaml: {
    name: "yaml",
    folder: join(folder, "yaml"),
    title: "Pulumi's YAML language host",
    duration: "about a minute",
    programs: [
      "github.com/pulumi/pulumi-yaml/cmd/pulumi-language-yaml",
      "github.com/pulumi/pulumi-yaml/cmd/pulumi-converter-yaml",
    ],
    ldflags: stamp("v1.38.1"),
    copies: [],
    comesWithCli: true,
  },
  java: {
    name: "java",
    folder: join(folder, "java"),
    title: "Pulumi's Java language host",
    duration: "about a minute",
    programs: ["github.com/pulumi/pulumi-java/pkg/cmd/pulumi-language-java"],
    ldflags: "-s -w -X github.com/pulumi/pulumi-java/pkg/version.Version=v1.12.0",
    copies: [],
    comesWithCli: true,
  },
  sdkgen: {
    name: "sdkgen",
    folder: join(folder, "sdkgen"),
    title: "the generator of SDKs",
    duration: "about a minute",
    programs: ["."],
    ldflags: stamp(CLI_VERSION),
    copies: [],
    comesWithCli: false,
  },
  javagen: {
    name: "javagen",
    folder: join(folder, "java"),
    title: "the generator of Java SDKs",
    duration: "about a minute",
    programs: ["."],
    ldflags: "-s -w",
    copies: [],
    comesWithCli: false,
  },
  dotnetgen: {
    name: "dotnetgen",
    folder: join(folder, "dotnet"),
    title: "the generator of .NET SDKs",
    duration: "about a minute",
    programs: ["."],
    ldflags: "-s -w",
    copies: [],
    comesWithCli: false,
  },
  actionlint: {
    name: "actionlint",
    folder: join(folder, "actionlint"),
    title: "the linter of workflows",
    duration: "about 10 seconds",
    programs: ["github.com/rhysd/actionlint/cmd/actionlint"],
    ldflags: "-s -w",
    copies: [],
    comesWithCli: false,
  },
};

/** Which module holds a language's host. */
export const HOST_OF: Readonly<Record<Language, ModuleName>> = {
  nodejs: "languages",
  python: "languages",
  go: "golang",
  yaml: "yaml",
  java: "java",
};

/** Changes whenever anything changes that the built files depend on. */
export function fingerprint(module: ToolModule): string {
  const hash = createHash("sha256");
  hash.update(JSON.stringify([process.platform, process.arch, module.programs, module.ldflags, module.copies]));
  const sources = readdirSync(module.folder).filter((file) => file.endsWith(".go"));
  for (const file of ["go.mod", "go.sum", ...sources.sort()]) hash.update(readFileSync(join(module.folder, file)));
  return hash.digest("hex").slice(0, 16);
}

/** The Go version that the module's go.mod asks for. */
export function wantedGo(module: ToolModule): string {
  return /^go (\S+)/m.exec(readFileSync(join(module.folder, "go.mod"), "utf8"))?.[1] ?? "1.25";
}
