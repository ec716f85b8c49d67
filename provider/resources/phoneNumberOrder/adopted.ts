import { BandwidthError } from "../../bandwidth/http/errors.js";
import type { NumberStatus } from "../../bandwidth/numbers/numbers.js";
import type { Call } from "../../pulumi/definition/definition.js";
import type { Bandwidth } from "../define.js";
import { countOf, namesOf } from "../ordering/failures.js";
import type { OrderLedger } from "../ordering/orderLedger.js";
import { broughtByBandwidth, isPurchase, purchasesIn, recordOf } from "../ordering/purchases.js";
import type { Holdings } from "./holdings.js";
import { shareTaken } from "./sharing.js";

/*
 * `pulumi-bandwidth adopt` puts numbers into a state without asking about each, and leaves nothing on the account. So a second
 * stack may have been adopted from the same account, and neither knows of the other. Before such a number is disconnected, the user
 * has to say that no other stack has it (docs/maintainers/money.md#adopted-accounts).
 */

type Adopted = Pick<OrderLedger, "adopted" | "taken">;

/** Those of the numbers that the adoption of a whole account brought here. */
export function adoptedAmong({ adopted, taken = [] }: Adopted, numbers: readonly string[]): string[] {
  if (adopted === undefined) return [];
  const all = new Set(taken);
  return numbers.filter((number) => all.has(number));
}

/** A number may come from a resource to which an adoption brought it. What is not known of it stays unknown here. */
export function inheritAdopted(holdings: Holdings, state: Record<string, unknown> = {}, number: string): void {
  const { adopted, taken } = (state.__orders ?? {}) as Adopted;
  if (adopted === undefined || adoptedAmong({ adopted, taken }, [number]).length === 0) return;
  const { ledger } = holdings;
  const mayBeExternal = ledger.adopted?.mayBeExternal || adopted.mayBeExternal ? { mayBeExternal: true } : {};
  ledger.adopted = { at: ledger.adopted?.at ?? adopted.at, ...mayBeExternal };
}

/** The refusal, before anything is bought in place of these numbers. */
export function refuseAdopted(call: Pick<Call<Bandwidth>, "api">, ledger: Adopted, numbers: readonly string[]): void {
  const doubtful = adoptedAmong(ledger, numbers);
  if (doubtful.length === 0 || call.api.ownsAdopted) return;
  const it = doubtful.length === 1 ? "it" : "them";
  throw new Error(
    `${countOf(doubtful)} not disconnected: ${namesOf(doubtful, 10)}. \`pulumi-bandwidth adopt\` put ${it} into this stack, and ` +
      `nothing on the account shows whether another stack has ${it} too. Nothing was bought or disconnected. If another stack has ` +
      `${it}, keep ${it} in this list, or remove this resource with \`pulumi state delete\`, which leaves its numbers in service. If no ` +
      "other stack has what was adopted, say so once: set bandwidth:ownsAdopted to true (BW_OWNS_ADOPTED), and run `pulumi up`.",
  );
}

/**
 * Looks at adopted numbers before they are disconnected. What somebody else bought since, and what belongs to another carrier,
 * leaves the holdings and stays in service.
 * @throws Error if the user has not said that no other stack has them, or if one of them may belong to another carrier.
 */
export async function lookAtAdopted(
  call: Call<Bandwidth>,
  holdings: Holdings,
  numbers: readonly string[],
): Promise<void> {
  const { ledger } = holdings;
  refuseAdopted(call, ledger, numbers);
  const doubtful = adoptedAmong(ledger, numbers);
  if (doubtful.length === 0 || ledger.adopted === undefined) return;
  const { at, mayBeExternal = false } = ledger.adopted;
  const looked = mayBeExternal ? doubtful : doubtful.slice(0, MOST_LOOKED_AT);
  const records = new Map(
    await Promise.all(looked.map(async (number) => [number, await recordOf(call.api, number)] as const)),
  );
  if (mayBeExternal) await leaveExternal(call, holdings, records);
  const strangers = looked.filter((number) => boughtAfter(records.get(number), at));
  if (strangers.length > 0) {
    call.warn(`${namesOf(strangers)}: lost, and bought again by somebody else's order; left alone`);
    holdings.drop(strangers);
  }
  const known = looked.filter((number) => holdings.numbers.includes(number));
  await shareTaken(call, holdings, known, purchasesIn(records));
}

/** So many are looked at one by one, if nothing demands a look at all of them. */
const MOST_LOOKED_AT = 50;

const DAY_MS = 86_400_000;

/** Whether an order brought the number to its account after the adoption. A day is left for clocks and time zones. */
export function boughtAfter(record: NumberStatus | undefined, at: string): boolean {
  return (
    record !== undefined && isPurchase(record) && Date.parse(record.orderCreateDate ?? "") > Date.parse(at) + DAY_MS
  );
}

/** The adoption could not tell numbers of other carriers from the others. A disconnect of such a number is never sent. */
async function leaveExternal(
  { api, warn, signal }: Call<Bandwidth>,
  holdings: Holdings,
  records: ReadonlyMap<string, NumberStatus | undefined>,
): Promise<void> {
  const unproven = [...records].flatMap(([number, record]) => (record && broughtByBandwidth(record) ? [] : [number]));
  const external: string[] = [];
  for (const number of unproven) {
    const isExternal = await api.externalTns.wasImported(number, signal).catch((error: unknown) => {
      if (error instanceof BandwidthError) return undefined;
      throw error;
    });
    if (isExternal === undefined) throw new Error(untold(unproven));
    if (isExternal) external.push(number);
  }
  if (external.length === 0) return;
  warn(
    `${namesOf(external)}: of another carrier, so nothing is disconnected. It leaves this resource and stays on the account. ` +
      "Adopt it as ExternalTns.",
  );
  holdings.drop(external);
}

const untold = (numbers: readonly string[]) =>
  `${countOf(numbers)} not disconnected: ${namesOf(numbers, 10)}. The adoption could not read which numbers belong to other carriers, ` +
  `and neither can this run. Nothing was disconnected. Give these credentials the right to read external numbers (externalTns), or ` +
  "remove the resource with `pulumi state delete`.";
