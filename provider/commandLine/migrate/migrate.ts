import { readFile, writeFile } from "node:fs/promises";
import type { Writable } from "node:stream";
import { printable } from "../../pulumi/values/printable.js";
import { CommandFailure, exitCode } from "../exitCode.js";
import type { Input } from "../passwords.js";
import { parseState, showsSecrets } from "./deployment.js";
import { nameOf, refusals } from "./refusals.js";
import { isOurs, withPlugin } from "./rewrite.js";

const UNCHANGED = "Nothing was written, and the stack is as it was.";

/** What the command is given. Without files it reads standard input and writes standard output. */
interface Given {
  file?: string;
  out?: string;
  /** The name of the plugin's provider. */
  provider?: string;
}

/**
 * Makes the plugin's state of the state that classes wrote. Asks nothing of Bandwidth and of Pulumi.
 * @throws CommandFailure before anything is written.
 */
export async function migrate(
  { file, out, provider }: Given,
  { input, output, screen }: { input: Input; output: Writable; screen: Writable },
): Promise<void> {
  if (file === undefined && input.isTTY)
    throw new CommandFailure("The state is missing. Export it to a file, and add --file FILE.", exitCode.usage);
  const state = parseState(file === undefined ? await everything(input) : await textOf(file));
  if (!state)
    throw refused(["This is no state as `pulumi stack export` writes it, or one of a form that is not known here."]);
  const reasons = refusals(state);
  if (reasons.length > 0) throw refused(reasons);
  const migrated = withPlugin(state, provider);
  const text = `${JSON.stringify(migrated, null, 4)}\n`;
  if (out === undefined) output.write(text);
  else await writeNew(out, text);
  const { resources } = state.deployment;
  const unfinished = resources.filter((one) => isOurs(one) && one.initErrors?.length).map(({ urn }) => nameOf(urn));
  const count = migrated.deployment.resources.filter(({ type }) => type.startsWith("bandwidth:index:")).length;
  const lines = [
    `${count === 1 ? "1 resource is" : `${count} resources are`} the plugin's in ${out ?? "this state"}. Nothing was sent to Bandwidth, and the stack is as it was.`,
    ...(unfinished.length > 0
      ? [`Not finished yet: ${unfinished.join(", ")}. The first preview shows an update of them.`]
      : []),
    ...(showsSecrets(state)
      ? ["Both states show secrets as plain text. Delete the files when you no longer need them."]
      : []),
    ...next(file, out),
  ];
  screen.write(`${printable(lines.join("\n"))}\n`);
}

function next(file = "BEFORE", out = "AFTER"): string[] {
  return [
    "Next, with a program that uses the plugin:",
    `  pulumi stack import --file ${out}`,
    "  pulumi preview --expect-no-changes",
    `If the preview shows a change, go back: pulumi stack import --file ${file}`,
  ];
}

async function everything(input: Input): Promise<string> {
  let text = "";
  input.setEncoding("utf8");
  for await (const chunk of input) text += chunk;
  return text;
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    throw refused([`${file} can't be read: ${reasonOf(error)}.`]);
  }
}

/** Never over a file: it may be the only copy of the state. Secrets may be in it, so that only its owner may read it. */
async function writeNew(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text, { flag: "wx", mode: 0o600 });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw refused([
      code === "EEXIST"
        ? `${file} exists already. Remove it, or name another file.`
        : `${file} can't be written: ${reasonOf(error)}.`,
    ]);
  }
}

const reasonOf = (error: unknown) => (error as NodeJS.ErrnoException).code ?? "unknown error";

function refused(reasons: readonly string[]): CommandFailure {
  return new CommandFailure([...reasons, UNCHANGED].join("\n"), exitCode.refused);
}
