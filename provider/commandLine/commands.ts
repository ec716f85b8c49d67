import type { Writable } from "node:stream";
import { parseArgs } from "node:util";
import manifest from "../../package.json" with { type: "json" };
import { printable } from "../pulumi/values/printable.js";
import { CommandFailure, exitCode } from "./exitCode.js";
import { helpText } from "./help.js";
import { type Input, readPasswords } from "./passwords.js";
import { type Environment, setPassword } from "./setPassword.js";
import { setTnOptions } from "./setTnOptions.js";

/** The process, as far as the command line uses it. */
export interface Surroundings {
  input: Input;
  output: Writable;
  /** Questions and errors: what is no result. */
  screen: Writable;
  environment: Environment;
}

type Command = (args: string[], surroundings: Surroundings) => Promise<void>;

const commands: Readonly<Record<string, Command>> = {
  "set-password": async (args, { input, output, screen, environment }) => {
    const { user } = optionsOf(args, { user: { type: "string" } }, "Passwords are asked for.");
    const username = user ?? environment.BW_USERNAME;
    if (!username) throw wrong("Whose password? Give --user NAME, or set BW_USERNAME.");
    // A colon would end the name in the header that signs the user in.
    if (username.includes(":")) throw wrong("A user's name has no colon.");
    await setPassword(username, await readPasswords(input, screen), environment);
    output.write(`The password of ${printable(username)} was changed.\n`);
  },
  "set-tn-options": async (args, { output, environment }) => {
    const [number = "", ...more] = args;
    if (number === "" || number.startsWith("-")) throw wrong("Which number? Give it first, as in +19195550100.");
    const text = { type: "string" } as const;
    const given = optionsOf(more, { "call-forward": text, "calling-name-display": text, sms: text });
    output.write(await setTnOptions(number, given, environment));
  },
  "--help": async (_args, { output }) => void output.write(helpText()),
  "--version": async (_args, { output }) => void output.write(`${manifest.version}\n`),
};

/** Runs a command; gives the exit code. */
export async function runCommand(args: readonly string[], surroundings: Surroundings): Promise<number> {
  const [name = "", ...rest] = args;
  try {
    if (rest.includes("--help") || name === "-h") return await runCommand(["--help"], surroundings);
    const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
    if (!command) throw wrong("No such command.");
    await command(rest, surroundings);
    return exitCode.done;
  } catch (error) {
    if (!(error instanceof CommandFailure)) throw error;
    surroundings.screen.write(`pulumi-bandwidth: ${printable(error.message)}\n`);
    return error.code;
  }
}

/** Arguments are never repeated in a message: one of them may be a password that somebody tried to give. */
function optionsOf<Options extends Record<string, { type: "string" }>>(args: string[], options: Options, hint = "") {
  try {
    return parseArgs({ args, options, strict: true, allowPositionals: false }).values;
  } catch {
    throw wrong(`The only arguments are --${Object.keys(options).join(", --")}. ${hint}`.trim());
  }
}

const wrong = (message: string) => new CommandFailure(`${message} See pulumi-bandwidth --help.`, exitCode.usage);
