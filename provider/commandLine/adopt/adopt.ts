import { existsSync, mkdirSync, readdirSync, rmdirSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { Writable } from "node:stream";
import { bandwidth } from "../../package.js";
import { sdkNames } from "../../pulumi/schema/languages/names.js";
import { printable } from "../../pulumi/values/printable.js";
import type { Environment } from "../setPassword.js";
import { type ChosenAccount, type GivenChoice, misused, readChosen, refused } from "./chosen.js";
import { commandsAfter, type Following, runCommands } from "./commands.js";
import { format } from "./formatter.js";
import { KEPT, KeptAnswers } from "./keptAnswers.js";
import { slugOf } from "./names.js";
import { importFile, secretsScript, type WrittenFile, writeProgram } from "./program.js";
import { type ProgramLanguage, programLanguages, projectFiles } from "./projects.js";

/** The command line's values, as they are. */
export interface GivenAdoption extends GivenChoice {
  language?: string;
  out?: string;
  project?: string;
  "no-protect"?: boolean;
  yes?: boolean;
  stack?: string;
}

/** How many of a list a summary names. */
const MOST_NAMED = 10;

/**
 * Reads the account, and writes a folder with a program and an import file. It changes nothing at Bandwidth.
 * @throws CommandFailure with the matching exit code.
 */
export async function adopt(
  given: GivenAdoption,
  { environment, screen }: { environment: Environment; screen: Writable },
): Promise<string> {
  const language = languageOf(given.language);
  const folder = resolve(given.out ?? "bandwidth");
  if (given.stack !== undefined && !/^[\w.-]+(\/[\w.-]+){0,2}$/.test(given.stack)) {
    throw misused("--stack must be the name of a stack: letters, digits, hyphens, underscores and periods.");
  }
  if (existsSync(folder) && readdirSync(folder).some((name) => name !== KEPT)) {
    throw refused(`${folder} isn't empty. Give another folder with --out`);
  }
  const say = (line: string) => screen.write(`${printable(line)}\n`);
  const kept = new KeptAnswers(folder);
  const read = await readChosen(given, environment, say, kept);
  if (kept.oldest) say(`A part of this was read at ${kept.oldest}, by a run that was stopped.`);
  const { account } = read;
  kept.remove();
  if (account.resources.length === 0) {
    rmdirIfEmpty(folder);
    throw refused(`There is nothing to adopt.${lines("Left out", account.left)}`);
  }
  const { program, files, secrets } = writeProgram(bandwidth, language, account.resources, {
    protect: !given["no-protect"],
  });
  const name = slugOf(given.project ?? "") || "bandwidth";
  const project = projectFiles(language, { name, version: bandwidth.version, names: sdkNames(bandwidth) }, program);
  const ignored = { path: ".gitignore", content: "node_modules/\nset-secrets.sh\nimport.json\n" };
  write(folder, [...project, ...files, ignored, ...secretsScript(secrets), importFile(bandwidth, account.resources)]);
  format(folder, language, environment);
  const following = { language, hasSecrets: secrets.length > 0, stack: given.stack };
  const told = (done: boolean) => summary(folder, { ...read, following, done });
  if (!given.yes) return told(false);
  try {
    await runCommands(folder, following, { environment, screen });
  } catch (error) {
    screen.write(told(false));
    throw error;
  }
  return told(true);
}

/** The folder may have been made only for what was kept. */
function rmdirIfEmpty(folder: string): void {
  if (existsSync(folder) && readdirSync(folder).length === 0) rmdirSync(folder);
}

function languageOf(given = "typescript"): ProgramLanguage {
  const found = programLanguages.find((language) => language === given);
  if (!found) throw misused(`--language must be one of ${programLanguages.join(", ")}.`);
  return found;
}

function write(folder: string, files: readonly WrittenFile[]): void {
  for (const { path, content, secret } of files) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content, { mode: secret ? 0o600 : 0o644 });
  }
}

function summary(
  folder: string,
  { account, wanted, managed, following, done }: ChosenAccount & { following: Following; done: boolean },
): string {
  const { resources, left, missing, numbers, ofPrograms } = account;
  const counts = new Map<string, number>();
  for (const { type } of resources) counts.set(type, (counts.get(type) ?? 0) + 1);
  const types = [...counts].map(([type, count]) => `  ${String(count).padStart(6)} ${type}`);
  const commands = [`cd ${folder}`, ...(done ? [] : commandsAfter(following)), "pulumi up"];
  return [
    `Nothing was changed at Bandwidth. The program for ${numbers} telephone number${numbers === 1 ? "" : "s"} is in ${folder}:\n`,
    `${types.join("\n")}\n`,
    lines("Not in the program", left),
    lines("Not on this account", missing),
    lines("No telephone number in these lines of the file", (wanted?.unread ?? []).map(String)),
    lines("In more than one of the states", [...managed.twice]),
    lines(
      "Ordered by a program of this package. If a stack still has the numbers, adopt again with --state of that stack",
      ofPrograms.map(({ orderId, countOfTns = 0 }) => `order ${orderId}, ${countOfTns} numbers`),
    ),
    "\nNext:\n",
    ...commands.map((command) => `  ${command}\n`),
    "\n`pulumi destroy` disconnects adopted numbers, and `pulumi up` those that you take out of a list or its file.\n",
    "Both are refused until you say that no other stack has them: `pulumi config set bandwidth:ownsAdopted true`.\n",
    "The program protects the lists from being destroyed as long as it says `protect`.\n",
    ...(done
      ? [
          "The state has everything, and the preview shows that nothing would change. `pulumi up` writes down what depends on what.\n",
        ]
      : [
          "The preview must show that every resource is unchanged. `pulumi up` then writes down what depends on what.\n",
          "Delete import.json afterwards: it holds what the state holds, secrets included.\n",
        ]),
  ].join("");
}

function lines(title: string, all: readonly string[]): string {
  if (all.length === 0) return "";
  const named = all.slice(0, MOST_NAMED).map((line) => `  ${line}\n`);
  const more = all.length > MOST_NAMED ? `  and ${all.length - MOST_NAMED} more\n` : "";
  return `\n${title}:\n${named.join("")}${more}`;
}
