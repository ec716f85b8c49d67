import { z } from "zod";
import type { Following } from "../../bandwidth/buying/newNumberOrders.js";
import type { ErrorCodes } from "../../bandwidth/errorCodes/errorCodes.js";
import type { Applied } from "../../bandwidth/features/tnOptions.js";
import { printableText } from "../../bandwidth/http/errors.js";
import type { GoneAmong, PeerPlace } from "../../bandwidth/numbers/numbers.js";
import { normalizeTelephoneNumber } from "../../bandwidth/values/telephoneNumber.js";
import type { Call } from "../../pulumi/definition/definition.js";
import type { ReplacementRecord } from "../../pulumi/run/program.js";
import type { Bandwidth } from "../define.js";
import { describeFailures } from "../ordering/failures.js";
import { following } from "../ordering/following.js";

/** One step for some numbers. */
export interface Step {
  numbers: string[];
  apply(numbers: string[], waiting: Following): Promise<Applied>;
  /** Numbers that were released meanwhile need nothing. */
  mayBeGone?: boolean;
  /** Which numbers that no list shows to these credentials are gone. Without it, all of them. */
  goneAmong?: GoneAmong;
  /** Where the numbers should be. A number that is neither listed there nor known by itself is gone: two answers say so. */
  hints?: PeerPlace[];
}

/** The message if steps fail, and what the codes mean then. */
export interface Trouble {
  words: string;
  meanings: ErrorCodes;
}

/** The result of the steps. */
export interface StepsDone {
  outputs: { orderIds: string[]; status: string };
  /** Numbers that may not have got what they should. */
  unsettled: Set<string>;
  /** Numbers of orders that were still open when the wait ended. */
  begun: Set<string>;
  /** What to report to the user, number by number. */
  problem?: string;
}

/** Does one step after the other. A failure for some numbers doesn't hold back the others. */
export async function runSteps(
  call: Call<Bandwidth>,
  what: string,
  trouble: Trouble,
  steps: readonly Step[],
): Promise<StepsDone> {
  const waiting = following(call, what);
  const orderIds: string[] = [];
  const statuses: string[] = [];
  const unsettled = new Set<string>();
  const begun = new Set<string>();
  const failed: { telephoneNumber?: string; code?: string; description?: string }[] = [];
  for (const { numbers, apply, mayBeGone, hints, goneAmong } of steps) {
    if (numbers.length === 0) continue;
    const present = mayBeGone ? await inService(call, numbers, hints, goneAmong) : numbers;
    if (present.length === 0) continue;
    const result = await apply(present, waiting);
    orderIds.push(...result.orderIds);
    statuses.push(result.status);
    failed.push(...result.failed);
    for (const { telephoneNumber, description } of result.warnings ?? []) {
      call.warn([telephoneNumber, printableText(description)].filter(Boolean).join(": "));
    }
    const named = result.failed.flatMap(({ telephoneNumber }) => telephoneNumber ?? []);
    for (const number of result.open ? present : named) unsettled.add(number);
    if (result.open) {
      for (const number of present) begun.add(number);
      const orders = result.orderIds.join(", ");
      failed.push({ description: `the order did not finish in time (${orders}, ${result.status})` });
    }
  }
  const tell = () => describeFailures(trouble.words, failed, whatNext(steps, unsettled), trouble.meanings);
  const problem = failed.length > 0 ? tell() : undefined;
  return { outputs: { orderIds, status: statuses.at(-1) ?? "COMPLETE" }, unsettled, begun, problem };
}

function whatNext(steps: readonly Step[], unsettled: ReadonlySet<string>): string {
  const others = steps.some(({ numbers }) => numbers.some((number) => !unsettled.has(number)));
  return `${others ? "The other numbers are done. " : ""}Fix the cause and run \`pulumi up\` again.`;
}

/** The numbers that are in service on this account. */
export async function inService(
  { api }: Call<Bandwidth>,
  numbers: readonly string[],
  hints: PeerPlace[] = [],
  goneAmong?: GoneAmong,
): Promise<string[]> {
  const { numbers: lookUps } = api;
  const places = await (goneAmong
    ? lookUps.locateOwn([...numbers], hints, goneAmong)
    : lookUps.locate([...numbers], hints));
  return numbers.filter((number) => places.has(number));
}

/**
 * An output of resources with numbers: numbers that aren't in `telephoneNumbers` but may have got what was ordered for them,
 * because the order was still open when the run ended. The resource that releases them removes it again.
 */
export const begunOutput = { __begun: z.array(z.string()).optional().meta({ internal: true }) };

/** The numbers of a state. */
interface Held {
  telephoneNumbers?: string[];
  __begun?: string[];
}

/** What an unfinished run leaves in the state about open orders. */
export function begunIn(begun: Iterable<string>, { __begun = [] }: Held = {}): Pick<Held, "__begun"> {
  const all = [...new Set([...__begun, ...begun])];
  return all.length > 0 ? { __begun: all } : {};
}

/** All numbers that have something of this resource, or may have it. Without a state, as in an import, the numbers of the id. */
export const heldNumbers = (state: Held | undefined, id: string): string[] =>
  state?.telephoneNumbers === undefined ? numbersOf(id) : allOf(state);

/** What a delete releases. A forced replacement has already ordered for its own numbers. Undoing that would be wrong. */
export function givenUp(state: Held | undefined, id: string, replacement?: ReplacementRecord): string[] {
  const kept = new Set(replacement ? heldNumbers(replacement.state, replacement.id) : []);
  return heldNumbers(state, id).filter((number) => !kept.has(number));
}

const allOf = ({ telephoneNumbers = [], __begun = [] }: Held) => [...new Set([...telephoneNumbers, ...__begun])];

/** Which numbers stay, come and leave. */
export function changeOf(state: Held, wanted: readonly string[]) {
  const had = new Set(state.telephoneNumbers);
  const wants = new Set(wanted);
  return {
    stay: wanted.filter((number) => had.has(number)),
    added: wanted.filter((number) => !had.has(number)),
    dropped: allOf(state).filter((number) => !wants.has(number)),
  };
}

/** The difference that a diff of `telephoneNumbers` doesn't show, such as numbers that are released while their order is open. */
export function begunChanges({ __begun = [] }: Held, wanted: Held) {
  const wants = new Set(wanted.telephoneNumbers);
  const leaves = wanted.telephoneNumbers !== undefined && __begun.some((number) => !wants.has(number));
  return leaves ? [{ path: "telephoneNumbers", kind: "update" as const, replaces: false }] : [];
}

/** The numbers that an import id lists. */
export function numbersOf(id: string): string[] {
  return id.split(",").map((part) => {
    const number = normalizeTelephoneNumber(part);
    if (number) return number;
    throw new Error(
      `"${part}" is not a telephone number; expected: a comma-separated list, as in +19195550100,+19195550101`,
    );
  });
}

/** The form of an import id of numbers. */
export const numbersId = {
  form: "a comma-separated list of telephone numbers",
  example: "+19195550100,+19195550101",
};
