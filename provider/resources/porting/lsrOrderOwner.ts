import { isDeepStrictEqual } from "node:util";
import type { LsrOrder } from "../../bandwidth/porting/lsrOrders.js";
import { lsrIsDead } from "../../bandwidth/porting/lsrOrders.js";
import type { OrderIdentity } from "../ordering/orderLedger.js";
import { notOurs } from "../ordering/ownership.js";
import { otherHolder } from "../ordering/ownershipNotes.js";
import { firstOwnOrder, type Looked, missingOrder, recoveryPolicies } from "../ordering/ownOrders.js";
import { replacingPart } from "./lsrOrderChange.js";
import type { LsrOrderCall } from "./lsrOrderState.js";

/*
 * An interrupted run finds its order by an id. That id is a property that the program may set to something else. Version 0.1.0
 * then kept the id in a note on the order, and such a note still counts. No such note is written anymore: each opens a ticket
 * at Bandwidth. An order that was renamed and isn't in the state is reported, and never adopted unseen.
 */
const NOTE = "pulumi-bandwidth order ";

/**
 * The order that an interrupted run of this same create has placed, or that of the resource that this one replaces by force.
 * Otherwise the ledger has the count of the next one.
 */
export function findEarlier(call: LsrOrderCall, ledger: OrderIdentity): Promise<LsrOrder | undefined> {
  const find = (id: string) => placedUnder(call, id);
  return firstOwnOrder(ledger, find, (found) => lookAt(call, found, ledger), recoveryPolicies.lsrOrder);
}

/** The status of an LSR order of this resource. */
async function lookAt(
  call: LsrOrderCall,
  { orderId }: { orderId: string },
  ledger: OrderIdentity,
): Promise<Looked<LsrOrder>> {
  const { api, signal } = call;
  const order = await api.lsrOrders.get(orderId, signal);
  if (!order) return missingOrder(`LSR order ${orderId}`);
  if (lsrIsDead(order.status)) return { standing: "dead" };
  const written = await api.orderNotes.lsrorders.notes(orderId, signal);
  const theirs = otherHolder(call, orderId, { ledger, written, what: "LSR order", undone: "Nothing was ordered." });
  if (theirs) return theirs;
  return { standing: order.status === "COMPLETE" ? "history" : "open", order };
}

/** The orders that were placed under an id, whatever their id is now. No two orders have the same PON. */
async function placedUnder({ api, inputs, signal }: LsrOrderCall, id: string): Promise<{ orderId: string }[]> {
  const found = await api.lsrOrders.find(id, signal);
  if (found.length > 0 || inputs.customerOrderId === undefined) return found;
  const renamed: { orderId: string }[] = [];
  for (const { orderId, pon } of await api.lsrOrders.list({ pon: inputs.pon }, signal)) {
    if (pon !== inputs.pon) continue;
    const notes = await api.orderNotes.lsrorders.notes(orderId);
    if (notes.some(({ description }) => description === NOTE + id)) renamed.push({ orderId });
  }
  return renamed;
}

/**
 * The order that already has this PON and customerOrderId, if this create replaces it: a refresh of this run has shown it. Any
 * other is refused before an order is placed. A run that was killed before the state knew of it may have placed it, or another
 * stack. Only a person can tell.
 */
export async function namesake(call: LsrOrderCall): Promise<LsrOrder | undefined> {
  const { api, inputs, signal, wasMine, urn } = call;
  const { pon, customerOrderId } = inputs;
  if (customerOrderId === undefined) return undefined;
  const listed = await api.lsrOrders.list({ pon }, signal);
  const same = listed.find(
    (one) => one.pon === pon && one.customerOrderId === customerOrderId && !lsrIsDead(one.status),
  );
  if (!same) return undefined;
  if (wasMine(same.orderId)) return unlessAnother(call, same.orderId);
  const name = urn.split("::").at(-1) ?? "NAME";
  throw new Error(
    `LSR order ${same.orderId} (${same.status}) already has this pon (${pon}) and this customerOrderId (${customerOrderId}). ` +
      "Nothing was ordered. If it is this resource that is being replaced, run `pulumi up --refresh`. If an interrupted run of this " +
      `program placed it, adopt it: \`adopt: "${same.orderId}"\` in a TypeScript program, ` +
      `\`pulumi import bandwidth:index:LsrOrder ${name} ${same.orderId}\` with the plugin. If another stack has it, give another pon.`,
  );
}

/**
 * The order that has this PON, after the API refused another one with it, if this create replaces it. Of any other, a sentence:
 * it may be another stack's, and nothing on it says whose. Empty if nothing shows it, or if it can no longer be adopted.
 */
export async function holderOfPon(call: LsrOrderCall): Promise<{ replaced?: LsrOrder; next?: string }> {
  const { api, inputs, signal, wasMine } = call;
  const { pon } = inputs;
  const listed = await api.lsrOrders.list({ pon }, signal).catch(() => []);
  const same = listed.find((one) => one.pon === pon && !lsrIsDead(one.status));
  if (!same) return {};
  const { orderId, status } = same;
  if (wasMine(orderId)) return { replaced: await unlessAnother(call, orderId) };
  const reason = notOurs(call, {
    type: "LsrOrder",
    id: orderId,
    exists: `LSR order ${orderId} (${status}) of this account already has this pon (${pon})`,
    instead: "Two orders can never have the same pon, so give another pon.",
  });
  return { next: reason.message };
}

/**
 * The order that this resource had, unless it is another one than what is declared now: an order never changes its numbers. The
 * replaced one is canceled afterwards, so the new resource would be left with an order of the wrong numbers, and a dead one.
 */
async function unlessAnother({ api, inputs, signal }: LsrOrderCall, orderId: string): Promise<LsrOrder | undefined> {
  const order = await api.lsrOrders.get(orderId, signal);
  const wanted = replacingPart(inputs);
  const numbers = [...(order?.telephoneNumbers ?? [])].sort();
  const zip = order?.subscriber?.serviceAddress?.zip ?? wanted.zip;
  return isDeepStrictEqual([numbers, zip], [wanted.telephoneNumbers, wanted.zip]) ? order : undefined;
}
