import { parseArgs } from "node:util";
import { isObject } from "../../pulumi/values/values.js";
import { toWire } from "../../pulumi/values/wire.js";
import type { Adopted } from "../adopt/account.js";
import { choiceOptions, readChosen } from "../adopt/chosen.js";
import { variableOf } from "../adopt/names.js";
import { CommandFailure } from "../exitCode.js";
import type { Environment } from "../setPassword.js";
import type { Diagnostic, ImportedResource } from "./answer.js";

/** What Pulumi's own generation of programs cannot know, said each time. */
const LIMITS =
  "Pulumi writes this program. It takes a text that equals the id or the name of another resource for a reference: read the program " +
  "before you use it. It protects every resource. `pulumi-bandwidth adopt` writes a shorter program with names and references";

/**
 * The account for `pulumi import --from bandwidth`. Everything that goes wrong is a diagnostic: an error ends the command with
 * nothing imported.
 */
export async function convert(
  args: readonly string[],
  environment: Environment,
  progress: (line: string) => void,
): Promise<{ resources: ImportedResource[]; diagnostics: Diagnostic[] }> {
  try {
    const { account, wanted } = await readChosen(givenIn(args), environment, progress);
    const missing = account.missing.map((number) => `${number} is not on this account`);
    const unread = (wanted?.unread ?? []).map((line) => `line ${line} of the file has no telephone number`);
    const lines = [...account.left.map((line) => `not imported: ${line}`), ...missing, ...unread, LIMITS];
    return {
      resources: account.resources.map(importOf),
      diagnostics: lines.map((summary) => ({ severity: "warning", summary })),
    };
  } catch (error) {
    if (!(error instanceof CommandFailure)) throw error;
    const settings =
      "The converter gets no configuration of the stack: it takes its settings from the environment (BW_…).";
    return { resources: [], diagnostics: [{ severity: "error", summary: `${error.message} ${settings}` }] };
  }
}

function givenIn(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: choiceOptions, strict: true, allowPositionals: false }).values;
  } catch {
    const names = Object.keys(choiceOptions).map((name) => `--${name}`);
    throw new CommandFailure(`After --, the only arguments are ${names.join(", ")}. Nothing was changed.`, 2);
  }
}

function importOf({ type, name, id, inputs, outputs }: Adopted): ImportedResource {
  const { siteId, sipPeerId } = inputs;
  // The id of a peer's resource: by it, the generated program refers to the peer.
  const peer = type !== "SipPeer" && typeof sipPeerId === "string" ? { sipPeerId: `${siteId}/${sipPeerId}` } : {};
  return {
    type: `bandwidth:index:${type}`,
    name: variableOf(name),
    logicalName: name,
    id,
    inputs: bagOf({ ...inputs, ...peer }),
    outputs: bagOf(outputs),
  };
}

/** Plain values of a protocol buffer's struct. */
function bagOf(values: Record<string, unknown>): Record<string, unknown> {
  return withoutUndefined(toWire(values)) as Record<string, unknown>;
}

function withoutUndefined(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutUndefined);
  if (!isObject(value)) return value;
  const known = Object.entries(value).filter(([, part]) => part !== undefined);
  return Object.fromEntries(known.map(([name, part]) => [name, withoutUndefined(part)]));
}
