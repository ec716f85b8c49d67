import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Values } from "../../provider/pulumi/values/values.js";
import { address, complaints, Stack } from "./support.js";

const numbers = ["9195550100", "+441224003007"];
const place = { ...address, houseNumber: "1" };
const listing = { subscriberType: "BUSINESS", listingType: "LISTED", listingName: { lastName: "Joe" } };
const subscriber = { subscriberType: "BUSINESS", businessName: "Joe", serviceAddress: place };

/** Each resource with numbers, and all else that it needs. */
const programs: Record<string, Values> = {
  PhoneNumberOrder: { siteId: "1" },
  TnOptions: { sms: "on" },
  ExternalTns: { siteId: "1" },
  E911Address: { callerName: "Office", address: place },
  LidbRecord: { useType: "BUSINESS", visibility: "PUBLIC" },
  DirectoryListing: { ...listing, listAddress: true, address: place },
  PortIn: { siteId: "1", billingTelephoneNumber: "9195550100", subscriber, loaAuthorizingPerson: "Joe Smith" },
  LsrOrder: { pon: "A-1", authorizingPerson: "Joe Smith", subscriber },
};

describe("what the classic API has no form for is refused before any request", () => {
  let classic: Stack;
  let universal: Stack;
  beforeAll(async () => {
    classic = await Stack.start();
    universal = await Stack.start({}, {}, "universal");
  });
  afterAll(async () => {
    await classic.close();
    await universal.close();
  });
  const abroad = (property: string) =>
    `${property} +441224003007 is of another country, and only for the Universal Platform: a baseUrl that ends in /v2`;

  test.each(Object.entries(programs))("%s: numbers of other countries", (type, program) => {
    const inputs = { ...program, telephoneNumbers: numbers };
    expect(complaints(type, inputs, classic.api)).toEqual([abroad("telephoneNumbers[1]")]);
    // The Universal Platform has no external TN orders at all.
    const told = type === "ExternalTns" ? [expect.stringContaining("has no external TN orders")] : [];
    expect(complaints(type, inputs, universal.api)).toEqual(told);
    // A preview may not know the settings yet.
    expect(complaints(type, inputs)).toEqual([]);
    expect(classic.simulator.requests.length).toBe(0);
  });

  test("billing numbers, and the number of a reservation", () => {
    const foreign = "+441224003007";
    const moved = { ...programs.PortIn, telephoneNumbers: ["9195550100"] };
    const billed = { ...moved, billingTelephoneNumber: foreign };
    expect(complaints("PortIn", billed, classic.api)).toEqual([abroad("billingTelephoneNumber")]);
    const next = { ...moved, newBillingTelephoneNumber: foreign };
    expect(complaints("PortIn", next, classic.api)).toEqual([abroad("newBillingTelephoneNumber")]);
    const leaving = { ...programs.LsrOrder, telephoneNumbers: ["9195550100"], billingTelephoneNumber: foreign };
    expect(complaints("LsrOrder", leaving, classic.api)).toEqual([abroad("billingTelephoneNumber")]);
    expect(complaints("TnReservation", { reservedTn: foreign }, classic.api)).toEqual([abroad("reservedTn")]);
  });
});

describe("a number that stands in a list twice is refused", () => {
  test.each(Object.entries(programs))("%s", (type, program) => {
    const twice = ["9195550100", "9195550101", "+1 (919) 555-0100"];
    expect(complaints(type, { ...program, telephoneNumbers: twice })).toEqual([
      "telephoneNumbers[2] the number +19195550100 is at telephoneNumbers[0] already",
    ]);
  });
});

describe("what the API never back-orders or protects is refused", () => {
  const TYPE = "PhoneNumberOrder";
  const order = (more: Values) => complaints(TYPE, { siteId: "1", ...more });
  const search = (criteria: Values, more: Values) => order({ search: criteria, quantity: 1, ...more });

  test.each([
    ["these very numbers", { telephoneNumbers: ["9195550100"] }, "telephoneNumbers"],
    ["an exchange", { search: { npaNxx: "919555" }, quantity: 1 }, "search.npaNxx"],
    ["a block of an exchange", { search: { npaNxxx: "9195550" }, quantity: 1 }, "search.npaNxxx"],
    ["a toll-free vanity", { search: { tollFreeVanity: "FLOWER" }, quantity: 1 }, "search.tollFreeVanity"],
    ["a local vanity", { search: { areaCode: "919", localVanity: "NEWS" }, quantity: 1 }, "search.localVanity"],
  ])("a back-order of %s (5522)", (_what, inputs, beside) => {
    expect(order({ ...inputs, backOrderRequested: true })).toEqual([
      `backOrderRequested cannot be true with ${beside} (error 5522)`,
    ]);
    expect(order(inputs)).toEqual([]);
  });

  test("the protection of toll-free numbers (5100, 5101)", () => {
    expect(order({ telephoneNumbers: ["9195550100", "8335550100"], protected: true })).toEqual([
      "protected cannot be true for the toll-free number +18335550100 (error 5100)",
    ]);
    expect(search({ tollFreeWildCardPattern: "8**" }, { protected: true })).toEqual([
      "protected cannot be true with search.tollFreeWildCardPattern (error 5101)",
    ]);
    expect(search({ tollFreeVanity: "FLOWER" }, { protected: false })).toEqual([]);
  });

  test("what a toll-free port-in cannot have (7384, 7391, 7397)", () => {
    const program = { ...programs.PortIn, billingTelephoneNumber: undefined, telephoneNumbers: ["8335550100"] };
    expect(complaints("PortIn", program)).toEqual([]);
    expect(complaints("PortIn", { ...program, protected: true })).toEqual([
      "protected cannot be true for toll-free numbers (error 7397)",
    ]);
    const person = { subscriberType: "RESIDENTIAL", lastName: "Smith", serviceAddress: place };
    expect(complaints("PortIn", { ...program, subscriber: person })).toEqual([
      "subscriber.subscriberType must be BUSINESS for toll-free numbers (error 7391)",
    ]);
  });
});
