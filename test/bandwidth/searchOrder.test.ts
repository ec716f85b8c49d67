import { expect, test } from "vitest";
import { type SearchCriteria, searchOrderType, searchQuery } from "../../provider/bandwidth/numbers/searchOrder.js";

test.each<[SearchCriteria, string, string[]]>([
  [{ areaCode: "919" }, "AreaCodeSearchAndOrderType", ["AreaCode=919", "Quantity=3"]],
  [
    { state: "NC", rateCenter: "RALEIGH" },
    "RateCenterSearchAndOrderType",
    ["RateCenter=RALEIGH", "State=NC", "EnableLCA=false", "Quantity=3"],
  ],
  [{ npaNxx: "919439" }, "NPANXXSearchAndOrderType", ["NpaNxx=919439", "EnableLCA=false", "Quantity=3"]],
  [
    { npaNxx: "919439", enableLca: true },
    "NPANXXSearchAndOrderType",
    ["NpaNxx=919439", "EnableLCA=true", "Quantity=3"],
  ],
  [{ tollFreeVanity: "newcars" }, "TollFreeVanitySearchAndOrderType", ["Quantity=3", "TollFreeVanity=newcars"]],
  [
    { tollFreeWildCardPattern: "8**" },
    "TollFreeWildCharSearchAndOrderType",
    ["Quantity=3", "TollFreeWildCardPattern=8**"],
  ],
  [{ state: "NC" }, "StateSearchAndOrderType", ["Quantity=3", "State=NC"]],
  [{ city: "RALEIGH", state: "NC" }, "CitySearchAndOrderType", ["Quantity=3", "City=RALEIGH", "State=NC"]],
  [{ zip: "02134" }, "ZIPSearchAndOrderType", ["Quantity=3", "Zip=02134"]],
  [{ lata: "224" }, "LATASearchAndOrderType", ["Quantity=3", "Lata=224"]],
  [{ npaNxxx: "9194391" }, "CombinedSearchAndOrderType", ["Quantity=3", "NpaNxxX=9194391", "EnableLCA=false"]],
  [
    { npaNxx: "919439", city: "RALEIGH", state: "NC" },
    "CombinedSearchAndOrderType",
    ["Quantity=3", "State=NC", "NpaNxx=919439", "City=RALEIGH", "EnableLCA=false"],
  ],
  [
    { areaCode: "617", localVanity: "newcars" },
    "CombinedSearchAndOrderType",
    ["Quantity=3", "AreaCode=617", "LocalVanity=newcars"],
  ],
  [
    { areaCode: "617", localVanity: "newcars", endsIn: true, city: undefined },
    "CombinedSearchAndOrderType",
    ["Quantity=3", "AreaCode=617", "LocalVanity=newcars", "EndsIn=true"],
  ],
])("%j is ordered with the matching order type, in the documented sequence", (search, element, parts) => {
  const type = searchOrderType(search, 3);
  expect(type.element).toBe(element);
  expect(Object.entries(type.content).map(([name, value]) => `${name}=${value}`)).toEqual(parts);
});

test("a search doesn't find numbers of the neighborhood unless you ask for them", () => {
  expect(searchQuery({ npaNxx: "919439" })).toEqual({ npaNxx: "919439", LCA: false });
  expect(searchQuery({ npaNxx: "919439", enableLca: true })).toEqual({ npaNxx: "919439", LCA: true });
  expect(searchQuery({ zip: "02134" }).LCA).toBeUndefined();
});
