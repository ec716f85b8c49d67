import { createHash } from "node:crypto";
import { chmodSync, copyFileSync, existsSync, linkSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { homedir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { built, publish, type Workshop } from "./tools/build.js";
import { type Environment, homeOf, inFolder, isAtLeast, onPath, versionOf } from "./tools/find.js";
import { CLI_VERSION, HOST_OF, type Language, MODULES, type ModuleName, OLDEST_CLI } from "./tools/modules.js";

/** Where the Pulumi CLI is, and what must be on PATH for it to find its language hosts. */
export interface PulumiTools {
  /** The CLI itself. */
  pulumi: string;
  version: string;
  /** Found on PATH, or built into the cache. */
  origin: "path" | "built";
  /** Folders to put at the front of PATH, in this sequence. */
  folders: string[];
}

export interface ToolOptions {
  /** Languages whose hosts are required. */
  languages?: readonly Language[];
  env?: Environment;
  say?: (line: string) => void;
  heartbeatMs?: number;
}

const DYNAMIC_PROVIDER = "pulumi-resource-pulumi-nodejs";

/**
 * The Pulumi CLI and language hosts. Uses those on PATH if they are new enough. Otherwise builds them from pinned Go
 * modules into a cache that survives node_modules. Builds only what is missing.
 */
export async function ensurePulumi(options: ToolOptions = {}): Promise<PulumiTools> {
  const workshop = workshopOf(options);
  const { env, say } = workshop;
  const languages = options.languages ?? ["nodejs"];

  const found = await installedCli(env, say);
  const missing = new Set<ModuleName>(found ? [] : ["cli"]);
  for (const language of languages) if (!found || !hasHost(language, found.pulumi, env)) missing.add(HOST_OF[language]);

  const folders: string[] = [];
  if (found) folders.push(dirname(found.pulumi));
  if (missing.size > 0) folders.push(await assemble([...missing], workshop));
  if (found && !inFolder(homeOf(found.pulumi), DYNAMIC_PROVIDER) && !onPath(DYNAMIC_PROVIDER, env)) {
    folders.push(dirname(dynamicProvider()));
  }
  if (found) return { ...found, origin: "path", folders };
  return {
    pulumi: join(folders[0] as string, executable("pulumi")),
    version: CLI_VERSION.slice(1),
    origin: "built",
    folders,
  };
}

/** A program that writes SDKs from a schema, or that checks workflows. It is built, because there is no other source for it. */
export async function ensureTool(
  name: "sdkgen" | "javagen" | "dotnetgen" | "actionlint",
  options: ToolOptions = {},
): Promise<string> {
  const workshop = workshopOf(options);
  return join(await built(MODULES[name], onPath("go", workshop.env), workshop), executable(name));
}

/** Where and how to build things that survive node_modules. */
export function workshopOf({ env = process.env, say, heartbeatMs = 15_000 }: ToolOptions): Workshop {
  const line = say ?? ((text) => process.stderr.write(`[pulumi] ${text}\n`));
  return { cache: cacheFolder(env), env, say: line, heartbeatMs };
}

/** A PATH with the tools first. */
export function pathWith(tools: PulumiTools, path = process.env.PATH ?? ""): string {
  return [...tools.folders, path].filter(Boolean).join(delimiter);
}

async function installedCli(env: Environment, say: (line: string) => void) {
  const pulumi = onPath("pulumi", env);
  if (!pulumi) return undefined;
  const version = await versionOf(pulumi, ["version"], { ...env, PULUMI_SKIP_UPDATE_CHECK: "1" });
  if (version && isAtLeast(version, OLDEST_CLI)) return { pulumi, version: version.join(".") };
  say(`${pulumi} is ${version?.join(".") ?? "of an unknown version"}, older than ${OLDEST_CLI.join(".")}: not used`);
  return undefined;
}

function hasHost(language: Language, pulumi: string, env: Environment): boolean {
  const host = `pulumi-language-${language}`;
  return Boolean(inFolder(homeOf(pulumi), host) ?? onPath(host, env));
}

/**
 * One folder with everything that was built. In every run, the CLI warns about a plugin that it finds on PATH but not
 * next to itself. So the dynamic provider's script goes there too, as in Pulumi's own archives.
 */
async function assemble(names: ModuleName[], workshop: Workshop): Promise<string> {
  const go = onPath("go", workshop.env);
  const sources: string[] = [];
  for (const name of names.sort()) sources.push(await built(MODULES[name], go, workshop));
  const script = dynamicProvider();
  const hash = createHash("sha256").update(sources.join("\n")).update(readFileSync(script)).digest("hex").slice(0, 16);
  const folder = join(workshop.cache, `bin-${hash}`);
  if (existsSync(folder)) return folder;
  await publish(folder, workshop, async (temporary) => {
    for (const source of sources)
      for (const file of readdirSync(source)) link(join(source, file), join(temporary, file));
    if (!names.includes("cli")) return;
    copyFileSync(script, join(temporary, DYNAMIC_PROVIDER));
    chmodSync(join(temporary, DYNAMIC_PROVIDER), 0o755);
  });
  return folder;
}

function link(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch {
    copyFileSync(from, to); // a file system without hard links
  }
}

/** The script that starts the provider of dynamic resources, in the npm package's root. */
function dynamicProvider(): string {
  return join(dirname(createRequire(import.meta.url).resolve("@pulumi/pulumi/package.json")), DYNAMIC_PROVIDER);
}

function cacheFolder(env: Environment): string {
  const base = env.XDG_CACHE_HOME || join(env.HOME || homedir(), ".cache");
  return join(base, "pulumi-bandwidth", "tools");
}

function executable(name: string): string {
  return process.platform === "win32" ? `${name}.exe` : name;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    const languages = process.argv.slice(2) as Language[];
    const tools = await ensurePulumi(languages.length > 0 ? { languages } : {});
    console.log(`pulumi ${tools.version} (${tools.origin}): ${tools.pulumi}\nPATH: ${tools.folders.join(delimiter)}`);
  } catch (error) {
    console.error((error as Error).message);
    process.exitCode = 1;
  }
}
