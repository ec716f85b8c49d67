import { closeBackOrder, requestedQuantity } from "../account/buying.js";
import type { NumberOrder } from "../account/types.js";
import {
  type Call,
  errorListRefusal,
  parameter,
  type Reply,
  requestBody,
  simulatorRefusal,
  xmlReply,
} from "../call.js";
import type { Route } from "../routing.js";
import { group, shapeProblems } from "../shape.js";
import { wire } from "../telephone.js";
import { textOf, type XmlTree } from "../xml.js";
import { isoTime, location } from "./created.js";
import { addNote, listNotes } from "./notes.js";
import { invalidCustomerOrderId, isCustomerOrderId, readOrder } from "./orderBody.js";
import { listOrders } from "./orderList.js";
import { orderAreaCodes, orderExchanges, orderHistory, orderNumbers, orderTotals } from "./orderReports.js";

const root = "OrderResponse";

/** The order in the path, or 404 with 5035. */
export function orderOf(call: Call): NumberOrder {
  const id = parameter(call, "order");
  const order = call.account.order(id, "orders");
  if (order?.kind !== "orders") throw errorListRefusal(404, root, "5035", `Order order ${id} not found.`);
  return order;
}

function createOrder(call: Call): Reply {
  const fields = readOrder(call);
  const now = call.account.now();
  const order: NumberOrder = {
    kind: "orders",
    id: call.account.nextUuid(),
    createdAt: now,
    modifiedAt: now,
    status: "RECEIVED",
    failures: [],
    completed: [],
    history: [],
    notes: [],
    ...fields,
  };
  call.account.accept(order);
  const bodyId = call.settings.bodyIdDiffers ? call.account.nextUuid() : order.id;
  return xmlReply(
    201,
    root,
    { Order: orderTree(order, { id: bodyId }), OrderStatus: "RECEIVED" },
    location(call, "orders", order.id),
  );
}

/**
 * The GET form: the outcome, the default peer's id, and no `<id>` (docs/maintainers/api.md#order-lists). A failed order
 * is a 200.
 */
export function getOrder(call: Call): Reply {
  const order = orderOf(call);
  const errors = order.failures.map((failure) => ({
    Code: failure.code,
    Description: failure.description,
    TelephoneNumber: failure.number && wire(call, failure.number),
  }));
  const failedNumbers = order.failures.flatMap((failure) => (failure.number ? [wire(call, failure.number)] : []));
  const final = order.completedAt !== undefined;
  const quantity = requestedQuantity(order);
  return xmlReply(200, root, {
    CompletedQuantity: order.completed.length,
    CreatedByUser: "simulator-user",
    ErrorList: { Error: errors },
    FailedNumbers: failedNumbers.length > 0 ? { FullNumber: failedNumbers } : undefined,
    LastModifiedDate: isoTime(order.modifiedAt),
    OrderCompleteDate: order.completedAt && isoTime(order.completedAt),
    Order: orderTree(order, { PeerId: order.assignedPeerId }),
    OrderStatus: shownStatus(call, order.status),
    CompletedNumbers: completedNumbers(call, order),
    Summary: order.completed.length === 1 ? "1 number ordered" : `${order.completed.length} numbers ordered`,
    FailedQuantity: final ? quantity - order.completed.length : 0,
    PendingQuantity: final ? undefined : quantity - order.completed.length,
  });
}

/** The Universal Platform says COMPLETED. */
function shownStatus(call: Call, status: string): string {
  return call.dialect === "universal" && status === "COMPLETE" ? "COMPLETED" : status;
}

/** v1 wraps each number, v2 doesn't (docs/maintainers/api.md#dialects). */
function completedNumbers(call: Call, order: NumberOrder): XmlTree {
  const numbers = order.completed.map((number) => wire(call, number));
  if (call.dialect === "universal") return { FullNumber: numbers };
  return { TelephoneNumber: numbers.map((number) => ({ FullNumber: number })) };
}

function orderTree(order: NumberOrder, extra: XmlTree): XmlTree {
  return {
    CustomerOrderId: order.customerOrderId,
    Name: order.name,
    ...extra,
    OrderCreateDate: isoTime(order.createdAt),
    BackOrderRequested: order.backOrderRequested,
    // The answers repeat this one. They don't show which packages an order named (docs/maintainers/api.md#order-lists).
    AutoActivate: order.packages.AutoActivate,
    [order.type]: order.typeContent,
    TnAttributes: order.attributes.length > 0 ? { TnAttribute: order.attributes } : undefined,
    PartialAllowed: order.partialAllowed,
    SiteId: order.siteId,
  };
}

const updateShape = group({ Name: "text", CustomerOrderId: "text", CloseOrder: "text" });

/** Only a back-order can be changed: its name, its customer order id, and whether it is still wanted. */
function updateOrder(call: Call): Reply {
  const order = orderOf(call);
  const element = requestBody(call, "Order", root);
  const [problem] = shapeProblems(element, updateShape);
  if (problem) throw simulatorRefusal(root, problem);
  const customerOrderId = textOf(element, "CustomerOrderId");
  if (customerOrderId !== undefined && !isCustomerOrderId(customerOrderId)) {
    throw errorListRefusal(400, root, "5052", invalidCustomerOrderId);
  }
  if (order.status !== "BACKORDERED") {
    throw errorListRefusal(400, root, "5060", "Only Backordered order can be closed.");
  }
  order.name = textOf(element, "Name") ?? order.name;
  order.customerOrderId = customerOrderId ?? order.customerOrderId;
  if (textOf(element, "CloseOrder")?.toLowerCase() === "true") closeBackOrder(call.account, order);
  call.account.changed();
  return xmlReply(200, root, {});
}

export const orderRoutes: Route[] = [
  ["GET", "/accounts/:account/orders", listOrders],
  ["POST", "/accounts/:account/orders", createOrder],
  ["GET", "/accounts/:account/orders/:order", getOrder],
  ["PUT", "/accounts/:account/orders/:order", updateOrder],
  ["GET", "/accounts/:account/orders/:order/areaCodes", (call) => orderAreaCodes(call, orderOf(call))],
  ["GET", "/accounts/:account/orders/:order/npaNxx", (call) => orderExchanges(call, orderOf(call))],
  ["GET", "/accounts/:account/orders/:order/totals", (call) => orderTotals(call, orderOf(call))],
  ["GET", "/accounts/:account/orders/:order/tns", (call) => orderNumbers(call, orderOf(call))],
  ["GET", "/accounts/:account/orders/:order/history", (call) => orderHistory(orderOf(call))],
  ["POST", "/accounts/:account/orders/:order/notes", (call) => addNote(call, orderOf(call))],
  ["GET", "/accounts/:account/orders/:order/notes", (call) => listNotes(orderOf(call))],
];
