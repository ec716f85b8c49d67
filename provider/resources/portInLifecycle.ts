import { portInErrors } from "../bandwidth/errorCodes/portIns.js";
import { hasReached, type Milestone, type PortIn, type PortInData } from "../bandwidth/portIns.js";
import { type Call, Refused, type State, Unfinished } from "../pulumi/definition.js";
import { changeOnce } from "./createOnce.js";
import type { Bandwidth } from "./define.js";
import { describeFailures, discreet, refusalOf } from "./failures.js";
import { following } from "./following.js";
import { customerOrderId, newOrderBook, writeClaim } from "./numberBook.js";
import type { PortInBook, PortInOutputs, portInOutputs } from "./portIn.js";
import { activate, activationOf, isActivationDue, pastActivation, tellWhatStays } from "./portInActivation.js";
import { askedFor, dataOf, differing, lasting, replacing, seenAs, suppOf } from "./portInChange.js";
import { type PortInInputs, portInInputs } from "./portInFields.js";
import { stillHeld } from "./purchases.js";

type PortInCall = Call<Bandwidth> & { inputs: PortInInputs; state?: PortInState };
export type PortInState = State<typeof portInInputs, typeof portInOutputs>;

const WHAT = "PortIn";
const refusedSupp = (orderId: string) => `the change (SUPP) of port-in ${orderId} was refused, and nothing was changed`;
const cancelled = ["CANCELLED", "REQUESTED_CANCEL"];
const KEPT = "The port-in is in the state; it will not be submitted again.";

/** Asks for the numbers, once; what an earlier run has asked for is taken up and made what is wanted. */
export async function createPortIn(call: PortInCall): Promise<{ id: string; outputs: PortInOutputs }> {
  const { api, inputs, signal } = call;
  refusePast(call);
  const parts = Object.fromEntries(replacing.map((name) => [name, inputs[name]]));
  const numbers = [...inputs.telephoneNumbers].sort();
  const origin = { stateKey: call.stateKey, urn: call.urn, replacing: { ...parts, telephoneNumbers: numbers } };
  const book: PortInBook = newOrderBook(origin);
  const earlier = await takeUp(call, book);
  if (earlier) {
    const { orderId } = earlier;
    const before = seenAs(inputs, earlier);
    const change = earlier.status === "COMPLETE" ? undefined : suppOf(before, inputs);
    try {
      if (change) await handIn(call, orderId, before, change).catch(refused(refusedSupp(orderId)));
    } catch (error) {
      // The state has it as it is, so that the difference is tried again.
      throw unfinished(call, earlier, book, wordsOf(error), { cause: error, asked: { ...inputs, ...before } });
    }
    return { id: orderId, outputs: await settle(call, orderId, book) };
  }
  const id = customerOrderId(book, book.count);
  const { orderId, status } = await api.portIns
    .submit(dataOf(inputs), id, { signal, known: [] })
    .catch(refused("the port-in was refused, and nothing was submitted"));
  return { id: orderId, outputs: await settle(call, orderId, book, status) };
}

/**
 * The port-in that an interrupted run of this very create has submitted, or the resource that this one replaces by
 * force; a note on it says that it has been taken over. One that was cancelled, or whose numbers have left since, is
 * history: then the book counts to the first id that no port-in has.
 */
async function takeUp(call: PortInCall, book: PortInBook): Promise<PortIn | undefined> {
  const { api, signal } = call;
  for (book.count = 1; ; book.count++) {
    const earlier = await api.portIns.find(customerOrderId(book, book.count), signal);
    if (earlier.length === 0) return undefined;
    for (const { orderId } of earlier) {
      const found = await api.portIns.get(orderId, signal);
      if (!found || found.status === "CANCELLED") continue;
      const portIn = readable(found, call);
      if (portIn.status === "REQUESTED_CANCEL") {
        throw new Error(
          `port-in ${orderId} of the same numbers is REQUESTED_CANCEL: until the losing carrier agrees, they cannot be ` +
            "asked for anew, so nothing was submitted. Run the same command again later.",
        );
      }
      const { telephoneNumbers: completed = [], siteId, sipPeerId } = portIn;
      const brought = { orderId, completed, siteId, sipPeerId };
      if (portIn.status === "COMPLETE" && (await stillHeld(api, brought)).length === 0) continue;
      await writeClaim(call, orderId, book, api.orderNotes.portins);
      call.info(`port-in ${orderId} (${portIn.status}) of an earlier run is taken up; nothing is submitted twice`);
      return portIn;
    }
  }
}

