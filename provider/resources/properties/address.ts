import { z } from "zod";
import { oneOf, text, words } from "./fields.js";

const zip = z
  .string()
  .regex(
    /^(\d{5}|[A-Za-z]\d[A-Za-z] ?\d[A-Za-z]\d)$/,
    "must be a five-digit ZIP code (plusFour takes four more digits) or a Canadian postal code",
  );

/** The limits and the order of the elements are the API's (docs/maintainers/api.md#element-order). */
const parts = {
  housePrefix: text(45).optional().describe("Text before the house number, at most 45 characters."),
  houseNumber: words(45).describe("House number, at most 45 characters."),
  houseSuffix: text(45).optional().describe("Text after the house number, as `1/2`. At most 45 characters."),
  preDirectional: text(2).optional().describe("Direction before the street name, as `N`. At most 2 characters."),
  streetName: words(200).describe("Name of the street, at most 200 characters."),
  streetSuffix: text(45).optional().describe("Kind of street, as `St` or `Avenue`. At most 45 characters."),
  postDirectional: text(2).optional().describe("Direction after the street name. At most 2 characters."),
  addressLine2: text(200).optional().describe("Suite, floor or unit. At most 200 characters."),
  city: words(100).describe("City, at most 100 characters."),
  stateCode: z
    .string()
    .regex(/^[A-Za-z]{2}$/, "must be the two letters of a state or province")
    .describe("The two letters of the state or province."),
  zip: zip.describe("Five-digit ZIP code, or a Canadian postal code."),
  plusFour: z
    .string()
    .regex(/^\d{4}$/, "must be four digits")
    .optional()
    .describe("The four digits that may follow a ZIP code."),
  county: text(45).optional().describe("County, at most 45 characters."),
  country: text(45)
    .optional()
    .describe("Country, at most 45 characters. Without it, the API assumes the United States."),
};

const kind = oneOf("AddressType", ["Billing", "Service"]);

const example = {
  houseNumber: "900",
  streetName: "Main Campus Drive",
  city: "Raleigh",
  stateCode: "NC",
  zip: "27606",
  addressType: "Service",
};

const rewriting = "The API may correct its spelling. That is no difference. A later change by somebody else is one.";

/** The service address of a site. */
export const siteAddress = z
  .object({ ...parts, addressType: kind.default("Service").describe("`Service` (the default) or `Billing`.") })
  .meta({
    typeName: "Address",
    normalizedByServer: true,
    example,
    description: `Service address of the site. ${rewriting}`,
  });

const { addressType: _place, ...examplePlace } = example;

/** Where emergency services go. It has no type. */
export const emergencyAddress = z.object(parts).meta({
  typeName: "EmergencyAddress",
  example: examplePlace,
});

/** The address of a directory listing. Its type is always the same, and the provider sends it. */
export const listingAddress = z.object(parts).meta({
  typeName: "ListingAddress",
  example: examplePlace,
});

/** Where the losing carrier has the numbers. Its records know the address by these elements. */
export const portInAddress = z.object(parts).meta({
  typeName: "PortInAddress",
  example: examplePlace,
});

/** The address of a SIP peer. The API requires its type (docs/maintainers/api.md#sip-peers). */
export const sipPeerAddress = z.object({ ...parts, addressType: kind.describe("`Service` or `Billing`.") }).meta({
  typeName: "SipPeerAddress",
  normalizedByServer: true,
  example,
  description: `Address of the SIP peer. Required for UC Trunking. ${rewriting}`,
});
