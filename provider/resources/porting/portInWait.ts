import type { ErrorCodes } from "../../bandwidth/errorCodes/errorCodes.js";
import { portInErrors } from "../../bandwidth/errorCodes/portIns.js";
import { hasReached, type Milestone, needOf, type PortIn, waitsFor } from "../../bandwidth/porting/portIns.js";
import { describeFailures } from "../ordering/failures.js";

export const KEPT = "The port-in is in the state; it will not be submitted again.";

/** What a status means to a run that waits for more. */
export interface PortInWait {
  message: string;
  /** Whether the run fails because of it. */
  isError: boolean;
}

/** What to report about a port-in. Undefined if it is as far as wanted, or on its way. */
export function standingOf(portIn: PortIn, waitFor: Milestone = "submitted"): PortInWait | undefined {
  const { orderId, status, errors } = portIn;
  const need = needOf(status);
  if (hasReached(status, waitFor) || need === "time" || status === "COMPLETE") return undefined;
  const what = `port-in ${orderId} is ${status}`;
  const reasons = errors.length > 0 ? errors : [{ description: "the API gave no reason" }];
  switch (need) {
    case "you":
      // An error would stop the creation of the resources that supply what is missing.
      return { message: tell(what, errors, waitsFor(status) ?? ""), isError: false };
    case "others":
      return { message: tell(what, errors, `${waitsFor(status)} ${KEPT}`), isError: waitFor !== "submitted" };
    case "over":
      return {
        message: describeFailures(what, reasons, `It brings no numbers. ${ANEW}`, portInErrors),
        isError: true,
      };
    case "submit":
      return {
        message: tell(`${what}: it is a draft, and not submitted`, errors, `${KEPT} ${SUBMITTED}`),
        isError: true,
      };
    case "mend": {
      const next =
        waitsFor(status) ?? "Correct what is wrong and run `pulumi up` again: it sends the change as a SUPP.";
      return { message: describeFailures(what, reasons, `${KEPT} ${next}`, portInErrors), isError: true };
    }
    default:
      return {
        message: tell(`${what}, a state that this version of the provider does not know`, errors, `${KEPT} ${UNKNOWN}`),
        isError: waitFor !== "submitted",
      };
  }
}

const ANEW = "Fix the cause, then run `pulumi refresh` and `pulumi up`: that submits a new port-in.";
const SUBMITTED = "The next `pulumi up` submits it. Bandwidth deletes drafts that nobody changes for two days.";
/** What to do about a status that this version doesn't know. */
export const UNKNOWN =
  "What it waits for is not known, so the run does not wait. Look at it in the Bandwidth dashboard; the next run looks again.";

/** The facts, with the API's reasons if there are any, and the next step. */
export const tell = (
  what: string,
  errors: PortIn["errors"],
  next: string,
  meanings: ErrorCodes = portInErrors,
): string => (errors.length > 0 ? describeFailures(what, errors, next, meanings) : `${what}. ${next}`);

/** Whether a port-in is as far as the program wants. A port-in that waits for documents or an approval has been accepted. */
export const isEnough = (status: string | undefined, waitFor: Milestone = "submitted"): boolean =>
  hasReached(status, waitFor) ||
  (waitFor === "submitted" && ["PENDING_DOCUMENTS", "PENDING_CARRIER_APPROVAL"].includes(status ?? ""));
