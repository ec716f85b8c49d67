import { child, textOf, textsOf, type XmlElement, type XmlTree } from "../xml.js";
import { invalidCustomerOrderId, isCustomerOrderId } from "./orderBody.js";
import type { Problems } from "./portInProblems.js";

const directions = /^(N|S|E|W|NE|NW|SE|SW)$/;
const required: [string, string, string][] = [
  ["HouseNumber", "7108", "The service address house number is required"],
  ["StreetName", "7109", "The service address street name is required"],
  ["City", "7110", "The service address city is required"],
  ["StateCode", "7111", "The service address state code is required"],
  ["Zip", "7112", "The service address zip code is required"],
];

export function checkSubscriber(subscriber: XmlElement | undefined, errors: Problems): void {
  if (!subscriber) {
    errors.add("7104", "Subscriber information is required");
    return;
  }
  const type = textOf(subscriber, "SubscriberType");
  if (type === undefined || !["BUSINESS", "RESIDENTIAL"].includes(type)) {
    errors.add("7106", "The subscriber type is required");
  }
  const business = textOf(subscriber, "BusinessName");
  if (type === "RESIDENTIAL" && business) {
    errors.add("7211", "A residential subscriber type may not have a business name");
  }
  if (!business && !textOf(subscriber, "LastName")) errors.add("7105", "The subscriber name is required");
  const limits: [string, number, string][] = [
    ["BusinessName", 25, "7324"],
    ["MiddleInitial", 1, "7354"],
    ["FirstName", 25, "7355"],
    ["LastName", 25, "7356"],
  ];
  for (const [name, most, code] of limits) {
    if ((textOf(subscriber, name) ?? "").length > most) errors.add(code, `${name} is too long.`);
  }
  checkAddress(child(subscriber, "ServiceAddress"), errors);
}

export function checkAddress(address: XmlElement | undefined, errors: Problems): void {
  if (!address) {
    errors.add("7107", "The service address is required");
    return;
  }
  for (const [name, code, words] of required) if (!textOf(address, name)) errors.add(code, words);
  const zip = textOf(address, "Zip");
  if (zip && !/^\d{5}$/.test(zip)) errors.add("7214", "ZIP code is invalid");
  const state = textOf(address, "StateCode");
  if (state && !/^[A-Z]{2}$/.test(state)) errors.add("7395", `Unsupported state code: ${state}.`);
  for (const [name, code] of [
    ["PreDirectional", "7329"],
    ["PostDirectional", "7330"],
  ] as const) {
    const direction = textOf(address, name);
    if (direction && !directions.test(direction)) errors.add(code, `${name} is not valid.`);
  }
}

export function checkMergedSubscriber(details: XmlTree, errors: Problems): void {
  const { Subscriber } = details;
  if (typeof Subscriber !== "object" || Array.isArray(Subscriber)) return;
  if (Subscriber.SubscriberType === "RESIDENTIAL" && Subscriber.BusinessName) {
    errors.add("7211", "A residential subscriber type may not have a business name");
  }
}

export function checkCommon(element: XmlElement, errors: Problems): void {
  const customerOrderId = textOf(element, "CustomerOrderId");
  if (customerOrderId !== undefined && !isCustomerOrderId(customerOrderId)) {
    errors.add("7318", invalidCustomerOrderId);
  }
  for (const attribute of textsOf(element, "TnAttributes", "TnAttribute")) {
    if (attribute !== "Protected") errors.add("7399", `Telephone number attribute '${attribute}' is invalid.`);
  }
}
