import type { NumberOrder } from "../account/types.js";
import { type Call, type Reply, statusRefusal, xmlReply } from "../call.js";
import { firstLink, pageOf } from "../paging.js";
import type { XmlTree } from "../xml.js";
import { isoTime } from "./created.js";
import { daysAsked, noOrders, requiredSize, visibleUntil } from "./listRules.js";

const statuses = ["complete", "partial", "failed", "backordered"];

/** `GET orders`: page and size are required: without them 404 (docs/maintainers/api.md#paging). */
export function listOrders(call: Call): Reply {
  return orderPage(call, call.account.ordersOf("orders"));
}

/** One page of orders, newest first, filtered by the query. */
export function orderPage(call: Call, orders: NumberOrder[]): Reply {
  const size = requiredSize(call);
  const within = daysAsked(call);
  const status = call.query.get("status")?.toLowerCase();
  if (status !== undefined && !statuses.includes(status)) {
    const words = "Invalid 'status'. Valid values: complete, partial, failed, backordered";
    throw statusRefusal(400, "ErrorResponse", "15518", words);
  }
  const customerOrderId = call.query.get("customerOrderId");
  const userId = call.query.get("userid");
  const until = visibleUntil(call);
  const found = orders
    .filter((order) => customerOrderId === null || order.customerOrderId === customerOrderId)
    .filter((order) => status === undefined || order.status.toLowerCase() === status)
    .filter(() => userId === null || userId === "simulator-user")
    .filter((order) => order.createdAt <= until)
    .filter((order) => within(shortDay(order)))
    .reverse();
  const { items, links } = pageOf(call, found, (order) => order.id, size);
  if (items.length === 0) {
    const ListOrderIdUserIdDate = { TotalCount: 0, Links: firstLink(call) };
    return noOrders(call, "ResponseSelectWrapper", { ListOrderIdUserIdDate });
  }
  return xmlReply(200, "ResponseSelectWrapper", {
    ListOrderIdUserIdDate: {
      TotalCount: found.length,
      Links: links,
      OrderIdUserIdDate: items.map((order) => summary(call, order)),
    },
  });
}

/** A day in these lists' format, with a two-digit year. */
export const shortDay = (order: { createdAt: number }) => isoTime(order.createdAt).slice(2, 10);

function summary(call: Call, order: NumberOrder): XmlTree {
  const universal = call.dialect === "universal" && order.status === "COMPLETE";
  return {
    CountOfTNs: order.completed.length,
    CustomerOrderId: call.settings.orderIdsListed ? order.customerOrderId : undefined,
    userId: "simulator-user",
    lastModifiedDate: isoTime(order.modifiedAt),
    OrderDate: isoTime(order.createdAt),
    OrderType: "new_number",
    orderId: order.id,
    OrderStatus: universal ? "COMPLETED" : order.status,
    TelephoneNumberDetails: {},
  };
}
