import type { PortIn } from "../account/types.js";
import { type Call, emptyReply, Refusal, type Reply, statusRefusal, xmlReply } from "../call.js";
import { firstLink, pageOf, sizeOf } from "../paging.js";
import { toE164, wire } from "../telephone.js";
import type { XmlTree } from "../xml.js";
import { isoTime } from "./created.js";
import { siteOf } from "./sites.js";

const root = "LNPResponseWrapper";

export function listPortIns(call: Call): Reply {
  return page(
    call,
    [...call.account.portIns.values()],
    ["date", "startdate", "enddate", "tn", "pon", "customerOrderId"],
  );
}

/** By site there is only the status to filter by. */
export function listSitePortIns(call: Call): Reply {
  const site = siteOf(call);
  return page(
    call,
    [...call.account.portIns.values()].filter(({ siteId }) => siteId === site.id),
    [],
  );
}

/** Newest first; page and size are required (api-in-practice §2.4). */
function page(call: Call, all: PortIn[], filters: readonly string[]): Reply {
  const size = sizeOf(call);
  if (size === undefined || !call.query.has("page")) {
    throw new Refusal(
      xmlReply(404, "ErrorResponse", {
        ResponseStatus: { Description: "Size and page parameters are required" },
        Links: firstLink(call),
      }),
    );
  }
  const found = all.filter(filter(call, filters)).reverse();
  const { items, links } = pageOf(call, found, ({ id }) => id, Math.min(size, 1_000));
  if (items.length === 0) return none(call);
  return xmlReply(200, root, {
    TotalCount: found.length,
    Links: links,
    lnpPortInfoForGivenStatus: items.map((portIn) => summary(call, portIn)),
  });
}

function filter(call: Call, filters: readonly string[]): (portIn: PortIn) => boolean {
  const asked = (name: string) => (filters.includes(name) ? call.query.get(name) : null);
  const status = call.query.get("status")?.toUpperCase();
  const [date, from, to, pon, customerOrderId] = ["date", "startdate", "enddate", "pon", "customerOrderId"].map(asked);
  if ((from === null) !== (to === null)) {
    throw statusRefusal(400, "ErrorResponse", undefined, "startdate and enddate must be used as a pair");
  }
  const tn = asked("tn");
  const billingNumber = tn === null ? undefined : toE164(tn);
  const visibleUntil = call.account.now() - call.settings.orderVisibilityDelayMs;
  return (portIn) =>
    portIn.createdAt <= visibleUntil &&
    (status === undefined || portIn.status === status) &&
    (date === null || day(portIn.createdAt) === date) &&
    (from === null || (day(portIn.modifiedAt) >= (from ?? "") && day(portIn.modifiedAt) <= (to ?? ""))) &&
    (tn === null || portIn.billingNumber === billingNumber) &&
    (pon === null || portIn.pon === pon) &&
    (customerOrderId === null || portIn.customerOrderId === customerOrderId);
}

const day = (time: number) => isoTime(time).slice(0, 10);

/** None: as any list of orders says it. */
function none(call: Call): Reply {
  switch (call.settings.emptyOrderList) {
    case "204":
      return emptyReply(204);
    case "404":
      return xmlReply(404, "Links", firstLink(call));
    case "200":
      return xmlReply(200, root, { TotalCount: 0, Links: firstLink(call) });
  }
}

function summary(call: Call, portIn: PortIn): XmlTree {
  return {
    CountOfTNs: portIn.numbers.length,
    userId: "simulator-user",
    lastModifiedDate: isoTime(portIn.modifiedAt),
    OrderDate: isoTime(portIn.createdAt),
    OrderId: portIn.id,
    OrderType: "port_in",
    BillingTelephoneNumber: wire(call, portIn.billingNumber),
    LNPLosingCarrierId: "1537",
    LNPLosingCarrierName: "Mock Carrier",
    ProcessingStatus: portIn.status,
    RequestedFOCDate: portIn.requestedFocDate && isoTime(portIn.requestedFocDate),
    VendorId: 49,
    VendorName: "Bandwidth CLEC",
  };
}
