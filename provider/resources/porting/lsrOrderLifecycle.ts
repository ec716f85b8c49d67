import { lsrOrderErrors } from "../../bandwidth/errorCodes/lsrOrders.js";
import { looks, looksAfter } from "../../bandwidth/http/backOff.js";
import {
  isPonTaken,
  type LsrOrder,
  type LsrOrderData,
  lsrHasReached,
  lsrIsDead,
  lsrIsKnown,
} from "../../bandwidth/porting/lsrOrders.js";
import type { Call } from "../../pulumi/definition/definition.js";
import { type PartialFailure, Refused } from "../../pulumi/definition/errors.js";
import type { Bandwidth } from "../define.js";
import { changeOnce } from "../ordering/createOnce.js";
import { describeFailures, messageOf, redactReasons, refusalOf } from "../ordering/failures.js";
import { following } from "../ordering/following.js";
import { customerOrderId, importedOrigin, ledgerIn, newIdentity } from "../ordering/orderLedger.js";
import { isOwnedByOther, withNotedClaim } from "../ordering/ownershipNotes.js";
import { firstUnderAny } from "../ordering/ownOrders.js";
import { partialOrder } from "../ordering/partialOrder.js";
import { changeable, changeOf, dataOf, differing, replacingPart, unchanged } from "./lsrOrderChange.js";
import { type LsrOrderInputs, lsrOrderInputs, shownErrors } from "./lsrOrderFields.js";
import { findEarlier, holderOfPon, namesake } from "./lsrOrderOwner.js";
import type { LsrOrderCall, LsrOrderOutputs, LsrOrderState } from "./lsrOrderState.js";
import {
  doubtful,
  isRefusedAnew,
  keptOf,
  type PortingLedger,
  takeAsItIs,
  wasNotPassedOn,
  wentBack,
} from "./notPassedOn.js";
import { declared } from "./portInChange.js";
import { tell, UNKNOWN } from "./portInWait.js";

const WHAT = "LsrOrder";
const KEPT = "The order is in the state; it will not be placed again.";

/** Places the order once. An order that an earlier run placed is adopted and made what is declared. */
export async function createLsrOrder(call: LsrOrderCall): Promise<{ id: string; outputs: LsrOrderOutputs }> {
  const { api, inputs, signal } = call;
  const { ledger, earlier } = await firstUnderAny(call, replacingPart(inputs), (one) => findEarlier(call, one));
  const there = earlier ?? (await namesake(call));
  if (there) return adoptEarlier(call, there, ledger);
  refusePast(call, inputs.requestedFocDate);
  const id = customerOrderId(ledger, ledger.count);
  try {
    const { orderId, status } = await api.lsrOrders.submit(dataOf(inputs), id, signal);
    const placed = { ...inputs, customerOrderId: undefined };
    return { id: orderId, outputs: await bringUpToDate(call, orderId, ledger, placed, status) };
  } catch (error) {
    // An order of an interrupted run may not have been in the list yet. Its PON prevents a second one.
    const late = isPonTaken(error) ? await findEarlier(call, ledger) : undefined;
    if (late) return adoptEarlier(call, late, ledger);
    const { replaced, next } = isPonTaken(error) ? await holderOfPon(call) : {};
    if (replaced) return adoptEarlier(call, replaced, ledger);
    throw refusal(error, "the LSR order was refused, and nothing was ordered", next);
  }
}

/** Continues with an order that an earlier run placed. */
async function adoptEarlier(call: LsrOrderCall, order: LsrOrder, ledger: PortingLedger) {
  const { orderId, status } = order;
  call.info(`LSR order ${orderId} (${status}) of an earlier run is adopted; nothing is ordered twice`);
  if (wasNotPassedOn(order)) call.warn(doubtful(`LSR order ${orderId}`));
  const seen = declared(call.inputs, changeable(order)) as Partial<LsrOrderInputs>;
  return { id: orderId, outputs: await bringUpToDate(call, orderId, ledger, seen) };
}

