import type { FoundOrder } from "../../bandwidth/orders/submit.js";
import { customerOrderId, type OrderIdentity } from "./orderLedger.js";

/*
 * Which of my orders exist already? A run that was killed leaves orders that no state knows. They are found by their ids:
 * the resource's key and a count, one count after the other, up to the first id that was never used
 * (docs/maintainers/money.md#order-ids). What to do with an order that is found depends on how it stands. The table below
 * says it for each resource. A wrong cell buys numbers twice, or disconnects numbers of somebody else.
 */

/** How an order stands that was found under an id of this resource. */
export interface RecoveryPolicy {
  /** Nobody can look at it. It may hold anything: to go on without knowing could buy its numbers again. */
  unreadable: "stop";
  /** The API lists the order, and then says that there is no such order. */
  missing: "stop" | "skip";
  /** Another resource has it: by the states of this program, or by a note on the order. */
  ownedByOther: "skip" | "not asked";
  /** It ended without numbers: it failed, or it was cancelled. */
  dead: "skip";
  /** Its cancel was asked for, and is not agreed to yet. */
  beingCancelled: "stop" | "cannot be";
  /** It is complete, and nothing that it did is left here. */
  history: "skip" | "adopt";
  /** It may still do something. */
  open: "adopt";
  /** Numbers are here by this very order. */
  holding: "adopt" | "cannot be";
}

/** What each resource does with its own orders that it finds. */
export const recoveryPolicies = {
  /** A create waits for each order. It leaves alone what another resource of this program has, as after a renaming. */
  numbersOnCreate: {
    unreadable: "stop",
    missing: "stop",
    ownedByOther: "skip",
    dead: "skip",
    beingCancelled: "cannot be",
    history: "skip",
    open: "adopt",
    holding: "adopt",
  },
  /** An update waits for each order too. The ids after its count can only be of this resource. */
  numbersOnUpdate: {
    unreadable: "stop",
    missing: "stop",
    ownedByOther: "not asked",
    dead: "skip",
    beingCancelled: "cannot be",
    history: "skip",
    open: "adopt",
    holding: "adopt",
  },
  /** A refresh or a delete looks once. A forced replacement orders under the same ids, so the notes are read. */
  numbersNotInState: {
    unreadable: "stop",
    missing: "skip",
    ownedByOther: "skip",
    dead: "skip",
    beingCancelled: "cannot be",
    history: "skip",
    open: "adopt",
    holding: "adopt",
  },
  /** A delete before a create asks what that create will find. It takes nothing itself. */
  numbersOfNext: {
    unreadable: "stop",
    missing: "skip",
    ownedByOther: "not asked",
    dead: "skip",
    beingCancelled: "cannot be",
    history: "skip",
    open: "adopt",
    holding: "adopt",
  },
  /** One number can be in one port-in: a cancel that is under way keeps a second port-in out. */
  portIn: {
    unreadable: "stop",
    missing: "skip",
    ownedByOther: "not asked",
    dead: "skip",
    beingCancelled: "stop",
    history: "skip",
    open: "adopt",
    holding: "adopt",
  },
  /** Bandwidth takes a PON once. So an order whose numbers have left is adopted too: another one would be refused. */
  lsrOrder: {
    unreadable: "stop",
    missing: "skip",
    ownedByOther: "not asked",
    dead: "skip",
    beingCancelled: "cannot be",
    history: "adopt",
    open: "adopt",
    holding: "cannot be",
  },
} as const satisfies Record<string, RecoveryPolicy>;

/** What a look at an order tells. An `error` is what the user reads where the policy stops the run. */
export type Looked<Order> =
  | { standing: "unreadable" | "missing" | "beingCancelled"; error: unknown }
  | { standing: "ownedByOther" | "dead" }
  | { standing: "history" | "open" | "holding"; order: Order };

/** Tells that a list shows an order, and that the API does not. */
export const missingOrder = (what: string): Looked<never> => ({
  standing: "missing",
  error: new Error(
    `${what} is listed under an id of this resource, and the API does not show it. Nothing was ordered.`,
  ),
});

/** Remembers which id a look-up has just proven to be unused: it is not asked for again. */
export interface Unused {
  unusedCount?: number;
}

/** The orders under one id. None is a proof that the id was never used. */
export async function ordersUnder<Found>(
  identity: OrderIdentity,
  count: number,
  find: (customerOrderId: string) => Promise<Found[]>,
  unused: Unused = {},
): Promise<Found[]> {
  if (unused.unusedCount === count) return [];
  const found = await find(customerOrderId(identity, count));
  if (found.length === 0) unused.unusedCount = count;
  return found;
}

/** The orders under one's own ids, id by id, from a count on to the first id that was never used. */
export async function* ownOrders<Found>(
  identity: OrderIdentity,
  find: (customerOrderId: string) => Promise<Found[]>,
  { from = 1, unused }: { from?: number; unused?: Unused } = {},
): AsyncGenerator<{ count: number; found: Found[] }, void> {
  for (let count = from; ; count += 1) {
    const found = await ordersUnder(identity, count, find, unused);
    if (found.length === 0) return;
    yield { count, found };
  }
}

/** Those of the orders under an id that the policy adopts. Each is looked at only when it is its turn. */
export async function* adoptable<Found, Order>(
  found: readonly Found[],
  look: (found: Found) => Promise<Looked<Order>>,
  policy: RecoveryPolicy,
): AsyncGenerator<Order, void> {
  for (const one of found) {
    const looked = await look(one).catch((error: unknown) => ({ standing: "unreadable", error }) as const);
    const action = policy[looked.standing];
    if (action === "stop" && "error" in looked) throw looked.error;
    if (action === "adopt" && "order" in looked) yield looked.order;
  }
}

/**
 * The first order that the policy adopts, for a resource that is one order. The count is that of its id. Where there is none,
 * the count is that of the first id that was never used: the id of the next order.
 */
export async function firstOwnOrder<Order>(
  identity: OrderIdentity,
  find: (customerOrderId: string) => Promise<FoundOrder[]>,
  look: (found: FoundOrder) => Promise<Looked<Order>>,
  policy: RecoveryPolicy,
): Promise<Order | undefined> {
  identity.count = 1;
  for await (const { count, found } of ownOrders(identity, find)) {
    identity.count = count;
    for await (const order of adoptable(found, look, policy)) return order;
    identity.count = count + 1;
  }
  return undefined;
}
