import type { Writable } from "node:stream";
import { parseArgs } from "node:util";
import manifest from "../../package.json" with { type: "json" };
import { printable } from "../pulumi/values/printable.js";
import { adopt } from "./adopt/adopt.js";
import { choiceOptions } from "./adopt/chosen.js";
import { CommandFailure, exitCode } from "./exitCode.js";
import { helpText } from "./help.js";
import { migrate } from "./migrate/migrate.js";
import { type Input, readPasswords } from "./passwords.js";
import { report, reportOptions } from "./report/report.js";
import { type Environment, setPassword } from "./setPassword.js";
import { setTnOptions } from "./setTnOptions.js";

/** The parts of the process that the command line uses. */
export interface Surroundings {
  input: Input;
  output: Writable & { isTTY?: boolean };
  /** Questions and errors: everything that isn't a result. */
  screen: Writable;
  environment: Environment;
}

/** A number is its exit code: some commands can end well in more than one way. */
type Command = (args: string[], surroundings: Surroundings) => Promise<unknown>;

const commands: Readonly<Record<string, Command>> = {
  "set-password": async (args, { input, output, screen, environment }) => {
    const { user } = optionsOf(args, { user: { type: "string" } }, "The command asks for the passwords.");
    const username = user ?? environment.BW_USERNAME;
    if (!username) throw wrong("The user is missing. Add --user NAME, or set BW_USERNAME.");
    // A colon would end the name in the header that signs the user in.
    if (username.includes(":")) throw wrong("A user name can't contain a colon.");
    await setPassword(username, await readPasswords(input, screen), environment);
    output.write(`The password of ${printable(username)} was changed.\n`);
  },
  "set-tn-options": async (args, { output, environment }) => {
    const [number = "", ...more] = args;
    if (number === "" || number.startsWith("-"))
      throw wrong("The number is missing. Put it first, as in +19195550100.");
    const text = { type: "string" } as const;
    const given = optionsOf(more, { "call-forward": text, "calling-name-display": text, sms: text });
    output.write(await setTnOptions(number, given, environment));
  },
  migrate: async (args, { input, output, screen }) => {
    const text = { type: "string" } as const;
    await migrate(optionsOf(args, { file: text, out: text, provider: text }), { input, output, screen });
  },
  adopt: async (args, { output, screen, environment }) => {
    const text = { type: "string" } as const;
    const own = {
      language: text,
      out: text,
      project: text,
      stack: text,
      "stack-per": text,
      "no-protect": { type: "boolean" },
      yes: { type: "boolean" },
    } as const;
    const given = optionsOf(args, { ...own, ...choiceOptions });
    output.write(await adopt(given, { environment, screen }));
  },
  report: (args, { output, screen, environment }) =>
    report(optionsOf(args, reportOptions), { environment, output, screen }),
  "--help": async (_args, { output }) => void output.write(helpText()),
  "--version": async (_args, { output }) => void output.write(`${manifest.version}\n`),
};

/** Runs a command. Returns the exit code. */
export async function runCommand(args: readonly string[], surroundings: Surroundings): Promise<number> {
  const [name = "", ...rest] = args;
  try {
    if (rest.includes("--help") || name === "-h") return await runCommand(["--help"], surroundings);
    const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
    if (!command) throw wrong("There is no such command.");
    const code = await command(rest, surroundings);
    return typeof code === "number" ? code : exitCode.done;
  } catch (error) {
    if (!(error instanceof CommandFailure)) throw error;
    surroundings.screen.write(`pulumi-bandwidth: ${printable(error.message)}\n`);
    return error.code;
  }
}

/** A message never repeats arguments: one of them may be a password. */
function optionsOf<Options extends Record<string, { type: "string" | "boolean"; multiple?: boolean }>>(
  args: string[],
  options: Options,
  hint = "",
) {
  try {
    return parseArgs({ args, options, strict: true, allowPositionals: false }).values;
  } catch {
    throw wrong(`The only arguments are --${Object.keys(options).join(", --")}. ${hint}`.trim());
  }
}

const wrong = (message: string) => new CommandFailure(`${message} See pulumi-bandwidth --help.`, exitCode.usage);
