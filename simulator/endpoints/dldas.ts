import type { FeatureOrder } from "../account/types.js";
import { type Call, Refusal, type Reply, requestBody, statusRefusal, xmlReply } from "../call.js";
import type { Route } from "../routing.js";
import { wire } from "../telephone.js";
import { textOf, type XmlTree } from "../xml.js";
import { location } from "./created.js";
import { type ListingGroup, readListings } from "./dldaBody.js";
import { busyOrder, common, history, listByDate, newOrder, numbersOf, orderOf, wireList } from "./featureOrders.js";

const root = "DldaOrderResponse";
const refuse = (code: string, words: string) => statusRefusal(400, root, code, words);

function createOrder(call: Call): Reply {
  const element = requestBody(call, "DldaOrder", root);
  const groups = readListings(call, element, "SubscriberType");
  refuseBusy(call, groups);
  const order: FeatureOrder<"dldas"> = {
    kind: "dldas",
    ...newOrder(call, textOf(element, "CustomerOrderId")),
    groups,
  };
  call.account.accept(order);
  return xmlReply(201, root, { DldaOrder: tree(call, order) }, location(call, "dldas", order.id));
}

function refuseBusy(call: Call, groups: ListingGroup[]): void {
  const numbers = groups.flatMap((one) => one.numbers);
  const busy = busyOrder(call, "dldas", numbers);
  if (busy === undefined) return;
  const number = numbers.find((one) => numbersOf(busy as FeatureOrder<"dldas">).includes(one)) ?? "";
  const words = `DL/DA information cannot be changed because the number is already being processed by order '${busy.id}'`;
  const error = { Code: "16103", Description: words, TelephoneNumber: wire(call, number) };
  throw new Refusal(xmlReply(400, root, { DldaOrder: { ErrorList: { Error: error } } }));
}

const found = (call: Call) => orderOf(call, "dldas", root);

/** An order that is processing or has failed can't be changed. Any other order starts again with the PUT's content. */
function changeOrder(call: Call): Reply {
  const order = found(call);
  if (order.status === "RECEIVED" || order.status === "PROCESSING") {
    throw refuse("16105", "Order cannot be changed or cancelled because it is already being processed");
  }
  if (order.status === "FAILED") {
    throw refuse("16106", "Order cannot be changed or cancelled because it is already failed");
  }
  const element = requestBody(call, "DldaOrder", root);
  const groups = readListings(call, element, "AccountType");
  refuseBusy(call, groups);
  const now = call.account.now();
  Object.assign(order, { groups, status: "RECEIVED", failures: [], completed: [], modifiedAt: now });
  order.history.push({ at: now, note: "The order has been changed", status: "RECEIVED" });
  call.account.accept(order);
  return xmlReply(200, root, { DldaOrder: tree(call, order) });
}

/**
 * Answers call the kind of subscriber AccountType, and a residential subscriber RESIDENCE
 * (docs/maintainers/api.md#listings).
 */
function tree(call: Call, order: FeatureOrder<"dldas">): XmlTree {
  const groups = order.groups.map(({ numbers, content: { SubscriberType, ...content } }) => ({
    TelephoneNumbers: wireList(call, numbers),
    AccountType: SubscriberType === "RESIDENTIAL" ? "RESIDENCE" : SubscriberType,
    ...content,
  }));
  return {
    CustomerOrderId: order.customerOrderId,
    OrderId: order.id,
    ...common(call, order),
    DldaTnGroups: { DldaTnGroup: groups },
  };
}

export const dldaRoutes: Route[] = [
  ["GET", "/accounts/:account/dldas", (call) => listByDate(call, "dldas", "dlda")],
  ["POST", "/accounts/:account/dldas", createOrder],
  ["GET", "/accounts/:account/dldas/:order", (call) => xmlReply(200, root, { DldaOrder: tree(call, found(call)) })],
  ["PUT", "/accounts/:account/dldas/:order", changeOrder],
  ["GET", "/accounts/:account/dldas/:order/history", (call) => history(found(call), "OrderDate")],
];
