import { createHash } from "node:crypto";
import type { OrderOutcome } from "../../bandwidth/buying/newNumberOrders.js";
import { BandwidthError } from "../../bandwidth/http/errors.js";
import type { OrderNote } from "../../bandwidth/orders/notes.js";
import type { Call } from "../../pulumi/definition/definition.js";
import type { Bandwidth } from "../define.js";
import { homesOf, importedOrigin, newIdentity, type OrderIdentity, type OrderLedger } from "./orderLedger.js";
import { heldTwice } from "./ownership.js";
import type { Looked } from "./ownOrders.js";

/*
 * Who owns an order that two states have? Neither sees the other. So a resource that adopts an order of numbers writes a note
 * on it (docs/maintainers/money.md#ownership-notes). Port-ins and LSR orders get no such notes: each opens a ticket at
 * Bandwidth. What version 0.1.0 wrote on them still counts.
 */

const NOTE = "pulumi-bandwidth claim ";

type Notes = Pick<Bandwidth["orderNotes"]["orders"], "notes">;
type Holder = Pick<Call<Bandwidth>, "api" | "ownerId">;
type Place = Pick<Call<Bandwidth>, "ownerId" | "stateKey" | "urn" | "originUrn" | "formerHomes">;
type Written = readonly Pick<OrderNote, "description">[];

/** Identifies, without revealing it, who made a claim for which orders. Another resource, or another state, has another mark. */
const markOf = ({ key }: OrderIdentity, home: string) =>
  createHash("sha256").update(`claim ${key} ${home}`).digest("hex").slice(0, 12);

/**
 * Writes on the order who holds its numbers now. A refused note doesn't prevent the adoption. Then no other state learns about
 * it, and the run says so.
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
      `order ${orderId} is adopted, but the API refused the note that says so: ${error.message} If another stack has ` +
        "the order in its state too, its `destroy` would disconnect the numbers, because it does not know of the adoption. Remove the " +
        "resource from that state with `pulumi state delete` first.",
    );
  }
}

/**
 * Instead of a note, if a note would open a ticket at Bandwidth and notify every subscriber: another stack that has the order
 * in its state doesn't learn that it is adopted.
 */
export function tellAdopted(info: Call<Bandwidth>["info"], what: string, noun: string): void {
  info(
    `${what} is adopted. If another stack has it in its state too, remove it there with \`pulumi state delete\`: its ` +
      `\`destroy\` would cancel ${noun}`,
  );
}

/** The claim that the last note on the order names. Undefined if there is none. */
export async function lastOwnershipNote(notes: Notes, orderId: string): Promise<string | undefined> {
  const [claim] = lastClaim(await notes.notes(orderId));
  return claim;
}

/**
 * The identity of an imported order: what version 0.1.0 wrote on it for another state belongs to this one from now on. Without
 * that look, nothing is lost.
 */
export async function withNotedClaim<Identity extends OrderIdentity>(
  notes: Notes,
  orderId: string,
  identity: Identity,
): Promise<Identity> {
  const claim = await lastOwnershipNote(notes, orderId).catch(() => undefined);
  return claim === undefined ? identity : { ...identity, claim };
}

/**
 * Whether somebody adopted the order after this resource. Then its numbers are not this one's to release. A claim with the same
 * mark belongs to a forced replacement. If the state knows it, it is what has replaced this one (`replacement`). If not, it
 * died with its run, and nobody else would ever release the numbers. If the run doesn't show who this resource is, any other
 * claim counts.
 */
export async function isOwnedByOther(
  { api, ownerId }: Holder,
  orderId: string,
  ledger: OrderIdentity & Pick<OrderLedger, "heard">,
  { notes = api.orders, replacement }: { notes?: Notes; replacement?: OrderIdentity } = {},
): Promise<boolean> {
  const [claim, mark] = lastClaim(await notes.notes(orderId));
  if (claim === undefined || claim === ledger.claim || claim === ledger.heard) return false;
  return ownerId === undefined || mark !== markOf(ledger, ownerId) || replacement?.key === ledger.key;
}

