import { isOpen } from "../account/portIns.js";
import type { PortIn } from "../account/portingTypes.js";
import { type Call, parameter, requestBody, SIMULATOR_REFUSAL } from "../call.js";
import { group, many, type Shape, shapeProblems } from "../shape.js";
import { fromWire } from "../telephone.js";
import { child, echo, textOf, textsOf, type XmlElement, type XmlTree } from "../xml.js";
import { addressElements } from "./address.js";
import { misplaced } from "./featureOrders.js";
import { Problems, refusePortIn, root } from "./portInProblems.js";
import { checkCommon, checkMergedSubscriber, checkSubscriber } from "./portInRules.js";

const addressDetails = ["AddressDetail1", "AddressValue1", "AddressDetail2", "AddressValue2", "AddressDetail3"];
const portAddress = ["HousePrefix", ...addressElements, ...addressDetails, "AddressValue3"];
/** Data of an address that only the live API knows. A SUPP that resets the address must repeat it. */
const unspoken = "BuildingCode";
const texts = (...names: string[]): Record<string, Shape> => Object.fromEntries(names.map((name) => [name, "text"]));

const subscriber = (address: readonly string[]) =>
  group({
    ...texts("SubscriberType", "BusinessName", "FirstName", "MiddleInitial", "LastName"),
    ServiceAddress: group(texts(...address)),
  });

const common = {
  ...texts("CustomerOrderId", "RequestedFocDate", "BillingTelephoneNumber", "NewBillingTelephoneNumber", "SiteId"),
  ...texts("PeerId", "LoaAuthorizingPerson", "PartialPort"),
  WirelessInfo: group(texts("AccountNumber", "PinNumber")),
  TnAttributes: group({ TnAttribute: many("text") }),
};

const orderShape = group({
  ...common,
  ...texts("AlternateSpid", "Triggered", "BillingType"),
  Subscriber: subscriber(portAddress),
  ListOfPhoneNumbers: group({ PhoneNumber: many("text") }),
});

/** Elements that never change are still understood, so that they are refused with their code. */
const suppShape = group({
  ...common,
  ...texts("Triggered", "ProcessingStatus"),
  Subscriber: subscriber(["ResetAddressFields", ...portAddress, unspoken]),
  ListOfPhoneNumbers: group({ PhoneNumber: many("text") }),
});

/** A request's body, refused where it differs from the documentation. */
function readBody(call: Call, name: string, shape: Shape): XmlElement {
  const element = requestBody(call, name, root);
  const address = child(element, "Subscriber", "ServiceAddress");
  const [problem] = [
    ...shapeProblems(element, shape),
    ...(address ? [misplaced(address, ["ResetAddressFields", ...portAddress, unspoken])] : []),
  ].filter((found) => found !== undefined);
  if (problem) throw refusePortIn([{ code: SIMULATOR_REFUSAL, description: `SIMULATOR: ${problem}` }]);
  return element;
}

/** What a new port-in asks for. */
export function readPortIn(call: Call) {
  const element = readBody(call, "LnpOrder", orderShape);
  const errors = new Problems();
  const numbers = readNumbers(call, element, errors);
  const billing = textOf(element, "BillingTelephoneNumber");
  if (billing === undefined) errors.add("7103", "The billing telephone number (BTN) is required");
  const fields = {
    customerOrderId: textOf(element, "CustomerOrderId"),
    numbers,
    billingNumber: billing === undefined ? "" : readNumber(call, billing, "7203", "The BTN is invalid", errors),
    ...readPlace(call, element, undefined, errors),
    requestedFocDate: readDate(call, element, errors),
    triggered: textOf(element, "Triggered") === "true",
    partial: textOf(element, "PartialPort") === "true",
    details: detailsOf(element),
  };
  checkSubscriber(child(element, "Subscriber"), errors);
  if (!textOf(element, "LoaAuthorizingPerson")) errors.add("7115", "The LOA authorizing person is required");
  checkCommon(element, errors);
  errors.refuse({ asked: echo(element) as XmlTree });
  return fields;
}

/** What a SUPP changes: only what it names. */
export function readSupp(call: Call, portIn: PortIn): Partial<PortIn> & { submits: boolean } {
  const element = readBody(call, "LnpOrderSupp", suppShape);
  const errors = new Problems();
  if (child(element, "ListOfPhoneNumbers")) {
    errors.add("7498", "List of telephone numbers cannot be changed for this port request");
  }
  const triggered = textOf(element, "Triggered");
  if (triggered !== undefined && (triggered === "true") !== portIn.triggered) {
    errors.add("7350", '"Customer Activation" can\'t be changed.');
  }
  const billing = textOf(element, "BillingTelephoneNumber");
  const address = child(element, "Subscriber", "ServiceAddress");
  const details = merged(portIn.details, element);
  if (child(element, "Subscriber")) checkMergedSubscriber(details, errors);
  checkCommon(element, errors);
  const date = readDate(call, element, errors);
  const change = {
    submits: textOf(element, "ProcessingStatus")?.toUpperCase() === "SUBMITTED",
    ...(textOf(element, "CustomerOrderId") ? { customerOrderId: textOf(element, "CustomerOrderId") } : {}),
    ...(billing ? { billingNumber: readNumber(call, billing, "7203", "The BTN is invalid", errors) } : {}),
    ...(child(element, "SiteId") || child(element, "PeerId") ? readPlace(call, element, portIn, errors) : {}),
    ...(date === undefined ? {} : { requestedFocDate: date }),
    ...(textOf(element, "PartialPort") ? { partial: textOf(element, "PartialPort") === "true" } : {}),
    details: address || child(element, "Subscriber") ? withoutReset(details) : details,
  };
  errors.refuse({ orderId: portIn.id });
  return change;
}

