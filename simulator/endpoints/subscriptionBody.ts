import type { Subscription } from "../account/types.js";
import { type Call, type Refusal, requestBody, SIMULATOR_REFUSAL, statusRefusal } from "../call.js";
import { group, othersIn, shapeOf, shapeProblems } from "../shape.js";
import { child, textOf, type XmlElement, type XmlTree } from "../xml.js";

const root = "SubscriptionsResponse";

const shape = group({
  SubscriptionId: "text",
  OrderType: "text",
  EventType: "text",
  OrderId: "text",
  EmailSubscription: group({ Email: "text", DigestRequested: "text" }),
  CallbackSubscription: group({
    URL: "text",
    User: "text",
    Expiry: "text",
    Status: "text",
    NumberFormat: "any",
    CallbackCredentials: group({
      BasicAuthentication: group({ Username: "text", Password: "text" }),
      PublicKey: "text",
    }),
  }),
});

/** The orders that you can subscribe to. `lidbs` isn't one. */
const orderTypes = [
  "portins",
  "portouts",
  "orders",
  "disconnects",
  "dldas",
  "lsrorders",
  "e911s",
  "tnoptions",
  "externalTns",
  "lidb",
  "bulkPortins",
  "csrs",
  "importtnorders",
  "removeImportedTnOrders",
  "importVoiceTnOrders",
  "removeImportedVoiceTnOrders",
  "emergencyNotificationGroup",
  "emergencyEndpointGroup",
  "tollfreePortingValidations",
];

const eventTypes = ["MESSAGING_LOST"];

/** The reference has no codes for these, only words. */
type Refuse = (description: string) => Refusal;

/** Reads and checks a subscription. The status of a refusal depends on the verb: POST 404, PUT 400. */
export function readSubscription(call: Call, status: 400 | 404, shown?: XmlTree): Omit<Subscription, "id"> {
  const refuse: Refuse = (description) => statusRefusal(status, root, undefined, description);
  const element = requestBody(call, "Subscription", root);
  const [problem] = shapeProblems(element, shape, shown);
  if (problem) throw statusRefusal(status, root, SIMULATOR_REFUSAL, `SIMULATOR: ${problem}`);
  const eventType = textOf(element, "EventType");
  const orderType = textOf(element, "OrderType");
  if ((eventType === undefined) === (orderType === undefined)) {
    throw refuse("Exactly one of OrderType and EventType is required");
  }
  if (orderType !== undefined && !orderTypes.includes(orderType)) {
    throw refuse(`Order type '${orderType}' is not valid`);
  }
  if (eventType !== undefined && !eventTypes.includes(eventType)) {
    throw refuse(`Event type '${eventType}' is not valid`);
  }
  const email = child(element, "EmailSubscription");
  const callback = child(element, "CallbackSubscription");
  if ((email === undefined) === (callback === undefined)) {
    throw refuse("Exactly one of EmailSubscription and CallbackSubscription is required");
  }
  const orderId = textOf(element, "OrderId");
  const told = { orderType, eventType, orderId, others: othersIn(element, shape) };
  if (email) return { ...told, email: readEmail(email, refuse) };
  return { ...told, callback: callback && readCallback(call, callback, refuse) };
}

function readEmail(element: XmlElement, refuse: Refuse): NonNullable<Subscription["email"]> {
  const Email = textOf(element, "Email") ?? "";
  if (!/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(Email)) throw refuse(`Email '${Email}' is not valid`);
  const DigestRequested = textOf(element, "DigestRequested") ?? "";
  if (!["NONE", "DAILY"].includes(DigestRequested)) throw refuse("DigestRequested must be NONE or DAILY");
  return { Email, DigestRequested };
}

function readCallback(call: Call, element: XmlElement, refuse: Refuse): NonNullable<Subscription["callback"]> {
  const url = textOf(element, "URL")?.replace(/^"(.*)"$/, "$1") ?? "";
  if (!/^https?:\/\//.test(url) || !URL.canParse(url)) throw refuse(`URL '${url}' is not valid`);
  const expiry = textOf(element, "Expiry") ?? "";
  if (!/^[1-9]\d*$/.test(expiry)) throw refuse(`Expiry '${expiry}' is not valid`);
  const credentials = child(element, "CallbackCredentials");
  const username = textOf(credentials, "BasicAuthentication", "Username");
  if (username && username.length > 100) throw refuse("Username is too long. Max length 100 characters");
  const publicKey = textOf(credentials, "PublicKey");
  if (publicKey && !/^[A-Za-z0-9+/\s]+=*$/.test(publicKey)) throw refuse("PublicKey is not BASE64");
  return {
    url,
    user: textOf(element, "User"),
    expiresAt: call.account.now() + Number(expiry) * 1_000,
    username,
    password: textOf(credentials, "BasicAuthentication", "Password"),
    publicKey,
    others: othersIn(element, shapeOf(shape, "CallbackSubscription")),
  };
}
