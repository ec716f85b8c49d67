import { createHash, randomUUID } from "node:crypto";
import { z } from "zod";
import type { Call } from "../../pulumi/definition/definition.js";

/** What a resource whose life is an order records about itself in the state, besides what it shows. */
export const orderIdentity = z.object({
  /** The ids of the orders come from this and the count. It never changes, even if the resource is renamed. */
  key: z.string(),
  /**
   * Random. A note on an adopted number order names the claim of its new owner. Port-ins and LSR orders get no such notes: they
   * reach people. What version 0.1.0 wrote on them still counts.
   */
  claim: z.string(),
  /** How many orders have been placed. */
  count: z.number(),
});

export type OrderIdentity = z.infer<typeof orderIdentity>;

/** The same for an order of numbers. */
export const orderLedger = orderIdentity
  .extend({
    /** Orders that may still bring numbers. */
    open: z.array(z.object({ orderId: z.string(), pending: z.number(), telephoneNumbers: z.array(z.string()) })),
    /** Numbers of a disconnect that hadn't ended, or whose result wasn't known. */
    leaving: z.array(z.string()).optional(),
    /** Counts of orders whose ids were looked for only before they were placed. The API's list may have lagged behind. */
    unconfirmed: z.array(z.number()).optional(),
    /** Numbers that passed to another resource of the program, which may not have taken them yet. */
    left: z.array(z.string()).optional(),
    /** Those that were not disconnected only because the run didn't see the whole program. */
    deferred: z.array(z.string()).optional(),
    /** Numbers that were taken from another resource. It isn't known which orders brought them. */
    taken: z.array(z.string()).optional(),
    /** Orders of other resources that brought numbers which were taken from them. */
    origins: z.array(z.string()).optional(),
    /**
     * Numbers that were taken from a resource that still had them in its state, and an order of that resource if it had one. A
     * note on it says when it has released them.
     */
    shared: z.array(z.object({ orderId: z.string().optional(), telephoneNumbers: z.array(z.string()) })).optional(),
    /** The claim that a note on the imported order named last then. It is older than this resource. */
    heard: z.string().optional(),
    /** Numbers came from an imported list. It isn't known which orders brought them. */
    listed: z.boolean().optional(),
    /**
     * `pulumi-bandwidth adopt` put the numbers in `taken` here, at this time. Nothing on the account says so: another stack may have
     * them too. `mayBeExternal`: which of them belong to other carriers could not be read.
     */
    adopted: z.object({ at: z.string(), mayBeExternal: z.boolean().optional() }).optional(),
    /** Where the numbers were put, even if the program leaves the peer to the site's default. */
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

/** The place of a resource in a program and a state, of which its ids and marks are made. */
export type HomePlace = Pick<Call<never>, "stateKey" | "urn" | "originUrn" | "formerHomes">;

/** One of them. Those under other providers say which. */
type OneHome = HomePlace & { providerId?: string };

/** Without what else a call knows. */
export const homeIn = ({ stateKey, urn, originUrn = urn }: HomePlace): Pick<Origin, "stateKey" | "urn"> => ({
  stateKey,
  urn: originUrn,
});

/**
 * The same place under each key that the state may have had. Orders are placed under the first one. Earlier runs may have placed
 * some under the others.
 */
export const homesOf = ({ stateKey, urn, originUrn, formerHomes = [] }: HomePlace): OneHome[] => [
  { stateKey, urn, originUrn },
  ...formerHomes.map((home) => ({ ...home, urn })),
];

/** The origin of what was imported by this id. An import has no program yet. Its own key keeps its later orders apart. */
export const importedOrigin = (place: HomePlace, id: string): Origin => ({
  stateKey: place.stateKey || id,
  urn: homeIn(place).urn,
  replacing: { imported: id },
});

export function newIdentity(origin: Origin): OrderIdentity {
  if (!origin.stateKey)
    throw new Error("no key of the stack's state: an order could not be found again, so none is placed");
  const key = createHash("sha256").update(JSON.stringify(origin)).digest("hex").slice(0, 40);
  return { key, claim: randomUUID(), count: 0 };
}

/** The identities of a resource in this place, one for each key that the state may have had, the present one first. */
export const identitiesOf = (place: HomePlace, replacing: unknown): { home: OneHome; ledger: OrderIdentity }[] =>
  homesOf(place).map((home) => ({ home, ledger: newIdentity({ ...homeIn(home), replacing }) }));

export function newLedger(origin: Origin, place: { siteId: string; sipPeerId?: string }): OrderLedger {
  return { ...newIdentity(origin), open: [], siteId: place.siteId, sipPeerId: place.sipPeerId };
}

/** A copy of the ledger in a state, which a run may change. Without it, nobody knows which orders belong to this resource. */
export function ledgerIn<Ledger extends OrderIdentity>(ledger: Ledger | undefined, complaint: string): Ledger {
  if (!ledger) throw new Error(complaint);
  return structuredClone(ledger);
}

/** The id of the n-th order. It is known before the first request, and the same when an interrupted run starts again. */
export function customerOrderId(ledger: OrderIdentity, count: number): string {
  return createHash("sha256").update(`${ledger.key} ${count}`).digest("hex").slice(0, 40);
}
