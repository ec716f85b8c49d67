import type { XmlTree } from "../xml.js";
import { type LsrErrors, treeAt } from "./lsrErrors.js";

const requiredOfAddress: [string, string, string][] = [
  ["HouseNumber", "7108", "The service address house number is required"],
  ["StreetName", "7109", "The service address street name is required"],
  ["City", "7110", "The service address city is required"],
  ["StateCode", "7111", "The service address state code is required"],
  ["Zip", "7112", "The service address zip code is required"],
];

const limitsOfAddress: Record<string, number> = {
  HousePrefix: 6,
  HouseNumber: 45,
  HouseSuffix: 45,
  PreDirectional: 2,
  StreetName: 200,
  StreetSuffix: 45,
  PostDirectional: 2,
  AddressLine2: 200,
  County: 45,
  City: 100,
};

const limitsOfNames: [string, number, string, string][] = [
  [
    "BusinessName",
    25,
    "7324",
    "The business name is too long. The business name should not be longer than 25 characters.",
  ],
  ["MiddleInitial", 1, "7354", "Middle initial is too long. Middle initial should not be longer than 1 character."],
  ["FirstName", 25, "7355", "First name is too long. First name should not be longer than 25 characters."],
  ["LastName", 25, "7356", "Last name is too long. Last name should not be longer than 25 characters."],
];

/** What is wrong with the requester and the numbers' owner. */
export function subscriberErrors(details: XmlTree, errors: LsrErrors): void {
  const person = textAt(details, "AuthorizingPerson");
  if (person === "") errors.add("17023", "The authorizing person contact is required for lsr orders.");
  if (person.length > 100) {
    const words = "The authorizing person contact is too long. It should be not longer than 100 characters.";
    errors.add("17024", words);
  }
  if (details.Subscriber === undefined) {
    errors.add("7104", "Subscriber information is required");
    return;
  }
  const subscriber = treeAt(details, "Subscriber");
  const [type, business, last] = ["SubscriberType", "BusinessName", "LastName"].map((name) => textAt(subscriber, name));
  if (type === "BUSINESS") {
    if (business === "") errors.add("17010", "Business name is required for business SubscriberType.");
    if (last !== "") errors.add("17011", "Last name should be empty for business SubscriberType.");
  } else if (last === "") {
    if (business === "") errors.add("7105", "The subscriber name is required");
    errors.add("17012", "Last name is required for residential SubscriberType.");
  }
  for (const [name, most, code, words] of limitsOfNames) {
    if (textAt(subscriber, name).length > most) errors.add(code, words);
  }
  if (!/^[A-Za-z0-9]{0,32}$/.test(textAt(subscriber, "AccountNumber"))) {
    const words = "It should be alphanumeric and no more than 32 characters long.";
    errors.add("17006", `Account number is incorrect. ${words}`);
  }
  if (!/^[A-Za-z0-9]{0,10}$/.test(textAt(subscriber, "PinNumber"))) {
    errors.add("17007", "Pin number is incorrect. It should be alphanumeric and no more than 10 characters long.");
  }
  if (subscriber.ServiceAddress === undefined) errors.add("7107", "The service address is required");
  else addressErrors(treeAt(subscriber, "ServiceAddress"), errors);
}

function addressErrors(address: XmlTree, errors: LsrErrors): void {
  for (const [name, code, words] of requiredOfAddress) if (textAt(address, name) === "") errors.add(code, words);
  for (const [name, most] of Object.entries(limitsOfAddress)) {
    if (textAt(address, name).length > most) {
      const words = `Address field [${name}] is incorrect. It should be no more than ${most} characters long.`;
      errors.add("17026", words);
    }
  }
  const state = textAt(address, "StateCode");
  if (state !== "" && (!/^[A-Z]{2}$/.test(state) || state === "XX")) {
    errors.add("7395", `Unsupported state code: ${state}.`);
  }
  const zip = textAt(address, "Zip");
  if (zip !== "" && !/^(\d{5}(-\d{4})?|[A-Z]\d[A-Z] ?\d[A-Z]\d)$/i.test(zip)) errors.add("7214", "ZIP code is invalid");
}

function textAt(tree: XmlTree, name: string): string {
  const found = tree[name];
  return found === undefined || typeof found === "object" ? "" : String(found);
}
