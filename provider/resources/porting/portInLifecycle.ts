import { hasReached, type Milestone, needOf, type PortIn, type PortInData } from "../../bandwidth/porting/portIns.js";
import type { Call } from "../../pulumi/definition/definition.js";
import { PartialFailure, Refused } from "../../pulumi/definition/errors.js";
import type { Bandwidth } from "../define.js";
import { messageOf, redactReasons } from "../ordering/failures.js";
import { following } from "../ordering/following.js";
import { customerOrderId, ledgerIn, newIdentity } from "../ordering/orderLedger.js";
import { withNotedClaim } from "../ordering/ownershipNotes.js";
import { firstOwnOrder, type Looked, missingOrder, recoveryPolicies } from "../ordering/ownOrders.js";
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
  replacing,
  seenAs,
  suppOf,
  takenBack,
} from "./portInChange.js";
import { type PortInInputs, portInInputs } from "./portInFields.js";
import { outputsOf } from "./portInOutputs.js";
import type { PortInCall, PortInLedger, PortInOutputs, PortInState } from "./portInState.js";
import { handIn, notPassedOn, refused, remember, SuppWithoutEffect, submitDraft } from "./portInSupp.js";
import { isEnough, KEPT, standingOf, tell } from "./portInWait.js";

const WHAT = "PortIn";
const cancelled = ["CANCELLED", "REQUESTED_CANCEL"];

/** Asks for the numbers, once; what an earlier run has asked for is taken up and made what is wanted. */
export async function createPortIn(call: PortInCall): Promise<{ id: string; outputs: PortInOutputs }> {
  const { api, inputs, signal } = call;
  refusePast(call);
  const parts = Object.fromEntries(replacing.map((name) => [name, inputs[name]]));
  const numbers = [...inputs.telephoneNumbers].sort();
  const origin = { stateKey: call.stateKey, urn: call.urn, replacing: { ...parts, telephoneNumbers: numbers } };
  const ledger: PortInLedger = newIdentity(origin);
  const earlier = await findEarlierPortIn(call, ledger);
  if (earlier) {
    const { orderId } = earlier;
    const before = seenAs(inputs, earlier);
    const change = earlier.status === "COMPLETE" ? undefined : suppOf(before, inputs);
    if (wasNotPassedOn(earlier)) call.warn(doubtful(`port-in ${orderId}`));
    let supp: Supp | undefined;
    try {
      if (change) supp = { before, change, seen: await handIn(call, earlier, before, change, ledger) };
    } catch (error) {
      // The state has it as it is, so that the difference is tried again.
      throw partialPortIn(call, earlier, ledger, messageOf(error), { cause: error, asked: { ...inputs, ...before } });
    }
    return { id: orderId, outputs: await settle(call, orderId, ledger, { supp }) };
  }
  const id = customerOrderId(ledger, ledger.count);
  const { orderId, status } = await api.portIns
    .submit(dataOf(inputs), id, { signal, known: [] })
    .catch(refused("the port-in was refused, and nothing was submitted"));
  return { id: orderId, outputs: await settle(call, orderId, ledger, { status }) };
}

/**
 * The port-in that an interrupted run of this very create has submitted, or the resource that this one replaces by force. Else
 * the ledger has the count of the next one.
 */
async function findEarlierPortIn(call: PortInCall, ledger: PortInLedger): Promise<PortIn | undefined> {
  const { api, inputs, signal } = call;
  const find = (id: string) => api.portIns.find(id, inputs.telephoneNumbers, signal);
  const earlier = await firstOwnOrder(ledger, find, (found) => lookAt(call, found), recoveryPolicies.portIn);
  if (earlier) {
    const { orderId, status } = earlier;
    call.info(`port-in ${orderId} (${status}) of an earlier run is taken up; nothing is submitted twice`);
  }
  return earlier;
}

/** How a port-in of this resource stands. */
async function lookAt(call: PortInCall, { orderId }: { orderId: string }): Promise<Looked<PortIn>> {
  const { api, signal } = call;
  const found = await api.portIns.get(orderId, signal);
  if (!found) return missingOrder(`port-in ${orderId}`);
  if (found.status === "CANCELLED") return { standing: "dead" };
  const order = readable(found, call);
  if (order.status === "REQUESTED_CANCEL") {
    const error = new Error(
      `port-in ${orderId} of the same numbers is REQUESTED_CANCEL: until the losing carrier agrees, they cannot be ` +
        "asked for anew, so nothing was submitted. Run the same command again later.",
    );
    return { standing: "beingCancelled", error };
  }
  if (order.status !== "COMPLETE") return { standing: "open", order };
  const { telephoneNumbers: completed = [], siteId, sipPeerId } = order;
  const held = await stillHeld(api, { orderId, completed, siteId, sipPeerId });
  return { standing: held.length > 0 ? "holding" : "history", order };
}

/**
 * Changes a port-in by a SUPP, as long as the losing carrier has not handed the numbers over. A SUPP that did not take effect
 * is an error, and the state keeps the old values.
 */
