import { execFile, spawn } from "node:child_process";
import { chmodSync, copyFileSync, existsSync, mkdtempSync, readdirSync, renameSync, rmSync } from "node:fs";
import { hostname } from "node:os";
import { basename, join } from "node:path";
import { promisify } from "node:util";
import { type Environment, isAtLeast, parseVersion, versionOf } from "./find.js";
import { isDead, withLock } from "./lock.js";
import { fingerprint, type ToolModule, wantedGo } from "./modules.js";

const run = promisify(execFile);
const unfinished = `unfinished-${hostname()}-`;

/** What a build needs from its environment. */
export interface Workshop {
  cache: string;
  env: Environment;
  say: (line: string) => void;
  /** How often a line appears while the compiler is silent. */
  heartbeatMs: number;
}

/** The folder of a module's programs in the cache. Builds it if it is missing. */
export async function built(module: ToolModule, go: string | undefined, workshop: Workshop): Promise<string> {
  const folder = join(workshop.cache, `${module.name}-${fingerprint(module)}`);
  if (existsSync(folder)) return folder;
  if (!go) throw new ToolsMissing(module);
  await publish(folder, workshop, (temporary) => build(module, go, temporary, workshop));
  return folder;
}

/** Fills a new cache folder once, and names it only when it is complete. */
export async function publish(
  folder: string,
  { cache, say }: Workshop,
  fill: (temporary: string) => Promise<void>,
): Promise<void> {
  await withLock(join(cache, "lock"), say, async () => {
    if (existsSync(folder)) return;
    removeLeftovers(cache);
    const temporary = mkdtempSync(join(cache, `${unfinished}${process.pid}-`));
    try {
      await fill(temporary);
      renameSync(temporary, folder);
    } finally {
      rmSync(temporary, { recursive: true, force: true });
    }
  });
}

async function build(module: ToolModule, go: string, folder: string, workshop: Workshop): Promise<void> {
  const env = await goEnvironment(module, go, workshop.env);
  workshop.say(`building ${module.title} from its Go module into ${workshop.cache}`);
  workshop.say(`this happens only once and takes ${module.duration}, plus the download`);
  const args = ["build", "-v", "-trimpath", "-ldflags", module.ldflags, "-o", `${folder}/`, ...module.programs];
  await compile(module, go, args, env, workshop);
  for (const { module: source, file } of module.copies) {
    const root = await run(go, ["list", "-m", "-f", "{{.Dir}}", source], { cwd: module.folder, env });
    const copy = join(folder, basename(file));
    copyFileSync(join(root.stdout.trim(), file), copy);
    chmodSync(copy, 0o755);
  }
  workshop.say(`${module.title}: done`);
}

/** Of the user's Go settings, only the source of modules may affect the build. */
async function goEnvironment(module: ToolModule, go: string, env: Environment): Promise<NodeJS.ProcessEnv> {
  const settings = {
    ...env,
    CGO_ENABLED: "0",
    GOFLAGS: "-mod=readonly -buildvcs=false",
    GOWORK: "off",
    GO111MODULE: "on",
  };
  const wanted = parseVersion(wantedGo(module)) ?? [];
  const version = await versionOf(go, ["version"], { ...env, GOTOOLCHAIN: "local" });
  if (version && isAtLeast(version, wanted)) return { ...settings, GOTOOLCHAIN: "local" };
  // Since 1.21, an older Go downloads the toolchain that go.mod asks for.
  if (version && isAtLeast(version, [1, 21])) return { ...settings, GOTOOLCHAIN: "auto" };
  throw new Error(
    `${go} is Go ${version?.join(".") ?? "of an unknown version"}; building ${module.title} needs ${wantedGo(module)} or later.`,
  );
}

/** Runs the compiler and shows progress every few seconds: minutes of silence look like a hang. */
function compile(
  module: ToolModule,
  go: string,
  args: string[],
  env: NodeJS.ProcessEnv,
  workshop: Workshop,
): Promise<void> {
  const child = spawn(go, args, { cwd: module.folder, env, stdio: ["ignore", "ignore", "pipe"] });
  const started = Date.now();
  const errors: string[] = [];
  let downloads = 0;
  let packages = 0;
  let rest = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      if (line.startsWith("go: downloading ")) downloads++;
      else if (/^[\w.~/-]+$/.test(line)) packages++;
      else errors.push(line);
    }
  });
  const heartbeat = setInterval(() => {
    const seconds = Math.round((Date.now() - started) / 1000);
    const progress = [downloads && `${downloads} modules downloaded`, packages && `${packages} packages compiled`];
    workshop.say(`${module.title}: ${seconds} s; ${progress.filter(Boolean).join(", ") || "starting"}`);
  }, workshop.heartbeatMs);
  return new Promise<void>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0) return resolve();
      const why = [...errors, rest].filter(Boolean).slice(-20).join("\n");
      reject(new Error(`building ${module.title} failed (go ended with ${code}):\n${why}`));
    });
  }).finally(() => clearInterval(heartbeat));
}

/** Leftovers of killed builds on this machine. */
function removeLeftovers(cache: string): void {
  for (const entry of readdirSync(cache)) {
    if (!entry.startsWith(unfinished)) continue;
    if (isDead(Number.parseInt(entry.slice(unfinished.length), 10)))
      rmSync(join(cache, entry), { recursive: true, force: true });
  }
}

/** Neither the program nor the compiler to build it is there. */
class ToolsMissing extends Error {
  constructor(module: ToolModule) {
    const go = `install Go ${wantedGo(module)} or later (https://go.dev/dl/) and have \`go\` on PATH`;
    const lines = module.comesWithCli
      ? [
          "You need one of these:",
          "  1. install the Pulumi CLI (https://www.pulumi.com/docs/install/) and have `pulumi` on PATH, or",
          `  2. ${go}: then the tools are`,
          "     built from their pinned modules, once.",
        ]
      : [`Please ${go}: then it is built from its pinned module, once.`];
    super([`Missing: ${module.title}, and Go to build it with.`, ...lines].join("\n"));
    this.name = "ToolsMissing";
  }
}
