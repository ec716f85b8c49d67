import { enterPortInState, isDraft } from "../account/portIns.js";
import type { PortIn } from "../account/portingTypes.js";
import { type Call, emptyReply, type Reply, xmlReply } from "../call.js";
import type { Route } from "../routing.js";
import { wire } from "../telephone.js";
import type { XmlTree } from "../xml.js";
import { isoTime, location } from "./created.js";
import { addNote, listNotes } from "./notes.js";
import { notPassedOn } from "./notPassedOn.js";
import { getActivation, setActivation } from "./portInActivation.js";
import { portInOf, readPortIn, readSupp, usualFocDate } from "./portInBody.js";
import { portInFileRoutes } from "./portInFiles.js";
import { listPortIns, listSitePortIns, shownStatus } from "./portInList.js";
import { refusePortIn, root } from "./portInProblems.js";
import {
  portInAreaCodes,
  portInExchanges,
  portInHistory,
  portInNumbers,
  portInTotals,
  totals,
} from "./portInReports.js";

function createPortIn(call: Call): Reply {
  const fields = readPortIn(call);
  const { account } = call;
  const now = account.now();
  const portIn: PortIn = {
    id: account.nextUuid(),
    createdAt: now,
    modifiedAt: now,
    status: "",
    errors: [],
    files: [],
    notes: [],
    history: [],
    pon: `BWC${account.nextNumber()}`,
    ...fields,
    requestedFocDate: fields.requestedFocDate ?? usualFocDate(now),
  };
  account.portIns.set(portIn.id, portIn);
  enterPortInState(account, portIn, call.settings.portInNeedsDocuments ? "PENDING_DOCUMENTS" : "SUBMITTED");
  return xmlReply(
    201,
    root,
    {
      OrderId: portIn.id,
      Status: {
        Code: 201,
        Description: "Taken in. Look at the order to see how it stands.",
      },
      ...asked(call, portIn),
    },
    location(call, "portins", portIn.id),
  );
}

/** The order's request, and its state. */
function asked(call: Call, portIn: PortIn): XmlTree {
  return {
    ProcessingStatus: shownStatus(call, portIn),
    CustomerOrderId: portIn.customerOrderId,
    RequestedFocDate: portIn.requestedFocDate && isoTime(portIn.requestedFocDate),
    ...portIn.details,
    BillingTelephoneNumber: wire(call, portIn.billingNumber),
    ListOfPhoneNumbers: { PhoneNumber: portIn.numbers.map((number) => wire(call, number)) },
    Triggered: portIn.triggered,
  };
}

function getPortIn(call: Call): Reply {
  const portIn = portInOf(call);
  const { AlternateSpid, ...rest } = asked(call, portIn);
  return xmlReply(200, root, {
    // Some answers have this code. It isn't an error.
    Status: { Code: 200, Description: "The order is shown as it is." },
    Errors: portIn.errors.map(({ code, description }) => ({ Code: code, Description: description })),
    ...rest,
    AlternateSpid,
    ActualFocDate: portIn.actualFocDate && isoTime(portIn.actualFocDate),
    AccountId: call.account.accountId,
    SiteId: portIn.siteId,
    PeerId: portIn.sipPeerId,
    LosingCarrierName: "Mock Carrier",
    VendorName: "Bandwidth CLEC",
    OrderCreateDate: isoTime(portIn.createdAt),
    LastModifiedDate: isoTime(portIn.modifiedAt),
    userId: "simulator-user",
    LastModifiedBy: "simulator-user",
    PartialPort: portIn.partial,
    PortType: "AUTOMATED",
    ...portIn.facts,
  });
}

const closed: Record<string, [code: string, description: string]> = {
  COMPLETE: ["7304", "The order is already complete and cannot be modified or cancelled"],
  CANCELLED: ["7303", "The order is already cancelled and cannot be modified or cancelled"],
  REQUESTED_CANCEL: ["7353", "The order cannot be modified because it is in requested cancel status"],
};

/** The port-in in the path, if it can still be changed. */
function openPortInOf(call: Call): PortIn {
  const portIn = portInOf(call);
  const [code, description = ""] = closed[portIn.status] ?? [];
  if (code) throw refusePortIn([{ code, description }], { orderId: portIn.id });
  return portIn;
}

/** A SUPP. It goes to the losing carrier. Until then, the order says REQUESTED_SUPP. */
function suppPortIn(call: Call): Reply {
  const portIn = openPortInOf(call);
  const { submits, ...change } = readSupp(call, portIn);
  const { suppsWithoutEffect } = call.settings;
  if (suppsWithoutEffect) portIn.errors = notPassedOn(suppsWithoutEffect, call.settings, portIn.errors);
  if (suppsWithoutEffect === undefined || suppsWithoutEffect === "new values") Object.assign(portIn, change);
  if (suppsWithoutEffect) portIn.modifiedAt = call.account.now();
  else if (isDraft(portIn.status) && submits) enterPortInState(call.account, portIn, "SUBMITTED");
  else if (portIn.status === "PENDING_DOCUMENTS" || isDraft(portIn.status)) portIn.modifiedAt = call.account.now();
  else enterPortInState(call.account, portIn, "REQUESTED_SUPP");
  call.account.changed();
  return xmlReply(200, root, {
    OrderId: portIn.id,
    Status: {
      Code: 200,
      Description: "Supp request received. Please use the order id to check the status of your order later.",
    },
    ...asked(call, portIn),
  });
}

/** Cancels. If the losing carrier already knows the port-in, it must agree. */
function cancelPortIn(call: Call): Reply {
  const portIn = openPortInOf(call);
  const known = ["FOC", "SUBMITTED", "REQUESTED_SUPP"].includes(portIn.status);
  enterPortInState(call.account, portIn, known ? "REQUESTED_CANCEL" : "CANCELLED");
  return emptyReply(200);
}

export const portInRoutes: Route[] = [
  ["GET", "/accounts/:account/sites/:site/portins", listSitePortIns],
  ["GET", "/accounts/:account/portins", listPortIns],
  ["POST", "/accounts/:account/portins", createPortIn],
  ["GET", "/accounts/:account/portins/totals", totals],
  ["GET", "/accounts/:account/portins/:order", getPortIn],
  ["PUT", "/accounts/:account/portins/:order", suppPortIn],
  ["DELETE", "/accounts/:account/portins/:order", cancelPortIn],
  ["POST", "/accounts/:account/portins/:order/notes", (call) => addNote(call, portInOf(call))],
  ["GET", "/accounts/:account/portins/:order/notes", (call) => listNotes(portInOf(call))],
  ["GET", "/accounts/:account/portins/:order/history", (call) => portInHistory(portInOf(call))],
  ["GET", "/accounts/:account/portins/:order/activationStatus", getActivation],
  ["PUT", "/accounts/:account/portins/:order/activationStatus", setActivation],
  ["GET", "/accounts/:account/portins/:order/areaCodes", (call) => portInAreaCodes(portInOf(call))],
  ["GET", "/accounts/:account/portins/:order/npaNxx", (call) => portInExchanges(portInOf(call))],
  ["GET", "/accounts/:account/portins/:order/tns", (call) => portInNumbers(call, portInOf(call))],
  ["GET", "/accounts/:account/portins/:order/totals", (call) => portInTotals(portInOf(call))],
  ...portInFileRoutes,
];
