import { portInErrors } from "../../bandwidth/errorCodes/portIns.js";
import { looksAfter } from "../../bandwidth/http/backOff.js";
import { needOf, type PortIn, type PortInData } from "../../bandwidth/porting/portIns.js";
import { changeOnce } from "../ordering/createOnce.js";
import { describeFailures, refusalOf } from "../ordering/failures.js";
import { isRefusedAnew, notPassedOnErrors, takeAsItIs, wasNotPassedOn, wentBack } from "./notPassedOn.js";
import { shows, suppOf } from "./portInChange.js";
import type { PortInCall, PortInLedger } from "./portInState.js";

/** A SUPP that the API accepted and that had no effect, as far as can be seen. The port-in is as it was. */
export class SuppWithoutEffect extends Error {
  override readonly name = "SuppWithoutEffect";

  constructor(
    message: string,
    /** The latest look at the port-in. */
    readonly portIn: PortIn,
    change: PortInData,
    ledger: PortInLedger,
  ) {
    super(message);
    if (wasNotPassedOn(portIn)) remember(ledger, change);
  }
}

/** Records a change that was not passed on. */
export function remember(ledger: PortInLedger, change: PortInData): void {
  ledger.refused = [...new Set([...(ledger.refused ?? []), ...Object.keys(change)])];
}

/** Says that a change was not passed on. */
export function notPassedOn({ orderId, errors }: PortIn): string {
  const reasons = notPassedOnErrors(errors);
  return describeFailures(
    `the change (SUPP) of port-in ${orderId} did not take effect: Bandwidth accepted it, but did not pass it on to the losing carrier`,
    reasons,
    `${AGAIN} For wireless numbers that have their date (FOC), ask Bandwidth's support.`,
    portInErrors,
  );
}

/** Says that nobody knows whether a change was passed on: the error of an earlier change is still there. */
function perhapsNotPassedOn({ orderId, errors }: PortIn): string {
  return describeFailures(
    `it is not known whether the change (SUPP) of port-in ${orderId} took effect: Bandwidth accepted it, and the port-in still has ` +
      "the error of an earlier change that was not passed on",
    notPassedOnErrors(errors),
    `${AGAIN} ${takeAsItIs(orderId)}`,
    portInErrors,
  );
}

const AGAIN = "The state keeps the old values, so the next run shows the difference and tries again.";

/**
 * Sends a SUPP, and looks whether it took effect: a 200 is no proof. After a lost answer, the port-in also shows whether the
 * SUPP arrived. Returns the latest look at it.
 * @throws SuppWithoutEffect if the port-in shows no sign of it. The ledger records a change that was not passed on.
 */
export async function handIn(
  call: PortInCall,
  seen: PortIn,
  before: PortInData,
  change: PortInData,
  ledger: PortInLedger,
): Promise<PortIn> {
  const { api, inputs, signal } = call;
  const { orderId } = seen;
  const isThere = (now: PortIn) => suppOf(before, inputs, now) === undefined;
  const send = () => api.portIns.supplement(orderId, change, signal);
  const arrived = async () => {
    const now = await api.portIns.get(orderId);
    return now !== undefined && isThere(now);
  };
  await changeOnce(send, arrived).catch(
    refused(`the change (SUPP) of port-in ${orderId} was refused, and nothing was changed`),
  );
  const refusedBefore = ledger.refused ?? [];
  // An order that showed the old values after a refusal shows the new ones when it has passed them on.
  const isTrusted = refusedBefore.length > 0 && shows(seen, before, refusedBefore) && !isThere(seen);
  // An error of an earlier change may stay when this one is passed on. It may also be the error of this one.
  const isPassedOn = (now: PortIn) =>
    !wasNotPassedOn(now) || wentBack(seen, now, "REQUESTED_SUPP", "SUBMITTED") || (isTrusted && isThere(now));
  let last = seen;
  let trouble: unknown;
  for (const pause of looksAfter.supp) {
    try {
      await api.client.clock.sleep(pause, signal);
      last = (await api.portIns.get(orderId, signal)) ?? last;
    } catch (error) {
      trouble = error;
      if (signal.aborted) break;
      continue;
    }
    if (isRefusedAnew(seen, last)) throw new SuppWithoutEffect(notPassedOn(last), last, change, ledger);
    if ((isThere(last) || hasMoved(seen, last)) && isPassedOn(last)) {
      ledger.refused = undefined;
      return last;
    }
  }
  if (wasNotPassedOn(last)) throw new SuppWithoutEffect(perhapsNotPassedOn(last), last, change, ledger);
  const why = trouble instanceof Error ? `: ${trouble.message}` : ": the port-in still shows the old values.";
  throw new SuppWithoutEffect(
    `it is not known whether the change (SUPP) of port-in ${orderId} took effect, although Bandwidth accepted it${why}\n${AGAIN}`,
    last,
    change,
    ledger,
  );
}

/** Whether something has happened to the order. The API may set another date than the requested one. */
const hasMoved = (seen: PortIn, now: PortIn): boolean =>
  (now.status === "REQUESTED_SUPP" && seen.status !== now.status) ||
  (now.lastModifiedDate !== undefined && now.lastModifiedDate !== seen.lastModifiedDate);

/** Submits a draft. Validation may have made the port-in a draft, or its author did. */
export async function submitDraft({ api, info, signal }: PortInCall, { orderId, status }: PortIn): Promise<void> {
  const arrived = async () => {
    const now = await api.portIns.get(orderId);
    return now !== undefined && needOf(now.status) !== "submit";
  };
  info(`port-in ${orderId} is a draft (${status}): this run submits it; nothing is ordered twice`);
  await changeOnce(() => api.portIns.submitDraft(orderId, signal), arrived).catch(
    refused(`port-in ${orderId} is a draft (${status}), and was not submitted`),
  );
}

/** An error with all the reasons of a refusal. */
export const refused =
  (what: string, next = "Fix the cause, then run `pulumi up` again.") =>
  (error: unknown): never => {
    throw refusalOf(error, what, next, portInErrors);
  };
