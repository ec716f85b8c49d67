import type { Writable } from "node:stream";
import { parseArgs } from "node:util";
import manifest from "../../package.json" with { type: "json" };
import { printable } from "../pulumi/printable.js";
import { exitCode, Failure } from "./exitCode.js";
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

const help = `pulumi-bandwidth: what Bandwidth offers and a Pulumi program cannot do.

  pulumi-bandwidth set-password [--user NAME]
      Changes the password of a user of the Bandwidth dashboard, who is asked for the present password and for the new
      one, twice. Nothing of them is shown. Where standard input is no terminal, it holds the two as two lines, the
      present one first. They are never taken from arguments or from the environment.

      --user NAME   The user; else BW_USERNAME.
      BW_API_URL    Address of the API, as for the provider; default https://dashboard.bandwidth.com/api.

      API users that sign in with OAuth2 have no password. Bandwidth ends the use of passwords for its API on
      2026-12-02; its newer reference does not list this operation any more.

  pulumi-bandwidth set-tn-options NUMBER [--call-forward NUMBER] [--calling-name-display on|off] [--sms on|off]
      Sets options of one telephone number of the account at once, without an order: for the moment when calls have to
      go elsewhere now. Prints what the number had and has. Settings come from the environment, as for the provider.

      What is to last belongs into a TnOptions resource: one that declares something else sets it back with the next
      pulumi up after a refresh. It also takes an option away again (systemdefault), which this command cannot.
      Bandwidth does not say what becomes of settings that a request leaves out. Call forwarding, calling name display,
      protection and SMS are sent along as they are; number formats, rewriteUser and finalDestinationUri cannot be, as
      Bandwidth does not tell them. Do not use it on numbers that have one of these.

  pulumi-bandwidth --help | --version

Ends with 0 when it is done; 1 when nothing was changed; 2 when it was called wrongly; 3 when it is not known whether
something was changed; 130 when it was interrupted.
`;

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
  "--help": async (_args, { output }) => void output.write(help),
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
    if (!(error instanceof Failure)) throw error;
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

const wrong = (message: string) => new Failure(`${message} See pulumi-bandwidth --help.`, exitCode.usage);
