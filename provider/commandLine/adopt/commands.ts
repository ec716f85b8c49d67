import { spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import type { Writable } from "node:stream";
import { bandwidth } from "../../package.js";
import { CommandFailure, exitCode } from "../exitCode.js";
import type { Environment } from "../setPassword.js";
import type { ProgramLanguage } from "./projects.js";
import type { StackFolder } from "./stackFolders.js";

/** A command that follows an adoption: its words, and what is true if it fails. */
interface Step {
  words: readonly string[];
  failed: string;
}

/** Files that hold what the state holds. Nobody needs them once the state has it. */
const SECRET_FILES = ["set-secrets.sh", "import.json"];

const needsSdk: Readonly<Record<ProgramLanguage, readonly (readonly string[])[]>> = {
  typescript: [
    ["npm", "install"],
    ["pulumi", "package", "add", bandwidth.name],
  ],
  python: [
    ["pulumi", "install"],
    ["pulumi", "package", "add", bandwidth.name],
  ],
  go: [
    ["pulumi", "package", "add", bandwidth.name],
    ["go", "mod", "tidy"],
  ],
  yaml: [],
};

/** What follows an adoption, in each of its folders. */
export interface Following {
  language: ProgramLanguage;
  /** Name of the stack. Without it, Pulumi asks for one. */
  stack?: string;
}

/** The commands as a person types them. */
export function commandsAfter({ hasSecrets }: Pick<StackFolder, "hasSecrets">, following: Following): string[] {
  const { language, stack } = following;
  return [
    ["pulumi", "stack", "init", ...(stack === undefined ? [] : [stack])].join(" "),
    ...(needsSdk[language].length > 0 ? [needsSdk[language].map((words) => words.join(" ")).join(" && ")] : []),
    ...(hasSecrets ? ["sh set-secrets.sh && rm set-secrets.sh"] : []),
    "pulumi import --file import.json --generate-code=false",
    "pulumi preview",
  ];
}

/**
 * Runs the commands in the folder, up to the first that fails. Nothing is changed at Bandwidth: the import sends no request, the
 * preview only reads, and the `pulumi up` of a shared stack follows a preview without a change: it writes the outputs that other
 * stacks take, and such a stack has no numbers.
 * @throws CommandFailure that says which command failed and what is true then.
 */
export async function runCommands(
  { folder, hasSecrets, isShared }: StackFolder,
  { language, stack = "main" }: Following,
  { environment, screen }: { environment: Environment; screen: Writable },
): Promise<void> {
  const empty = "The program is written, and no state has anything of it";
  const imported = "The import is done: the state has everything";
  const steps: Step[] = [
    { words: ["pulumi", "stack", "select", "--create", stack, "--non-interactive"], failed: empty },
    ...needsSdk[language].map((words) => ({ words, failed: empty })),
    ...(hasSecrets ? [{ words: ["sh", "set-secrets.sh"], failed: empty }] : []),
    {
      words: ["pulumi", "import", "--file", "import.json", "--generate-code=false", "--yes", "--non-interactive"],
      failed: "The program is written, and the state may have a part of it. Run the command again, or remove the stack",
    },
    {
      words: ["pulumi", "preview", "--expect-no-changes", "--non-interactive"],
      failed: `${imported}. Do not run \`pulumi up\` before its preview shows that every resource is unchanged`,
    },
    ...(isShared
      ? [
          {
            words: ["pulumi", "up", "--expect-no-changes", "--yes", "--skip-preview", "--non-interactive"],
            failed: imported,
          },
        ]
      : []),
  ];
  for (const { words, failed } of steps) {
    screen.write(`$ ${words.join(" ")}\n`);
    const ended = await run(words, folder, environment, screen);
    if (ended === undefined) continue;
    throw new CommandFailure(
      `\`${words.join(" ")}\` failed in ${folder}: ${ended}. ${failed}. Nothing was changed at Bandwidth.`,
      exitCode.refused,
    );
  }
  for (const name of SECRET_FILES) rmSync(join(folder, name), { force: true });
}

/** How the command failed; undefined if it did not. What it prints goes to the screen. */
function run(
  [command = "", ...args]: readonly string[],
  folder: string,
  environment: Environment,
  screen: Writable,
): Promise<string | undefined> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: folder,
      env: environment,
      stdio: ["ignore", "pipe", "pipe"],
      // There, npm is a script of the shell. The words are fixed, but for the stack's name.
      shell: process.platform === "win32",
    });
    for (const output of [child.stdout, child.stderr]) output.on("data", (text) => screen.write(text));
    child.on("error", (error) => resolve(error.message));
    child.on("close", (code, signal) => resolve(code === 0 ? undefined : `it ended with ${signal ?? code}`));
  });
}
