import type { DisconnectOrder } from "../account/types.js";
import {
  type Call,
  errorListRefusal,
  parameter,
  type Reply,
  requestBody,
  simulatorRefusal,
  xmlReply,
} from "../call.js";
import { tollFreeAreaCodes } from "../geography.js";
import { firstLink, pageOf, sizeOf } from "../paging.js";
import type { Route } from "../routing.js";
import { group, many, shapeProblems } from "../shape.js";
import { fromWire, wire } from "../telephone.js";
import { child, textOf, textsOf, type XmlElement, type XmlTree } from "../xml.js";
import { isoTime, location } from "./created.js";
import { daysAsked, visibleUntil } from "./listRules.js";
import { addNote, listNotes } from "./notes.js";
import { invalidCustomerOrderId, isCustomerOrderId } from "./orderBody.js";
import { shortDay } from "./orderList.js";

const root = "DisconnectTelephoneNumberOrderResponse";

const bodyShape = group({
  name: "text",
  Name: "text",
  CustomerOrderId: "text",
  DisconnectTelephoneNumberOrderType: group({
    TelephoneNumberList: group({ TelephoneNumber: many("text") }),
    DisconnectMode: "text",
    Protected: "text",
  }),
});

function createDisconnect(call: Call): Reply {
  const element = requestBody(call, "DisconnectTelephoneNumberOrder", root);
  const type = child(element, "DisconnectTelephoneNumberOrderType");
  // Without the wrapper, the live API finds no numbers (docs/maintainers/api.md#element-order).
  if (type === undefined) throw refuse("5001", "Invalid input telephone number list");
  const [problem] = shapeProblems(element, bodyShape);
  if (problem) throw simulatorRefusal(root, problem);
  const name = textOf(element, "name") ?? textOf(element, "Name");
  if (name && name.length > 50) throw refuse("5002", "Name is too long. Max length 50 characters");
  const customerOrderId = textOf(element, "CustomerOrderId");
  if (customerOrderId !== undefined && !isCustomerOrderId(customerOrderId))
    throw refuse("5052", invalidCustomerOrderId);
  const now = call.account.now();
  const order: DisconnectOrder = {
    kind: "disconnects",
    id: call.account.nextUuid(),
    customerOrderId,
    name,
    createdAt: now,
    modifiedAt: now,
    status: "RECEIVED",
    failures: [],
    completed: [],
    history: [],
    notes: [],
    numbers: readNumbers(call, type),
    mode: readMode(type),
    protected: readProtected(type),
  };
  call.account.accept(order);
  const bodyId = call.settings.bodyIdDiffers ? call.account.nextUuid() : order.id;
  return xmlReply(
    201,
    root,
    { orderRequest: requestTree(call, order, bodyId), OrderStatus: "RECEIVED" },
    location(call, "disconnects", order.id),
  );
}

function refuse(code: string, description: string) {
  return errorListRefusal(400, root, code, description);
}

function readNumbers(call: Call, type: XmlElement): string[] {
  const given = textsOf(type, "TelephoneNumberList", "TelephoneNumber");
  if (given.length === 0) throw refuse("5001", "Invalid input telephone number list");
  const maximum = call.settings.maxDisconnect;
  if (given.length > maximum) {
    throw refuse("5095", `The count of telephone numbers in order exceeds the maximum size of ${maximum}`);
  }
  const numbers = given.map((text) => fromWire(call, text));
  if (numbers.includes(undefined)) throw refuse("5001", "Invalid input telephone number list");
  const valid = numbers.filter((number) => number !== undefined);
  if (new Set(valid).size < valid.length) throw refuse("5093", "Order cannot contain duplicate telephone numbers");
  if (new Set(valid.map(typeOf)).size > 1) {
    throw refuse("5175", "Only a single type of TN is allowed for a Disconnect action.");
  }
  return valid;
}

function typeOf(number: string): string {
  if (!number.startsWith("+1")) return "international";
  return tollFreeAreaCodes.includes(number.slice(2, 5)) ? "toll-free" : "local";
}

