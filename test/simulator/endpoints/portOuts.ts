import type { PortOut } from "../account/types.js";
import { type Call, emptyReply, parameter, Refusal, type Reply, statusRefusal, xmlReply } from "../call.js";
import { firstLink, pageOf, sizeOf } from "../paging.js";
import type { Route } from "../routing.js";
import { wire } from "../telephone.js";
import type { XmlTree } from "../xml.js";
import { isoTime } from "./created.js";
import { refusePortIn } from "./portInBody.js";

const listRoot = "LNPResponseWrapper";
const day = (time: number) => isoTime(time).slice(0, 10);

/** Newest first; page and size are required (api-in-practice §2.4). */
function listPortOuts(call: Call): Reply {
  const size = sizeOf(call);
  if (size === undefined || !call.query.has("page")) {
    throw new Refusal(
      xmlReply(404, "ErrorResponse", {
        ResponseStatus: { Description: "Size and page parameters are required" },
        Links: firstLink(call),
      }),
    );
  }
  const found = [...call.account.portOuts.values()].filter(filter(call)).reverse();
  const { items, links } = pageOf(call, found, ({ id }) => id, Math.min(size, 1_000));
  if (items.length === 0) return none(call);
  return xmlReply(200, listRoot, {
    TotalCount: found.length,
    Links: links,
    lnpPortInfoForGivenStatus: items.map((portOut) => summary(call, portOut)),
  });
}

function filter(call: Call): (portOut: PortOut) => boolean {
  const [date, from, to] = ["date", "startdate", "enddate"].map((name) => call.query.get(name));
  if ((from === null) !== (to === null)) {
    throw statusRefusal(400, "ErrorResponse", undefined, "startdate and enddate must be used as a pair");
  }
  const status = call.query.get("status")?.toUpperCase();
  return ({ status: own, createdAt, modifiedAt }) =>
    (status === undefined || own === status) &&
    (date === null || day(createdAt) === date) &&
    (from === null || (day(modifiedAt) >= (from ?? "") && day(modifiedAt) <= (to ?? "")));
}

/** None: as any list of orders says it. */
function none(call: Call): Reply {
  switch (call.settings.emptyOrderList) {
    case "204":
      return emptyReply(204);
    case "404":
      return xmlReply(404, "Links", firstLink(call));
    case "200":
      return xmlReply(200, listRoot, { TotalCount: 0, Links: firstLink(call) });
  }
}

function summary(call: Call, portOut: PortOut): XmlTree {
  const done = portOut.status === "COMPLETE";
  const [first] = portOut.numbers;
  return {
    CountOfTNs: portOut.numbers.length,
    userId: done ? "Neustar" : "System",
    OrderId: portOut.id,
    OrderType: "port_out",
    lastModifiedDate: isoTime(portOut.modifiedAt),
    ErrorCode: done ? 200 : 201,
    ErrorMessage: done
      ? "Port out successful."
      : "Order request received. Please use the order id to check the status of your order later.",
    FullNumber: portOut.numbers.length === 1 && first ? wire(call, first) : undefined,
    OrderDate: isoTime(portOut.createdAt),
    ProcessingStatus: portOut.status,
    RequestedFOCDate: isoTime(portOut.requestedFocDate),
    VendorId: portOut.spid,
  };
}

/** One that is not there is answered as a port-in that is not there. */
function getPortOut(call: Call): Reply {
  const portOut = call.account.portOuts.get(parameter(call, "order"));
  if (!portOut) {
    const description = "The order ID was not found for requested accountId.";
    throw refusePortIn([{ code: "7335", description }], { status: 404 });
  }
  return xmlReply(200, "LnpOrderResponse", {
    RequestedFocDate: isoTime(portOut.requestedFocDate),
    ActualFocDate: isoTime(portOut.requestedFocDate),
    PON: portOut.pon,
    AccountId: call.account.accountId,
    OrderCreateDate: isoTime(portOut.createdAt),
    LastModifiedDate: isoTime(portOut.modifiedAt),
    userId: "System",
    PortOutStatus: portOut.status,
    SPID: portOut.spid,
    ListOfPhoneNumbers: { PhoneNumber: portOut.numbers.map((number) => wire(call, number)) },
  });
}

export const portOutRoutes: Route[] = [
  ["GET", "/accounts/:account/portouts", listPortOuts],
  ["GET", "/accounts/:account/portouts/:order", getPortOut],
];
