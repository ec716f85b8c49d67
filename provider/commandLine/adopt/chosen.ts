import { BandwidthError, ConfigurationError } from "../../bandwidth/http/errors.js";
import { bandwidth } from "../../package.js";
import { CommandFailure, exitCode } from "../exitCode.js";
import type { Environment } from "../setPassword.js";
import { readTextFile } from "../textFile.js";
import { type AccountProgram, readAccount } from "./account.js";
import type { KeptAnswers } from "./keptAnswers.js";
import { type Managed, readManaged } from "./managed.js";
import { type NumbersFile, readNumbersFile } from "./numbersFile.js";
import { Reading } from "./reading.js";
import type { StackDivision } from "./stacks.js";

/** Which part of the account is wanted, as the command line has it. */
export interface GivenChoice {
  site?: string[];
  peer?: string[];
  numbers?: string;
  only?: string[];
  except?: string[];
  state?: string[];
}

const text = { type: "string" } as const;
const texts = { type: "string", multiple: true } as const;

/** The options for it, as `parseArgs` takes them. */
export const choiceOptions = {
  site: texts,
  peer: texts,
  numbers: text,
  only: texts,
  except: texts,
  state: texts,
} as const;

/** The account as far as it was wanted. */
export interface ChosenAccount {
  account: AccountProgram;
  /** What the file of numbers says. */
  wanted?: NumbersFile;
  managed: Managed;
}

/**
 * Reads what was wanted of the account.
 * @throws CommandFailure with the matching exit code.
 */
export async function readChosen(
  given: GivenChoice,
  environment: Environment,
  progress: (line: string) => void,
  { kept, stackPer }: { kept?: KeptAnswers; stackPer?: StackDivision } = {},
): Promise<ChosenAccount> {
  const wanted = given.numbers === undefined ? undefined : fileOf(given.numbers, "--numbers", readNumbersFile);
  if (wanted && wanted.numbers.size === 0) throw refused(`${given.numbers} has no telephone number`);
  const states = (given.state ?? []).map((file) => fileOf(file, "--state", (content) => content));
  const managed = managedIn(states, given.state ?? []);
  const wants = choiceOf(given);
  const choice = {
    sites: given.site,
    peers: given.peer,
    numbers: wanted?.numbers,
    stackPer,
    wants,
    managed: managed.ids,
    managedNumbers: managed.numbers,
    described: managed.described,
    managedOrders: managed.orders,
    declared: managed.declared,
  };
  const work = (reading: Reading) => readAccount(reading, choice, progress);
  return { account: await read(environment, work, kept), wanted, managed };
}

function choiceOf({ only = [], except = [] }: GivenChoice): (type: string) => boolean {
  const types = bandwidth.resources.map(({ name }) => name);
  const unknown = [...only, ...except].find((type) => !types.includes(type));
  if (unknown !== undefined) throw misused("--only and --except take names of resources, such as PhoneNumberOrder.");
  return (type) => (only.length === 0 || only.includes(type)) && !except.includes(type);
}

function fileOf<T>(path: string, option: string, readText: (text: string) => T): T {
  try {
    return readText(readTextFile(path));
  } catch (error) {
    throw refused(`${option}: ${path} can't be read: ${error instanceof Error ? error.message : error}`);
  }
}

function managedIn(states: readonly string[], files: readonly string[]): Managed {
  try {
    return readManaged(states, bandwidth.name);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw refused(`--state: ${files.join(", ")} must be what \`pulumi stack export\` writes: ${reason}`);
  }
}

async function read(
  environment: Environment,
  work: (reading: Reading) => Promise<AccountProgram>,
  kept?: KeptAnswers,
): Promise<AccountProgram> {
  const reading = new Reading(bandwidth, environment);
  const { place } = reading;
  const goesOn = kept && place ? "What was read is kept: the same command goes on from there." : "Nothing was written.";
  const stop = () => reading.cancel();
  process.once("SIGINT", stop);
  try {
    if (kept && place) {
      reading.readSince = () => kept.oldest;
      kept.serve((await reading.api).client, place);
    }
    // Not every request knows the signal. Nobody waits for its answer.
    return await Promise.race([work(reading), untilAborted(reading.signal)]);
  } catch (error) {
    if (reading.signal.aborted) throw new CommandFailure(`Stopped. ${goesOn}`, exitCode.interrupted);
    if (error instanceof ConfigurationError || error instanceof BandwidthError) throw refused(error.message);
    throw error;
  } finally {
    process.off("SIGINT", stop);
    await reading.close();
  }
}

const untilAborted = (signal: AbortSignal) =>
  new Promise<never>((_, reject) => signal.addEventListener("abort", () => reject(signal.reason), { once: true }));

/** Nothing was changed, and this is why. */
export const refused = (reason: string) => new CommandFailure(`${reason}. Nothing was changed.`, exitCode.refused);
/** The command was not understood. */
export const misused = (message: string) =>
  new CommandFailure(`${message} See pulumi-bandwidth --help.`, exitCode.usage);