export async function updateLsrOrder(call: LsrOrderCall & { id: string; state: LsrOrderState }) {
  return bringUpToDate(call, call.id, ledgerOf(call.state), call.state);
}

/** Changes the order by a PUT if it isn't what is declared, and waits for what the program waits for. */
async function bringUpToDate(
  call: LsrOrderCall,
  orderId: string,
  ledger: PortingLedger,
  before: Partial<LsrOrderInputs>,
  status?: string,
): Promise<LsrOrderOutputs> {
  const { api, inputs } = call;
  const seen = await follow(call, orderId, ledger, before, status);
  const ownId = customerOrderId(ledger, ledger.count);
  const change = changeOf(seen, before, inputs, ownId, ledger.refused);
  if (change === undefined) return assertFulfilled(call, seen, ledger);
  if (seen.status === "COMPLETE") {
    call.info(`LSR order ${orderId} is COMPLETE: it can no longer change, so only the state changes`);
    return assertFulfilled(call, seen, ledger);
  }
  if (lsrIsDead(seen.status)) {
    throw partialLsrOrder(
      seen,
      ledger,
      whatIsWrong(seen, "It can no longer be changed: run `pulumi refresh`."),
      before,
    );
  }
  try {
    if (change.requestedFocDate !== seen.requestedFocDate) refusePast(call, change.requestedFocDate);
    await changeOnce(
      () => api.lsrOrders.change(orderId, change, call.signal),
      async () => {
        const now = await api.lsrOrders.get(orderId);
        return now !== undefined && changeOf({ ...now, errors: [] }, before, inputs, ownId) === undefined;
      },
    );
  } catch (error) {
    const refused = refusal(error, `the change of LSR order ${orderId} was refused, and nothing was changed`);
    // The state has it as it is, so the next run tries the difference again.
    throw partialLsrOrder(seen, ledger, messageOf(refused), before, refused);
  }
  const changed = await follow(call, orderId, ledger, inputs);
  const wrong = await withoutEffect(call, seen, changed, change);
  if (wrong) {
    if (wasNotPassedOn(wrong.order)) {
      ledger.refused = [...new Set([...(ledger.refused ?? []), ...differing(before, inputs)])];
    }
    throw partialLsrOrder(wrong.order, ledger, wrong.message, before);
  }
  ledger.refused = undefined;
  return assertFulfilled(call, changed, ledger);
}

/** What to report about a change that the API accepted and that doesn't show. A 200 alone is no proof. */
async function withoutEffect(call: LsrOrderCall, seen: LsrOrder, now: LsrOrder, change: LsrOrderData) {
  const { api, signal } = call;
  let order = now;
  for await (const pause of looks(api.client.clock, looksAfter.lsrChange, signal)) {
    if (pause > 0) order = readable((await api.lsrOrders.get(seen.orderId, signal)) ?? order, call);
    if (isRefusedAnew(seen, order)) break;
    // An error of an earlier change may stay when this one is passed on. It may also be the error of this one.
    const isPassedOn = !wasNotPassedOn(order) || isAnotherVersion(seen, order);
    // A value that is neither as it was nor as it should be comes from the API.
    if (unchanged(seen, order, change).length === 0 && isPassedOn) return undefined;
  }
  const what = `the change of LSR order ${seen.orderId} did not take effect, although Bandwidth accepted it`;
  const still = { description: `still as before: ${unchanged(seen, order, change).join(", ") || "unknown"}` };
  const reasons = order.errors.length > 0 ? order.errors : [still];
  const isStale = wasNotPassedOn(order) && !isRefusedAnew(seen, order);
  const again = "The state keeps the old values, so the next run shows the difference and tries again.";
  const next = isStale ? `${again} ${takeAsItIs(seen.orderId)}` : again;
  return { order, message: describeFailures(what, reasons, next, lsrOrderErrors) };
}

