import type { OptionOrder } from "../account/types.js";
import { type Call, parameter, type Reply, requestBody, simulatorRefusal, statusRefusal, xmlReply } from "../call.js";
import type { Route } from "../routing.js";
import { group, many, shapeProblems } from "../shape.js";
import { fromWire, wire } from "../telephone.js";
import { every, textOf, textsOf, type XmlElement, type XmlTree } from "../xml.js";
import { isoTime, location } from "./created.js";
import { history } from "./featureOrders.js";
import { optionChecks } from "./optionValues.js";
import { invalidCustomerOrderId, isCustomerOrderId, pathNumber } from "./orderBody.js";

const root = "TnOptionOrderResponse";

const shape = group({
  CustomerOrderId: "text",
  TnOptionGroups: group({
    TnOptionGroup: many(
      group({
        ...Object.fromEntries(Object.keys(optionChecks).map((name) => [name, "text"] as const)),
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
  const now = call.account.now();
  const order: OptionOrder = {
    kind: "tnoptions",
    id: call.account.nextUuid(),
    customerOrderId,
    createdAt: now,
    modifiedAt: now,
    status: "RECEIVED",
    failures: [],
    completed: [],
    history: [{ at: now, note: "TN option order created", status: "RECEIVED" }],
    groups,
  };
  call.account.accept(order);
  return xmlReply(201, root, { TnOptionOrder: orderTree(call, order) }, location(call, "tnoptions", order.id));
}

function readGroup(call: Call, element: XmlElement): OptionOrder["groups"][number] {
  const values: Record<string, string> = {};
  for (const [name, check] of Object.entries(optionChecks)) {
    const value = textOf(element, name);
    if (value === undefined) continue;
    const problem = check(value);
    if (problem) throw refuse(problem.code, problem.description);
    values[name] = value;
  }
  const given = textsOf(element, "TelephoneNumbers", "TelephoneNumber");
  if (given.length === 0) throw refuse("5073", "Telephone number is required.");
  if (Object.keys(values).length === 0) {
    throw refuse("5115", `At least one of the TN option attributes must be applied for ${given.join(", ")}`);
  }
  const numbers = given.map((text) => {
    const number = fromWire(call, text);
    if (number === undefined) throw refuse("5070", "Telephone number is invalid.");
    if (values.CallForward !== undefined && fromWire(call, values.CallForward) === number) {
      const words = `The specified call forwarding number ${text} cannot be the same as the origin telephone number ${text}.`;
      throw refuse("5088", words);
    }
    return number;
  });
  return { content: values, numbers, values };
}

/** The order of the path; a missing one has a description but no code (api-in-practice §2.8). */
function orderOf(call: Call): OptionOrder {
  const order = call.account.order(parameter(call, "order"), "tnoptions");
  if (order?.kind !== "tnoptions") {
    throw statusRefusal(404, "TnOptionOrderReportResponse", undefined, "The resource does not exist");
  }
  return order;
}

/** The POST answers with a wrapper, the GET without (api-in-practice §3, row 15). */
function getOrder(call: Call): Reply {
  return xmlReply(200, "TnOptionOrder", orderTree(call, orderOf(call)));
}

function orderTree(call: Call, order: OptionOrder): XmlTree {
  return {
    CustomerOrderId: order.customerOrderId,
    OrderCreateDate: isoTime(order.createdAt),
    AccountId: call.account.accountId,
    CreatedByUser: "simulator-user",
    OrderId: order.id,
    LastModifiedDate: isoTime(order.modifiedAt),
    ProcessingStatus: order.status,
    TnOptionGroups: {
      TnOptionGroup: order.groups.map((one) => ({
        ...one.content,
        TelephoneNumbers: { TelephoneNumber: one.numbers.map((number) => wire(call, number)) },
      })),
    },
    ErrorList: {
      Error: order.failures.map((failure) => ({
        Code: failure.code,
        Description: failure.description,
        TelephoneNumber: failure.number && wire(call, failure.number),
      })),
    },
  };
}

/** Not paged; at most 1,000 orders, newest first, filtered by customer order id, number, status and id. */
function listOrders(call: Call): Reply {
  const tn = call.query.get("tn");
  const number = tn === null ? null : pathNumber({ ...call, parameters: { tn } }, "tn");
  const statuses = call.query.getAll("status");
  const customerOrderId = call.query.get("customerOrderId");
  const visibleUntil = call.account.now() - call.settings.orderVisibilityDelayMs;
  const found = call.account
    .ordersOf("tnoptions")
    .filter((order) => customerOrderId === null || order.customerOrderId === customerOrderId)
    .filter((order) => number === null || order.groups.some((one) => one.numbers.includes(number)))
    .filter((order) => statuses.length === 0 || statuses.includes(order.status))
    .filter((order) => order.id.startsWith(call.query.get("orderIdFragment") ?? ""))
    .filter((order) => order.createdAt <= visibleUntil)
    .reverse()
    .slice(0, 1_000);
  if (call.query.get("orderDetails") === "true") {
    return xmlReply(200, "TnOptionOrders", {
      TotalCount: found.length,
      TnOptionOrder: found.map((order) => orderTree(call, order)),
    });
  }
  return xmlReply(200, "TnOptionOrders", {
    TotalCount: found.length,
    TnOptionOrderSummary: found.map((order) => ({
      accountId: call.account.accountId,
      CountOfTNs: order.groups.flatMap((one) => one.numbers).length,
      CustomerOrderId: order.customerOrderId,
      userId: "simulator-user",
      lastModifiedDate: isoTime(order.modifiedAt),
      OrderDate: isoTime(order.createdAt),
      OrderType: "tn_option",
      OrderStatus: order.status,
      OrderId: order.id,
    })),
  });
}

export const tnOptionRoutes: Route[] = [
  ["GET", "/accounts/:account/tnoptions", listOrders],
  ["POST", "/accounts/:account/tnoptions", createOrder],
  ["GET", "/accounts/:account/tnoptions/:order", getOrder],
  ["GET", "/accounts/:account/tnoptions/:order/history", (call) => history(orderOf(call), "OrderModifiedDate")],
];
