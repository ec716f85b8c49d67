import { type Call, emptyReply, Refusal, type Reply, statusRefusal, xmlReply } from "../call.js";
import { firstLink, sizeOf } from "../paging.js";
import type { XmlTree } from "../xml.js";

/** The page size, at most 1,000. Page and size are required: without them 404 (docs/maintainers/api.md#paging). */
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

/** Whether a day is within `startdate` to `enddate`, which come together or not at all. */
export function daysAsked(call: Call): (day: string) => boolean {
  const { startdate, enddate } = Object.fromEntries(call.query);
  if (startdate === undefined && enddate === undefined) return () => true;
  if (startdate === undefined || enddate === undefined) {
    throw statusRefusal(400, "ErrorResponse", undefined, "startdate and enddate must be used as a pair");
  }
  return (day) => day >= startdate && day <= enddate;
}

/** Lists show orders that were made up to this time. */
export function visibleUntil(call: Call): number {
  return call.account.now() - call.settings.orderVisibilityDelayMs;
}

/** An empty list of orders: 204, 404 with links, or an empty list. All three are documented or have been seen. */
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
