import { following } from "../ordering/following.js";
import type { NumberCall } from "./call.js";
import type { Holdings } from "./holdings.js";
import { adoptUnconfirmedOrders } from "./laterOrders.js";
import { lookAtHoldings } from "./owners.js";
import { awaitDisconnects } from "./steps/awaitDisconnects.js";
import { buyMissing } from "./steps/buyMissing.js";
import { cancelExcessBackorders } from "./steps/cancelExcessBackorders.js";
import { disconnectSurplus } from "./steps/disconnectSurplus.js";
import { followOpenOrders } from "./steps/followOpenOrders.js";
import { adoptListed, leaveTaken } from "./steps/handover.js";
import { putInPlace } from "./steps/putInPlace.js";

/**
 * Makes what is in hand what the program declares. Only this function decides the order of the steps. The comment beside each
 * step says why it is where it is.
 */
export async function reconcile(call: NumberCall, holdings: Holdings): Promise<void> {
  const waiting = following(call, "PhoneNumberOrder");
  // What open orders bring decides what is missing.
  await followOpenOrders(call, holdings, waiting);
  // A disconnect of an earlier run may still take numbers that are wanted again.
  await awaitDisconnects(call, holdings, waiting);
  // Orders that the API's list showed too late: without them their numbers would be bought a second time.
  await adoptUnconfirmedOrders(call, holdings);
  // A run without a refresh knows only what an earlier one saw. What is moved or disconnected must still belong to this
  // resource.
  await lookAtHoldings(call, holdings);
  // What another resource has taken counts neither as held nor as surplus.
  leaveTaken(call, holdings);
  // Before anything is sent: it may be refused.
  await adoptListed(call, holdings, waiting);
  // Before a purchase: a number that lies elsewhere is moved, never bought again.
  await putInPlace(call, holdings, waiting);
  // Before a purchase: a canceled back-order brings nothing that would then be surplus.
  await cancelExcessBackorders(call, holdings, waiting);
  await buyMissing(call, holdings, waiting);
  // What was adopted in place of a purchase may lie elsewhere.
  await putInPlace(call, holdings, waiting);
  // Last: a run that fails before this leaves more numbers in service, not fewer.
  await disconnectSurplus(call, holdings, waiting);
  // Another resource may have taken numbers while this one still counted them as its own.
  if (leaveTaken(call, holdings)) await buyMissing(call, holdings, waiting);
}

/**
 * Leaves to another resource what it has taken while this one was finishing, and buys other numbers in its place. Disconnects nothing.
 * Returns whether there was any.
 */
export async function replaceTaken(call: NumberCall, holdings: Holdings): Promise<boolean> {
  if (!leaveTaken(call, holdings)) return false;
  await buyMissing(call, holdings, following(call, "PhoneNumberOrder"));
  return true;
}
