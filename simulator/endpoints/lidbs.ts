import type { FeatureOrder } from "../account/types.js";
import { type Call, Refusal, type Reply, requestBody, simulatorRefusal, xmlReply } from "../call.js";
import type { Route } from "../routing.js";
import { group, many, shapeProblems } from "../shape.js";
import { wire } from "../telephone.js";
import { every, textOf, type XmlElement, type XmlTree } from "../xml.js";
import { location } from "./created.js";
import { busyOrder, common, listByDate, misplaced, newOrder, orderOf, readNumbers, wireList } from "./featureOrders.js";

const root = "LidbOrderResponse";
const groupNames = ["TelephoneNumbers", "SubscriberInformation", "UseType", "Visibility"];
const shape = group({
  CustomerOrderId: "text",
  LidbTnGroups: group({
    LidbTnGroup: many(
      group({
        TelephoneNumbers: group({ TelephoneNumber: many("text") }),
        SubscriberInformation: "text",
        UseType: "text",
        Visibility: "text",
      }),
    ),
  }),
});

/** 400 with its own status next to the error list. */
function refuse(code: string, description: string, telephoneNumber?: string): Refusal {
  return new Refusal(
    xmlReply(400, root, {
      Status: { Code: 400, Description: "Validation Failed. Please check your input parameters." },
      ErrorList: { Error: { TelephoneNumber: telephoneNumber, Code: code, Description: description } },
    }),
  );
}

function createOrder(call: Call): Reply {
  const element = requestBody(call, "LidbOrder", root);
  const given = every(element, "LidbTnGroups", "LidbTnGroup");
  const [problem] = shapeProblems(element, shape);
  const wrong = problem ?? given.map((one) => misplaced(one, groupNames)).find((found) => found !== undefined);
  if (wrong) throw simulatorRefusal(root, wrong);
  const groups = given.map((one) => readGroup(call, one));
  const numbers = groups.flatMap((one) => one.numbers);
  if (numbers.length === 0) throw refuse("5077", "There are no valid telephone numbers.");
  if (new Set(numbers).size < numbers.length) throw refuse("5072", "Duplicate telephone number.");
  const busy = busyOrder(call, "lidbs", numbers);
  const shared = busy && numbers.find((number) => busy.groups.some((one) => one.numbers.includes(number)));
  if (shared !== undefined) {
    const words = "LIDB information cannot be changed because the number is already being processed";
    throw refuse("11020", words, wire(call, shared));
  }
  const order: FeatureOrder<"lidbs"> = {
    kind: "lidbs",
    ...newOrder(call, textOf(element, "CustomerOrderId")),
    groups,
  };
  call.account.accept(order);
  return xmlReply(201, root, { LidbOrder: tree(call, order) }, location(call, "lidbs", order.id));
}

function readGroup(call: Call, element: XmlElement) {
  const numbers = readNumbers(call, element, refuse);
  const information = textOf(element, "SubscriberInformation");
  const useType = textOf(element, "UseType") ?? "";
  const visibility = textOf(element, "Visibility") ?? "";
  if (information && information.length > 15) {
    throw refuse("11005", "Subscriber Information cannot be longer than 15 characters");
  }
  if (!["BUSINESS", "RESIDENTIAL"].includes(useType)) {
    throw refuse("11006", "UseType is required. Valid values are: BUSINESS, RESIDENTIAL");
  }
  if (!["PUBLIC", "PRIVATE"].includes(visibility)) {
    throw refuse("11007", "Visibility is required. Valid values are: PUBLIC, PRIVATE");
  }
  return { numbers, content: { SubscriberInformation: information, UseType: useType, Visibility: visibility } };
}

function tree(call: Call, order: FeatureOrder<"lidbs">): XmlTree {
  const groups = order.groups.map((one) => ({ TelephoneNumbers: wireList(call, one.numbers), ...one.content }));
  return {
    CustomerOrderId: order.customerOrderId,
    orderId: order.id,
    ...common(call, order),
    LidbTnGroups: { LidbTnGroup: groups },
  };
}

function getOrder(call: Call): Reply {
  return xmlReply(200, "LidbOrder", tree(call, orderOf(call, "lidbs", "LidbOrderReportResponse")));
}

export const lidbRoutes: Route[] = [
  ["GET", "/accounts/:account/lidbs", (call) => listByDate(call, "lidbs", "lidb")],
  ["POST", "/accounts/:account/lidbs", createOrder],
  ["GET", "/accounts/:account/lidbs/:order", getOrder],
];
