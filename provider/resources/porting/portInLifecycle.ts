import { hasReached, type Milestone, needOf, type PortIn, type PortInData } from "../../bandwidth/porting/portIns.js";
import type { Call } from "../../pulumi/definition/definition.js";
import { PartialFailure, Refused } from "../../pulumi/definition/errors.js";
import type { Bandwidth } from "../define.js";
import { messageOf, redactReasons } from "../ordering/failures.js";
import { following } from "../ordering/following.js";
import { customerOrderId, importedOrigin, ledgerIn, newIdentity } from "../ordering/orderLedger.js";
import { otherHolder, withNotedClaim } from "../ordering/ownershipNotes.js";
import { firstOwnOrder, firstUnderAny, type Looked, missingOrder, recoveryPolicies } from "../ordering/ownOrders.js";
import { partialOrder } from "../ordering/partialOrder.js";
import { stillHeld } from "../ordering/purchases.js";
import { doubtful, isRefusedAnew, keptOf, wasNotPassedOn } from "./notPassedOn.js";
import { activate, activationOf, isActivationDue, pastActivation, tellWhatStays } from "./portInActivation.js";
import {
  askedFor,
  changeableOf,
  dataOf,
  differing,
  lasting,
  replacing as replacedBy,
  seenAs,
  suppOf,
  takenBack,
} from "./portInChange.js";
import { type PortInInputs, portInInputs } from "./portInFields.js";
import { portInInTheWay } from "./portInNamesake.js";
import { outputsOf } from "./portInOutputs.js";
import type { PortInCall, PortInLedger, PortInOutputs, PortInState } from "./portInState.js";
import { handIn, notPassedOn, refused, remember, SuppWithoutEffect, submitDraft } from "./portInSupp.js";
import { isEnough, KEPT, standingOf, tell } from "./portInWait.js";

const WHAT = "PortIn";
const canceled = ["CANCELLED", "REQUESTED_CANCEL"];

/** Requests the numbers once. What an earlier run has requested is adopted and made what is declared. */
export async function createPortIn(call: PortInCall): Promise<{ id: string; outputs: PortInOutputs }> {
  const { api, inputs, signal } = call;
  refusePast(call);
  const parts = Object.fromEntries(replacedBy.map((name) => [name, inputs[name]]));
  const numbers = [...inputs.telephoneNumbers].sort();
  const replacing = { ...parts, telephoneNumbers: numbers };
  const found = await firstUnderAny(call, replacing, (one) => findEarlierPortIn(call, one));
  const { earlier } = found;
  const ledger: PortInLedger = found.ledger;
  if (earlier) return adoptEarlier(call, earlier, ledger);
  const id = customerOrderId(ledger, ledger.count);
  let replaced: PortIn | undefined;
  const submitted = await api.portIns
    .submit(dataOf(inputs), id, { signal, known: [] })
    .catch(async (error: unknown) => {
      const there = await portInInTheWay(call, error);
      replaced = there.replaced;
      return replaced ? undefined : refused("the port-in was refused, and nothing was submitted", there.next)(error);
    });
  if (!submitted) return adoptEarlier(call, readable(replaced as PortIn, call), ledger);
  const { orderId, status } = submitted;
  return { id: orderId, outputs: await settle(call, orderId, ledger, { status }) };
}

/** Continues with a port-in that an earlier run submitted, and makes it what is declared. */
async function adoptEarlier(call: PortInCall, portIn: PortIn, ledger: PortInLedger) {
  const { inputs } = call;
  const { orderId } = portIn;
  const before = seenAs(inputs, portIn);
  const change = portIn.status === "COMPLETE" ? undefined : suppOf(before, inputs);
  if (wasNotPassedOn(portIn)) call.warn(doubtful(`port-in ${orderId}`));
  let supp: Supp | undefined;
  try {
    if (change) supp = { before, change, seen: await handIn(call, portIn, before, change, ledger) };
  } catch (error) {
    // The state has it as it is, so the next run tries the difference again.
    throw partialPortIn(call, portIn, ledger, messageOf(error), { cause: error, asked: { ...inputs, ...before } });
  }
  return { id: orderId, outputs: await settle(call, orderId, ledger, { supp }) };
}

/**
 * The port-in that an interrupted run of this same create has submitted, or that of the resource that this one replaces by
 * force. Otherwise the ledger has the count of the next one.
 */
async function findEarlierPortIn(call: PortInCall, ledger: PortInLedger): Promise<PortIn | undefined> {
  const { api, inputs, signal } = call;
  const find = (id: string) => api.portIns.find(id, inputs.telephoneNumbers, signal);
  const earlier = await firstOwnOrder(ledger, find, (found) => lookAt(call, found, ledger), recoveryPolicies.portIn);
  if (earlier) {
    const { orderId, status } = earlier;
    call.info(`port-in ${orderId} (${status}) of an earlier run is adopted; nothing is submitted twice`);
  }
  return earlier;
}

