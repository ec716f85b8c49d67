import { execFile } from "node:child_process";
import { createReadStream, existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, statSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { promisify } from "node:util";
import { list, type ReadEntry } from "tar";
import { expect } from "vitest";
import type { SdkPackage } from "../../../scripts/release/options.js";
import { REPOSITORY } from "../pluginSupport.js";
import type { Workspace } from "./workspace.js";

const run = promisify(execFile);

/** Where the files are released. No test asks it: its address is turned into one of this machine. */
export const OWNER = "somebody";
export const ADDRESS_OF_PLUGIN = `github://api.github.com/${OWNER}`;

/** The files that `npm run release` made of this checkout. */
export interface Released {
  folder: string;
  version: string;
  /** The path of the one file whose name fits. */
  file(name: RegExp): string;
  files: string[];
  /** What it printed. */
  said: string;
  remove(): void;
}

/** Runs `npm run release` as its users do, in a process of its own. */
export async function release(
  sdks: readonly SdkPackage[],
  env: NodeJS.ProcessEnv = {},
  umask = "022",
): Promise<Released> {
  const folder = realpathSync(mkdtempSync(join(env.TMPDIR ?? tmpdir(), "released-")));
  const { version } = JSON.parse(readFileSync(join(REPOSITORY, "package.json"), "utf8"));
  const options = ["--version", version, "--owner", OWNER, "--out", folder, "--only", sdks.join(",")];
  const command = [process.execPath, "--import", "tsx", "scripts/release.ts", ...options];
  const quoted = command.map((word) => `'${word}'`).join(" ");
  const { stdout, stderr } = await run("sh", ["-c", `umask ${umask}; exec ${quoted}`], {
    cwd: REPOSITORY,
    env: { ...process.env, ...env },
    maxBuffer: 2 ** 26,
  });
  const files = readFileSync(join(folder, "SHA256SUMS"), "utf8")
    .trim()
    .split("\n")
    .map((line) => line.slice(66));
  return {
    folder,
    version,
    files,
    said: stdout + stderr,
    file(name) {
      const [found, ...more] = files.filter((file) => name.test(file));
      if (found === undefined || more.length > 0) throw new Error(`${name} fits ${[found, ...more].join(", ")}`);
      return join(folder, found);
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** An entry of a `.tar.gz`: path and mode. */
export function entriesOf(archive: string): { path: string; mode: string }[] {
  const entries: { path: string; mode: string }[] = [];
  const onReadEntry = ({ path, mode = 0 }: ReadEntry) => void entries.push({ path, mode: mode.toString(8) });
  list({ file: archive, sync: true, onReadEntry });
  return entries;
}

/** The text of a file in a `.tar.gz`. */
export function textIn(archive: string, path: string): string {
  const chunks: Buffer[] = [];
  const onReadEntry = (entry: ReadEntry) => {
    if (entry.path === path) entry.on("data", (chunk) => chunks.push(Buffer.from(chunk)));
  };
  list({ file: archive, sync: true, onReadEntry });
  if (chunks.length === 0) throw new Error(`${archive} has no ${path}`);
  return Buffer.concat(chunks).toString("utf8");
}

/** Serves a folder's files on this machine, as a server of releases does. */
export async function serveFiles(folder: string): Promise<{ url: string; asked: string[]; close(): Promise<void> }> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    const file = join(folder, basename(request.url ?? ""));
    if (!existsSync(file)) return void response.writeHead(404).end();
    // The CLI refuses an answer that does not say how long it is.
    response.writeHead(200, { "content-length": statSync(file).size });
    createReadStream(file).pipe(response);
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    close: () => new Promise((closed) => server.close(() => closed())),
  };
}

/** Sends what the CLI would ask GitHub to a server of this machine. */
export function redirect({ env }: Workspace, url: string): void {
  env.PULUMI_PLUGIN_DOWNLOAD_URL_OVERRIDES = `^${ADDRESS_OF_PLUGIN}=${url}`;
}

/** The archive that the CLI asks for on this machine. */
export function archiveOfThisMachine(version: string): string {
  const os = process.platform === "win32" ? "windows" : process.platform;
  const arch = process.arch === "x64" ? "amd64" : process.arch;
  return `pulumi-resource-bandwidth-v${version}-${os}-${arch}.tar.gz`;
}

/** Installs the plugin into the home of a stack, as its user does, and says what was asked of the server. */
export async function installReleased(stack: Workspace, released: Released): Promise<string[]> {
  const server = await serveFiles(released.folder);
  try {
    const result = await stack.run(
      "plugin",
      "install",
      "resource",
      "bandwidth",
      released.version,
      "--server",
      server.url,
    );
    expect(result.code, result.text).toBe(0);
    return server.asked;
  } finally {
    await server.close();
  }
}