/** Whether the order was sent to the other carrier again. */
const isAnotherVersion = (seen: LsrOrder, now: LsrOrder): boolean =>
  wentBack(seen, now, "PENDING", "SUBMITTED") || (now.ponVersion !== undefined && now.ponVersion !== seen.ponVersion);

/** The order as it is now. If it can't be read, it is in the state all the same. */
async function follow(call: LsrOrderCall, orderId: string, ledger: PortingLedger, known: object, status?: string) {
  const waiting = following(call, WHAT);
  const { order: found, interruption } = await call.api.lsrOrders.follow(orderId, "received", waiting, status);
  const order = readable(found, call);
  // The order may wait for a change in a state that nobody knows.
  if (interruption && interruption.reason !== "unknown state") {
    throw partialLsrOrder(order, ledger, `${interruption.message}\n${KEPT}`, known, interruption);
  }
  return order;
}

/** Waits on if the program says so. An order that waits for a correction, or that can't succeed anymore, is an error. */
async function assertFulfilled(call: LsrOrderCall, seen: LsrOrder, ledger: PortingLedger): Promise<LsrOrderOutputs> {
  const { waitFor = "received" } = call.inputs;
  let order = seen;
  if (lsrHasReached(seen.status, "received") && !lsrHasReached(seen.status, waitFor)) {
    const followed = await call.api.lsrOrders.follow(seen.orderId, waitFor, following(call, WHAT), seen.status);
    const { interruption } = followed;
    order = readable(followed.order, call);
    if (interruption && interruption.reason !== "unknown state") {
      throw partialLsrOrder(order, ledger, `${interruption.message}\n${KEPT}`, call.inputs, interruption);
    }
  }
  if (lsrHasReached(order.status, waitFor)) return outputsOf(order, ledger);
  if (!lsrIsKnown(order.status)) throw partialLsrOrder(order, ledger, whatIsUnknown(order), call.inputs);
  const next = lsrIsDead(order.status)
    ? "No number leaves by it. Give another `pon`: that creates another order."
    : `${KEPT} Correct what is wrong and run \`pulumi up\` again: it changes the order.`;
  throw partialLsrOrder(order, ledger, whatIsWrong(order, next), call.inputs);
}

/** Says what is wrong with an order, code by code, with what each code means and what to do. */
function whatIsWrong({ orderId, status, errors }: LsrOrder, next: string): string {
  const reasons = errors.length > 0 ? errors : [{ description: "the API gave no reason" }];
  return describeFailures(`LSR order ${orderId} is ${status}`, reasons, next, lsrOrderErrors);
}

function whatIsUnknown({ orderId, status, errors }: LsrOrder): string {
  const what = `LSR order ${orderId} is ${status}, a state that this version of the provider does not know`;
  return tell(what, errors, `${KEPT} ${UNKNOWN}`, lsrOrderErrors);
}

/** Without the PIN, which Bandwidth may quote if it is wrong. */
const readable = (order: LsrOrder, { inputs, state }: { inputs?: LsrOrderInputs; state?: LsrOrderState }): LsrOrder =>
  redactReasons(order, inputs?.subscriber?.pinNumber, state?.subscriber?.pinNumber);

