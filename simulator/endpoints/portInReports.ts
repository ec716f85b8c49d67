import { isDraft } from "../account/portIns.js";
import type { PortIn } from "../account/portingTypes.js";
import { type Call, type Reply, xmlReply } from "../call.js";
import { wire } from "../telephone.js";
import { isoTime } from "./created.js";
import { counted } from "./orderReports.js";

const digitsOf = ({ numbers }: PortIn) => numbers.map((number) => number.replace(/^\+1/, ""));

export function portInAreaCodes(portIn: PortIn): Reply {
  return counted(
    digitsOf(portIn).map((digits) => digits.slice(0, 3)),
    "AreaCode",
  );
}

export function portInExchanges(portIn: PortIn): Reply {
  return counted(
    digitsOf(portIn).map((digits) => digits.slice(0, 6)),
    "NPA-NXX",
  );
}

export function portInNumbers(call: Call, portIn: PortIn): Reply {
  const numbers = portIn.numbers.map((number) => wire(call, number));
  return xmlReply(200, "TelephoneNumbers", { Count: numbers.length, TelephoneNumber: numbers });
}

export function portInTotals(portIn: PortIn): Reply {
  return xmlReply(200, "Quantity", { Count: portIn.numbers.length });
}

/** How many port-ins the account has. */
export function totals(call: Call): Reply {
  const status = call.query.get("status")?.toUpperCase();
  const vendor = call.query.get("vendorId");
  const found = [...call.account.portIns.values()].filter(
    (portIn) => (status === undefined || portIn.status === status) && (vendor === null || vendor === "49"),
  );
  return xmlReply(200, "Quantity", { Count: found.length });
}

/** A draft has none. The answer is a 200 with its own code. */
export function portInHistory(portIn: PortIn): Reply {
  if (isDraft(portIn.status)) {
    return xmlReply(200, "OrderHistoryWrapper", {
      IrisStatus: { Code: "7710", Description: "A draft has no history" },
    });
  }
  const records = portIn.history.map((record) => ({
    OrderDate: isoTime(record.at),
    Note: record.note,
    Author: "simulator-user",
    Status: record.status,
    Difference: record.difference,
  }));
  return xmlReply(200, "OrderHistoryWrapper", { OrderHistory: records });
}
