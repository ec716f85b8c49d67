import type { NumberOrder } from "../account/types.js";
import { type Call, errorListRefusal, Refusal, type Reply, xmlReply } from "../call.js";
import { firstLink } from "../paging.js";
import type { Route } from "../routing.js";
import { orderPage } from "./orderList.js";
import { orderNumbers } from "./orderReports.js";
import { getOrder, orderOf } from "./orders.js";
import { siteOf } from "./sites.js";

/** The Universal Platform has no orders by site (docs/maintainers/api.md#dialects). */
function classicOnly(call: Call): void {
  if (call.dialect === "universal") throw new Refusal(xmlReply(404, "Links", firstLink(call)));
}

function listOrders(call: Call): Reply {
  classicOnly(call);
  const site = siteOf(call);
  return orderPage(
    call,
    call.account.ordersOf("orders").filter((order) => order.siteId === site.id),
  );
}

function orderOfSite(call: Call): NumberOrder {
  classicOnly(call);
  const site = siteOf(call);
  const order = orderOf(call);
  if (order.siteId === site.id) return order;
  throw errorListRefusal(404, "OrderResponse", "5035", `Order order ${order.id} not found.`);
}

function getSiteOrder(call: Call): Reply {
  orderOfSite(call);
  return getOrder(call);
}

export const siteOrderRoutes: Route[] = [
  ["GET", "/accounts/:account/sites/:site/orders", listOrders],
  ["GET", "/accounts/:account/sites/:site/orders/:order", getSiteOrder],
  ["GET", "/accounts/:account/sites/:site/orders/:order/tns", (call) => orderNumbers(call, orderOfSite(call))],
];
