import type { PortIn } from "./portingTypes.js";
import { stayingErrors } from "./stayingErrors.js";
import type { AccountStore } from "./store.js";

/** A PIN that no losing carrier accepts: 7435. */
export const WRONG_PIN = "0000";

const day = 24 * 60 * 60 * 1_000;

/** Whether a port-in can still bring its numbers. */
export const isOpen = ({ status }: PortIn): boolean => status !== "COMPLETE" && status !== "CANCELLED";

/** Whether it has not been submitted. */
export const isDraft = (status: string): boolean => /(^|_)DRAFT(_|$)/.test(status);

/** The latest time to activate the numbers of a triggered port-in: three days after its FOC date. */
const latestActivation = ({ actualFocDate = 0 }: PortIn): number => actualFocDate + 3 * day;

/** The next state of a port-in without outside help. */
const next: Record<string, string> = {
  REQUESTED_SUPP: "SUBMITTED",
  REQUESTED_CANCEL: "CANCELLED",
  SUBMITTED: "FOC",
  FOC: "COMPLETE",
};

/** Moves a port-in to its next state when its time has come. */
export function settlePortIn(account: AccountStore, portIn: PortIn): void {
  while (portIn.dueAt !== undefined && portIn.dueAt <= account.now()) {
    const status = next[portIn.status];
    if (status === undefined) return;
    enterPortInState(account, portIn, status, portIn.dueAt);
  }
}

/** Puts a port-in into a state, with all consequences. */
export function enterPortInState(account: AccountStore, portIn: PortIn, status: string, at = account.now()): void {
  const refused = status === "SUBMITTED" && pinOf(portIn) === WRONG_PIN;
  if (refused) {
    portIn.errors = [{ code: "7435", description: "Order is being rejected for PIN/Passcode." }];
    status = "EXCEPTION";
  } else if (status === "SUBMITTED") portIn.errors = stayingErrors(account.settings, portIn.errors);
  portIn.status = status;
  portIn.modifiedAt = at;
  portIn.dueAt = undefined;
  const step = account.settings.portInStepMs;
  if (status === "REQUESTED_SUPP" || status === "REQUESTED_CANCEL") portIn.dueAt = at;
  if (status === "SUBMITTED" && step !== undefined) portIn.dueAt = at + step;
  if (status === "FOC") {
    portIn.actualFocDate = portIn.requestedFocDate ?? at;
    if (step !== undefined) portIn.dueAt = at + step;
    if (portIn.triggered) portIn.dueAt = portIn.activationAt = portIn.actualFocDate;
  }
  if (status === "COMPLETE") takeNumbers(account, portIn);
  portIn.history.push({ at, note: `Port-in ${status}`, status });
  account.changed();
}

/** The numbers of a triggered port-in go live at this time. A time in the past means now. */
export function activateAt(account: AccountStore, portIn: PortIn, at: number): void {
  portIn.activationAt = Math.min(at, latestActivation(portIn));
  portIn.dueAt = portIn.activationAt;
  portIn.modifiedAt = account.now();
  account.changed();
  settlePortIn(account, portIn);
}

function takeNumbers(account: AccountStore, portIn: PortIn): void {
  for (const number of portIn.numbers) {
    account.numbers.set(number, {
      number,
      status: "Inservice",
      siteId: portIn.siteId,
      sipPeerId: portIn.sipPeerId,
      orderId: portIn.id,
      orderType: "PORT_IN_ORDER",
      orderCreatedAt: portIn.createdAt,
      modifiedAt: portIn.modifiedAt,
      protected: isProtected(portIn),
      options: {},
    });
    account.ledger.record({
      kind: "port-in",
      number,
      at: portIn.modifiedAt,
      orderId: portIn.id,
      customerOrderId: portIn.customerOrderId,
      siteId: portIn.siteId,
      sipPeerId: portIn.sipPeerId,
      by: "api",
    });
  }
}

/** An empty `TnAttributes` removes the protection. */
function isProtected({ details: { TnAttributes } }: PortIn): boolean {
  return typeof TnAttributes === "object" && !Array.isArray(TnAttributes) && TnAttributes.TnAttribute !== undefined;
}

function pinOf({ details }: PortIn): string | undefined {
  const { WirelessInfo } = details;
  return typeof WirelessInfo === "object" && !Array.isArray(WirelessInfo) ? String(WirelessInfo.PinNumber) : undefined;
}
