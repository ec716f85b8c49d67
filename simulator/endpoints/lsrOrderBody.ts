import type { LsrOrder } from "../account/portingTypes.js";
import { type Call, requestBody, SIMULATOR_REFUSAL } from "../call.js";
import { group, many, type Shape, shapeProblems } from "../shape.js";
import { fromWire } from "../telephone.js";
import { child, echo, textOf, textsOf, type XmlElement, type XmlTree } from "../xml.js";
import { misplaced } from "./featureOrders.js";
import { LsrErrors, refuseLsr, root, treeAt } from "./lsrErrors.js";
import { subscriberErrors } from "./lsrSubscriber.js";
import { invalidCustomerOrderId, isCustomerOrderId } from "./orderBody.js";

const addressElements = [
  "HousePrefix",
  "HouseNumber",
  "HouseSuffix",
  "PreDirectional",
  "StreetName",
  "StreetSuffix",
  "PostDirectional",
  "AddressLine2",
  "County",
  "City",
  "StateCode",
  "Zip",
];
const texts = (...names: string[]): Record<string, Shape> => Object.fromEntries(names.map((name) => [name, "text"]));

const shape = group({
  ...texts("Pon", "CustomerOrderId", "SPID", "BillingTelephoneNumber", "RequestedFocDate", "AuthorizingPerson"),
  ...texts("OrderStatus"),
  Subscriber: group({
    ...texts("SubscriberType", "BusinessName", "LastName", "FirstName", "MiddleInitial", "AccountNumber", "PinNumber"),
    // Only the live API knows AccountKind and BuildingCode. A full write must repeat them.
    ...texts("AccountKind"),
    ServiceAddress: group(texts(...addressElements, "BuildingCode")),
  }),
  ListOfTelephoneNumbers: group({ TelephoneNumber: many("text") }),
});

function readBody(call: Call): XmlElement {
  const element = requestBody(call, "LsrOrder", root);
  const address = child(element, "Subscriber", "ServiceAddress");
  const [problem] = [
    ...shapeProblems(element, shape),
    ...(address ? [misplaced(address, [...addressElements, "BuildingCode"])] : []),
  ].filter((found) => found !== undefined);
  if (problem) throw refuseLsr([{ code: SIMULATOR_REFUSAL, description: `SIMULATOR: ${problem}` }]);
  return element;
}

type Fields = Pick<
  LsrOrder,
  "customerOrderId" | "pon" | "numbers" | "billingNumber" | "requestedFocDate" | "actualFocDate" | "details"
>;

