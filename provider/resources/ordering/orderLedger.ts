import { createHash, randomUUID } from "node:crypto";
import { z } from "zod";

/** What a resource whose life is an order remembers of itself in the state, beside what it shows. */
export const orderIdentity = z.object({
  /** From this and the count come the ids of the orders; it never changes, also when the resource is renamed. */
  key: z.string(),
  /**
   * Random; a note on an order of numbers that was taken over names the claim of its new holder. Port-ins and LSR orders get
   * no such notes: they reach people. What version 0.1.0 wrote on them still counts.
   */
  claim: z.string(),
  /** How many orders have been placed. */
  count: z.number(),
});

export type OrderIdentity = z.infer<typeof orderIdentity>;

/** The same of an order of numbers. */
export const orderLedger = orderIdentity
  .extend({
    /** Orders that may still bring numbers. */
    open: z.array(z.object({ orderId: z.string(), pending: z.number(), telephoneNumbers: z.array(z.string()) })),
    /** Numbers of a disconnect that had not come to its end, or whose fate was not known. */
    leaving: z.array(z.string()).optional(),
    /** Counts of orders whose ids were looked for only before they were placed: the API's list may have lagged behind. */
    unconfirmed: z.array(z.number()).optional(),
    /** Numbers that passed to another resource of the program, which may not have taken them yet. */
    left: z.array(z.string()).optional(),
    /** Those of them that were not disconnected only because the run did not see the whole program. */
    deferred: z.array(z.string()).optional(),
    /** Numbers that were taken over from another resource: which orders brought them is not known. */
    taken: z.array(z.string()).optional(),
    /** Orders of other resources, which brought numbers that were taken over from them. */
    origins: z.array(z.string()).optional(),
    /**
     * Numbers that were taken from a resource which still had them in its state then, and an order of that resource, if it had any: a
     * note on it says when it has let them go.
     */
    shared: z.array(z.object({ orderId: z.string().optional(), telephoneNumbers: z.array(z.string()) })).optional(),
    /** The claim that a note on the imported order named last then: it is older than this resource. */
    heard: z.string().optional(),
    /** There are numbers of a list that was imported: which orders brought them is not known. */
    listed: z.boolean().optional(),
    /** Where the numbers were put, also when the program leaves the peer to the site's default. */
    siteId: z.string(),
    sipPeerId: z.string().optional(),
  })
  .meta({ internal: true });

export type OrderLedger = z.infer<typeof orderLedger>;

/**
 * What makes the orders of this resource its own (docs/maintainers/money.md#order-ids): the state, the resource, and what would
 * replace it.
 */
export interface Origin {
  stateKey: string;
  urn: string;
  replacing: unknown;
}

export function newIdentity(origin: Origin): OrderIdentity {
  if (!origin.stateKey)
    throw new Error("no key of the stack's state: an order could not be found again, so none is placed");
  const key = createHash("sha256").update(JSON.stringify(origin)).digest("hex").slice(0, 40);
  return { key, claim: randomUUID(), count: 0 };
}

export function newLedger(origin: Origin, place: { siteId: string; sipPeerId?: string }): OrderLedger {
  return { ...newIdentity(origin), open: [], siteId: place.siteId, sipPeerId: place.sipPeerId };
}

/** A copy of the ledger in a state, which a run may change. Without it nobody knows which orders are this resource's. */
export function ledgerIn<Ledger extends OrderIdentity>(ledger: Ledger | undefined, complaint: string): Ledger {
  if (!ledger) throw new Error(complaint);
  return structuredClone(ledger);
}

/** The id of the n-th order: known before the first request, and the same when an interrupted run is started again. */
export function customerOrderId(ledger: OrderIdentity, count: number): string {
  return createHash("sha256").update(`${ledger.key} ${count}`).digest("hex").slice(0, 40);
}
