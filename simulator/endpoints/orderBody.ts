import type { NumberOrder } from "../account/types.js";
import { type Call, Refusal, requestBody, SIMULATOR_REFUSAL, xmlReply } from "../call.js";
import type { Criteria } from "../inventory.js";
import { group, many, shapeProblems } from "../shape.js";
import { fromWire, toE164 } from "../telephone.js";
import { child, echo, textOf, textsOf, type XmlElement, type XmlTree } from "../xml.js";
import { isProblem, readCriteria } from "./criteria.js";
import { criteriaOf, orderTypes } from "./orderTypes.js";

const root = "OrderResponse";

const common = {
  Name: "text",
  CustomerOrderId: "text",
  SiteId: "text",
  PeerId: "text",
  PartialAllowed: "text",
  BackOrderRequested: "text",
  TnAttributes: group({ TnAttribute: many("text") }),
} as const;

/** Only the Universal Platform knows these (docs/maintainers/api.md#dialects). */
const universalOnly = {
  VoiceConfigurationPackageId: "text",
  RequirementsPackageId: "text",
  AutoActivate: "text",
} as const;

type OrderFields = Pick<
  NumberOrder,
  | "name"
  | "customerOrderId"
  | "siteId"
  | "peerId"
  | "assignedPeerId"
  | "type"
  | "typeContent"
  | "attributes"
  | "partialAllowed"
  | "backOrderRequested"
  | "packages"
  | "requested"
>;

/** Reads an order as strictly as the reference allows. */
export function readOrder(call: Call): OrderFields {
  const element = requestBody(call, "Order", root);
  const refuse = (code: string, description: string) => refusal(element, code, description);
  // A list without its wrapper is a server error on the live API (docs/maintainers/api.md#element-order).
  if (child(element, "TelephoneNumberList"))
    throw new Refusal({ status: 500, body: "Internal Server Error", contentType: "text/html" });
  const shapes = Object.fromEntries(Object.entries(orderTypes).map(([name, type]) => [name, type.shape]));
  const shape = group({ ...common, ...(call.dialect === "universal" ? universalOnly : {}), ...shapes });
  const [problem] = shapeProblems(element, shape);
  if (problem) throw refuse(SIMULATOR_REFUSAL, `SIMULATOR: ${problem}`);

  const types = element.children.filter((inner) => inner.name in orderTypes);
  const type = types[0];
  if (type === undefined || types.length > 1) throw refuse("5087", "The input order type is not a valid entry.");
  const name = textOf(element, "Name");
  if (name && name.length > 50) throw refuse("5002", "Name is too long. Max length 50 characters");
  const customerOrderId = textOf(element, "CustomerOrderId");
  if (customerOrderId !== undefined && !isCustomerOrderId(customerOrderId))
    throw refuse("5052", invalidCustomerOrderId);
  const place = readPlace(call, element, refuse);
  const backOrderRequested = flag(element, "BackOrderRequested", false, refuse);
  const vanity = textOf(type, "LocalVanity") !== undefined;
  if (backOrderRequested && (orderTypes[type.name]?.noBackOrder || vanity)) {
    throw refuse(
      "5522",
      "Backorders are not compatible with Specific TN, NPANXX, NPANXXX, TollFree Vanity or Local Vanity orders",
    );
  }
  const attributes = textsOf(element, "TnAttributes", "TnAttribute");
  const wrong = attributes.find((attribute) => attribute !== "Protected");
  if (wrong !== undefined) {
    throw refuse("5102", `Telephone number attribute '${wrong}' is invalid. Valid values: Protected`);
  }
  if (attributes.length > 0 && type.name.startsWith("TollFree")) {
    throw refuse(
      "5101",
      "'Protected' telephone number attribute is not applicable for toll-free search and order criteria.",
    );
  }
  return {
    ...place,
    name,
    customerOrderId,
    type: type.name,
    typeContent: echo(type),
    attributes,
    // Without the element, orders are filled partially, whatever the documentation says
    // (docs/maintainers/api.md#new-number-orders).
    partialAllowed: flag(element, "PartialAllowed", true, refuse),
    backOrderRequested,
    packages: packagesOf(element),
    requested: readRequest(call, type, refuse),
  };
}

type Refuse = (code: string, description: string) => Refusal;

export const invalidCustomerOrderId =
  "Customer order ID is invalid. Only alphanumeric values, dashes and spaces are allowed. Max length is 40 characters.";

