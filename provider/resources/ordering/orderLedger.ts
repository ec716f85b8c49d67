import { createHash, randomUUID } from "node:crypto";
import { z } from "zod";
import { BandwidthError } from "../../bandwidth/http/errors.js";
import type { Call } from "../../pulumi/definition/definition.js";
import type { Bandwidth } from "../define.js";

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

/** The id of the n-th order: known before the first request, and the same when an interrupted run is started again. */
export function customerOrderId(ledger: OrderIdentity, count: number): string {
  return createHash("sha256").update(`${ledger.key} ${count}`).digest("hex").slice(0, 40);
}

const NOTE = "pulumi-bandwidth claim ";

type Notes = Pick<Bandwidth["orderNotes"]["orders"], "notes">;
type Holder = Pick<Call<Bandwidth>, "api" | "ownerId">;

/** Tells, without giving it away, who made a claim for which orders: another resource, or another state, has another mark. */
const markOf = ({ key }: OrderIdentity, home: string) =>
  createHash("sha256").update(`claim ${key} ${home}`).digest("hex").slice(0, 12);

/**
 * Writes on the order who holds its numbers now. A note that is refused does not keep the order from being taken over: then
 * no other state learns of it, which is told.
 */
export async function noteOwnership(
  call: Holder & Pick<Call<Bandwidth>, "warn">,
  orderId: string,
  ledger: OrderIdentity,
) {
  const { api, ownerId } = call;
  const mark = ownerId === undefined ? "" : ` ${markOf(ledger, ownerId)}`;
  try {
    await api.orders.addNote(orderId, `${NOTE}${ledger.claim}${mark}`);
  } catch (error) {
    if (!(error instanceof BandwidthError) || error.fate !== "refused") throw error;
    call.warn(
      `order ${orderId} is taken over, but the API refused the note that says so: ${error.message} If another stack has ` +
        "the order in its state too, it does not hear of this: its `destroy` would disconnect the numbers. Take the " +
        "resource out of that state with `pulumi state delete` first.",
    );
  }
}

/** The claim that a note on the order names last; undefined when there is none. */
export async function lastOwnershipNote(notes: Notes, orderId: string): Promise<string | undefined> {
  const claims = (await notes.notes(orderId)).filter(({ description }) => description.startsWith(NOTE));
  return claims.at(-1)?.description.slice(NOTE.length).trim().split(" ")[0];
}

/**
 * Whether somebody took over the order after this resource: then its numbers are not this one's to release. A claim with the same
 * mark is that of a replacement by force. One of which the state has heard is known as what stands in this one's place (`replacement`);
 * if there is none, it died with its run, and nobody else would ever release the numbers. Where the run does not tell who this
 * resource is, any other claim counts.
 */
export async function isOwnedByOther(
  { api, ownerId }: Holder,
  orderId: string,
  ledger: OrderIdentity & Pick<OrderLedger, "heard">,
  { notes = api.orders, replacement }: { notes?: Notes; replacement?: OrderIdentity } = {},
): Promise<boolean> {
  const claims = (await notes.notes(orderId)).filter(({ description }) => description.startsWith(NOTE));
  const [claim, mark] = claims.at(-1)?.description.slice(NOTE.length).trim().split(" ") ?? [];
  if (claim === undefined || claim === ledger.claim || claim === ledger.heard) return false;
  return ownerId === undefined || mark !== markOf(ledger, ownerId) || replacement?.key === ledger.key;
}