/** Hands in a SUPP; the port-in tells whether one without an answer has arrived. */
function handIn(
  { api, inputs, signal }: PortInCall,
  id: string,
  before: PortInData,
  change: PortInData,
): Promise<void> {
  return changeOnce(
    () => api.portIns.supplement(id, change, signal),
    async () => {
      const now = await api.portIns.get(id);
      return now !== undefined && suppOf(before, inputs, now) === undefined;
    },
  );
}

/** Changes a port-in by a SUPP, as long as the losing carrier has not handed the numbers over. */
export async function updatePortIn(call: PortInCall & { id: string; state: PortInState }): Promise<PortInOutputs> {
  const { api, id, inputs, state, signal } = call;
  const book = bookOf(state);
  const portIn = await api.portIns.get(id, signal);
  if (!portIn) throw new Error(`port-in ${id} does not exist any more; run \`pulumi refresh\`. Nothing was changed.`);
  const change = suppOf(state, inputs, portIn);
  if (portIn.status === "COMPLETE") {
    refuseAfterwards(state, inputs);
    if (change) call.info(`port-in ${id} is COMPLETE: what it asked for is history, so only the state is changed`);
  } else if (cancelled.includes(portIn.status)) {
    throw new Error(`port-in ${id} is ${portIn.status}, and cannot be changed: nothing was. Run \`pulumi refresh\`.`);
  } else {
    const another = inputs.activateAt !== state.activateAt;
    if (another && inputs.activateAt === undefined) tellWhatStays(call, book);
    // Also what somebody else has set since is set back.
    if (another) book.activation = undefined;
    if (another || isActivationDue(portIn.status, inputs, book)) refusePast(call);
    if (change) await handIn(call, id, state, change).catch(refused(refusedSupp(id)));
  }
  return settle(call, id, book);
}

/** Waits for what the program waits for, sets the time of activation, and says what the port-in's state means. */
async function settle(call: PortInCall, orderId: string, book: PortInBook, status?: string): Promise<PortInOutputs> {
  const { api, inputs } = call;
  const waiting = following(call, WHAT);
  const wait = async (milestone: Milestone): Promise<PortIn> => {
    const { portIn: found, interruption } = await api.portIns.follow(orderId, milestone, waiting, status);
    const portIn = readable(found, call);
    if (interruption) throw unfinished(call, portIn, book, `${interruption.message}\n${KEPT}`, { cause: interruption });
    return portIn;
  };
  // The numbers of a triggered port-in come when they are activated, not before.
  const first = inputs.activateAt !== undefined && inputs.waitFor === "complete" ? "foc" : inputs.waitFor;
  let portIn = await wait(first);
  judge(call, portIn, book);
  try {
    if (await activate(call, portIn, book)) {
      const activated = await api.portIns.get(orderId, call.signal);
      if (activated) portIn = readable(activated, call);
    }
    const activatesAt = await activationOf(call, portIn);
    if (first === inputs.waitFor || !hasReached(portIn.status, first)) return outputsOf(portIn, book, activatesAt);
  } catch (error) {
    throw unfinished(call, portIn, book, `${wordsOf(error)}\n${KEPT}`, { cause: error });
  }
  portIn = await wait(inputs.waitFor);
  judge(call, portIn, book);
  return outputsOf(portIn, book);
}

