import type { MoveOrder } from "../account/types.js";
import { type Call, type Reply, requestBody, simulatorRefusal, statusRefusal, xmlReply } from "../call.js";
import type { Route } from "../routing.js";
import { group, many, shapeProblems } from "../shape.js";
import { wire } from "../telephone.js";
import { textOf, type XmlTree } from "../xml.js";
import { isoTime, location } from "./created.js";
import { filtered, history, newOrder, orderOf, readNumbers, summary, wireList } from "./featureOrders.js";
import { invalidCustomerOrderId, isCustomerOrderId } from "./orderBody.js";

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
  const numbers = readNumbers(call, element, refuse);
  if (numbers.length > 5_000) {
    throw refuse("5095", "The count of telephone numbers in order exceeds the maximum size of 5000");
  }
  const order: MoveOrder = {
    kind: "moveTns",
    ...newOrder(call, customerOrderId, "Move order created"),
    siteId,
    sipPeerId: peer.id,
    numbers,
  };
  call.account.accept(order);
  return xmlReply(201, root, { MoveTnsOrder: orderTree(call, order) }, location(call, "moveTns", order.id));
}

const found = (call: Call) => orderOf(call, "moveTns", root);

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
    TelephoneNumbers: wireList(call, order.numbers),
    // Error shape 5 of docs/maintainers/api.md#errors. An empty element means none.
    Errors: {
      Error: order.failures.map((failure) => ({
        Code: failure.code,
        Description: failure.description,
        TelephoneNumbers: failure.number && { TelephoneNumber: wire(call, failure.number) },
      })),
    },
  };
}

const filters = [
  ...["status", "tn", "customerOrderId"],
  ...["modifiedDateFrom", "modifiedDateTo", "createdDateFrom", "createdDateTo"],
];

function listOrders(call: Call): Reply {
  const orders = filtered(call, "moveTns", filters);
  return xmlReply(200, "MoveTnsOrders", {
    TotalCount: orders.length,
    MoveTnsOrderSummary: orders.map((order) => ({
      CustomerOrderId: order.customerOrderId,
      ...summary(call, order, "move_tn_orders"),
    })),
  });
}

const lowerCase = (status: string) => status.toLowerCase();

export const moveRoutes: Route[] = [
  ["GET", "/accounts/:account/moveTns", listOrders],
  ["POST", "/accounts/:account/moveTns", createOrder],
  [
    "GET",
    "/accounts/:account/moveTns/:order",
    // Without the wrapper that the answer to the POST has (docs/maintainers/api.md#moves).
    (call) => xmlReply(200, "MoveTnsOrder", orderTree(call, found(call))),
  ],
  ["GET", "/accounts/:account/moveTns/:order/history", (call) => history(found(call), "OrderDate", lowerCase)],
];
