import type { NumberFailure, OrderOutcome } from "../../bandwidth/buying/newNumberOrders.js";
import { numberOrderErrors } from "../../bandwidth/errorCodes/numberOrders.js";
import { describeFailures, namesOf } from "../ordering/failures.js";
import { AGAIN, type NumberCall, type NumberInputs, partialFailure } from "./call.js";
import type { Holdings } from "./holdings.js";
import { agingAdvice, ownAging } from "./ownAging.js";

/** Says what the end of an order means. An end that isn't a success leaves the state true and fails the run. */
export function assertFulfilled(call: NumberCall, holdings: Holdings, outcome: OrderOutcome, hint = ""): void {
  const { orderId, status, state, failed, completed, pending } = outcome;
  const got = `${completed.length} of ${outcome.requested ?? completed.length + failed.length + pending} numbers`;
  if (state === "backordered") {
    call.warn(
      `order ${orderId} is ${status}: it brought ${got}, and ${pending} are still to come. \`pulumi refresh\` follows it.`,
    );
  } else if (state === "open") {
    throw stillOpen(holdings, call, outcome);
  } else if (state === "failed") {
    throw refused(
      holdings,
      call,
      describeOrder(
        `order ${orderId}${searchOf(call.inputs)} FAILED, and bought nothing`,
        failed,
        `${hint}Fix the cause, then run \`pulumi up\` again.`,
      ),
    );
  } else if (state === "partial") {
    const text = describeOrder(
      `order ${orderId}${searchOf(call.inputs)} ended ${status}: it bought ${got}`,
      failed,
      `${hint}What was bought is in the state: ${completed.join(", ")}. ${AGAIN}`,
    );
    if (call.inputs.partialAllowed) call.warn(text);
    else throw partialFailure(holdings, call, text);
  }
}

/** Why an order was refused numbers: they are in service here, or this account released them lately. */
export async function explanationOf(call: NumberCall, { failed }: OrderOutcome): Promise<string> {
  const refused = failed.flatMap(({ telephoneNumber, code }) => (code === "5005" && telephoneNumber) || []);
  if (refused.length === 0) return "";
  const held = await call.api.numbers.heldAmong(refused).catch(() => new Set<string>());
  const own = refused.filter((number) => held.has(number));
  const lines = [
    own.length > 0 ? `${namesOf(own, 10)}: ${ALREADY}` : undefined,
    agingAdvice(
      await ownAging(
        call,
        refused.filter((number) => !held.has(number)),
      ),
    ),
  ];
  return lines.flatMap((line) => (line === undefined ? [] : `${line}\n`)).join("");
}

const ALREADY =
  "in service on this account by now. Another stack or the dashboard ordered it meanwhile: run `pulumi up` again to see " +
  "how to adopt it.";

/** Not finished is not success (docs/maintainers/money.md#unknown-is-not-success), but nothing is lost either. */
export function stillOpen(
  holdings: Holdings,
  call: NumberCall,
  { orderId, status, interruption }: OrderOutcome,
): Error {
  const why = interruption?.message ?? `order ${orderId} is still ${status}`;
  return partialFailure(holdings, call, `${why}\nIt is in the state; it will not be placed again.`);
}

/** A first order that failed leaves nothing behind. A later one must not take the earlier numbers along. */
function refused(holdings: Holdings, call: NumberCall, message: string): Error {
  if (holdings.orderIds.length > 1 || holdings.numbers.length > 0) return partialFailure(holdings, call, message);
  return new Error(message);
}

function describeOrder(what: string, failed: readonly NumberFailure[], next: string): string {
  const reasons = failed.length > 0 ? failed : [{ description: "the API gave no reason" }];
  return describeFailures(what, reasons, next, numberOrderErrors);
}

/** The search: an order without numbers has nothing else that identifies it. */
function searchOf({ search }: NumberInputs): string {
  const criteria = Object.entries(search ?? {}).filter(([, value]) => value !== undefined);
  return criteria.length === 0 ? "" : ` (${criteria.map(([name, value]) => `${name} ${String(value)}`).join(", ")})`;
}