export function isCustomerOrderId(text: string): boolean {
  return /^[A-Za-z0-9 -]{1,40}$/.test(text);
}

function readPlace(call: Call, element: XmlElement, refuse: Refuse) {
  const siteId = textOf(element, "SiteId");
  if (siteId === undefined) throw refuse("5022", "SiteId is a required field.");
  if (!call.account.sites.has(siteId)) throw refuse("5016", "The SiteId submitted is invalid.");
  const peerId = textOf(element, "PeerId");
  if (peerId !== undefined && !call.account.peerAt(siteId, peerId)) {
    throw refuse("5023", "SIP peer submitted is invalid.");
  }
  const assignedPeerId = peerId ?? call.account.defaultPeer(siteId)?.id;
  if (assignedPeerId === undefined) {
    const words = "No default SIP peer is set on the account and site. Please create one then resubmit your request.";
    throw refuse("5020", words);
  }
  return { siteId, peerId, assignedPeerId };
}

function readRequest(call: Call, type: XmlElement, refuse: Refuse): NumberOrder["requested"] {
  if (type.name === "ExistingTelephoneNumberOrderType") return { numbers: readNumbers(call, type, refuse) };
  const missing = orderTypes[type.name]?.required.find((name) => textOf(type, name) === undefined);
  if (missing) throw refuse("1003", `${missing} is required`);
  const quantity = textOf(type, "Quantity");
  if (quantity === undefined) {
    throw refuse(SIMULATOR_REFUSAL, "SIMULATOR: an order without Quantity would buy 5,000 numbers on the live API");
  }
  if (!/^\d+$/.test(quantity) || Number(quantity) < 1) {
    throw refuse("5215", "The quantity specified in the order is not valid or exceeds the maximum value of 5000");
  }
  if (Number(quantity) > 5_000) {
    throw refuse("5211", "The quantity of telephone numbers requested has exceeded the max limit for an order.");
  }
  const criteria: Criteria | { code: string; description: string } = readCriteria(criteriaOf(type));
  if (isProblem(criteria)) throw refuse(criteria.code, criteria.description);
  return { criteria, quantity: Number(quantity) };
}

function readNumbers(call: Call, type: XmlElement, refuse: Refuse): string[] {
  const given = textsOf(type, "TelephoneNumberList", "TelephoneNumber");
  if (given.length === 0) throw refuse("5001", "Invalid input telephone number list");
  if (given.length > 5_000) {
    throw refuse("5211", "The quantity of telephone numbers requested has exceeded the max limit for an order.");
  }
  const numbers = given.map((text) => fromWire(call, text));
  const malformed = given[numbers.indexOf(undefined)];
  if (malformed !== undefined) throw refuse("5070", `Telephone number is invalid: ${malformed}`);
  const valid = numbers.filter((number) => number !== undefined);
  if (new Set(valid).size < valid.length) throw refuse("5093", "Order cannot contain duplicate telephone numbers");
  // The live API's behavior is unknown. It may ignore this. A caller that sends only valid reservations is right in
  // both cases.
  const over = textsOf(type, "ReservationIdList", "ReservationId").find((id) => !call.account.reservation(id));
  if (over !== undefined) {
    throw refuse("5042", `Reservation ${over} for account ${call.account.accountId} not found.`);
  }
  return valid;
}

function flag(element: XmlElement, name: string, absent: boolean, refuse: Refuse): boolean {
  const text = textOf(element, name)?.toLowerCase();
  if (text === undefined) return absent;
  if (text !== "true" && text !== "false") throw refuse("5002", `${name} is neither true nor false`);
  return text === "true";
}

function packagesOf(element: XmlElement): XmlTree {
  const names = Object.keys(universalOnly);
  return Object.fromEntries(names.map((name) => [name, textOf(element, name)]));
}

/** 400 with the error and the order as it was understood. */
function refusal(element: XmlElement, code: string, description: string): Refusal {
  const order = echo(element);
  return new Refusal(
    xmlReply(400, root, {
      ErrorList: { Error: { Code: code, Description: description } },
      Order: typeof order === "string" ? {} : order,
    }),
  );
}

/** A number in a path, in either form. */
export function pathNumber(call: Call, name: string): string {
  const text = call.parameters[name] ?? "";
  return toE164(text) ?? text;
}
