import type { ExternalOrder } from "../account/types.js";
import { type Call, type Reply, requestBody, simulatorRefusal, statusRefusal, xmlReply } from "../call.js";
import { onlyClassic, type Route } from "../routing.js";
import { group, many, shapeProblems } from "../shape.js";
import { wire } from "../telephone.js";
import { textOf, type XmlTree } from "../xml.js";
import { isoTime, location } from "./created.js";
import { filtered, newOrder, orderOf, readNumbers, wireList } from "./featureOrders.js";
import { invalidCustomerOrderId, isCustomerOrderId } from "./orderBody.js";

const root = "ExternalTnsOrderResponse";
const shape = group({
  CustomerOrderID: "text",
  SiteId: "text",
  SipPeerId: "text",
  Action: "text",
  TelephoneNumbers: group({ TelephoneNumber: many("text") }),
});

const refuse = (code: string, words: string) => statusRefusal(400, root, code, words);

function createOrder(call: Call): Reply {
  const element = requestBody(call, "ExternalTnsOrder", root);
  const [problem] = shapeProblems(element, shape);
  if (problem) throw simulatorRefusal(root, problem);
  const customerOrderId = textOf(element, "CustomerOrderID");
  if (customerOrderId !== undefined && !isCustomerOrderId(customerOrderId))
    throw refuse("5052", invalidCustomerOrderId);
  const action = textOf(element, "Action")?.toUpperCase();
  if (action !== "IMPORT" && action !== "REMOVE") {
    throw refuse("25000", "Action is absent or invalid. Possible values: import, remove");
  }
  const siteId = textOf(element, "SiteId");
  const sipPeerId = textOf(element, "SipPeerId");
  if (siteId === undefined) throw refuse("5022", "SiteId is a required field.");
  if (!call.account.sites.has(siteId)) throw refuse("5016", "The SiteId submitted is invalid.");
  if (sipPeerId !== undefined && action === "REMOVE") {
    throw refuse("25020", "Provided 'SipPeerId' and 'REMOVE' action cannot be used together.");
  }
  if (sipPeerId !== undefined && !call.account.peerAt(siteId, sipPeerId)) {
    throw refuse("5023", "SIP peer submitted is invalid.");
  }
  const numbers = readNumbers(call, element, refuse);
  const order: ExternalOrder = {
    kind: "externalTns",
    ...newOrder(call, customerOrderId),
    siteId,
    sipPeerId,
    action,
    numbers,
  };
  call.account.accept(order);
  return xmlReply(201, root, tree(call, order), location(call, "externalTns", order.id));
}

/** The order itself is inside. */
const tree = (call: Call, order: ExternalOrder): XmlTree => ({ ...head(call, order), Order: content(call, order) });

const content = (call: Call, order: ExternalOrder): XmlTree => ({
  CustomerOrderID: order.customerOrderId,
  SiteId: order.siteId,
  SipPeerId: order.sipPeerId,
  Action: order.action,
  TelephoneNumbers: wireList(call, order.numbers),
});

/** Errors name their numbers in their own list. */
function head(call: Call, order: ExternalOrder): XmlTree {
  return {
    OrderCreateDate: isoTime(order.createdAt),
    AccountId: call.account.accountId,
    CreatedByUser: "simulator-user",
    OrderId: order.id,
    ProcessingStatus: order.status,
    Errors: {
      Error: order.failures.map(({ code, description, number }) => ({
        Code: code,
        Description: description,
        TelephoneNumbers: number && { TelephoneNumber: wire(call, number) },
      })),
    },
  };
}

const filters = [
  ...["status", "tn", "customerOrderId", "orderIdFragment"],
  ...["modifiedDateFrom", "modifiedDateTo", "createdDateFrom", "createdDateTo"],
];

/** A 404 means none. No order here has a `LoaType`. The list shows whole orders, without the inner element. */
function listOrders(call: Call): Reply {
  const action = call.query.get("action");
  const loaType = call.query.get("loaType") ?? "ALL";
  const orders = filtered(call, "externalTns", filters).filter(
    (order) => (action === null || order.action === action) && loaType === "ALL",
  );
  if (orders.length === 0) throw statusRefusal(404, root, undefined, "The resource does not exist");
  return xmlReply(200, "ExternalTnsOrders", {
    TotalCount: orders.length,
    ExternalTnsOrder: orders.map((order) => ({ ...head(call, order), ...content(call, order) })),
  });
}

const getOrder = (call: Call): Reply =>
  xmlReply(200, "ExternalTnsOrder", tree(call, orderOf(call, "externalTns", root)));

export const externalTnRoutes: Route[] = onlyClassic([
  ["GET", "/accounts/:account/externalTns", listOrders],
  ["POST", "/accounts/:account/externalTns", createOrder],
  ["GET", "/accounts/:account/externalTns/:order", getOrder],
]);