function readNumbers(call: Call, element: XmlElement, errors: Problems): string[] {
  const given = textsOf(element, "ListOfPhoneNumbers", "PhoneNumber");
  if (given.length === 0) errors.add("7316", "At least one telephone number must be provided.");
  const numbers = given.map((text) => readNumber(call, text, "7201", "Telephone number is invalid", errors));
  if (new Set(numbers).size < numbers.length) errors.add("7360", "Telephone number list can't contain duplicates.");
  for (const number of new Set(numbers)) {
    const busy = [...call.account.portIns.values()].some((other) => isOpen(other) && other.numbers.includes(number));
    if (busy) errors.add("7205", "Telephone number is already being processed on another order");
    if (call.account.heldNumber(number)) errors.add("7206", "Telephone number is already in service");
  }
  return numbers;
}

/** The Universal Platform wants E.164 here, whatever it accepts elsewhere (docs/maintainers/api.md#dialects). */
function readNumber(call: Call, text: string, code: string, words: string, errors: Problems): string {
  if (call.dialect === "universal" && /^\d{10}$/.test(text)) {
    errors.add("1022", "Retry request with all E.164 formatted phone numbers");
    return text;
  }
  const number = fromWire(call, text);
  if (number === undefined) errors.add(code, words);
  return number ?? text;
}

function readPlace(call: Call, element: XmlElement, before: PortIn | undefined, errors: Problems) {
  const siteId = textOf(element, "SiteId") ?? before?.siteId ?? "";
  if (siteId === "" || !call.account.sites.has(siteId)) {
    errors.add("7309", "The site id was not supplied or is invalid.");
    return { siteId, sipPeerId: "" };
  }
  const kept = before?.siteId === siteId ? before.sipPeerId : undefined;
  const sipPeerId = textOf(element, "PeerId") ?? kept ?? call.account.defaultPeer(siteId)?.id;
  if (sipPeerId === undefined) {
    errors.add("7310", "The site id submitted does not have a default SIP peer associated to it.");
  } else if (!call.account.peerAt(siteId, sipPeerId)) {
    errors.add("7311", "The sippeer id is invalid for this site.");
  }
  return { siteId, sipPeerId: sipPeerId ?? "" };
}

function readDate(call: Call, element: XmlElement, errors: Problems): number | undefined {
  const text = textOf(element, "RequestedFocDate");
  if (text === undefined) return undefined;
  const date = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(date)) errors.add("7217", "Requested FOC Date has invalid format");
  else if (date < call.account.now()) errors.add("7208", "The requested FOC date cannot be in the past");
  else if (isWeekend(date)) errors.add("7315", "The date is during a weekend or holiday.");
  return date;
}

/** The day that the API uses when none is requested: a working day a week from now. */
export function usualFocDate(now: number): number {
  const day = 24 * 60 * 60 * 1_000;
  const noon = Math.floor(now / day) * day + 7 * day + 15.5 * 60 * 60 * 1_000;
  return isWeekend(noon) ? usualFocDate(now + day) : noon;
}

const isWeekend = (date: number) => [0, 6].includes(new Date(date).getUTCDay());

const kept = ["AlternateSpid", "Subscriber", "LoaAuthorizingPerson", "WirelessInfo", "TnAttributes", "BillingType"];

/** Data that the order only repeats. The address gets its country and its type. */
function detailsOf(element: XmlElement): XmlTree {
  const parts = [...kept, "NewBillingTelephoneNumber"].flatMap((name) => {
    const found = child(element, name);
    return found ? [[name, echo(found)] as const] : [];
  });
  return settled(Object.fromEntries(parts));
}

function settled(details: XmlTree): XmlTree {
  const { Subscriber } = details;
  if (typeof Subscriber !== "object" || Array.isArray(Subscriber)) return details;
  const { ServiceAddress } = Subscriber;
  if (typeof ServiceAddress !== "object" || Array.isArray(ServiceAddress)) return details;
  const address = { ...ServiceAddress, Country: "United States", AddressType: "Service" };
  return { ...details, Subscriber: { ...Subscriber, ServiceAddress: address } };
}

/** A SUPP names what it changes, element by element. An address keeps its other elements unless they are reset. */
function merged(before: XmlTree, element: XmlElement): XmlTree {
  const now = detailsOf(element);
  const reset = textOf(element, "Subscriber", "ServiceAddress", "ResetAddressFields") === "true";
  const earlier = treeAt(before, "Subscriber");
  const later = treeAt(now, "Subscriber");
  const address = { ...(reset ? {} : treeAt(earlier, "ServiceAddress")), ...treeAt(later, "ServiceAddress") };
  const subscriber = { ...earlier, ...later, ServiceAddress: address };
  return { ...before, ...now, ...(now.Subscriber ? { Subscriber: subscriber } : {}) };
}

function withoutReset(details: XmlTree): XmlTree {
  const subscriber = treeAt(details, "Subscriber");
  const { ResetAddressFields: _reset, ...address } = treeAt(subscriber, "ServiceAddress");
  return { ...details, Subscriber: { ...subscriber, ServiceAddress: address } };
}

function treeAt(tree: XmlTree, name: string): XmlTree {
  const found = tree[name];
  return typeof found === "object" && !Array.isArray(found) ? found : {};
}

/** The port-in in the path. A missing port-in is a 404 with a code (docs/maintainers/api.md#missing-things). */
export function portInOf(call: Call): PortIn {
  const portIn = call.account.portIns.get(parameter(call, "order"));
  if (portIn) return portIn;
  const description = "The order ID was not found for requested accountId.";
  throw refusePortIn([{ code: "7335", description }], { status: 404 });
}
