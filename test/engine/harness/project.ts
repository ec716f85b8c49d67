import { cpSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** The program of a workspace, and how it is written. */
export interface ProjectSettings {
  name: string;
  /** The text of the main file (for YAML: what follows `runtime:` in Pulumi.yaml), or all files by their path. */
  program: string | Record<string, string>;
  /** A folder that is a whole project: it is copied as it is, and `program` adds to it. */
  copyOf?: string;
  runtime: "nodejs" | "yaml" | "python" | "go" | "java";
  moduleKind: "esm" | "commonjs";
  /** JavaScript starts about a second faster than TypeScript. */
  language: "ts" | "js";
  /** A folder `node_modules` that npm made, in the place of links to this checkout and its own dependencies. */
  modules?: string;
}

const repository = resolve(fileURLToPath(new URL("../../..", import.meta.url)));
const installed = join(repository, "node_modules");

/** What a user would have installed. Symlinks: the package under test is this very checkout. */
const PACKAGES: Readonly<Record<string, string>> = {
  "pulumi-bandwidth": repository,
  "@pulumi/pulumi": join(installed, "@pulumi/pulumi"),
  "@types/node": join(installed, "@types/node"),
  typescript: join(installed, "typescript"),
  tsx: join(installed, "tsx"),
};

/** What a developer's own runs leave in a project. */
const MADE = new Set(["node_modules", "sdks", "venv", "target", "__pycache__", "Pulumi.dev.yaml"]);

const TSCONFIG = {
  compilerOptions: {
    target: "es2022",
    module: "nodenext",
    moduleResolution: "nodenext",
    strict: true,
    skipLibCheck: true,
  },
};

/** Makes the folder a Pulumi project of that kind. */
export function writeProject(folder: string, settings: ProjectSettings): void {
  const { copyOf, name, runtime } = settings;
  if (copyOf) cpSync(copyOf, folder, { recursive: true, filter: (path) => !MADE.has(basename(path)) });
  else if (runtime === "nodejs") writeNodeProject(folder, settings);
  else if (runtime !== "yaml") write(folder, "Pulumi.yaml", `name: ${name}\nruntime: ${runtime}\n`);
  if (copyOf || runtime === "nodejs") {
    if (settings.modules) symlinkSync(settings.modules, join(folder, "node_modules"), "dir");
    else installPackages(folder);
  }
  writeProgram(folder, settings);
}

/** Writes, or replaces, the program alone. */
export function writeProgram(folder: string, settings: ProjectSettings): void {
  const { program } = settings;
  const files = typeof program === "string" ? { [mainFile(settings)]: program } : program;
  for (const [path, content] of Object.entries(files)) {
    write(folder, path, path === "Pulumi.yaml" ? `name: ${settings.name}\nruntime: yaml\n${content}` : content);
  }
}

/** Variables that the CLI needs so that the program starts. */
export function projectEnvironment({ language, moduleKind }: ProjectSettings): Record<string, string> {
  // Pulumi's own TypeScript loader knows only CommonJS unless ts-node 10 is there; tsx is what users take instead.
  return language === "ts" && moduleKind === "esm" ? { NODE_OPTIONS: "--import tsx" } : {};
}

function mainFile({ runtime, language }: ProjectSettings): string {
  return { nodejs: `index.${language}`, yaml: "Pulumi.yaml", python: "__main__.py", go: "main.go", java: "App.java" }[
    runtime
  ];
}

function writeNodeProject(folder: string, settings: ProjectSettings): void {
  const { name, language, moduleKind } = settings;
  const options = `{ typescript: ${language === "ts" && moduleKind === "commonjs"}, packagemanager: npm }`;
  write(folder, "Pulumi.yaml", `name: ${name}\nruntime:\n  name: nodejs\n  options: ${options}\n`);
  const type = moduleKind === "esm" ? "module" : "commonjs";
  write(folder, "package.json", JSON.stringify({ name, private: true, type, main: `index.${language}` }));
  if (language === "ts") write(folder, "tsconfig.json", JSON.stringify(TSCONFIG));
}

function installPackages(folder: string): void {
  for (const [dependency, target] of Object.entries(PACKAGES)) {
    const link = join(folder, "node_modules", dependency);
    mkdirSync(dirname(link), { recursive: true });
    rmSync(link, { force: true });
    symlinkSync(target, link, "dir");
  }
}

function write(folder: string, path: string, content: string): void {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
}