/** Waiting for documents is told; what ended without the numbers, or waits to be mended, is an error. */
function judge(call: PortInCall, portIn: PortIn, book: PortInBook): void {
  const { orderId, status, errors } = portIn;
  if (hasReached(status, call.inputs.waitFor) || hasReached(status, "foc")) return;
  const what = `port-in ${orderId} is ${status}`;
  if (status === "PENDING_DOCUMENTS") {
    const next = "It waits for documents, as a letter of authorization: hand them in with PortInDocument.";
    call.warn(tell(what, errors, next));
    return;
  }
  const reasons = errors.length > 0 ? errors : [{ description: "the API gave no reason" }];
  const next = cancelled.includes(status)
    ? "It brings no numbers. Mend the cause, then run `pulumi refresh` and `pulumi up`: that asks anew."
    : `${KEPT} Mend what is wrong and run \`pulumi up\` again: it is changed by a SUPP.`;
  throw unfinished(call, portIn, book, describeFailures(what, reasons, next, portInErrors));
}

/** Whoever else has this port-in in a state leaves it alone from now on. */
export async function claimPortIn(call: Call<Bandwidth> & { state: PortInState }): Promise<void> {
  const { api, state } = call;
  if (state.orderId) await writeClaim(call, state.orderId, bookOf(state), api.orderNotes.portins);
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
  const book = state ? bookOf(state) : newOrderBook(origin);
  const activatesAt = await activationOf(call, portIn);
  const outputs = outputsOf(portIn, book, activatesAt);
  const { waitFor = "submitted", releaseOnDelete = false } = state ?? {};
  const activateAt = activationSeen(book, state, activatesAt);
  if (state && portIn.status === "EXCEPTION") {
    call.warn(tell(`port-in ${id} is EXCEPTION`, portIn.errors, "Mend what is wrong and run `pulumi up`."));
  }
  // When the numbers are here, what was asked for is history, and no difference in it means anything.
  if (state && portIn.status === "COMPLETE") return { inputs: state, outputs };
  return { inputs: { ...askedFor(portIn), waitFor, releaseOnDelete, activateAt }, outputs };
}

/** Without the PIN, which the losing carrier may quote when it is wrong. */
const readable = (portIn: PortIn, { inputs, state }: { inputs?: PortInInputs; state?: PortInState }): PortIn =>
  discreet(portIn, inputs?.wirelessInfo?.pinNumber, state?.wirelessInfo?.pinNumber);

/** The program's wish, unless somebody set another time after it had been sent. */
function activationSeen(book: PortInBook, state?: PortInState, actual?: string): string | undefined {
  const { activation } = book;
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

function bookOf(state: PortInState): PortInBook {
  if (!state.__order) throw new Error("the state of this PortIn lacks its bookkeeping; import it anew");
  return structuredClone(state.__order);
}

function outputsOf(portIn: PortIn, book: PortInBook, activatesAt?: string): PortInOutputs {
  const { orderId, status, requestedFocDate, actualFocDate, losingCarrierName, vendorName, portType, errors } = portIn;
  return {
    orderId,
    status,
    requestedDate: requestedFocDate,
    actualFocDate,
    activatesAt,
    losingCarrierName,
    vendorName,
    portType,
    errors: errors.map(({ code, description }) => ({ code, description })),
    __order: structuredClone(book),
  };
}

/** An error after which the port-in is in the state as it is, with all that was asked for (design §4.2). */
function unfinished(
  { inputs }: PortInCall,
  portIn: PortIn,
  book: PortInBook,
  message: string,
  { cause, asked = inputs }: { cause?: unknown; asked?: object } = {},
): Unfinished {
  // What the program no longer says must not come back out of the old state.
  const absent = Object.fromEntries(Object.keys(portInInputs.shape).map((name) => [name, undefined]));
  const outputs = { ...absent, ...asked, ...outputsOf(portIn, book) };
  return new Unfinished(message, { id: portIn.orderId, outputs }, { cause });
}

const tell = (what: string, errors: PortIn["errors"], next: string): string =>
  errors.length > 0 ? describeFailures(what, errors, next, portInErrors) : `${what}. ${next}`;

const refused = (what: string) => (error: unknown) => {
  throw refusalOf(error, what, "Mend the cause, then run `pulumi up` again.", portInErrors);
};

const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
