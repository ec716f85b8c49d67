import type { NumberOrder } from "../account/types.js";
import { type Call, emptyReply, Refusal, type Reply, statusRefusal, xmlReply } from "../call.js";
import { firstLink, pageOf, sizeOf } from "../paging.js";
import type { XmlTree } from "../xml.js";
import { isoTime } from "./created.js";

const statuses = ["complete", "partial", "failed", "backordered"];

/** `GET orders`: page and size are required, without them 404 (api-in-practice §2.3). */
export function listOrders(call: Call): Reply {
  return orderPage(call, call.account.ordersOf("orders"));
}

/** One page of orders, newest first, filtered by the query. */
export function orderPage(call: Call, orders: NumberOrder[]): Reply {
  const size = sizeOf(call);
  if (size === undefined || !call.query.has("page")) {
    throw new Refusal(
      xmlReply(404, "ErrorResponse", {
        ResponseStatus: { Description: "Size and page parameters are required" },
        Links: firstLink(call),
      }),
    );
  }
  const { startdate, enddate } = Object.fromEntries(call.query);
  if ((startdate === undefined) !== (enddate === undefined)) {
    throw statusRefusal(400, "ErrorResponse", undefined, "startdate and enddate must be used as a pair");
  }
  const status = call.query.get("status")?.toLowerCase();
  if (status !== undefined && !statuses.includes(status)) {
    const words = "Invalid 'status'. Valid values: complete, partial, failed, backordered";
    throw statusRefusal(400, "ErrorResponse", "15518", words);
  }
  const customerOrderId = call.query.get("customerOrderId");
  const userId = call.query.get("userid");
  const visibleUntil = call.account.now() - call.settings.orderVisibilityDelayMs;
  const found = orders
    .filter((order) => customerOrderId === null || order.customerOrderId === customerOrderId)
    .filter((order) => status === undefined || order.status.toLowerCase() === status)
    .filter(() => userId === null || userId === "simulator-user")
    .filter((order) => order.createdAt <= visibleUntil)
    .filter((order) => startdate === undefined || (day(order) >= startdate && day(order) <= (enddate ?? "")))
    .reverse();
  const { items, links } = pageOf(call, found, (order) => order.id, Math.min(size, 1_000));
  if (items.length === 0) return noOrders(call);
  return xmlReply(200, "ResponseSelectWrapper", {
    ListOrderIdUserIdDate: {
      TotalCount: found.length,
      Links: links,
      OrderIdUserIdDate: items.map((order) => summary(call, order)),
    },
  });
}

/** None: 204, 404 with links, or a list without elements; all three are documented or seen. */
function noOrders(call: Call): Reply {
  switch (call.settings.emptyOrderList) {
    case "204":
      return emptyReply(204);
    case "404":
      return xmlReply(404, "Links", firstLink(call));
    case "200":
      return xmlReply(200, "ResponseSelectWrapper", {
        ListOrderIdUserIdDate: { TotalCount: 0, Links: firstLink(call) },
      });
  }
}

const day = (order: NumberOrder) => isoTime(order.createdAt).slice(2, 10);

function summary(call: Call, order: NumberOrder): XmlTree {
  const universal = call.dialect === "universal" && order.status === "COMPLETE";
  return {
    CountOfTNs: order.completed.length,
    CustomerOrderId: order.customerOrderId,
    userId: "simulator-user",
    lastModifiedDate: isoTime(order.modifiedAt),
    OrderDate: isoTime(order.createdAt),
    OrderType: "new_number",
    orderId: order.id,
    OrderStatus: universal ? "COMPLETED" : order.status,
    TelephoneNumberDetails: {},
  };
}