/** The status of a port-in of this resource. */
async function lookAt(
  call: PortInCall,
  { orderId }: { orderId: string },
  ledger: PortInLedger,
): Promise<Looked<PortIn>> {
  const { api, signal } = call;
  const found = await api.portIns.get(orderId, signal);
  if (!found) return missingOrder(`port-in ${orderId}`);
  if (found.status === "CANCELLED") return { standing: "dead" };
  const order = readable(found, call);
  if (order.status === "REQUESTED_CANCEL") {
    const error = new Error(
      `port-in ${orderId} of the same numbers is REQUESTED_CANCEL: until the losing carrier agrees, the numbers cannot be ` +
        "requested again, so nothing was submitted. Run the same command again later.",
    );
    return { standing: "beingCanceled", error };
  }
  const isComplete = order.status === "COMPLETE";
  const { telephoneNumbers: completed = [], siteId, sipPeerId, orderCreateDate } = order;
  const brought = { orderId, completed, siteId, sipPeerId, facts: { orderCreateDate } };
  const held = isComplete ? await stillHeld(api, brought) : [];
  if (isComplete && held.length === 0) return { standing: "history", order };
  const written = await api.orderNotes.portins.notes(orderId, signal);
  const theirs = otherHolder(call, orderId, { ledger, written, what: "port-in", undone: "Nothing was submitted." });
  return theirs ?? { standing: isComplete ? "holding" : "open", order };
}

/**
 * Changes a port-in by a SUPP, while the losing carrier hasn't released the numbers. A SUPP without effect is an error, and the
 * state keeps the old values.
 */
export async function updatePortIn(call: PortInCall & { id: string; state: PortInState }): Promise<PortInOutputs> {
  const { api, id, inputs, state, signal } = call;
  const ledger = ledgerOf(state);
  const portIn = await api.portIns.get(id, signal);
  if (!portIn) throw new Error(`port-in ${id} no longer exists; run \`pulumi refresh\`. Nothing was changed.`);
  // After a change that was not passed on, the order may still show the new value.
  const isDoubtful = wasNotPassedOn(portIn) || ledger.refused !== undefined;
  const change = suppOf(state, inputs, isDoubtful ? undefined : portIn);
  if (portIn.status === "COMPLETE") {
    refuseAfterwards(state, inputs);
    if (change) call.info(`port-in ${id} is COMPLETE: it can no longer change, so only the state changes`);
    return settle(call, id, ledger);
  }
  if (canceled.includes(portIn.status)) {
    throw new Error(
      `port-in ${id} is ${portIn.status}, and cannot be changed. Nothing was changed. Run \`pulumi refresh\`.`,
    );
  }
  const another = inputs.activateAt !== state.activateAt;
  if (another && inputs.activateAt === undefined) tellWhatStays(call, ledger);
  // What somebody else has set since is set back too.
  if (another) ledger.activation = undefined;
  if (another || isActivationDue(portIn.status, inputs, ledger)) refusePast(call);
  if (!change) return settle(call, id, ledger);
  const before = changeableOf(state);
  const said = { ...takenBack(inputs, portIn, ledger.refused), ...change };
  let seen: PortIn;
  try {
    seen = await handIn(call, portIn, state, said, ledger);
  } catch (error) {
    if (!(error instanceof SuppWithoutEffect)) throw error;
    throw partialPortIn(call, readable(error.portIn, call), ledger, error.message, { asked: { ...inputs, ...before } });
  }
  return settle(call, id, ledger, { supp: { before, change: said, seen } });
}

/** A SUPP that was sent: what the port-in was before, what the SUPP said, and what the port-in was right after it. */
interface Supp {
  before: PortInData;
  change: PortInData;
  seen: PortIn;
}

/** What is known about a port-in before it is settled. */
interface Known {
  status?: string;
  /** What has just changed it. */
  supp?: Supp;
}

/** Waits for what the program waits for, sets the time of activation, and says what the port-in's status means. */
async function settle(
  call: PortInCall,
  orderId: string,
  ledger: PortInLedger,
  known: Known = {},
): Promise<PortInOutputs> {
  const { api, inputs } = call;
  const waiting = following(call, WHAT);
  const wait = async (milestone: Milestone, submitted = false): Promise<PortIn> => {
    const looked = await api.portIns.follow(orderId, milestone, waiting, { status: known.status, submitted });
    const { interruption } = looked;
    const portIn = readable(looked.portIn, call);
    // The code below decides what a status means, whether it is known or not.
    if (interruption && interruption.reason !== "unknown state") {
      throw partialPortIn(call, portIn, ledger, `${interruption.message}\n${KEPT}`, { cause: interruption });
    }
    const { supp } = known;
    if (supp && isRefusedAnew(supp.seen, portIn)) {
      remember(ledger, supp.change);
      throw partialPortIn(call, portIn, ledger, notPassedOn(portIn), { asked: { ...inputs, ...supp.before } });
    }
    return portIn;
  };
  // The numbers of a triggered port-in come when they are activated, not before.
  const first = inputs.activateAt !== undefined && inputs.waitFor === "complete" ? "foc" : inputs.waitFor;
  let portIn = await wait(first);
  try {
    if (needOf(portIn.status) === "submit") {
      await submitDraft(call, portIn);
      portIn = await wait(first, true);
    }
    assertNotBlocked(call, portIn, ledger);
    if (await activate(call, portIn, ledger)) {
      const activated = await api.portIns.get(orderId, call.signal);
      if (activated) portIn = readable(activated, call);
    }
    const activatesAt = await activationOf(call, portIn);
    if (first === inputs.waitFor || !hasReached(portIn.status, first)) return outputsOf(portIn, ledger, activatesAt);
  } catch (error) {
    if (error instanceof PartialFailure) throw error;
    throw partialPortIn(call, portIn, ledger, `${messageOf(error)}\n${KEPT}`, { cause: error });
  }
  portIn = await wait(inputs.waitFor);
  assertNotBlocked(call, portIn, ledger);
  return outputsOf(portIn, ledger);
}

