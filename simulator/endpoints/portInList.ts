import { isDraft } from "../account/portIns.js";
import type { PortIn } from "../account/portingTypes.js";
import type { Call, Reply } from "../call.js";
import { toE164, wire } from "../telephone.js";
import type { XmlTree } from "../xml.js";
import { isoTime } from "./created.js";
import { visibleUntil } from "./listRules.js";
import { ofDaysAsked, portPage } from "./portLists.js";
import { siteOf } from "./sites.js";

export function listPortIns(call: Call): Reply {
  const tn = call.query.get("tn");
  const orderTn = call.query.get("orderTn");
  const is = (name: string, value: string | undefined) => [null, value].includes(call.query.get(name));
  const found = visible(call)
    .filter(({ billingNumber }) => tn === null || billingNumber === toE164(tn))
    .filter(({ numbers }) => orderTn === null || numbers.includes(toE164(orderTn) ?? ""))
    .filter(({ pon, customerOrderId }) => is("pon", pon) && is("customerOrderId", customerOrderId));
  return portPage(call, ofDaysAsked(call, found), summary);
}

/** By site, the only filter is the status. */
export function listSitePortIns(call: Call): Reply {
  const site = siteOf(call);
  return portPage(
    call,
    visible(call).filter(({ siteId }) => siteId === site.id),
    summary,
  );
}

/** Drafts are listed only when the look-up asks for their state. */
function visible(call: Call): PortIn[] {
  const until = visibleUntil(call);
  const asked = call.query.get("status") !== null;
  return [...call.account.portIns.values()].filter(
    ({ createdAt, status }) => createdAt <= until && (asked || !isDraft(status)),
  );
}

/** The state, as this account's answers spell it. */
export const shownStatus = ({ settings }: Call, { status }: PortIn): string =>
  settings.canceledWithOneL && status === "CANCELLED" ? "CANCELED" : status;

function summary(call: Call, portIn: PortIn): XmlTree {
  return {
    CountOfTNs: portIn.numbers.length,
    userId: "simulator-user",
    lastModifiedDate: isoTime(portIn.modifiedAt),
    OrderDate: isoTime(portIn.createdAt),
    OrderId: portIn.id,
    OrderType: "port_in",
    BillingTelephoneNumber: wire(call, portIn.billingNumber),
    ActualFOCDate: portIn.actualFocDate && isoTime(portIn.actualFocDate),
    PON: portIn.pon,
    LNPLosingCarrierId: "1537",
    LNPLosingCarrierName: "Mock Carrier",
    ProcessingStatus: shownStatus(call, portIn),
    RequestedFOCDate: portIn.requestedFocDate && isoTime(portIn.requestedFocDate),
    VendorId: 49,
    VendorName: "Bandwidth CLEC",
  };
}