export async function readLsrOrder(call: Call<Bandwidth> & { id: string; state?: LsrOrderState }) {
  const { api, id, state, signal } = call;
  const found = await api.lsrOrders.get(id, signal);
  if (!found) return undefined;
  const order = readable(found, call);
  if (order.status === "CANCELLED") {
    // No number leaves by it anymore, so there is nothing left to manage.
    const next = "The next `pulumi up` places another order, which needs another `pon`.";
    if (state) call.warn(order.errors.length > 0 ? whatIsWrong(order, next) : `LSR order ${id} was CANCELLED. ${next}`);
    return undefined;
  }
  if (state && ["EXCEPTION", "FAILED"].includes(order.status)) {
    call.warn(whatIsWrong(order, "Correct what is wrong and run `pulumi up`."));
  }
  if (state && !lsrIsKnown(order.status)) call.warn(whatIsUnknown(order));
  const origin = importedOrigin(call, id);
  const ledger: PortingLedger = state
    ? ledgerOf(state)
    : await withNotedClaim(api.orderNotes.lsrorders, id, newIdentity(origin));
  // After the numbers have left, what was requested no longer matters, and no difference in it means anything.
  if (state && order.status === "COMPLETE") return { inputs: state, outputs: outputsOf(order, ledger) };
  if (!state && wasNotPassedOn(order)) call.warn(doubtful(`LSR order ${id}`));
  const inputs = { ...changeable(order), ...keptOf(ledger.refused, state), waitFor: state?.waitFor };
  const { subscriber } = inputs;
  // A PIN that is shown as stars is unknown.
  if (subscriber?.pinNumber !== undefined && !/^[A-Za-z0-9]+$/.test(subscriber.pinNumber)) {
    inputs.subscriber = { ...subscriber, pinNumber: state?.subscriber?.pinNumber };
  }
  return { inputs, outputs: outputsOf(order, ledger) };
}

/** Cancels the order while the numbers haven't left. */
export async function deleteLsrOrder(call: Call<Bandwidth> & { id: string; state: LsrOrderState }): Promise<void> {
  const { api, id, state, signal } = call;
  const order = await api.lsrOrders.get(id, signal);
  if (!order || lsrIsDead(order.status)) return;
  if (state.__order && (await isOwnedByOther(call, id, state.__order, { notes: api.orderNotes.lsrorders }))) {
    call.info(`LSR order ${id} stays: another resource has adopted it`);
    return;
  }
  const tooLate = `LSR order ${id} is COMPLETE: its numbers have left, and nothing was canceled`;
  if (order.status === "COMPLETE") return call.warn(tooLate);
  const outcome = await api.lsrOrders.cancel(id, following(call, WHAT)).catch((error: unknown) => {
    throw refusal(error, `LSR order ${id} (${order.status}) was not canceled, and continues`);
  });
  if (outcome === "complete") call.warn(tooLate);
  if (typeof outcome === "object") {
    throw new Error(
      `the cancel of LSR order ${id} was requested, but is not done yet: ${outcome.message}\nIt stays in the state ` +
        "until then. Run the same command again later.",
      { cause: outcome },
    );
  }
}

/** A day that is over everywhere. Which day it is at the numbers' place isn't known here. */
function refusePast({ api }: LsrOrderCall, day: string | undefined): void {
  const lastHours = 12 * 60 * 60 * 1_000;
  const today = new Date(api.client.clock.now() - lastHours).toISOString().slice(0, 10);
  if (day === undefined || day >= today) return;
  throw new Refused([{ property: "requestedFocDate", reason: `${day} is past (error 7208). Nothing was sent` }]);
}

const ledgerOf = (state: LsrOrderState): PortingLedger =>
  ledgerIn(state.__order, "the state of this LsrOrder lacks its bookkeeping; import it again");

function outputsOf(order: LsrOrder, ledger: PortingLedger): LsrOrderOutputs {
  const { orderId, status, actualFocDate, ponVersion } = order;
  return { orderId, status, actualFocDate, ponVersion, errors: shownErrors(order), __order: structuredClone(ledger) };
}

/** An error after which the order is in the state, with these inputs. */
function partialLsrOrder(
  order: LsrOrder,
  ledger: PortingLedger,
  message: string,
  asked: object,
  cause?: unknown,
): PartialFailure {
  return partialOrder(message, { inputs: lsrOrderInputs, asked, outputs: outputsOf(order, ledger) }, cause);
}

const refusal = (error: unknown, what: string, next = "Fix the cause, then run the same command again."): unknown =>
  refusalOf(error, what, next, lsrOrderErrors);