/** What a new LSR order asks for. */
export function readLsrOrder(call: Call): Fields {
  const element = readBody(call);
  const errors = new LsrErrors();
  const pon = textOf(element, "Pon");
  if (pon === undefined) errors.add("7120", "The PON is required");
  else if (!/^[A-Za-z0-9#_-]{1,25}$/.test(pon)) {
    const words = "It must be up to 25 character long and could not contain special characters other than -_#";
    errors.add("17004", `Incorrect pon specified. ${words}`);
  } else if ([...call.account.lsrOrders.values()].some((other) => other.pon === pon)) {
    errors.add("17032", "The Specified PON is already present in our system. Please provide an alternative.");
  }
  const numbers = readNumbers(call, element, errors);
  const changeable = readChangeable(call, element, errors);
  errors.refuse(echo(element) as XmlTree);
  return { pon: pon ?? "", numbers, ...changeable };
}

/**
 * What a PUT changes: only some fields. Nobody documents what happens to fields that it leaves out
 * (docs/maintainers/api.md#lsr-orders).
 */
export function readChange(call: Call, order: LsrOrder, shown: XmlTree): Partial<Fields> | "cancel" {
  const element = readBody(call);
  const errors = new LsrErrors();
  const status = textOf(element, "OrderStatus");
  if (status !== undefined && /^cancell?ed$/i.test(status)) return "cancel";
  if (status !== undefined) {
    errors.add("17025", `OrderStatus cannot be changed to ${status}. Only cancelled value allowed.`);
  }
  const same = (name: string, given: string | undefined, stored: string) => {
    if (given !== undefined && given !== stored) errors.add("17025", `${name} field cannot be modified.`);
  };
  same("Pon", textOf(element, "Pon"), order.pon);
  same("Zip", textOf(element, "Subscriber", "ServiceAddress", "Zip"), zipOf(order));
  const listed = textsOf(element, "ListOfTelephoneNumbers", "TelephoneNumber").map((text) => fromWire(call, text));
  if (listed.length > 0) same("ListOfTelephoneNumbers", listed.sort().join(), [...order.numbers].sort().join());
  const change = readChangeable(call, element, errors, call.settings.lsrPutKeeps ? order : undefined);
  errors.refuse(shown);
  return change;
}

const zipOf = ({ details }: LsrOrder) => String(treeAt(treeAt(details, "Subscriber"), "ServiceAddress").Zip);

function readNumbers(call: Call, element: XmlElement, errors: LsrErrors): string[] {
  const given = textsOf(element, "ListOfTelephoneNumbers", "TelephoneNumber");
  if (given.length === 0) errors.add("17003", "Order contains empty tn list or its not present.");
  const numbers = given.map((text) => fromWire(call, text));
  const wrong = given.filter((_, index) => numbers[index] === undefined);
  if (wrong.length > 0) errors.add("17002", `Order contains invalid tns: ${wrong.join(", ")}.`);
  const valid = numbers.filter((number) => number !== undefined);
  const twice = valid.filter((number, index) => valid.indexOf(number) < index);
  if (twice.length > 0) errors.add("17009", `Lsr order contain duplicate telephone numbers: ${twice.join(", ")}`);
  if (valid.some(isTollFree)) {
    errors.add("17005", "Toll-free telephone numbers can not be present in the LSR order.");
  }
  const external = valid.filter((number) => call.account.numbers.get(number)?.external);
  if (external.length > 0) errors.add("17037", `External telephone number(s) cannot be used: ${external.join(", ")}`);
  return valid;
}

const isTollFree = (number: string) => /^\+18(00|22|33|44|55|66|77|88)/.test(number);

/** What can also change later. Without a date, it is the next day. */
function readChangeable(call: Call, element: XmlElement, errors: LsrErrors, before?: LsrOrder) {
  const customerOrderId = textOf(element, "CustomerOrderId");
  if (customerOrderId !== undefined && !isCustomerOrderId(customerOrderId)) errors.add("7318", invalidCustomerOrderId);
  const spid = textOf(element, "SPID");
  if (spid !== undefined && !/^[A-Za-z0-9]{1,4}$/.test(spid)) {
    const words = "It should be alphanumeric and no more than 4 characters long.";
    errors.add("17021", `Incorrect SPID [${spid}] specified in the order. ${words}`);
  }
  const billing = textOf(element, "BillingTelephoneNumber");
  const billingNumber = billing === undefined ? undefined : fromWire(call, billing);
  if (billing !== undefined && (billingNumber === undefined || isTollFree(billingNumber))) {
    errors.add("7203", "The billing telephone number (BTN) is invalid");
  }
  const now = detailsOf(element);
  const details = before ? { ...before.details, ...now, Subscriber: mergedSubscriber(before.details, now) } : now;
  subscriberErrors(details, errors);
  return {
    customerOrderId: customerOrderId ?? before?.customerOrderId,
    billingNumber: billingNumber ?? before?.billingNumber,
    requestedFocDate: readDate(call, element, errors) ?? before?.requestedFocDate ?? nextWorkingDay(call),
    details,
  };
}

const dayOf = (milliseconds: number) => new Date(milliseconds).toISOString().slice(0, 10);
const dayMs = 24 * 60 * 60 * 1_000;
/** Nothing is ported on weekends and holidays. */
const isDayOff = (day: string) => [0, 6].includes(new Date(day).getUTCDay()) || /-(01-01|07-04|12-25)$/.test(day);

function nextWorkingDay(call: Call): string {
  for (let time = call.account.now() + dayMs; ; time += dayMs) if (!isDayOff(dayOf(time))) return dayOf(time);
}

function readDate(call: Call, element: XmlElement, errors: LsrErrors): string | undefined {
  const given = textOf(element, "RequestedFocDate");
  if (given === undefined) return undefined;
  if (!/^\d{4}-\d\d-\d\d$/.test(given) || Number.isNaN(Date.parse(given))) {
    const words = "Requested date format incorrect. Date should be in yyyy-mm-dd format. (example: 2015-03-24).";
    errors.add("17013", words);
    return undefined;
  }
  if (given < dayOf(call.account.now())) errors.add("7208", "The requested FOC date cannot be in the past");
  if (isDayOff(given)) errors.add("17019", "Requested FOC date cannot be on holiday or weekend.");
  return given;
}

function detailsOf(element: XmlElement): XmlTree {
  const parts = ["SPID", "AuthorizingPerson", "Subscriber"].flatMap((name) => {
    const found = child(element, name);
    return found ? [[name, echo(found)] as const] : [];
  });
  return Object.fromEntries(parts);
}

function mergedSubscriber(before: XmlTree, now: XmlTree): XmlTree {
  const earlier = treeAt(before, "Subscriber");
  const later = treeAt(now, "Subscriber");
  const address = { ...treeAt(earlier, "ServiceAddress"), ...treeAt(later, "ServiceAddress") };
  return { ...earlier, ...later, ServiceAddress: address };
}
