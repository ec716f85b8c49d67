import type { MoveOrder } from "../account/types.js";
import { type Call, parameter, type Reply, requestBody, simulatorRefusal, statusRefusal, xmlReply } from "../call.js";
import type { Route } from "../routing.js";
import { group, many, shapeProblems } from "../shape.js";
import { fromWire, wire } from "../telephone.js";
import { textOf, textsOf, type XmlTree } from "../xml.js";
import { isoTime, location } from "./created.js";
import { invalidCustomerOrderId, isCustomerOrderId, pathNumber } from "./orderBody.js";

/** Account-level move orders, as in Bandwidth's OpenAPI document of the Universal Platform (schemas MoveTnsOrder*). */
const root = "MoveTnsOrderResponse";

const shape = group({
  CustomerOrderId: "text",
  SiteId: "text",
  SipPeerId: "text",
  TelephoneNumbers: group({ TelephoneNumber: many("text") }),
});

const refuse = (code: string, description: string) => statusRefusal(400, root, code, description);

function createOrder(call: Call): Reply {
  const element = requestBody(call, "MoveTnsOrder", root);
  const [problem] = shapeProblems(element, shape);
  if (problem) throw simulatorRefusal(root, problem);
  const customerOrderId = textOf(element, "CustomerOrderId");
  if (customerOrderId !== undefined && !isCustomerOrderId(customerOrderId))
    throw refuse("5052", invalidCustomerOrderId);
  const siteId = textOf(element, "SiteId");
  if (siteId === undefined) throw refuse("5022", "SiteId is a required field.");
  if (!call.account.sites.has(siteId)) throw refuse("5016", "The SiteId submitted is invalid.");
  const given = textOf(element, "SipPeerId");
  const peer = given === undefined ? call.account.defaultPeer(siteId) : call.account.peerAt(siteId, given);
  if (peer === undefined) {
    throw given === undefined
      ? refuse(
          "5020",
          "No default SIP peer is set on the account and site. Please create one then resubmit your request.",
        )
      : refuse("5023", "SIP peer submitted is invalid.");
  }
  const now = call.account.now();
  const order: MoveOrder = {
    kind: "moveTns",
    id: call.account.nextUuid(),
    customerOrderId,
    createdAt: now,
    modifiedAt: now,
    status: "RECEIVED",
    failures: [],
    completed: [],
    history: [{ at: now, note: "Move order created", status: "RECEIVED" }],
    siteId,
    sipPeerId: peer.id,
    numbers: readNumbers(call, textsOf(element, "TelephoneNumbers", "TelephoneNumber")),
  };
  call.account.accept(order);
  return xmlReply(201, root, { MoveTnsOrder: orderTree(call, order) }, location(call, "moveTns", order.id));
}

function readNumbers(call: Call, given: string[]): string[] {
  if (given.length === 0) throw refuse("5073", "Telephone number is required.");
  if (given.length > 5_000) {
    throw refuse("5095", "The count of telephone numbers in order exceeds the maximum size of 5000");
  }
  const numbers = given.map((text) => {
    const number = fromWire(call, text);
    if (number === undefined) throw refuse("5070", "Telephone number is invalid.");
    return number;
  });
  if (new Set(numbers).size < numbers.length) throw refuse("5072", "Duplicate telephone number.");
  return numbers;
}

function orderOf(call: Call): MoveOrder {
  const order = call.account.order(parameter(call, "order"), "moveTns");
  if (order?.kind !== "moveTns") throw statusRefusal(404, root, undefined, "The resource does not exist");
  return order;
}

function orderTree(call: Call, order: MoveOrder): XmlTree {
  return {
    CustomerOrderId: order.customerOrderId,
    OrderCreateDate: isoTime(order.createdAt),
    AccountId: call.account.accountId,
    CreatedByUser: "simulator-user",
    OrderId: order.id,
    LastModifiedDate: isoTime(order.modifiedAt),
    ProcessingStatus: order.status,
    SiteId: order.siteId,
    SipPeerId: order.sipPeerId,
    TelephoneNumbers: { TelephoneNumber: order.numbers.map((number) => wire(call, number)) },
    // Error shape 5 of api-in-practice §2.7; an empty element means none.
    Errors: {
      Error: order.failures.map((failure) => ({
        Code: failure.code,
        Description: failure.description,
        TelephoneNumbers: failure.number && { TelephoneNumber: wire(call, failure.number) },
      })),
    },
  };
}

function listOrders(call: Call): Reply {
  const customerOrderId = call.query.get("customerOrderId");
  const tn = call.query.get("tn");
  const number = tn === null ? null : pathNumber({ ...call, parameters: { tn } }, "tn");
  const statuses = call.query.getAll("status");
  const visibleUntil = call.account.now() - call.settings.orderVisibilityDelayMs;
  const found = call.account
    .ordersOf("moveTns")
    .filter((order) => order.createdAt <= visibleUntil)
    .filter((order) => customerOrderId === null || order.customerOrderId === customerOrderId)
    .filter((order) => number === null || order.numbers.includes(number))
    .filter((order) => statuses.length === 0 || statuses.includes(order.status))
    .reverse()
    .slice(0, 1_000);
  return xmlReply(200, "MoveTnsOrders", {
    TotalCount: found.length,
    MoveTnsOrderSummary: found.map((order) => ({
      CountOfTNs: order.numbers.length,
      CustomerOrderId: order.customerOrderId,
      userId: "simulator-user",
      lastModifiedDate: isoTime(order.modifiedAt),
      OrderDate: isoTime(order.createdAt),
      OrderType: "move_tns",
      OrderStatus: order.status,
      OrderId: order.id,
    })),
  });
}

function getHistory(call: Call): Reply {
  const records = orderOf(call).history.map((record) => ({
    OrderDate: isoTime(record.at),
    Note: record.note,
    Author: "simulator-user",
    Status: record.status,
  }));
  return xmlReply(200, "OrderHistoryWrapper", { OrderHistory: records });
}

export const moveRoutes: Route[] = [
  ["GET", "/accounts/:account/moveTns", listOrders],
  ["POST", "/accounts/:account/moveTns", createOrder],
  [
    "GET",
    "/accounts/:account/moveTns/:order",
    (call) => xmlReply(200, root, { MoveTnsOrder: orderTree(call, orderOf(call)) }),
  ],
  ["GET", "/accounts/:account/moveTns/:order/history", getHistory],
];
