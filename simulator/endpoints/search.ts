import { type Call, Refusal, type Reply, xmlReply } from "../call.js";
import { tollFreePlace } from "../geography.js";
import type { Criteria } from "../inventory.js";
import type { Route } from "../routing.js";
import { wire } from "../telephone.js";
import type { XmlTree } from "../xml.js";
import { type CriteriaInput, isProblem, readCriteria } from "./criteria.js";

const root = "SearchResult";

const criteriaNames = [
  "areaCode",
  "npaNxx",
  "npaNxxx",
  "rateCenter",
  "state",
  "city",
  "zip",
  "lata",
  "localVanity",
  "tollFreeVanity",
  "tollFreeWildCardPattern",
  "endsIn",
] as const;

/** `X/Error/{Code, Description}` (docs/maintainers/api.md#errors, shape 3). */
function refuse(code: string, description: string, answerRoot = root): Refusal {
  return new Refusal(xmlReply(400, answerRoot, { Error: { Code: code, Description: description } }));
}

function searchNumbers(call: Call): Reply {
  const quantity = call.query.get("quantity") ?? "5000";
  if (!/^\d+$/.test(quantity) || Number(quantity) < 1 || Number(quantity) > 5_000) {
    throw refuse("4010", "Quantity must be between 1 and 5000");
  }
  checkOrderBy(call);
  checkProtected(call);
  const numbers = freeNumbers(call, candidates(call), Number(quantity));
  if (call.query.get("orderBy") === "fullNumber") numbers.sort();
  // None: an element without ResultCount (docs/maintainers/api.md#one-or-many).
  if (numbers.length === 0) return xmlReply(200, root, {});
  const details = call.query.get("enableTNDetail") === "true" || call.query.get("enableTNdetails") === "true";
  return xmlReply(200, root, {
    ResultCount: numbers.length,
    ...(details
      ? { TelephoneNumberDetailList: { TelephoneNumberDetail: numbers.map((number) => detail(call, number)) } }
      : { TelephoneNumberList: { TelephoneNumber: numbers.map((number) => wire(call, number)) } }),
  });
}

function searchCriteria(call: Call): Criteria {
  const input: CriteriaInput = {};
  for (const name of criteriaNames) {
    const value = call.query.get(name);
    if (value !== null) input[name] = value;
  }
  // The Universal Platform may want the country with an area code (docs/maintainers/api.md#dialects).
  const countryless = call.dialect === "universal" && !call.query.has("countryCodeA3");
  if (countryless && input.areaCode !== undefined && call.settings.areaCodeNeedsCountry) {
    throw refuse("4010", "countryCodeA3 is required");
  }
  input.lca = call.query.get("LCA") ?? undefined;
  const criteria = readCriteria(input);
  if (isProblem(criteria)) throw refuse(criteria.code, criteria.description);
  return criteria;
}

const orderings = ["fullNumber", "npaNxxx", "npaNxx", "areaCode"];
const ordered = ["npaNxx", "npaNxxx", "rateCenter", "city", "zip", "tollFreeVanity", "tollFreeWildCardPattern"];

function checkOrderBy(call: Call): void {
  const orderBy = call.query.get("orderBy");
  if (orderBy === null) return;
  if (!orderings.includes(orderBy)) {
    const words = `Please verify that your orderBy search query parameter is correct. Valid values are: ${orderings.join(",")}`;
    throw refuse("4020", words);
  }
  if (!ordered.some((name) => call.query.has(name))) {
    throw refuse("4021", "The orderBy parameter is not supported for specified search criteria");
  }
}

function checkProtected(call: Call): void {
  const value = call.query.get("protected");
  if (value !== null && !["NONE", "ONLY", "MIXED"].includes(value.toUpperCase())) {
    const words =
      "Please verify that your protected search query parameter is correct. Valid values are: NONE, ONLY, MIXED";
    throw refuse("4022", words);
  }
}