/** An order that was found under an id of a resource whose state doesn't know it, and the notes on it. */
interface FoundWithNotes {
  ledger: OrderIdentity & Pick<OrderLedger, "heard">;
  written: Written;
  /** What kind of order it is, for messages. */
  what: string;
  /** What was not done, as a whole sentence. */
  undone: string;
  /** How to have another one anyway, in words that follow "remove this resource from the program". */
  anew?: string;
}

/**
 * Says of an order that was found who else has it: another resource of this program, by its state, or somebody who has adopted
 * it since, by a note. Undefined if nobody is known to.
 */
export function otherHolder(
  call: Place & Pick<Call<Bandwidth>, "isHeldByOther">,
  orderId: string,
  { ledger, written, what, undone, anew = "" }: FoundWithNotes,
): Looked<never> | undefined {
  const name = `${what} ${orderId}`;
  if (call.isHeldByOther(orderId)) return { standing: "heldByOther", error: heldTwice(name) };
  if (!isClaimedByOther(call, orderId, written, ledger)) return undefined;
  const error = new Error(
    `${name}, which an earlier run of this resource placed, was adopted by another resource since, as a note on it says. ${undone} ` +
      `If another stack has it, remove this resource from the program${anew}. If no stack has it, adopt it: write \`adopt\` ` +
      `(TypeScript classes) or the resource option \`import\` (plugin) with "${orderId}".`,
  );
  return { standing: "adoptedByOther", error };
}

function isClaimedByOther(call: Place, orderId: string, written: Written, ledger: FoundWithNotes["ledger"]): boolean {
  const claim = claimsIn(written).at(-1)?.[0];
  if (claim === undefined || claim === ledger.claim || claim === ledger.heard) return false;
  return !ownClaims(call, orderId, written, ledger).includes(claim);
}

/**
 * The claims on an order that this place in the program has made, maybe in a state that was lost. What it imported by the
 * order's id is its own too.
 */
export function ownClaims(place: Place, orderId: string, written: Written, identity: OrderIdentity): string[] {
  const { ownerId } = place;
  if (ownerId === undefined) return [];
  const homes = homesOf(place);
  const identities = [identity, ...homes.map((home) => newIdentity(importedOrigin(home, orderId)))];
  const owners = [ownerId, ...homes.map(({ stateKey, urn, originUrn = urn }) => `${stateKey} ${originUrn}`)];
  const marks = identities.flatMap((one) => owners.map((owner) => markOf(one, owner)));
  return claimsIn(written).flatMap(([claim, mark]) => (claim && mark && marks.includes(mark) ? [claim] : []));
}

/** The orders in the state that another resource has adopted since. Their numbers are not this one's to release. */
export async function ordersOwnedByOthers(
  call: Pick<Call<Bandwidth>, "api" | "ownerId" | "signal" | "info">,
  { orderIds, ledger }: { orderIds: readonly string[]; ledger: OrderLedger },
  replacement?: OrderIdentity,
): Promise<OrderOutcome[]> {
  const { api, signal, info } = call;
  const found: OrderOutcome[] = [];
  for (const orderId of orderIds) {
    if (!(await isOwnedByOther(call, orderId, ledger, { replacement }))) continue;
    const outcome = await api.orders.get(orderId, signal);
    if (!outcome)
      throw new Error(
        `another resource has adopted order ${orderId}, which the API does not show: nothing was disconnected`,
      );
    found.push(outcome);
    info(`the numbers of order ${orderId} stay: another resource has adopted them`);
  }
  return found;
}

/** The words of the last ownership note among these: the claim, and the mark of who made it. */
export const lastClaim = (written: Written): (string | undefined)[] => claimsIn(written).at(-1) ?? [];

const claimsIn = (written: Written): (string | undefined)[][] =>
  written
    .filter(({ description }) => description.startsWith(NOTE))
    .map(({ description }) => description.slice(NOTE.length).trim().split(" "));
