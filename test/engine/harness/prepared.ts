import { createHash } from "node:crypto";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Where the folder lies in which `pulumi stack init dev` was run once, for all workers of the tests. */
const PREPARED = "PREPARED_PULUMI_BACKEND";
const PROJECT = "prepared";

/** The three folders of a workspace, and its stack. */
export interface Folders {
  project: string;
  home: string;
  state: string;
}

export const STACK = "dev";

export function foldersOf(root: string): Folders {
  return { project: join(root, "project"), home: join(root, "home"), state: join(root, "state") };
}

/** The file in which Pulumi's file backend keeps the state of the stack. */
export function stateFile({ state }: Folders, project: string): string {
  return join(state, ".pulumi", "stacks", project, `${STACK}.json`);
}

/**
 * Gives a workspace its stack: a copy of one that the CLI made, since to make one takes the CLI half a second. `make`
 * makes it, when there is none yet, in a project of its own.
 */
export async function copyStack(to: Folders, project: string, make: (root: string) => Promise<void>): Promise<void> {
  const from = foldersOf(await preparedRoot(make));
  cpSync(join(from.state, ".pulumi", "meta.yaml"), join(to.state, ".pulumi", "meta.yaml"));
  const file = stateFile(to, project);
  mkdirSync(join(file, ".."), { recursive: true });
  const own = (text: string) => text.replaceAll(`organization/${PROJECT}/`, `organization/${project}/`);
  writeFileSync(file, own(readFileSync(stateFile(from, PROJECT), "utf8")));
  cpSync(join(from.project, `Pulumi.${STACK}.yaml`), join(to.project, `Pulumi.${STACK}.yaml`));
  select(to, project);
}

/** Where processes of Node.js keep what they have compiled, for the next ones. */
export async function codeFolder(make: (root: string) => Promise<void>): Promise<string> {
  return join(await preparedRoot(make), "code");
}

/** What `pulumi stack select` writes down. */
function select({ home, state, project: folder }: Folders, project: string): void {
  const hash = createHash("sha1").update(join(folder, "Pulumi.yaml")).digest("hex");
  mkdirSync(join(home, "workspaces"));
  const stacks = { [`file://${state}`]: `organization/${project}/${STACK}` };
  writeFileSync(join(home, "workspaces", `${project}-${hash}-workspace.json`), JSON.stringify({ stacks }));
}

let making: Promise<string> | undefined;

/** The folder that the tests' set-up has prepared; a program without such a set-up prepares its own. */
async function preparedRoot(make: (root: string) => Promise<void>): Promise<string> {
  const known = process.env[PREPARED];
  if (known) return known;
  making ??= prepare(make);
  return making;
}

async function prepare(make: (root: string) => Promise<void>): Promise<string> {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "pulumi-prepared-")));
  process.once("exit", () => rmSync(root, { recursive: true, force: true }));
  const folders = foldersOf(root);
  for (const folder of Object.values(folders)) mkdirSync(folder);
  writeFileSync(join(folders.project, "Pulumi.yaml"), `name: ${PROJECT}\nruntime: nodejs\n`);
  await make(root);
  return root;
}

/** Prepares the folder for every worker that is started from here on. */
export async function prepareForAll(make: (root: string) => Promise<void>): Promise<void> {
  process.env[PREPARED] = await preparedRoot(make);
}
