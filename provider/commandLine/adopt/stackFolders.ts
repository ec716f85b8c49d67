import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { bandwidth } from "../../package.js";
import { sdkNames } from "../../pulumi/schema/languages/names.js";
import type { Environment } from "../setPassword.js";
import type { Adopted } from "./choice.js";
import { format } from "./formatter.js";
import {
  importFile,
  type SharedOutputs,
  secretsScript,
  sharedOutputs,
  type WrittenFile,
  writeProgram,
} from "./program.js";
import { type ProgramLanguage, projectFiles } from "./projects.js";
import { SHARED } from "./stacks.js";

/** A stack to be, in a folder of its own. */
export interface StackFolder {
  /** As in the folder's and the project's name. Empty if everything is in one stack. */
  name: string;
  folder: string;
  resources: readonly Adopted[];
  hasSecrets: boolean;
  /** Whether other stacks take its outputs, so that it must be up before them. */
  isShared: boolean;
}

interface FolderOptions {
  language: ProgramLanguage;
  /** Name of the project, or what the names of several begin with. */
  project: string;
  protect: boolean;
  environment: Environment;
}

/** Writes a folder for each stack. The one that others need is the first. */
export function writeFolders(folder: string, resources: readonly Adopted[], options: FolderOptions): StackFolder[] {
  const names = [...new Set(resources.map(({ stack }) => stack))];
  const sorted = [...names.filter((name) => name === SHARED), ...names.filter((name) => name !== SHARED)];
  const ofShared = resources.filter(({ stack }) => stack === SHARED);
  const outputs = names.length > 1 ? sharedOutputs(bandwidth, ofShared) : new Map<string, string>();
  const shared: SharedOutputs = { project: `${options.project}-${SHARED}`, names: outputs };
  return sorted.map((name) => {
    const own = resources.filter(({ stack }) => stack === name);
    const isShared = name === SHARED && outputs.size > 0;
    const at = join(folder, name);
    const project = name === "" ? options.project : `${options.project}-${name}`;
    const sharing = isShared ? { exports: outputs } : { shared };
    const hasSecrets = writeFolder(at, own, { ...options, project }, sharing);
    return { name, folder: at, resources: own, hasSecrets, isShared };
  });
}

/** Writes the folder of a stack. Returns whether its program takes secrets from the configuration. */
function writeFolder(
  folder: string,
  resources: readonly Adopted[],
  { language, project, protect, environment }: FolderOptions,
  sharing: { exports?: ReadonlyMap<string, string>; shared?: SharedOutputs },
): boolean {
  const { program, files, secrets } = writeProgram(bandwidth, language, resources, { protect, ...sharing });
  const around = { name: project, version: bandwidth.version, names: sdkNames(bandwidth) };
  const ignored = { path: ".gitignore", content: "node_modules/\nset-secrets.sh\nimport.json\n" };
  const written = [...projectFiles(language, around, program), ...files, ignored];
  write(folder, [...written, ...secretsScript(secrets), importFile(bandwidth, resources)]);
  const paths = written.map(({ path }) => path);
  format(folder, paths, language, environment);
  return secrets.length > 0;
}

function write(folder: string, files: readonly WrittenFile[]): void {
  for (const { path, content, secret } of files) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content, { mode: secret ? 0o600 : 0o644 });
  }
}
