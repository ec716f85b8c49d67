import { describe, expect, test } from "vitest";
import { UNKNOWN } from "../../provider/pulumi/values/values.js";
import { complaints, warnings } from "./support.js";

const order = (search: object) => complaints("PhoneNumberOrder", { siteId: "1", search, quantity: 1 });

describe("search criteria", () => {
  test.each([
    [{ areaCode: "919" }],
    [{ npaNxx: "919439", enableLca: true }],
    [{ npaNxxx: "9194391" }],
    [{ rateCenter: "RALEIGH", state: "NC", enableLca: true }],
    [{ city: "CARY", state: "NC", areaCode: "919" }],
    [{ zip: "27606-1234" }],
    [{ lata: "426" }],
    [{ areaCode: "617", localVanity: "newcars", endsIn: true }],
    [{ tollFreeVanity: "newcars" }],
    [{ tollFreeWildCardPattern: "8**" }],
    [{ tollFreeWildCardPattern: "80*" }],
    [{ tollFreeWildCardPattern: "877" }],
    // 800 is not toll-free everywhere.
    [{ countryCodeA3: "GBR", areaCode: "800" }],
    [{ countryCodeA3: "GBR" }],
    // What nothing of the API's says that it is refused.
    [{ areaCode: "822" }],
    [{ areaCode: "900" }],
    [{ areaCode: "876" }],
    [{ areaCode: "787", state: "PR" }],
    [{ npaNxx: "919976" }],
    [{ state: "ZZ" }],
    [{ countryCodeA3: "DEU", areaCode: "30", phoneNumberType: "GEOGRAPHIC" }],
    [{ countryCodeA3: "DEU", city: "Berlin" }],
    [{ countryCodeA3: "CAN", areaCode: "416" }],
    [{ countryCodeA3: "USA", npaNxx: "919439", enableLca: true }],
  ])("%j is fine", (search) => {
    expect(order(search)).toEqual([]);
  });

  test.each([
    [{}, "search needs at least one of"],
    [{ areaCode: "119" }, "search.areaCode must be 3 digits"],
    [{ npaNxx: "919139" }, "search.npaNxx must be 6 digits"],
    [{ npaNxxx: "919439" }, "search.npaNxxx must be 7 digits"],
    [{ state: "North Carolina" }, "search.state must be the two letters"],
    [{ zip: "2760" }, "search.zip must be 5 digits"],
    [{ lata: "123456" }, "search.lata must be 1 to 5 digits"],
    [{ areaCode: "617", localVanity: "abc" }, "search.localVanity must be 4 to 7 letters and digits"],
    [{ tollFreeWildCardPattern: "9**" }, "search.tollFreeWildCardPattern must be 8 and"],
    [{ areaCode: "800" }, 'search.areaCode is toll-free: search for it with tollFreeWildCardPattern: "80*" or'],
    [{ areaCode: "855" }, 'search.areaCode is toll-free: search for it with tollFreeWildCardPattern: "85*" or'],
    [{ npaNxx: "888555" }, 'search.npaNxx is toll-free: search for it with tollFreeWildCardPattern: "88*" or'],
    [{ countryCodeA3: "USA", areaCode: "833" }, "search.areaCode is toll-free"],
    [{ areaCode: "911" }, "search.areaCode is not an area code: 911 is dialed for a service"],
    [{ npaNxxx: "4115551" }, "search.npaNxxx is not an area code: 411 is dialed for a service"],
    [{ areaCode: "995" }, "search.areaCode is not an area code: none has a 9 as its second digit"],
    [{ areaCode: "375" }, "search.areaCode is not an area code: none begins with 37 or 96"],
    [{ npaNxx: "961555" }, "search.npaNxx is not an area code: none begins with 37 or 96"],
    [{ state: "AE" }, "search.state has no telephone numbers of North America"],
    [{ state: "fm", city: "PALIKIR" }, "search.state has no telephone numbers of North America"],
    [{ areaCode: "919", npaNxx: "919439" }, "search.npaNxx cannot be given together with areaCode"],
    [{ rateCenter: "RALEIGH" }, "search.rateCenter needs state"],
    [{ city: "CARY" }, "search.city needs state"],
    [{ areaCode: "919", enableLca: true }, "search.enableLca is only for"],
    [{ tollFreeVanity: "newcars", state: "NC" }, "search.tollFreeVanity cannot be combined with state"],
    [{ localVanity: "newcars" }, "search.localVanity needs areaCode"],
    [{ areaCode: "617", localVanity: "newcars", state: "MA" }, "search.localVanity takes only areaCode"],
    [{ areaCode: "617", endsIn: true }, "search.endsIn is only for localVanity"],
    [
      { areaCode: "30" },
      "search.areaCode must be 3 digits, the first from 2 to 9; an area code of another country needs",
    ],
    [{ countryCodeA3: "USA", areaCode: "30" }, "search.areaCode must be 3 digits"],
    [{ countryCodeA3: "gbr" }, "search.countryCodeA3 must be the three capital letters"],
    [{ countryCodeA3: "GBR", state: "NC" }, "search.state is only for numbers of North America"],
    [{ countryCodeA3: "GBR", enableLca: true }, "search.enableLca is only for numbers of North America"],
    [{ areaCode: "919", phoneNumberType: "GEOGRAPHIC" }, "search.phoneNumberType needs countryCodeA3"],
    [{ countryCodeA3: "USA", tollFreeVanity: "newcars" }, "search.tollFreeVanity cannot be combined with"],
  ])("%j is refused: %s", (search, complaint) => {
    const found = order(search);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(complaint);
  });

  test("a rule is not held against what is not known yet", () => {
    expect(order({ city: "CARY", state: UNKNOWN })).toEqual([]);
    expect(order({ areaCode: "30", countryCodeA3: UNKNOWN })).toEqual([]);
    expect(order({ city: "Berlin", countryCodeA3: UNKNOWN })).toEqual([]);
    expect(complaints("PhoneNumberOrder", { siteId: UNKNOWN, telephoneNumbers: UNKNOWN })).toEqual([]);
    expect(complaints("PhoneNumberOrder", { siteId: "1", search: UNKNOWN, quantity: UNKNOWN })).toEqual([]);
  });
});

test.each([
  [{ areaCode: "900" }, ["search.areaCode names 900, which is not the area code of a place"]],
  [
    { npaNxx: "876555" },
    ["search.npaNxx names 876, which is not in the United States or Canada: check that you mean it"],
  ],
  [{ areaCode: "919" }, []],
  [{ countryCodeA3: "GBR", areaCode: "876" }, []],
])("what a search %j is likely to find nothing for is a warning", (search, expected) => {
  expect(warnings("PhoneNumberOrder", { siteId: "1", search, quantity: 1 })).toEqual(expected);
});
