import type { FeatureOrder } from "../account/types.js";
import { type Call, errorListRefusal, Refusal, type Reply, requestBody, simulatorRefusal, xmlReply } from "../call.js";
import type { Route } from "../routing.js";
import { group, many, shapeProblems } from "../shape.js";
import { wire } from "../telephone.js";
import { child, textOf, type XmlElement, type XmlTree } from "../xml.js";
import { addressElements, respelt } from "./address.js";
import { location } from "./created.js";
import {
  busyOrder,
  common,
  everyFilter,
  filtered,
  history,
  misplaced,
  newOrder,
  orderOf,
  readNumbers,
  summary,
  wireList,
} from "./featureOrders.js";
import { invalidCustomerOrderId, isCustomerOrderId } from "./orderBody.js";

const root = "E911OrderResponse";
/** The address elements in documented sequence. It has no type (docs/maintainers/api.md#element-order). */
const addressNames = ["HousePrefix", ...addressElements.filter((name) => name !== "AddressType")];
const names = ["CustomerOrderId", "TelephoneNumbers", "CallerName", "Address", "DeleteTNSpecificE911Address"];
const shape = group({
  CustomerOrderId: "text",
  TelephoneNumbers: group({ TelephoneNumber: many("text") }),
  CallerName: "text",
  Address: group(Object.fromEntries(addressNames.map((name) => [name, "text"] as const))),
  DeleteTNSpecificE911Address: "text",
});

const refuse = (code: string, words: string) => errorListRefusal(400, root, code, words);

function createOrder(call: Call): Reply {
  const element = requestBody(call, "E911Order", root);
  const address = child(element, "Address");
  const [problem] = shapeProblems(element, shape);
  const wrong = problem ?? misplaced(element, names) ?? (address && misplaced(address, addressNames));
  if (wrong) throw simulatorRefusal(root, wrong);
  const customerOrderId = textOf(element, "CustomerOrderId");
  if (customerOrderId !== undefined && !isCustomerOrderId(customerOrderId))
    throw refuse("5052", invalidCustomerOrderId);
  const numbers = readNumbers(call, element, refuse);
  const remove = textOf(element, "DeleteTNSpecificE911Address") === "true";
  const busy = busyOrder(call, "e911s", numbers);
  if (busy) throw busyRefusal(call, busy, numbers);
  const { content, adjusted } = remove ? readRemoval(element) : readAssignment(element);
  const order: FeatureOrder<"e911s"> = {
    kind: "e911s",
    ...newOrder(call, customerOrderId),
    groups: [{ numbers, content }],
    remove,
    adjusted,
  };
  call.account.accept(order);
  return xmlReply(201, root, { E911Order: tree(call, order, "orderId") }, location(call, "e911s", order.id));
}

function readRemoval(element: XmlElement) {
  if (child(element, "Address") || child(element, "CallerName")) {
    throw simulatorRefusal(root, "a removal names neither Address nor CallerName");
  }
  return { content: {}, adjusted: false };
}

/** The caller name and the address, as the emergency service spells it. */
function readAssignment(element: XmlElement) {
  const callerName = textOf(element, "CallerName");
  const address = child(element, "Address");
  if (callerName === undefined) throw refuse("1003", "CallerName is required");
  if (callerName.length > 50) {
    throw refuse("8001", `The CallerName '${callerName}' is too long. Max length 50 characters.`);
  }
  if (!/^[A-Za-z0-9 ]+$/.test(callerName)) throw refuse("8002", `'${callerName}' is not a valid CallerName.`);
  if (address === undefined) throw refuse("1003", "Address is required");
  for (const name of ["HouseNumber", "StreetName", "City", "StateCode"]) {
    if (textOf(address, name) === undefined) throw refuse("1003", `${name} is required`);
  }
  const given = Object.fromEntries(address.children.map(({ name, text }) => [name, text]));
  const { spelt, changed } = respelt(given);
  return { content: { CallerName: callerName, Address: spelt }, adjusted: changed };
}

function busyRefusal(call: Call, busy: FeatureOrder<"e911s" | "lidbs" | "dldas">, numbers: string[]): Refusal {
  const words = `Telephone numbers are already being processed by order '${busy.id}'.`;
  const errors = numbers.map((number) => ({ TelephoneNumber: wire(call, number), Code: "8004", Description: words }));
  return new Refusal(xmlReply(400, root, { ErrorList: { Error: errors } }));
}

function tree(call: Call, order: FeatureOrder<"e911s">, idName = "OrderId"): XmlTree {
  const [first = { numbers: [], content: {} }] = order.groups;
  return {
    CustomerOrderId: order.customerOrderId,
    [idName]: order.id,
    ...common(call, order),
    TelephoneNumbers: wireList(call, first.numbers),
    ...first.content,
    DeleteTNSpecificE911Address: order.remove ? true : undefined,
  };
}

const found = (call: Call) => orderOf(call, "e911s", root);

function listOrders(call: Call): Reply {
  const orders = filtered(call, "e911s", everyFilter);
  const items =
    call.query.get("orderDetails") === "true"
      ? { E911Order: orders.map((order) => tree(call, order)) }
      : { E911OrderSummary: orders.map((order) => summary(call, order, "e911")) };
  return xmlReply(200, "E911Orders", { TotalCount: orders.length, ...items });
}

export const e911Routes: Route[] = [
  ["GET", "/accounts/:account/e911s", listOrders],
  ["POST", "/accounts/:account/e911s", createOrder],
  ["GET", "/accounts/:account/e911s/:order", (call) => xmlReply(200, "E911Order", tree(call, found(call)))],
  ["GET", "/accounts/:account/e911s/:order/history", (call) => history(found(call), "OrderModifiedDate")],
];
