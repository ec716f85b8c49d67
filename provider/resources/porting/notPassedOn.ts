import { z } from "zod";
import type { NumberFailure } from "../../bandwidth/orders/report.js";
import { orderIdentity } from "../ordering/orderLedger.js";

/** The API accepts a change that it can't pass on with a 200, and reports that by this error of the order. */
const NOT_PASSED_ON = "7300";

/** What an order that goes to another carrier records about itself. */
export const portingLedger = orderIdentity.extend({
  /**
   * Properties of a change that was not passed on. The order may show the new values all the same, so the state keeps the old
   * values until another change is passed on.
   */
  refused: z.array(z.string()).optional(),
});

export type PortingLedger = z.infer<typeof portingLedger>;

interface Order {
  status: string;
  errors: readonly NumberFailure[];
}

/** What an order says about changes that were not passed on. Such an error may stay when a later change is passed on. */
export const notPassedOnErrors = <Failure extends { code?: string }>(errors: readonly Failure[]): Failure[] =>
  errors.filter(({ code }) => code === NOT_PASSED_ON);

/** Whether an order says that a change was not passed on to the other carrier. It doesn't say which change. */
export const wasNotPassedOn = ({ errors }: Pick<Order, "errors">): boolean => notPassedOnErrors(errors).length > 0;

/** Whether an order says that a change was not passed on, and did not say so before. */
export function isRefusedAnew(before: Pick<Order, "errors">, now: Pick<Order, "errors">): boolean {
  const told = notPassedOnErrors(before.errors).map(wordsOf);
  return notPassedOnErrors(now.errors).some((error) => {
    const index = told.indexOf(wordsOf(error));
    if (index >= 0) told.splice(index, 1);
    return index < 0;
  });
}

const wordsOf = ({ telephoneNumber, description }: NumberFailure) => JSON.stringify([telephoneNumber, description]);

/** Whether an order went back on its way, as it does when its change is passed on. */
export const wentBack = (before: Order, now: Order, ...states: string[]): boolean =>
  before.status !== now.status && states.includes(now.status);

/** The message about an order whose state isn't known here. Perhaps the other carrier doesn't know what it shows. */
export const doubtful = (what: string): string =>
  `${what} says that a change was not passed on to the other carrier (7300). It does not say which change: compare what it ` +
  "shows with what the other carrier knows.";

/** What ends the doubt about an order that keeps such an error. */
export const takeAsItIs = (orderId: string): string =>
  "If the other carrier has the new values, as Bandwidth's support can tell, take the order out of the state with " +
  `\`pulumi state delete\`, and import it with "${orderId}": then it counts as it is.`;

/** These properties as a state has them. */
export const keptOf = (names: readonly string[] | undefined, state: object | undefined): Record<string, unknown> =>
  Object.fromEntries(
    state === undefined ? [] : (names ?? []).map((name) => [name, (state as Record<string, unknown>)[name]]),
  );
