import type { Readable, Writable } from "node:stream";
import { CommandFailure, exitCode } from "./exitCode.js";

/** The present password and the new one. */
export interface Passwords {
  present: string;
  next: string;
}

/** Standard input: a terminal, or the input of a script. */
export type Input = Readable & { isTTY?: boolean; setRawMode?(on: boolean): unknown };

/** Many times the size of two passwords and their line ends. */
const mostCharacters = 10_000;

/** Asks for the passwords at a terminal, twice for the new one. Otherwise reads them as two lines. */
export async function readPasswords(input: Input, screen: Writable): Promise<Passwords> {
  if (!input.isTTY) return twoLines(await everything(input));
  const terminal = new Terminal(input, screen);
  try {
    const present = await terminal.ask("Present password: ");
    const next = await terminal.ask("New password: ");
    const again = await terminal.ask("New password again: ");
    if (again === next) return { present, next };
    throw new CommandFailure("The new passwords differ. Nothing was changed.", exitCode.refused);
  } finally {
    terminal.close();
  }
}

async function everything(input: Input): Promise<string> {
  let text = "";
  input.setEncoding("utf8");
  for await (const chunk of input) {
    text += chunk;
    if (text.length > mostCharacters) throw notTwoLines();
  }
  return text;
}

function twoLines(text: string): Passwords {
  const lines = text.split(/\r?\n/);
  if (lines.at(-1) === "") lines.pop();
  const [present, next, ...more] = lines;
  if (present === undefined || next === undefined || more.length > 0) throw notTwoLines();
  return { present, next };
}

const notTwoLines = () =>
  new CommandFailure(
    "Standard input must hold exactly two lines: the present password, then the new one. Nothing was changed.",
    exitCode.usage,
  );

/** What a terminal's keys send. */
const keys = { interrupt: "\u0003", end: "\u0004", backspace: "\b", delete: "\u007f", eraseLine: "\u0015" };
/** Arrows and other keys that aren't characters. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: that is how they begin.
const keySequence = /\u001b(?:\[[0-9;]*[A-Za-z~]|O[A-Za-z])/g;

/** A terminal that doesn't show what you type. */
class Terminal {
  /** Typed ahead, for the next question. */
  private typed: string[] = [];
  private heard: () => void = () => {};

  constructor(
    private readonly input: Input,
    private readonly screen: Writable,
  ) {
    // From before the first question until the last answer, so that text typed in between isn't shown either.
    input.setRawMode?.(true);
    input.setEncoding("utf8");
    input.on("data", this.listen);
    input.on("end", this.hangUp);
  }

  /** The typed line. */
  async ask(question: string): Promise<string> {
    this.screen.write(question);
    let line: string[] = [];
    for (;;) {
      const character = await this.next();
      if (character === keys.interrupt) throw this.ended("Interrupted.", exitCode.interrupted);
      if (character === keys.end) throw this.ended("The input ended.", exitCode.usage);
      if (character === "\r" || character === "\n") break;
      if (character === keys.backspace || character === keys.delete) line.pop();
      else if (character === keys.eraseLine) line = [];
      else if (character >= " ") line.push(character);
    }
    this.screen.write("\n");
    return line.join("");
  }

  close(): void {
    this.input.off("data", this.listen);
    this.input.off("end", this.hangUp);
    this.input.setRawMode?.(false);
    // A listener on the input keeps the process alive.
    this.input.pause();
  }

  private ended(what: string, code: CommandFailure["code"]): CommandFailure {
    this.screen.write("\n");
    return new CommandFailure(`${what} Nothing was changed.`, code);
  }

  private async next(): Promise<string> {
    for (;;) {
      const character = this.typed.shift();
      if (character !== undefined) return character;
      await new Promise<void>((resolve) => {
        this.heard = resolve;
      });
    }
  }

  private readonly listen = (chunk: string | Buffer): void => {
    this.typed.push(...String(chunk).replace(keySequence, "").replaceAll("\r\n", "\r"));
    this.heard();
  };

  private readonly hangUp = (): void => {
    this.typed.push(keys.end);
    this.heard();
  };
}
