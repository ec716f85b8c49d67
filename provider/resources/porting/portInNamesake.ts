import { BandwidthError } from "../../bandwidth/http/errors.js";
import type { PortIn } from "../../bandwidth/porting/portIns.js";
import { namesOf } from "../ordering/failures.js";
import { heldTwice, notOurs } from "../ordering/ownership.js";
import { declared, differing, replacing } from "./portInChange.js";
import type { PortInInputs } from "./portInFields.js";
import type { PortInCall } from "./portInState.js";

/** A number can be in only one port-in at a time. */
const IN_ANOTHER = "7205";
/** So many numbers are looked up to find the port-in that has them. */
const MOST = 10;

/** The port-in that is what this one replaces, or a sentence about one of somebody else's. */
interface InTheWay {
  replaced?: PortIn;
  next?: string;
}

/**
 * Finds the port-in that has numbers of this one, if the API refused this one for that. Another stack may have submitted it, and
 * nothing on it says whose it is: a note would open a ticket at Bandwidth. Empty if the refusal has another reason, or if
 * nothing shows the port-in.
 */
export async function portInInTheWay(call: PortInCall, error: unknown): Promise<InTheWay> {
  if (!(error instanceof BandwidthError) || error.fate !== "refused" || !error.has(IN_ANOTHER)) return {};
  const found = await findOpen(call).catch(() => undefined);
  if (!found) return {};
  const { orderId, status, telephoneNumbers = [] } = found;
  // A port-in of other numbers is another one, which is not made into this.
  const differs = differing(replacing, declared(call.inputs, found) as Partial<PortInInputs>, call.inputs).length > 0;
  if (call.wasMine(orderId)) return differs ? {} : { replaced: found };
  const what = `port-in ${orderId} (${status})`;
  if (call.isHeldByOther(orderId)) return { next: heldTwice(what).message };
  const reason = notOurs(call, {
    type: "PortIn",
    id: orderId,
    exists: `${what} of this account brings ${namesOf(telephoneNumbers, 10)} already`,
    instead: "A number can be in only one port-in at a time, so take its numbers out of this one.",
  });
  return { next: reason.message };
}

async function findOpen({ api, inputs, signal }: PortInCall): Promise<PortIn | undefined> {
  const wanted = new Set(inputs.telephoneNumbers);
  for (const telephoneNumber of inputs.telephoneNumbers.slice(0, MOST)) {
    for (const { orderId, orderType } of (await api.portInLookUps.list({ telephoneNumber }, signal)).slice(0, MOST)) {
      if (orderType === "port_out") continue;
      const portIn = await api.portIns.get(orderId, signal);
      const isOpen = portIn && !["CANCELLED", "COMPLETE"].includes(portIn.status);
      // Whatever the list filters by, the port-in itself names its numbers.
      if (isOpen && portIn.telephoneNumbers?.some((number) => wanted.has(number))) return portIn;
    }
  }
  return undefined;
}
