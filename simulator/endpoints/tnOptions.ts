import type { OptionOrder } from "../account/types.js";
import { type Call, type Reply, requestBody, simulatorRefusal, statusRefusal, xmlReply } from "../call.js";
import type { Route } from "../routing.js";
import { group, many, shapeProblems } from "../shape.js";
import { fromWire, wire } from "../telephone.js";
import { every, textOf, textsOf, type XmlElement, type XmlTree } from "../xml.js";
import { location } from "./created.js";
import {
  common,
  everyFilter,
  filtered,
  history,
  newOrder,
  orderOf,
  readNumbers,
  summary,
  wireList,
} from "./featureOrders.js";
import { a2pIn, newerChecks, newerContent, newerShapes, routePlanIn } from "./newerOptions.js";
import { optionChecks } from "./optionValues.js";
import { invalidCustomerOrderId, isCustomerOrderId } from "./orderBody.js";

const root = "TnOptionOrderResponse";

const checks = { ...optionChecks, ...newerChecks };

const shape = group({
  CustomerOrderId: "text",
  TnOptionGroups: group({
    TnOptionGroup: many(
      group({
        ...Object.fromEntries(Object.keys(checks).map((name) => [name, "text"] as const)),
        ...newerShapes,
        TelephoneNumbers: group({ TelephoneNumber: many("text") }),
      }),
    ),
  }),
});

const refuse = (code: string, description: string) => statusRefusal(400, root, code, description);

function createOrder(call: Call): Reply {
  const element = requestBody(call, "TnOptionOrder", root);
  const [problem] = shapeProblems(element, shape);
  if (problem) throw simulatorRefusal(root, problem);
  const customerOrderId = textOf(element, "CustomerOrderId");
  if (customerOrderId !== undefined && !isCustomerOrderId(customerOrderId))
    throw refuse("5052", invalidCustomerOrderId);
  const groups = every(element, "TnOptionGroups", "TnOptionGroup").map((one) => readGroup(call, one));
  const numbers = groups.flatMap((one) => one.numbers);
  if (numbers.length === 0) throw refuse("5077", "There are no valid telephone numbers.");
  if (new Set(numbers).size < numbers.length) throw refuse("5072", "Duplicate telephone number.");
  const maximum = call.settings.maxOptions;
  if (numbers.length > maximum) {
    throw refuse("5095", `The count of telephone numbers in order exceeds the maximum size of ${maximum}`);
  }
  const order: OptionOrder = {
    kind: "tnoptions",
    ...newOrder(call, customerOrderId, "TN option order created"),
    groups,
    alreadyOn: groups
      .filter(({ values }) => values.Sms === "on")
      .flatMap((one) => one.numbers.filter(hasMessages(call))),
  };
  call.account.accept(order);
  return xmlReply(201, root, { TnOptionOrder: orderTree(call, order) }, location(call, "tnoptions", order.id));
}

const hasMessages = (call: Call) => (number: string) => call.account.numbers.get(number)?.options.sms === "on";

function readGroup(call: Call, element: XmlElement): OptionOrder["groups"][number] {
  const values: Record<string, string> = {};
  for (const [name, check] of Object.entries(checks)) {
    const value = textOf(element, name);
    if (value === undefined) continue;
    const problem = check(value);
    if (problem) throw refuse(problem.code, problem.description);
    values[name] = value;
  }
  const numbers = readNumbers(call, element, refuse);
  const a2p = a2pIn(element, refuse);
  const routePlan = routePlanIn(call, element, refuse);
  if (Object.keys(values).length === 0 && a2p === undefined && routePlan === undefined) {
    const given = textsOf(element, "TelephoneNumbers", "TelephoneNumber").join(", ");
    throw refuse("5115", `At least one of the TN option attributes must be applied for ${given}`);
  }
  const target = values.CallForward;
  if (target !== undefined && numbers.includes(fromWire(call, target) ?? "")) {
    const words = `The specified call forwarding number ${target} cannot be the same as the origin telephone number ${target}.`;
    throw refuse("5088", words);
  }
  return { content: { ...values, ...newerContent(a2p, routePlan) }, numbers, values, a2p, routePlan };
}

const found = (call: Call) => orderOf(call, "tnoptions", "TnOptionOrderReportResponse");

/** The POST answers with a wrapper, the GET without one (docs/maintainers/api.md#order-states). */
function getOrder(call: Call): Reply {
  return xmlReply(200, "TnOptionOrder", orderTree(call, found(call)));
}

function orderTree(call: Call, order: OptionOrder): XmlTree {
  return {
    CustomerOrderId: order.customerOrderId,
    OrderId: order.id,
    ...common(call, order),
    TnOptionGroups: {
      TnOptionGroup: order.groups.map((one) => ({ ...one.content, TelephoneNumbers: wireList(call, one.numbers) })),
    },
    Warnings:
      order.alreadyOn.length > 0 ? { Warning: order.alreadyOn.map((number) => warning(call, number)) } : undefined,
  };
}

const warning = (call: Call, number: string): XmlTree => ({
  TelephoneNumber: wire(call, number),
  Description: "Messages are on for this number as it is.",
});

function listOrders(call: Call): Reply {
  const orders = filtered(call, "tnoptions", everyFilter);
  const items =
    call.query.get("orderDetails") === "true"
      ? { TnOptionOrder: orders.map((order) => orderTree(call, order)) }
      : { TnOptionOrderSummary: orders.map((order) => lineOf(call, order)) };
  return xmlReply(200, "TnOptionOrders", { TotalCount: orders.length, ...items });
}

function lineOf(call: Call, order: OptionOrder): XmlTree {
  return { CustomerOrderId: order.customerOrderId, ...summary(call, order, "tn_option") };
}

export const tnOptionRoutes: Route[] = [
  ["GET", "/accounts/:account/tnoptions", listOrders],
  ["POST", "/accounts/:account/tnoptions", createOrder],
  ["GET", "/accounts/:account/tnoptions/:order", getOrder],
  ["GET", "/accounts/:account/tnoptions/:order/history", (call) => history(found(call), "OrderModifiedDate")],
];
