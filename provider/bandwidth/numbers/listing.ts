import type { NumberGroup } from "../orders/numberGroups.js";
import { numbersElement } from "../orders/orderedNumbers.js";
import { type Address, addressCodec, ofThePlace } from "../values/postalAddress.js";
import type { Dialect } from "../values/telephoneNumber.js";
import { changedDocument, without } from "../xml/changedDocument.js";
import { asFlag, asObject, asText, type Codec, encode, type Field } from "../xml/codec.js";
import type { XmlDocument, XmlElement } from "../xml/xml.js";

/** The name under which a number is listed. */
export interface ListingName {
  firstName?: string;
  firstName2?: string;
  lastName?: string;
  designation?: string;
  titleOfLineage?: string;
  titleOfAddress?: string;
  titleOfAddress2?: string;
  titleOfLineageName2?: string;
  titleOfAddressName2?: string;
  titleOfAddress2Name2?: string;
  placeListingAs?: string;
}

/** What the directory and directory assistance have for a number. */
export interface Listing {
  subscriberType?: string;
  listingType?: string;
  listingName?: ListingName;
  listAddress?: boolean;
  address?: Omit<Address, "addressType"> & { housePrefix?: string };
}

const nameCodec: Codec<ListingName> = {
  firstName: asText(["FirstName"]),
  firstName2: asText(["FirstName2"]),
  lastName: asText(["LastName"]),
  designation: asText(["Designation"]),
  titleOfLineage: asText(["TitleOfLineage"]),
  titleOfAddress: asText(["TitleOfAddress"]),
  titleOfAddress2: asText(["TitleOfAddress2"]),
  titleOfLineageName2: asText(["TitleOfLineageName2"]),
  titleOfAddressName2: asText(["TitleOfAddressName2"]),
  titleOfAddress2Name2: asText(["TitleOfAddress2Name2"]),
  placeListingAs: asText(["PlaceListingAs"]),
};

/**
 * A POST says `SubscriberType`. A PUT and the answers say `AccountType`, and RESIDENTIAL is RESIDENCE there
 * (docs/maintainers/api.md#listings).
 */
const asSubscriber = (element: string): Field<string> => {
  const field = asText([element], ["SubscriberType"], ["AccountType"]);
  return { ...field, read: (parent) => field.read(parent)?.replace(/^RESIDENCE$/, "RESIDENTIAL") };
};

const { addressType: _typed, ...placeCodec } = addressCodec;

const shapeWith = (subscriberElement: string): Codec<Listing> => ({
  subscriberType: asSubscriber(subscriberElement),
  listingType: asText(["ListingType"]),
  listingName: asObject(["ListingName"], nameCodec),
  listAddress: asFlag(["ListAddress"]),
  address: asObject(["Address"], placeCodec, ofThePlace),
});

/** In the documented sequence (docs/maintainers/api.md#listings). */
export const listingCodec = shapeWith("SubscriberType");
const changeCodec = shapeWith("AccountType");

/**
 * The body of a POST, or of the PUT that changes an order. `there` is the group in the existing order. The PUT keeps
 * its elements that this version doesn't know.
 */
export function listingDocument(
  groups: readonly NumberGroup<Listing>[],
  customerOrderId: string | undefined,
  dialect: Dialect,
  there?: XmlElement,
): XmlDocument {
  const groupElement = ({ values, numbers }: NumberGroup<Listing>): XmlElement => {
    const written = there ? changedDocument(changeCodec, there, values) : encode(listingCodec, values);
    const address = typeof written.Address === "object" && !Array.isArray(written.Address) ? written.Address : {};
    return {
      TelephoneNumbers: numbersElement(numbers, dialect),
      ...without(written, ["TelephoneNumbers"]),
      // A listing's address has this type (docs/maintainers/api.md#listings).
      Address: { ...address, AddressType: "DLDA" },
    };
  };
  const content = { CustomerOrderId: customerOrderId, DldaTnGroups: { DldaTnGroup: groups.map(groupElement) } };
  return { root: "DldaOrder", content };
}
