import type { FoundOrder } from "../../bandwidth/orders/submit.js";
import type { Call } from "../../pulumi/definition/definition.js";
import { customerOrderId, type HomePlace, identitiesOf, type OrderIdentity } from "./orderLedger.js";

/*
 * Which of my orders exist already? A killed run leaves orders that no state knows. They are found by their ids: the resource's
 * key and a count, one count after the other, up to the first id that was never used (docs/maintainers/money.md#order-ids).
 * What to do with a found order depends on its status. The table below says it for each resource. A wrong cell buys numbers
 * twice, or disconnects somebody else's numbers.
 */

/** What to do with an order that was found under an id of this resource, by its status. */
export interface RecoveryPolicy {
  /** Nobody can read it. It may contain anything, so continuing could buy its numbers again. */
  unreadable: "stop";
  /** The API lists the order, and then says that there is no such order. */
  missing: "stop" | "skip";
  /** Another resource of this program has it, as its state says. */
  heldByOther: "skip" | "stop";
  /** Somebody else has adopted it since, maybe another stack. Only a note on the order says so, and each row asks for it. */
  adoptedByOther: "skip" | "stop";
  /** It ended without numbers: it failed, or it was canceled. */
  dead: "skip";
  /** Its cancel was requested, but isn't agreed to yet. */
  beingCanceled: "stop" | "cannot be";
  /** It is complete, and nothing that it did is here anymore. */
  history: "skip" | "adopt";
  /** It may still do something. */
  open: "adopt";
  /** Numbers are here by this same order. */
  holding: "adopt";
}

const always = { unreadable: "stop", dead: "skip", open: "adopt", holding: "adopt" } as const;
/** No status of a number order or an LSR order says that a cancel is pending. */
const atOnce = { ...always, beingCanceled: "cannot be" } as const;

/** What others have is not touched. */
const left = { heldByOther: "skip", adoptedByOther: "skip" } as const;
const refused = { heldByOther: "stop", adoptedByOther: "stop" } as const;

/** What each resource does with its own orders that it finds. */
export const recoveryPolicies = {
  /** A create waits for each order. It buys nothing in place of what another stack has: maybe the program is to lose it. */
  numbersOnCreate: { ...atOnce, ...left, adoptedByOther: "stop", missing: "stop", history: "skip" },
  /** An update waits for each order too. A resource that exists cannot do without what it lost, so it buys the next number. */
  numbersOnUpdate: { ...atOnce, ...left, missing: "stop", history: "skip" },
  /** A refresh or a delete looks once. A forced replacement of this resource orders under the same ids, and a note says so. */
  numbersNotInState: { ...atOnce, ...left, missing: "skip", history: "skip" },
  /** A delete that makes room for the next create looks for what that one will find. It adopts nothing itself. */
  numbersOfNext: { ...atOnce, ...left, missing: "skip", history: "skip" },
  /** A number can be in only one port-in at a time. While a cancel is pending, it can't be requested again. */
  portIn: { ...always, ...refused, missing: "skip", history: "skip", beingCanceled: "stop" },
  /** Bandwidth accepts a PON once. So an order whose numbers have left is adopted too: another one would be refused. */
  lsrOrder: { ...atOnce, ...refused, missing: "skip", history: "adopt" },
} as const satisfies Record<string, RecoveryPolicy>;

/** The result of a look at an order. An `error` is what the user reads if the policy stops the run. */
export type Looked<Order> =
  | { standing: "unreadable" | "missing" | "beingCanceled" | "heldByOther" | "adoptedByOther"; error: unknown }
  | { standing: "dead" }
  | { standing: "history" | "open" | "holding"; order: Order };

/** Reports that a list shows an order, and that the API doesn't. */
export const missingOrder = (what: string): Looked<never> => ({
  standing: "missing",
  error: new Error(
    `${what} is listed under an id of this resource, but the API does not show it. Nothing was ordered.`,
  ),
});

/** Records which id a look-up has just proven to be unused. It isn't looked up again. */
export interface Unused {
  unusedCount?: number;
}

/** The orders under one id. An empty list proves that the id was never used. */
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

/** The orders under one's own ids, id by id, from a count to the first id that was never used. */
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

/** The orders under an id that the policy adopts. Each is looked at only at its turn. */
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
 * The order that an earlier run has placed under one of the keys of the state, and the identity that goes with it. If there is
 * none, it is the present one: that of the next order.
 */
export async function firstUnderAny<Order>(
  call: HomePlace & Pick<Call<never>, "goOnUnder">,
  replacing: unknown,
  find: (identity: OrderIdentity) => Promise<Order | undefined>,
): Promise<{ ledger: OrderIdentity; earlier?: Order }> {
  const [own, ...former] = identitiesOf(call, replacing);
  if (own === undefined) throw new Error("an order without an identity");
  for (const { home, ledger } of [own, ...former]) {
    const earlier = await find(ledger);
    if (earlier === undefined) continue;
    call.goOnUnder?.(home);
    return { ledger, earlier };
  }
  return { ledger: own.ledger };
}

/**
 * The first order that the policy adopts, for a resource that is one order. The count is that of its id. If there is none, the
 * count is that of the first id that was never used: the id of the next order.
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
