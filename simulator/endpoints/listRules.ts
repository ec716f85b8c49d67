import { type Call, emptyReply, Refusal, type Reply, statusRefusal, xmlReply } from "../call.js";
import { firstLink, sizeOf } from "../paging.js";
import type { XmlTree } from "../xml.js";

/** The size of a page, at most 1,000; page and size are required, without them 404 (docs/maintainers/api.md#paging). */
export function requiredSize(call: Call): number {
  const size = sizeOf(call);
  if (size !== undefined && call.query.has("page")) return Math.min(size, 1_000);
  throw new Refusal(
    xmlReply(404, "ErrorResponse", {
      ResponseStatus: { Description: "Size and page parameters are required" },
      Links: firstLink(call),
    }),
  );
}

/** Whether a day is one of `startdate` to `enddate`, which come as a pair or not at all. */
export function daysAsked(call: Call): (day: string) => boolean {
  const { startdate, enddate } = Object.fromEntries(call.query);
  if (startdate === undefined && enddate === undefined) return () => true;
  if (startdate === undefined || enddate === undefined) {
    throw statusRefusal(400, "ErrorResponse", undefined, "startdate and enddate must be used as a pair");
  }
  return (day) => day >= startdate && day <= enddate;
}

/** The latest time at which an order was made that lists already show. */
export function visibleUntil(call: Call): number {
  return call.account.now() - call.settings.orderVisibilityDelayMs;
}

/** A list of orders without elements: 204, 404 with links, or an empty list; all three are documented or seen. */
export function noOrders(call: Call, root: string, empty: XmlTree): Reply {
  switch (call.settings.emptyOrderList) {
    case "204":
      return emptyReply(204);
    case "404":
      return xmlReply(404, "Links", firstLink(call));
    case "200":
      return xmlReply(200, root, empty);
  }
}
