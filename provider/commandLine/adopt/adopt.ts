import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { Writable } from "node:stream";
import { BandwidthError, ConfigurationError } from "../../bandwidth/http/errors.js";
import { bandwidth } from "../../package.js";
import { sdkNames } from "../../pulumi/schema/languages/names.js";
import { printable } from "../../pulumi/values/printable.js";
import { CommandFailure, exitCode } from "../exitCode.js";
import type { Environment } from "../setPassword.js";
import { type AccountProgram, readAccount } from "./account.js";
import { type Managed, readManaged } from "./managed.js";
import { slugOf } from "./names.js";
import { type NumbersFile, readNumbersFile } from "./numbersFile.js";
import { type ConfigSecret, importFile, secretsScript, type WrittenFile, writeProgram } from "./program.js";
import { type ProgramLanguage, programLanguages, projectFiles } from "./projects.js";
import { Reading } from "./reading.js";

/** The command line's values, as they are. */
export interface GivenAdoption {
  language?: string;
  out?: string;
  project?: string;
  site?: string[];
  peer?: string[];
  numbers?: string;
  only?: string[];
  except?: string[];
  state?: string[];
  "no-protect"?: boolean;
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
  if (existsSync(folder) && readdirSync(folder).length > 0) {
    throw refuse(`${folder} isn't empty. Give another folder with --out`);
  }
  const wanted = given.numbers === undefined ? undefined : fileOf(given.numbers, "--numbers", readNumbersFile);
  if (wanted && wanted.numbers.size === 0) throw refuse(`${given.numbers} has no telephone number`);
  const states = (given.state ?? []).map((file) => fileOf(file, "--state", (text) => text));
  const managed = managedIn(states, given.state ?? []);
  const wants = choiceOf(given);
  const account = await read(environment, (reading) =>
    readAccount(
      reading,
      {
        sites: given.site,
        peers: given.peer,
        numbers: wanted?.numbers,
        wants,
        managed: managed.ids,
        managedNumbers: managed.numbers,
      },
      (line) => screen.write(`${printable(line)}\n`),
    ),
  );
  if (account.resources.length === 0) {
    throw refuse(`There is nothing to adopt.${lines("Left out", account.left)}`);
  }
  const { program, files, secrets } = writeProgram(bandwidth, language, account.resources, {
    protect: !given["no-protect"],
  });
  const name = slugOf(given.project ?? "") || "bandwidth";
  const project = projectFiles(language, { name, version: bandwidth.version, names: sdkNames(bandwidth) }, program);
  const ignored = { path: ".gitignore", content: "node_modules/\nset-secrets.sh\nimport.json\n" };
  write(folder, [...project, ...files, ignored, ...secretsScript(secrets), importFile(bandwidth, account.resources)]);
  return summary(folder, language, account, { wanted, managed, secrets });
}

function languageOf(given = "typescript"): ProgramLanguage {
  const found = programLanguages.find((language) => language === given);
  if (!found) throw wrong(`--language must be one of ${programLanguages.join(", ")}.`);
  return found;
}

function choiceOf({ only = [], except = [] }: GivenAdoption): (type: string) => boolean {
  const types = bandwidth.resources.map(({ name }) => name);
  const unknown = [...only, ...except].find((type) => !types.includes(type));
  if (unknown !== undefined) throw wrong("--only and --except take names of resources, such as PhoneNumberOrder.");
  return (type) => (only.length === 0 || only.includes(type)) && !except.includes(type);
}

function fileOf<T>(path: string, option: string, readText: (text: string) => T): T {
  try {
    return readText(readFileSync(path, "utf8"));
  } catch (error) {
    throw refuse(`${option}: ${path} can't be read: ${error instanceof Error ? error.message : error}`);
  }
}

function managedIn(states: readonly string[], files: readonly string[]): Managed {
  try {
    return readManaged(states, bandwidth.name);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw refuse(`--state: ${files.join(", ")} must be what \`pulumi stack export\` writes: ${reason}`);
  }
}

async function read(
  environment: Environment,
  work: (reading: Reading) => Promise<AccountProgram>,
): Promise<AccountProgram> {
  const reading = new Reading(bandwidth, environment);
  const stop = () => reading.cancel();
  process.once("SIGINT", stop);
  try {
    return await work(reading);
  } catch (error) {
    if (reading.signal.aborted) throw new CommandFailure("Stopped. Nothing was written.", exitCode.interrupted);
    if (error instanceof ConfigurationError || error instanceof BandwidthError) throw refuse(error.message);
    throw error;
  } finally {
    process.off("SIGINT", stop);
    await reading.close();
  }
}

function write(folder: string, files: readonly WrittenFile[]): void {
  for (const { path, content, secret } of files) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content, { mode: secret ? 0o600 : 0o644 });
  }
}

const NEEDS_SDK: Readonly<Record<ProgramLanguage, string | undefined>> = {
  typescript: `npm install && pulumi package add ${bandwidth.name}`,
  python: `pulumi install && pulumi package add ${bandwidth.name}`,
  go: `pulumi package add ${bandwidth.name} && go mod tidy`,
  yaml: undefined,
};

function summary(
  folder: string,
  language: ProgramLanguage,
  { resources, left, missing, numbers }: AccountProgram,
  { wanted, managed, secrets }: { wanted?: NumbersFile; managed: Managed; secrets: readonly ConfigSecret[] },
): string {
  const counts = new Map<string, number>();
  for (const { type } of resources) counts.set(type, (counts.get(type) ?? 0) + 1);
  const types = [...counts].map(([type, count]) => `  ${String(count).padStart(6)} ${type}`);
  const commands = [
    `cd ${folder}`,
    "pulumi stack init",
    NEEDS_SDK[language],
    secrets.length > 0 ? "sh set-secrets.sh && rm set-secrets.sh" : undefined,
    "pulumi import --file import.json --generate-code=false",
    "pulumi preview",
    "pulumi up",
  ].filter((command) => command !== undefined);
  return [
    `Nothing was changed at Bandwidth. The program for ${numbers} telephone number${numbers === 1 ? "" : "s"} is in ${folder}:\n`,
    `${types.join("\n")}\n`,
    lines("Not in the program", left),
    lines("Not on this account", missing),
    lines("No telephone number in these lines of the file", (wanted?.unread ?? []).map(String)),
    lines("In more than one of the states", [...managed.twice]),
    "\nNext:\n",
    ...commands.map((command) => `  ${command}\n`),
    "\n`pulumi destroy` disconnects adopted numbers. The program protects them as long as it says `protect`.\n",
    "The preview must show that every resource is unchanged. `pulumi up` then writes down what depends on what.\n",
    "Delete import.json afterwards: it holds what the state holds, secrets included.\n",
  ].join("");
}

function lines(title: string, all: readonly string[]): string {
  if (all.length === 0) return "";
  const named = all.slice(0, MOST_NAMED).map((line) => `  ${line}\n`);
  const more = all.length > MOST_NAMED ? `  and ${all.length - MOST_NAMED} more\n` : "";
  return `\n${title}:\n${named.join("")}${more}`;
}

const refuse = (reason: string) => new CommandFailure(`${reason}. Nothing was changed.`, exitCode.refused);
const wrong = (message: string) => new CommandFailure(`${message} See pulumi-bandwidth --help.`, exitCode.usage);
