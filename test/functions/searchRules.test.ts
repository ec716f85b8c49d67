import { describe, expect, test } from "vitest";
import { complaints, warnings } from "./support.js";

const search = (args: Record<string, unknown>) => complaints("getAvailableNumbers", args);
const advice = (args: Record<string, unknown>) => warnings("getAvailableNumbers", args);

const fine: [string, Record<string, unknown>][] = [
  ["an area code with a place", { areaCode: "919", rateCenter: "RALEIGH", state: "NC", zip: "27606", lata: "426" }],
  ["an exchange, sorted", { npaNxx: "919439", orderBy: "fullNumber" }],
  ["an exchange with its local calling area", { npaNxx: "919439", enableLca: true }],
  ["a block with its local calling area", { npaNxxx: "9194391", enableLca: true }],
  ["a rate center with its local calling area", { rateCenter: "RALEIGH", state: "NC", enableLca: true }],
  ["a state", { state: "nc", protected: "ONLY", enableTnDetail: true }],
  ["a city", { city: "RALEIGH", state: "NC", orderBy: "npaNxx" }],
  ["a nine-digit ZIP code", { zip: "27606-1234" }],
  ["a vanity word at the end", { areaCode: "617", localVanity: "newcars", endsIn: true, quantity: 5 }],
  ["a toll-free word", { tollFreeVanity: "NEWCARS", orderBy: "fullNumber", quantity: 3 }],
  ["a toll-free pattern", { tollFreeWildCardPattern: "87*" }],
  ["another country", { countryCodeA3: "DEU", areaCode: "30", phoneNumberType: "GEOGRAPHIC" }],
  ["a city of another country", { countryCodeA3: "DEU", city: "BERLIN" }],
  ["Canada, which is in the same plan", { countryCodeA3: "CAN", areaCode: "416" }],
];

test.each(fine)("a search may ask for %s", (_what, args) => {
  expect(search(args)).toEqual([]);
});

describe("each criterion has its form", () => {
  const bad: [Record<string, unknown>, string][] = [
    [{ areaCode: "119" }, "areaCode must be 3 digits"],
    [{ areaCode: "30" }, "areaCode must be 3 digits"],
    [{ areaCode: "866" }, 'areaCode is toll-free: search for it with tollFreeWildCardPattern: "86*"'],
    [{ areaCode: "211" }, "areaCode is not an area code: 211 is dialed for a service"],
    [{ npaNxx: "290555" }, "npaNxx is not an area code: none has a 9 as its second digit"],
    [{ state: "PW" }, "state has no telephone numbers of North America"],
    [{ npaNxx: "919139" }, "npaNxx must be 6 digits"],
    [{ npaNxxx: "919439" }, "npaNxxx must be 7 digits"],
    [{ state: "North Carolina" }, "state must be the two letters"],
    [{ zip: "2760" }, "zip must be 5 digits"],
    [{ lata: "426000" }, "lata must be 1 to 5 digits"],
    [{ areaCode: "919", localVanity: "abc" }, "localVanity must be 4 to 7"],
    [{ tollFreeVanity: "new-cars" }, "tollFreeVanity must be 4 to 7"],
    [{ tollFreeWildCardPattern: "800" }, "tollFreeWildCardPattern must be 8 and two stars"],
    [{ areaCode: "919", quantity: 5_001 }, "quantity must be from 1 to 5000"],
    [{ areaCode: "919", quantity: 0 }, "quantity must be from 1 to 5000"],
    [{ npaNxx: "919439", orderBy: "price" }, "orderBy must be one of"],
    [{ areaCode: "919", protected: "SOME" }, "protected must be one of"],
    [{ countryCodeA3: "Germany" }, "countryCodeA3 must be the three capital letters"],
  ];
  test.each(bad)("%o: %s", (args, complaint) => {
    expect(search(args)).toEqual([expect.stringContaining(complaint)]);
  });
});

describe("criteria that do not go together are refused at the property at fault", () => {
  const bad: [Record<string, unknown>, string][] = [
    [{ areaCode: "919", orderBy: "fullNumber" }, "orderBy needs one of npaNxx"],
    [{ areaCode: "919", endsIn: true }, "endsIn is only for localVanity"],
    [{ areaCode: "919", npaNxx: "919439" }, "npaNxx cannot be given together with areaCode"],
    [{ rateCenter: "RALEIGH" }, "rateCenter needs state"],
    [{ city: "RALEIGH" }, "city needs state"],
    [{ areaCode: "919", enableLca: true }, "enableLca is only for"],
    [{ npaNxx: "919439", state: "NC", enableLca: true }, "enableLca is only for"],
    [{ tollFreeVanity: "NEWCARS", state: "NC" }, "tollFreeVanity cannot be combined with state"],
    [{ tollFreeVanity: "NEWCARS", protected: "ONLY" }, "tollFreeVanity cannot be combined with protected"],
    [{ areaCode: "919", localVanity: "newcars", zip: "27606" }, "localVanity cannot be combined with zip"],
    [{ countryCodeA3: "DEU", zip: "10115" }, "zip is only for numbers of North America"],
    [{ areaCode: "919", phoneNumberType: "GEOGRAPHIC" }, "phoneNumberType needs countryCodeA3"],
    [{ quantity: 5 }, "areaCode or another criterion is required"],
  ];
  test.each(bad)("%o: %s", (args, complaint) => {
    expect(search(args)).toEqual([expect.stringContaining(complaint)]);
  });

  test("two toll-free searches at once are told at both", () => {
    expect(search({ tollFreeVanity: "NEWCARS", tollFreeWildCardPattern: "8**" })).toHaveLength(2);
  });

  test("everything that is wrong is told at once", () => {
    expect(search({ areaCode: "919", npaNxx: "919439", npaNxxx: "9194391", city: "RALEIGH", colour: "red" })).toEqual([
      "colour is not a property here",
      "npaNxx cannot be given together with areaCode",
      "npaNxxx cannot be given together with areaCode",
      expect.stringContaining("city needs state"),
    ]);
  });
});

test("what the API's own pages disagree about is a warning", () => {
  expect(search({ localVanity: "newcars" })).toEqual([]);
  expect(advice({ localVanity: "newcars" })).toEqual([expect.stringContaining("without areaCode")]);
  expect(search({ npaNxxx: "9194391", state: "NC", enableLca: true })).toEqual([]);
  expect(advice({ npaNxxx: "9194391", state: "NC", enableLca: true })).toEqual([
    expect.stringContaining("says one page of the API"),
  ]);
  expect(advice({ areaCode: "919" })).toEqual([]);
});

test("an area code of no place is a warning, since nothing says that it is refused", () => {
  expect(search({ areaCode: "900" })).toEqual([]);
  expect(advice({ areaCode: "900" })).toEqual(["areaCode names 900, which is not the area code of a place"]);
  expect(advice({ areaCode: "787" })).toEqual([]);
});

test.each([
  ["getAvailableNpaNxx", { areaCode: "911" }, "areaCode is not an area code"],
  ["getInserviceNumbers", { areaCode: "911" }, "areaCode is not an area code"],
  ["getTns", { npa: "370" }, "npa is not an area code"],
  ["getRateCenters", { state: "AP" }, "state has no telephone numbers"],
  ["getCities", { state: "MH" }, "state has no telephone numbers"],
])("%s refuses what cannot be", (name, args, complaint) => {
  expect(complaints(name, args)).toEqual([expect.stringContaining(complaint)]);
});

test("numbers in service may be toll-free", () => {
  expect(complaints("getInserviceNumbers", { areaCode: "800" })).toEqual([]);
});
