import type { PortOut } from "../account/portingTypes.js";
import { type Call, parameter, type Reply, xmlReply } from "../call.js";
import type { Route } from "../routing.js";
import { wire } from "../telephone.js";
import type { XmlTree } from "../xml.js";
import { isoTime } from "./created.js";
import { refusePortIn } from "./portInProblems.js";
import { ofDaysAsked, portPage } from "./portLists.js";

function listPortOuts(call: Call): Reply {
  return portPage(call, ofDaysAsked(call, [...call.account.portOuts.values()]), summary);
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
    ErrorMessage: done ? "Port out successful." : "Taken in. Look at the order to see how it stands.",
    FullNumber: portOut.numbers.length === 1 && first ? wire(call, first) : undefined,
    OrderDate: isoTime(portOut.createdAt),
    ProcessingStatus: portOut.status,
    RequestedFOCDate: isoTime(portOut.requestedFocDate),
    VendorId: portOut.spid,
  };
}

/** A missing port-out gets the answer of a missing port-in. */
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