/** The page spells it in three ways (docs/maintainers/api.md#search-rules). */
const typeNames = ["phoneNumberType", "PhoneNumberType", "numberType"];

/** Numbers of the country's plan. Without a country, it is the North American plan. */
function candidates(call: Call): Iterable<string> {
  const given = call.query.get("countryCodeA3");
  const type = typeNames.map((name) => call.query.get(name)).find((value) => value !== null) ?? undefined;
  if (call.dialect === "classic" && (given !== null || type !== undefined)) {
    throw refuse("4010", "Provided search criteria are unsupported or are not valid");
  }
  if (type !== undefined && given === null) throw refuse("4010", "countryCodeA3 is required");
  if (given === null || given === "USA") return atHome(call, type);
  if (!/^[A-Z]{3}$/.test(given)) throw refuse("4010", "countryCodeA3 is not valid");
  const foreign = criteriaNames.find((name) => !["areaCode", "city"].includes(name) && call.query.has(name));
  if (foreign !== undefined) throw refuse("4010", `${foreign} is only for numbers of the North American plan`);
  const city = call.query.get("city") ?? call.query.get("City") ?? undefined;
  const areaCode = call.query.get("areaCode") ?? undefined;
  return call.account.inventory.abroad({ country: given, type: type as "GEOGRAPHIC" | undefined, areaCode, city });
}

/** A search of the Universal Platform may have only a country (docs/maintainers/api.md#search-rules). */
function atHome(call: Call, type: string | undefined): Iterable<string> {
  if (type !== undefined && type !== "GEOGRAPHIC") return [];
  const onlyCountry = call.query.has("countryCodeA3") && !criteriaNames.some((name) => call.query.has(name));
  return call.account.inventory.matching(onlyCountry ? {} : searchCriteria(call));
}

function freeNumbers(call: Call, numbers: Iterable<string>, quantity: number): string[] {
  const found: string[] = [];
  for (const number of numbers) {
    if (found.length === quantity) break;
    if (call.account.isFree(number)) found.push(number);
  }
  return found;
}

function detail(call: Call, number: string): XmlTree {
  const place = call.account.inventory.placeOf(number) ?? tollFreePlace;
  return {
    City: place.city,
    LATA: place.lata,
    RateCenter: place.rateCenter,
    State: place.state,
    FullNumber: wire(call, number),
    Tier: 0,
    VendorId: 49,
    VendorName: "Bandwidth CLEC",
  };
}

function searchExchanges(call: Call): Reply {
  const answerRoot = "SearchResultForAvailableNpaNxx";
  const areaCode = call.query.get("areaCode") ?? undefined;
  if (areaCode !== undefined && !call.account.inventory.knowsAreaCode(areaCode)) {
    throw refuse(
      "4000",
      `The area code specified ${areaCode} is not present as a valid entry in our system`,
      answerRoot,
    );
  }
  const least = Number(call.query.get("quantity") ?? 0);
  const state = call.query.get("state") ?? undefined;
  const found = [...call.account.inventory.exchanges({ areaCode, state })]
    .map((exchange) => ({ ...exchange, free: exchange.size - taken(call, `+1${exchange.areaCode}${exchange.nxx}`) }))
    .filter(({ free }) => free > 0 && free >= least);
  return xmlReply(200, answerRoot, {
    AvailableNpaNxxList: {
      AvailableNpaNxx: found.map(({ areaCode: npa, nxx, place, free }) => ({
        City: place.city,
        Npa: npa,
        Nxx: nxx,
        Quantity: free,
        State: place.state,
      })),
    },
  });
}

function taken(call: Call, prefix: string): number {
  let count = 0;
  for (const number of call.account.numbers.keys()) if (number.startsWith(prefix)) count += 1;
  return count;
}

export const searchRoutes: Route[] = [
  ["GET", "/accounts/:account/availableNumbers", searchNumbers],
  ["GET", "/accounts/:account/availableNpaNxx", searchExchanges],
];
