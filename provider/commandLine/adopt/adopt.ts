import { existsSync, readdirSync, rmdirSync } from "node:fs";
import { resolve } from "node:path";
import type { Writable } from "node:stream";
import { printable } from "../../pulumi/values/printable.js";
import type { Environment } from "../setPassword.js";
import { type GivenChoice, misused, readChosen, refused } from "./chosen.js";
import { runCommands } from "./commands.js";
import { KEPT, KeptAnswers } from "./keptAnswers.js";
import { slugOf } from "./names.js";
import { type ProgramLanguage, programLanguages } from "./projects.js";
import { writeFolders } from "./stackFolders.js";
import { type StackDivision, stackDivisions } from "./stacks.js";
import { lines, summary } from "./summary.js";

/** The command line's values, as they are. */
export interface GivenAdoption extends GivenChoice {
  language?: string;
  out?: string;
  project?: string;
  "no-protect"?: boolean;
  yes?: boolean;
  stack?: string;
  "stack-per"?: string;
}

/**
 * Reads the account, and writes a folder with a program and an import file, or one for each stack. It changes nothing at Bandwidth.
 * @throws CommandFailure with the matching exit code.
 */
export async function adopt(
  given: GivenAdoption,
  { environment, screen }: { environment: Environment; screen: Writable },
): Promise<string> {
  const language = languageOf(given.language);
  const stackPer = divisionOf(given["stack-per"]);
  const folder = resolve(given.out ?? "bandwidth");
  if (given.stack !== undefined && !/^[\w.-]+(\/[\w.-]+){0,2}$/.test(given.stack)) {
    throw misused("--stack must be the name of a stack: letters, digits, hyphens, underscores and periods.");
  }
  if (stackPer && given.stack?.includes("/")) {
    throw misused("With --stack-per, --stack must be a name without slashes: each stack has a project of its own.");
  }
  if (existsSync(folder) && readdirSync(folder).some((name) => name !== KEPT)) {
    throw refused(`${folder} isn't empty. Give another folder with --out`);
  }
  const say = (line: string) => screen.write(`${printable(line)}\n`);
  const kept = new KeptAnswers(folder);
  const read = await readChosen(given, environment, say, { kept, stackPer });
  const { ofEarlierRun } = kept;
  if (ofEarlierRun) say(`A part of this was read at ${ofEarlierRun}, by a run that was stopped.`);
  const { resources, left: leftOut } = read.account;
  kept.remove();
  if (resources.length === 0) {
    rmdirIfEmpty(folder);
    throw refused(`There is nothing to adopt.${lines("Left out", leftOut)}`);
  }
  const project = slugOf(given.project ?? "") || "bandwidth";
  const protect = !given["no-protect"];
  const stacks = writeFolders(folder, resources, { language, project, protect, environment });
  const following = { language, stack: given.stack ?? (stackPer && "main") };
  const told = (left: typeof stacks) => summary({ ...read, folder, stacks, left, following });
  if (!given.yes) return told(stacks);
  const left = [...stacks];
  try {
    for (const stack of stacks) {
      await runCommands(stack, following, { environment, screen });
      left.shift();
    }
  } catch (error) {
    screen.write(told(left));
    throw error;
  }
  return told([]);
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

function divisionOf(given: string | undefined): StackDivision | undefined {
  const found = stackDivisions.find((division) => division === given);
  if (given !== undefined && !found) throw misused(`--stack-per must be one of ${stackDivisions.join(", ")}.`);
  return found;
}
