import type { Address } from "../account/types.js";
import { type Call, Refusal, statusRefusal, xmlReply } from "../call.js";
import { group } from "../shape.js";
import type { XmlElement } from "../xml.js";

/** Address elements in documented sequence (docs/maintainers/api.md#element-order). */
export const addressElements = [
  "HousePrefix",
  "HouseNumber",
  "HouseSuffix",
  "PreDirectional",
  "StreetName",
  "StreetSuffix",
  "PostDirectional",
  "AddressLine2",
  "City",
  "StateCode",
  "Zip",
  "PlusFour",
  "County",
  "Country",
  "AddressType",
];

/** The address in the form of a request. */
export const addressShape = group(Object.fromEntries(addressElements.map((name) => [name, "text"])));

const suffixes: Record<string, string> = {
  AVENUE: "AVE",
  BOULEVARD: "BLVD",
  CIRCLE: "CIR",
  COURT: "CT",
  DRIVE: "DR",
  LANE: "LN",
  PARKWAY: "PKWY",
  PLACE: "PL",
  ROAD: "RD",
  STREET: "ST",
};

/**
 * An emergency address as the service spells it: in capital letters, with abbreviated streets. Also whether that
 * changed it.
 */
export function respelt(given: Address): { spelt: Address; changed: boolean } {
  const capitals = Object.fromEntries(Object.entries(given).map(([name, value]) => [name, value.toUpperCase()]));
  const suffix = capitals.StreetSuffix;
  const short = suffix && (suffixes[suffix] ?? suffix);
  const spelt = { ...capitals, ...(short ? { StreetSuffix: short } : {}), Country: "United States" };
  return { spelt, changed: short !== suffix };
}

/** A street that the address service corrects instead of accepting: 409, 12112. */
const MISSPELT_STREET = "Misspelt";

/** Checks an address and returns it as the server stores it: with corrected spelling and the country. */
export function acceptedAddress(call: Call, element: XmlElement, answerRoot: string): Address {
  const given = Object.fromEntries(element.children.map((inner) => [inner.name, inner.text]));
  for (const required of ["StreetName", "City", "StateCode"]) {
    if (!given[required]) throw statusRefusal(400, answerRoot, "1003", `${required} is required`);
  }
  if (given.Zip && !/^\d{5}$/.test(given.Zip)) {
    throw statusRefusal(400, answerRoot, "1011", "Zip is too long. Max length 5 characters");
  }
  if (!/^[A-Z]{2}$/.test(given.StateCode ?? "")) {
    throw statusRefusal(
      400,
      answerRoot,
      "12024",
      `Region with state '${given.StateCode}' and country '${given.Country ?? "United States"}' does not exist`,
    );
  }
  if (given.AddressType && !/^(Billing|Service)$/i.test(given.AddressType)) {
    throw statusRefusal(400, answerRoot, undefined, `AddressType '${given.AddressType}' is not valid`);
  }
  if (given.StreetName?.includes(MISSPELT_STREET)) throw recommendation(call, given, answerRoot);
  const suffix = given.StreetSuffix?.toUpperCase();
  return {
    ...given,
    ...(suffix ? { StreetSuffix: suffixes[suffix] ?? suffix } : {}),
    Country: given.Country || "United States",
    AddressType: given.AddressType || "Service",
  };
}

function recommendation(call: Call, given: Address, answerRoot: string): Refusal {
  const description =
    "The verifiable address closest to the submitted access is included below. Please use that street address or another valid street address in your next request";
  return new Refusal(
    xmlReply(409, answerRoot, {
      ResponseStatus: { ErrorCode: "12112", Description: description },
      AddressErrorDescription: `The address for account ${call.account.accountId} cannot be verified`,
      RecommendedAddress: addressTree({
        ...given,
        StreetName: "MAIN CAMPUS",
        StreetSuffix: "DR",
        PlusFour: "5207",
        Country: "United States",
      }),
    }),
  );
}

/** An address in documented sequence. */
export function addressTree(address: Address): Record<string, string | undefined> {
  const others = Object.keys(address).filter((name) => !addressElements.includes(name));
  return Object.fromEntries([...addressElements, ...others].map((name) => [name, address[name]]));
}
