import { z } from "zod";
import type { NumberFailure } from "../../bandwidth/orders/report.js";
import { orderIdentity } from "../ordering/orderLedger.js";

/** The API takes a change that it cannot pass on with a 200, and tells by this error of the order that it did not. */
const NOT_PASSED_ON = "7300";

/** What an order that goes to another carrier remembers of itself. */
export const portingLedger = orderIdentity.extend({
  /**
   * Properties of a change that was not passed on. The order may show the new values all the same, so the state keeps what it
   * has of them until another change is passed on.
   */
  refused: z.array(z.string()).optional(),
});

export type PortingLedger = z.infer<typeof portingLedger>;

interface Order {
  status: string;
  errors: readonly NumberFailure[];
}

/** What an order says of changes that were not passed on. Such an error may stay when a later change is passed on. */
export const notPassedOnErrors = <Failure extends { code?: string }>(errors: readonly Failure[]): Failure[] =>
  errors.filter(({ code }) => code === NOT_PASSED_ON);

/** Whether an order says that a change was not passed on to the other carrier; which change, it does not say. */
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

/** What to say of an order whose state is not known here: perhaps the other carrier never heard of what it shows. */
export const doubtful = (what: string): string =>
  `${what} tells that a change was not passed on to the other carrier (7300). Which change, it does not tell: compare what it ` +
  "shows with what the other carrier knows.";

/** These properties as a state has them. */
export const keptOf = (names: readonly string[] | undefined, state: object | undefined): Record<string, unknown> =>
  Object.fromEntries(
    state === undefined ? [] : (names ?? []).map((name) => [name, (state as Record<string, unknown>)[name]]),
  );