export async function updatePortIn(call: PortInCall & { id: string; state: PortInState }): Promise<PortInOutputs> {
  const { api, id, inputs, state, signal } = call;
  const ledger = ledgerOf(state);
  const portIn = await api.portIns.get(id, signal);
  if (!portIn) throw new Error(`port-in ${id} does not exist any more; run \`pulumi refresh\`. Nothing was changed.`);
  // Of a change that was not passed on, the order may show the new value all the same.
  const isDoubtful = wasNotPassedOn(portIn) || ledger.refused !== undefined;
  const change = suppOf(state, inputs, isDoubtful ? undefined : portIn);
  if (portIn.status === "COMPLETE") {
    refuseAfterwards(state, inputs);
    if (change) call.info(`port-in ${id} is COMPLETE: what it asked for is history, so only the state is changed`);
    return settle(call, id, ledger);
  }
  if (cancelled.includes(portIn.status)) {
    throw new Error(`port-in ${id} is ${portIn.status}, and cannot be changed: nothing was. Run \`pulumi refresh\`.`);
  }
  const another = inputs.activateAt !== state.activateAt;
  if (another && inputs.activateAt === undefined) tellWhatStays(call, ledger);
  // Also what somebody else has set since is set back.
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

/** A SUPP that was handed in: what the port-in was before, what it said, and what the port-in was right after it. */
interface Supp {
  before: PortInData;
  change: PortInData;
  seen: PortIn;
}

/** What is known of a port-in before it is settled. */
interface Known {
  status?: string;
  /** What has just changed it. */
  supp?: Supp;
}

/** Waits for what the program waits for, sets the time of activation, and says what the port-in's state means. */
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
    // What a state means, a known one or not, is judged below.
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

/** What waits for somebody is told; what ended without the numbers, or waits to be mended, is an error. */
function assertNotBlocked(call: PortInCall, portIn: PortIn, ledger: PortInLedger): void {
  // One that has its date is on its way, whatever the program waits for.
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
    // It brings nothing any more, so there is nothing left to manage.
    if (state) call.warn(tell(`port-in ${id} was CANCELLED`, portIn.errors, "The next `pulumi up` asks anew."));
    return undefined;
  }
  const origin = { stateKey: call.stateKey || id, urn: call.urn, replacing: { imported: id } };
  const ledger: PortInLedger = state
    ? ledgerOf(state)
    : await withNotedClaim(api.orderNotes.portins, id, newIdentity(origin));
  const activatesAt = await activationOf(call, portIn);
  const outputs = outputsOf(portIn, ledger, activatesAt);
  const { waitFor = "submitted", releaseOnDelete = false } = state ?? {};
  const activateAt = activationSeen(ledger, state, activatesAt);
  const standing = state && !isEnough(portIn.status, waitFor) && standingOf(portIn, waitFor);
  if (standing) call.warn(standing.message);
  // When the numbers are here, what was asked for is history, and no difference in it means anything.
  if (state && portIn.status === "COMPLETE") return { inputs: state, outputs };
  if (!state && wasNotPassedOn(portIn)) call.warn(doubtful(`port-in ${id}`));
  const kept = keptOf(ledger.refused, state);
  return { inputs: { ...askedFor(portIn), ...kept, waitFor, releaseOnDelete, activateAt }, outputs };
}

/** Without the PIN, which the losing carrier may quote when it is wrong. */
const readable = (portIn: PortIn, { inputs, state }: { inputs?: PortInInputs; state?: PortInState }): PortIn =>
  redactReasons(portIn, inputs?.wirelessInfo?.pinNumber, state?.wirelessInfo?.pinNumber);

/** The program's wish, unless somebody set another time after it had been sent. */
function activationSeen(ledger: PortInLedger, state?: PortInState, actual?: string): string | undefined {
  const { activation } = ledger;
  const changed = activation?.taken !== undefined && actual !== undefined && actual !== activation.taken;
  return changed ? actual : state?.activateAt;
}

/** Nothing that is to be sent may mean "at once" by mistake. */
function refusePast(call: PortInCall): void {
  const reason = pastActivation(call, call.inputs);
  if (reason !== undefined) throw new Refused([{ property: "activateAt", reason: `${reason}. Nothing was sent` }]);
}

function refuseAfterwards(state: PortInState, inputs: PortInInputs): void {
  const names = differing(lasting, state, inputs).filter((name) => inputs[name] !== undefined);
  if (names.length === 0) return;
  const reason =
    "cannot be changed any more: the port-in is COMPLETE, and its numbers are in service. Nothing was changed. To go on " +
    "with the numbers, import them into a PhoneNumberOrder; protection is set by TnOptions";
  throw new Refused(names.map((property) => ({ property, reason })));
}

const ledgerOf = (state: PortInState): PortInLedger =>
  ledgerIn(state.__order, "the state of this PortIn lacks its bookkeeping; import it anew");

/** An error after which the port-in is in the state as it is, with all that was asked for. */
function partialPortIn(
  { inputs }: PortInCall,
  portIn: PortIn,
  ledger: PortInLedger,
  message: string,
  { cause, asked = inputs }: { cause?: unknown; asked?: object } = {},
): PartialFailure {
  return partialOrder(message, { inputs: portInInputs, asked, outputs: outputsOf(portIn, ledger) }, cause);
}