/**
 * A port-in that waits for somebody is reported. One that ended without the numbers, or that waits for a correction, is an
 * error.
 */
function assertNotBlocked(call: PortInCall, portIn: PortIn, ledger: PortInLedger): void {
  // A port-in with its date is on its way, whatever the program waits for.
  const standing = hasReached(portIn.status, "foc") ? undefined : standingOf(portIn, call.inputs.waitFor);
  if (standing?.isError) throw partialPortIn(call, portIn, ledger, standing.message);
  if (standing) call.warn(standing.message);
}

export async function readPortIn(call: Call<Bandwidth> & { id: string; state?: PortInState }) {
  const { api, id, state, signal } = call;
  const found = await api.portIns.get(id, signal);
  if (!found) return undefined;
  const portIn = readable(found, call);
  if (portIn.status === "CANCELLED") {
    // It brings nothing anymore, so there is nothing left to manage.
    if (state) call.warn(tell(`port-in ${id} was CANCELLED`, portIn.errors, "The next `pulumi up` submits a new one."));
    return undefined;
  }
  const origin = importedOrigin(call, id);
  const ledger: PortInLedger = state
    ? ledgerOf(state)
    : await withNotedClaim(api.orderNotes.portins, id, newIdentity(origin));
  const activatesAt = await activationOf(call, portIn);
  const outputs = outputsOf(portIn, ledger, activatesAt);
  const { waitFor = "submitted", releaseOnDelete = false } = state ?? {};
  const activateAt = activationSeen(ledger, state, activatesAt);
  const standing = state && !isEnough(portIn.status, waitFor) && standingOf(portIn, waitFor);
  if (standing) call.warn(standing.message);
  // After the numbers are here, what was requested no longer matters, and no difference in it means anything.
  if (state && portIn.status === "COMPLETE") return { inputs: state, outputs };
  if (!state && wasNotPassedOn(portIn)) call.warn(doubtful(`port-in ${id}`));
  const kept = keptOf(ledger.refused, state);
  return { inputs: { ...askedFor(portIn), ...kept, waitFor, releaseOnDelete, activateAt }, outputs };
}

/** Without the PIN, which the losing carrier may quote if it is wrong. */
const readable = (portIn: PortIn, { inputs, state }: { inputs?: PortInInputs; state?: PortInState }): PortIn =>
  redactReasons(portIn, inputs?.wirelessInfo?.pinNumber, state?.wirelessInfo?.pinNumber);

/** The declared time, unless somebody set another one after it was sent. */
function activationSeen(ledger: PortInLedger, state?: PortInState, actual?: string): string | undefined {
  const { activation } = ledger;
  const changed = activation?.taken !== undefined && actual !== undefined && actual !== activation.taken;
  return changed ? actual : state?.activateAt;
}

/** Nothing that is sent may mean "at once" by mistake. */
function refusePast(call: PortInCall): void {
  const reason = pastActivation(call, call.inputs);
  if (reason !== undefined) throw new Refused([{ property: "activateAt", reason: `${reason}. Nothing was sent` }]);
}

function refuseAfterwards(state: PortInState, inputs: PortInInputs): void {
  const names = differing(lasting, state, inputs).filter((name) => inputs[name] !== undefined);
  if (names.length === 0) return;
  const reason =
    "can no longer be changed: the port-in is COMPLETE, and its numbers are in service. Nothing was changed. To manage " +
    "the numbers, import them into a PhoneNumberOrder. TnOptions sets their protection";
  throw new Refused(names.map((property) => ({ property, reason })));
}

const ledgerOf = (state: PortInState): PortInLedger =>
  ledgerIn(state.__order, "the state of this PortIn lacks its bookkeeping; import it again");

/** An error after which the port-in is in the state as it is, with everything that was requested. */
function partialPortIn(
  { inputs }: PortInCall,
  portIn: PortIn,
  ledger: PortInLedger,
  message: string,
  { cause, asked = inputs }: { cause?: unknown; asked?: object } = {},
): PartialFailure {
  return partialOrder(message, { inputs: portInInputs, asked, outputs: outputsOf(portIn, ledger) }, cause);
}