function readMode(type: XmlElement): string {
  const mode = textOf(type, "DisconnectMode")?.toLowerCase() ?? "normal";
  if (!["normal", "soft-remove", "purge"].includes(mode)) {
    throw refuse("5084", `DisconnectMode '${mode}' is invalid. Valid values are: normal, soft-remove, purge`);
  }
  if (mode !== "normal") throw refuse("5085", "Insufficient permissions for this DisconnectMode");
  return mode;
}

function readProtected(type: XmlElement): string {
  const value = textOf(type, "Protected") ?? "UNCHANGED";
  if (!["TRUE", "FALSE", "UNCHANGED"].includes(value)) {
    throw refuse("5108", `Protected attribute '${value}' is invalid. Valid values: TRUE, FALSE, UNCHANGED`);
  }
  return value;
}

/** The disconnect in the path, or 404 with 5035. */
function disconnectOf(call: Call): DisconnectOrder {
  const id = parameter(call, "order");
  const order = call.account.order(id, "disconnects");
  if (order?.kind !== "disconnects") throw errorListRefusal(404, root, "5035", `Disconnect order ${id} not found.`);
  return order;
}

function getDisconnect(call: Call): Reply {
  const order = disconnectOf(call);
  const errors = order.failures.map((failure) => ({
    Code: failure.code,
    Description: failure.description,
    TelephoneNumber: failure.number && wire(call, failure.number),
  }));
  return xmlReply(200, root, {
    DisconnectedTelephoneNumberList: { TelephoneNumber: order.completed.map((number) => wire(call, number)) },
    ErrorList: { Error: errors },
    orderRequest: requestTree(call, order, order.id),
    OrderStatus: order.status,
  });
}

function requestTree(call: Call, order: DisconnectOrder, id: string): XmlTree {
  return {
    CustomerOrderId: order.customerOrderId,
    OrderCreateDate: isoTime(order.createdAt),
    id,
    DisconnectTelephoneNumberOrderType: {
      TelephoneNumberList: { TelephoneNumber: order.numbers.map((number) => wire(call, number)) },
      DisconnectMode: order.mode,
      Protected: order.protected,
    },
  };
}

/**
 * An empty list is a 404 with links. There is a filter by date, but none by number or customer order id
 * (docs/maintainers/api.md#filters).
 */
function listDisconnects(call: Call): Reply {
  const within = daysAsked(call);
  const status = call.query.get("status")?.toLowerCase();
  const userId = call.query.get("userid");
  const until = visibleUntil(call);
  const orders = call.account
    .ordersOf("disconnects")
    .filter((order) => status === undefined || order.status.toLowerCase() === status)
    .filter(() => userId === null || userId === "simulator-user")
    .filter((order) => order.createdAt <= until)
    .filter((order) => within(shortDay(order)))
    .reverse();
  const { items, links } = pageOf(call, orders, (order) => order.id, Math.min(sizeOf(call) ?? 300, 5_000));
  if (items.length === 0) return xmlReply(404, "Links", firstLink(call));
  return xmlReply(200, "ResponseSelectWrapper", {
    ListOrderIdUserIdDate: {
      TotalCount: orders.length,
      Links: links,
      OrderIdUserIdDate: items.map((order) => ({
        CountOfTNs: order.numbers.length,
        userId: "simulator-user",
        lastModifiedDate: isoTime(order.modifiedAt),
        OrderId: order.id,
        OrderType: "disconnect",
        OrderDate: isoTime(order.createdAt),
        OrderStatus: order.status,
        TelephoneNumberDetails: {},
      })),
    },
  });
}

export const disconnectRoutes: Route[] = [
  ["GET", "/accounts/:account/disconnects", listDisconnects],
  ["POST", "/accounts/:account/disconnects", createDisconnect],
  ["GET", "/accounts/:account/disconnects/:order", getDisconnect],
  ["POST", "/accounts/:account/disconnects/:order/notes", (call) => addNote(call, disconnectOf(call))],
  ["GET", "/accounts/:account/disconnects/:order/notes", (call) => listNotes(disconnectOf(call))],
];
