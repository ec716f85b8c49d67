import { type Call, simulatorRefusal, statusRefusal } from "../call.js";
import { group, many, shapeProblems } from "../shape.js";
import { child, echo, every, textOf, type XmlElement, type XmlTree } from "../xml.js";
import { addressElements } from "./address.js";
import { misplaced, readNumbers } from "./featureOrders.js";

const root = "DldaOrderResponse";
const nameElements = [
  "FirstName",
  "FirstName2",
  "LastName",
  "Designation",
  "TitleOfLineage",
  "TitleOfAddress",
  "TitleOfAddress2",
  "TitleOfLineageName2",
  "TitleOfAddressName2",
  "TitleOfAddress2Name2",
  "PlaceListingAs",
];
const places = ["HousePrefix", ...addressElements];
const texts = (names: readonly string[]) => group(Object.fromEntries(names.map((name) => [name, "text"] as const)));
const refuse = (code: string, words: string) => statusRefusal(400, root, code, words);

/** Numbers with their listing, by wire names. The kind of subscriber is `SubscriberType`, whatever the request said. */
export interface ListingGroup {
  numbers: string[];
  content: XmlTree;
}

/** A POST says `SubscriberType`, a PUT says `AccountType` (docs/maintainers/api.md#listings). */
type SubscriberElement = "SubscriberType" | "AccountType";

/** Reads the groups as strictly as the reference allows. */
export function readListings(call: Call, element: XmlElement, subscriber: SubscriberElement): ListingGroup[] {
  const names = ["TelephoneNumbers", subscriber, "ListingType", "ListingName", "ListAddress", "Address"];
  const listing = group({
    TelephoneNumbers: group({ TelephoneNumber: many("text") }),
    [subscriber]: "text",
    ListingType: "text",
    ListingName: texts(nameElements),
    ListAddress: "text",
    Address: texts(places),
  });
  const shape = group({ CustomerOrderId: "text", DldaTnGroups: group({ DldaTnGroup: many(listing) }) });
  const given = every(element, "DldaTnGroups", "DldaTnGroup");
  const [problem] = shapeProblems(element, shape);
  const wrong = problem ?? given.map((one) => outOfPlace(one, names)).find((found) => found !== undefined);
  if (wrong) throw simulatorRefusal(root, wrong);
  const groups = given.map((one) => readListing(call, one, subscriber));
  const numbers = groups.flatMap((one) => one.numbers);
  if (numbers.length === 0) throw refuse("16104", "No numbers for processing");
  if (new Set(numbers).size < numbers.length) throw refuse("5072", "Duplicate telephone number.");
  return groups;
}

function outOfPlace(element: XmlElement, names: readonly string[]): string | undefined {
  const name = child(element, "ListingName");
  const address = child(element, "Address");
  return (
    misplaced(element, names) ?? (name && misplaced(name, nameElements)) ?? (address && misplaced(address, places))
  );
}

function readListing(call: Call, element: XmlElement, subscriber: SubscriberElement): ListingGroup {
  const numbers = readNumbers(call, element, refuse);
  const type = textOf(element, subscriber)?.replace(/^RESIDENCE$/, "RESIDENTIAL") ?? "";
  if (!["BUSINESS", "RESIDENTIAL"].includes(type)) {
    throw refuse("16109", `${subscriber} is required. Valid values are: BUSINESS, RESIDENTIAL`);
  }
  const listingType = textOf(element, "ListingType") ?? "";
  if (!["LISTED", "NON_LISTED", "NON_PUBLISHED"].includes(listingType)) {
    throw refuse("16110", "ListingType is required. Valid values are: LISTED, NON_LISTED, NON_PUBLISHED");
  }
  const need = (...path: string[]) => {
    if (textOf(element, ...path) === undefined) throw refuse("1003", `${path.at(-1)} is required`);
  };
  need("ListingName", "LastName");
  if (type === "RESIDENTIAL") need("ListingName", "FirstName");
  for (const name of ["HouseNumber", "StreetName", "City", "StateCode", "Zip"]) need("Address", name);
  if (!["true", "false"].includes(textOf(element, "ListAddress") ?? ""))
    throw refuse("1003", "ListAddress is required");
  if (textOf(element, "Address", "AddressType") !== "DLDA") throw refuse("1003", "AddressType must be DLDA");
  const content = echo(element) as XmlTree;
  const address = { ...(content.Address as XmlTree), Country: "United States", AddressType: "Dlda" };
  return {
    numbers,
    content: {
      SubscriberType: type,
      ListingType: listingType,
      ListingName: content.ListingName,
      ListAddress: content.ListAddress,
      Address: address,
    },
  };
}
