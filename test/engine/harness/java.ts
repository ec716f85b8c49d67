import { execFile } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { workshopOf } from "../../../scripts/pulumi.js";
import { type JavaTools, javaLibraries, javaTools } from "../../../scripts/tools/java.js";

const run = promisify(execFile);

/** Compiles and runs Java programs over the generated SDK. */
export interface JavaCompiler {
  /** Compiles Java files into a folder. A warning is an error. */
  compile(to: string, files: readonly string[]): Promise<void>;
  /** Runs a class of that folder, and gives what it prints. */
  run(from: string, mainClass: string): Promise<string>;
  /** Puts into a project what Pulumi's language host runs in place of Maven: here it starts the compiled class. */
  installRunner(project: string, from: string, mainClass: string): void;
}

/** Compiles the SDK that lies in `sdk` into `folder`, and gives the compiler for programs over it. */
export async function javaCompiler(sdk: string, folder: string): Promise<JavaCompiler> {
  const workshop = workshopOf({});
  const tools = await javaTools(workshop);
  const libraries = await javaLibraries(workshop);
  const compiled = join(folder, "sdk");
  await javac(tools, folder, join(libraries, "*"), compiled, filesBelow(join(sdk, "src/main/java"), ".java"), []);
  cpSync(join(sdk, "src/main/resources"), compiled, { recursive: true });
  const classPath = [compiled, join(libraries, "*")].join(delimiter);
  return {
    compile: (to, files) => javac(tools, folder, classPath, to, files, ["-Xlint:all", "-Werror"]),
    async run(from, mainClass) {
      const { stdout } = await run(tools.java, ["-cp", [from, classPath].join(delimiter), mainClass]);
      return stdout;
    },
    installRunner(project, from, mainClass) {
      writeFileSync(join(project, "pom.xml"), "<project/>"); // which makes it one of Maven's, to the host
      const start = `exec "${tools.java}" -cp "${[from, classPath].join(delimiter)}"`;
      const lines = [
        "#!/bin/sh",
        // The host asks Pulumi's library first which plugins the program needs.
        `case "$*" in *-DmainArgs=packages*) ${start} com.pulumi.bootstrap.internal.Main packages ;; esac`,
        `${start} ${mainClass}`,
      ];
      writeFileSync(join(project, "mvnw"), `${lines.join("\n")}\n`, { mode: 0o755 });
    },
  };
}

/** Runs the compiler, whose complaints are on stderr. The files are too many for a command line. */
async function javac(
  { javac }: JavaTools,
  folder: string,
  classPath: string,
  to: string,
  files: readonly string[],
  flags: readonly string[],
): Promise<void> {
  mkdirSync(to, { recursive: true });
  const list = join(folder, "sources");
  writeFileSync(list, files.map((file) => JSON.stringify(file)).join("\n"));
  const args = ["-proc:none", "-encoding", "UTF-8", ...flags, "-cp", classPath, "-d", to, `@${list}`];
  await run(javac, args, { maxBuffer: 2 ** 26 }).catch((error: Error & { stderr?: string }) => {
    throw new Error(`javac: ${error.stderr?.slice(0, 20_000) || error.message}`);
  });
}

/** Every file with that ending in a folder and its folders. */
export function filesBelow(folder: string, ending: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(ending))
    .map((path) => join(folder, path));
}
