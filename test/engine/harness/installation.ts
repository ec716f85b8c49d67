import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { promisify } from "node:util";
import { REPOSITORY } from "../pluginSupport.js";

const run = promisify(execFile);
const shell = process.platform === "win32";

/** The packed package as npm installs it for a user, under a Node.js of its own. */
export interface Installation {
  /** The folder of that `node`. */
  node: string;
  /** The folder `node_modules` of the user's project. */
  modules: string;
  /** What npm chose of a package; undefined if it is not there. */
  versionOf(name: string): string | undefined;
  remove(): void;
}

export interface Wanted {
  /** A version of Node.js. */
  node: string;
  /** A version of `@pulumi/pulumi`; if it is left out, npm chooses one, as for a new project. */
  sdk?: string;
  /** npm looks at nothing that was published later, so that a test finds tomorrow what it found today. */
  before: string;
}

/** Packs this checkout, which has been built, and installs it with npm. */
export async function installPackage({ node, sdk, before }: Wanted): Promise<Installation> {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "installed-package-")));
  const runtime = emptyProject(join(root, "runtime"));
  const project = emptyProject(join(root, "project"));
  const pack = ["pack", "--json", "--ignore-scripts", "--pack-destination", root];
  const { stdout } = await run("npm", pack, { cwd: REPOSITORY, shell });
  const archive = join(root, JSON.parse(stdout)[0].filename);

  // The package of that name on the registry brings the program itself, by a script.
  await npm(runtime, process.env.PATH ?? "", ["install", `node@${node}`]);
  const bin = dirname(realpathSync(join(runtime, "node_modules/node/bin/node")));
  const wanted = [archive, "typescript@5.9.3", "tsx@4.23.15", ...(sdk ? [`@pulumi/pulumi@${sdk}`] : [])];
  await npm(project, `${bin}${delimiter}${process.env.PATH}`, ["install", "--before", before, ...wanted]);

  const modules = join(project, "node_modules");
  return {
    node: bin,
    modules,
    versionOf(name) {
      try {
        return JSON.parse(readFileSync(join(modules, name, "package.json"), "utf8")).version;
      } catch {
        return undefined;
      }
    },
    remove: () => rmSync(root, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }),
  };
}

function emptyProject(folder: string): string {
  mkdirSync(folder);
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "program", private: true }));
  return folder;
}

async function npm(cwd: string, path: string, args: string[]): Promise<void> {
  await run("npm", [...args, "--no-audit", "--no-fund"], { cwd, shell, env: { ...process.env, PATH: path } });
}
