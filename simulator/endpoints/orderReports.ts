import type { NumberOrder } from "../account/types.js";
import { type Call, type Reply, xmlReply } from "../call.js";
import { wire } from "../telephone.js";
import { isoTime } from "./created.js";

/** An order's numbers, 10 digits. */
const digitsOf = (order: NumberOrder) => order.completed.map((number) => number.replace(/^\+1/, ""));

export function counted(keys: string[], element: string): Reply {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  const reports = [...counts].map(([key, count]) => ({ [element]: key, Count: count }));
  return xmlReply(200, "TelephoneDetailsReports", { TelephoneDetailsReport: reports });
}

export function orderAreaCodes(_call: Call, order: NumberOrder): Reply {
  return counted(
    digitsOf(order).map((digits) => digits.slice(0, 3)),
    "AreaCode",
  );
}

export function orderExchanges(_call: Call, order: NumberOrder): Reply {
  return counted(
    digitsOf(order).map((digits) => digits.slice(0, 6)),
    "NPA-NXX",
  );
}

/** The totals report has the same form as the NPA-NXX report (docs/maintainers/api.md#known-from-samples-only). */
export function orderTotals(call: Call, order: NumberOrder): Reply {
  return orderExchanges(call, order);
}

export function orderNumbers(call: Call, order: NumberOrder): Reply {
  const numbers = order.completed.map((number) => wire(call, number));
  return xmlReply(200, "TelephoneNumbers", { Count: numbers.length, TelephoneNumber: numbers });
}

/** Empty for an order with only its creation. */
export function orderHistory(order: NumberOrder): Reply {
  const records = order.history.map((record) => ({
    OrderDate: isoTime(record.at),
    Note: record.note,
    Author: "System",
    Status: record.status,
    Difference: record.difference,
  }));
  return xmlReply(200, "OrderHistoryWrapper", { OrderHistory: records.length > 1 ? records : [] });
}
