import { type Call, parameter, Refusal, type Reply, statusRefusal, xmlReply } from "../call.js";
import { type Place, restrictions } from "../geography.js";
import { pageOf, sizeOf } from "../paging.js";
import type { Route } from "../routing.js";
import type { XmlTree } from "../xml.js";

/** One rate center with its exchanges. */
interface Covered {
  id: string;
  place: Place;
  exchanges: { areaCode: string; nxx: string; size: number }[];
}

const same = (one: string, other: string) => one.toUpperCase() === other.toUpperCase();

/**
 * Every rate center of the inventory, by state and abbreviation. Ids follow that sequence, starting with the
 * reference's own id.
 */
function rateCenters(call: Call): Covered[] {
  const found = new Map<string, Covered>();
  for (const { areaCode, nxx, place, size } of call.account.inventory.exchanges({})) {
    const key = `${place.state} ${place.rateCenter}`;
    const covered = found.get(key) ?? { id: "", place, exchanges: [] };
    covered.exchanges.push({ areaCode, nxx, size });
    found.set(key, covered);
  }
  const sorted = [...found].sort(([one], [other]) => (one < other ? -1 : 1));
  return sorted.map(([, covered], index) => ({ ...covered, id: String(6_854 + index) }));
}

/** Numbers of a rate center that nobody has. */
function free(call: Call, { place, exchanges }: Covered): number {
  const size = exchanges.reduce((sum, exchange) => sum + exchange.size, 0);
  const taken = [...call.account.numbers.keys()].filter((number) => {
    const at = call.account.inventory.placeOf(number);
    return at?.rateCenter === place.rateCenter && at.state === place.state;
  });
  return size - taken.length;
}

/** Those of one state, which both lists of names require. */
function ofState(call: Call, root: string): Covered[] {
  const state = call.query.get("state");
  if (state === null || !/^[A-Za-z]{2}$/.test(state)) {
    throw statusRefusal(400, root, "4006", "Please verify that your State search input parameters are correct.");
  }
  return rateCenters(call).filter(({ place }) => same(place.state, state));
}

function count(call: Call, covered: Covered): XmlTree {
  return call.query.get("available") === "true" ? { AvailableTelephoneNumberCount: free(call, covered) } : {};
}

function listRateCenters(call: Call): Reply {
  const found = ofState(call, "RateCenterResponse");
  return xmlReply(200, "RateCenterResponse", {
    ResultCount: found.length,
    RateCenters: {
      RateCenter: found.map((covered) => ({
        Abbreviation: covered.place.rateCenter,
        ...count(call, covered),
        Name: covered.place.rateCenter,
      })),
    },
  });
}

function listCities(call: Call): Reply {
  const found = ofState(call, "CityResponse");
  return xmlReply(200, "CityResponse", {
    ResultCount: found.length,
    Cities: {
      City: found.map((covered) => ({
        RcAbbreviation: covered.place.rateCenter,
        ...count(call, covered),
        Name: covered.place.city,
      })),
    },
  });
}

type Filter = (covered: Covered, wanted: string) => boolean;

/** Whether an exchange of the rate center begins with or contains these digits. */
const covers: Filter = ({ exchanges }, wanted) =>
  exchanges.some(({ areaCode, nxx }) => `${areaCode}${nxx}`.startsWith(wanted.slice(0, 6)));

const filters: Record<string, { form: RegExp; fits: Filter }> = {
  state: { form: /^[A-Za-z]{2}$/, fits: ({ place }, wanted) => same(place.state, wanted) },
  abbreviation: { form: /./, fits: ({ place }, wanted) => same(place.rateCenter, wanted) },
  name: { form: /./, fits: ({ place }, wanted) => same(place.rateCenter, wanted) },
  zip: { form: /^\d{5}$/, fits: ({ place }, wanted) => place.zip === wanted },
  city: { form: /./, fits: ({ place }, wanted) => same(place.city, wanted) },
  lata: { form: /^(\d{3}|\d{5})$/, fits: ({ place }, wanted) => place.lata === wanted },
  tier: { form: /^[0-5]$/, fits: (_covered, wanted) => wanted === "0" },
  npa: { form: /^\d{3}$/, fits: covers },
  npaNxx: { form: /^\d{6}$/, fits: covers },
  npaNxxX: { form: /^\d{7}$/, fits: covers },
};

const embeds = ["ZipCodes", "Cities", "Vendors", "NpaNxxX", "AvailableNumberCount", "LocalRateCenters"];

/** The reference's rules (docs/maintainers/api.md#coverage). */
function checkCoverage(call: Call): void {
  const refuse = (description: string) => statusRefusal(400, "CoveredRateCenters", "4002", description);
  for (const embed of call.query.getAll("embed")) {
    if (!embeds.includes(embed)) throw refuse(`The embed value '${embed}' is not valid`);
  }
  for (const [name, { form }] of Object.entries(filters)) {
    const wanted = call.query.get(name);
    if (wanted === null) continue;
    if (!form.test(wanted)) throw refuse(`Please verify that your ${name} search input parameters are correct.`);
    if (call.query.getAll("embed").includes("LocalRateCenters")) {
      throw refuse("LocalRateCenters cannot be combined with filter parameters");
    }
  }
}

/** Without page and size, a 303 leads to the first page. */
function listCovered(call: Call): Reply {
  const size = sizeOf(call);
  if (size === undefined || !call.query.has("page")) {
    throw new Refusal({ status: 303, headers: { Location: `${call.settings.linkBase}${call.path}?page=1&size=50` } });
  }
  checkCoverage(call);
  const wanted = [...call.query].flatMap(([name, value]) => {
    const filter = filters[name];
    return filter ? [(covered: Covered) => filter.fits(covered, value)] : [];
  });
  const all = rateCenters(call);
  const found = all.filter((covered) => wanted.every((fits) => fits(covered)));
  const { items, links, more } = pageOf(call, found, ({ id }) => id, size);
  return xmlReply(200, "CoveredRateCenters", {
    ...(more ? { TotalCount: found.length } : {}),
    Links: links,
    CoveredRateCenter: items.map((covered) => coveredTree(call, covered, all)),
  });
}

/** One by its id, with everything except the vendors, which only Bandwidth sees. */
function getCovered(call: Call): Reply {
  const all = rateCenters(call);
  const covered = all.find(({ id }) => id === parameter(call, "rateCenter"));
  // The documentation has no words for it.
  if (covered === undefined) throw statusRefusal(404, "CoveredRateCenterResponse", undefined, "Not found");
  return xmlReply(200, "CoveredRateCenter", coveredTree(call, covered, all, embeds));
}

function coveredTree(call: Call, covered: Covered, all: Covered[], embed = call.query.getAll("embed")): XmlTree {
  const { id, place, exchanges } = covered;
  const asked = new Set(embed);
  const blocks = exchanges.slice(0, 3).map(({ areaCode, nxx }) => `${areaCode}${nxx}0`);
  const local = all.filter((other) => other.place.lata === place.lata && other.id !== id);
  return {
    Name: place.rateCenter,
    Abbreviation: place.rateCenter,
    State: place.state,
    Lata: place.lata,
    ...(asked.has("AvailableNumberCount") ? { AvailableNumberCount: free(call, covered) } : {}),
    ...(asked.has("ZipCodes") ? { ZipCodes: { ZipCode: place.zip } } : {}),
    ...(asked.has("Cities") ? { Cities: { City: place.city } } : {}),
    Tiers: { Tier: 0 },
    ...(asked.has("NpaNxxX") ? { NpaNxxXs: { NpaNxxX: blocks } } : {}),
    Id: id,
    ...(asked.has("LocalRateCenters") ? { LocalRateCenters: { RateCenterId: local.map((other) => other.id) } } : {}),
  };
}

/** What you must know about a country before you order its numbers. The path isn't below /accounts. */
function listRestrictions(call: Call): Reply {
  const root = "RestrictionResponse";
  const country = call.query.get("countryCodeA3") ?? "";
  if (call.dialect === "classic") {
    throw statusRefusal(404, "ErrorResponse", "1016", "Resource does not exist: /restrictions");
  }
  if (!/^[A-Z]{3}$/.test(country)) {
    const words = `The 3 letter country code ${country} is not recognized as a valid country`;
    throw statusRefusal(400, root, "12987", words);
  }
  const found = restrictions.filter(({ CountryCodeA3 }) => CountryCodeA3 === country);
  return xmlReply(200, root, { Restrictions: { Restriction: found } });
}

/** The same LATA is a local call. Leaves out the number's own rate center, which always is. */
export function localTo(call: Call, place: Place): { npaNxxs: string[]; rateCenters: Place[] } {
  const near = rateCenters(call).filter(
    (covered) => covered.place.lata === place.lata && covered.place.rateCenter !== place.rateCenter,
  );
  const exchanges = near.flatMap((covered) => covered.exchanges.slice(0, 2));
  return {
    npaNxxs: exchanges.map(({ areaCode, nxx }) => `${areaCode}${nxx}`),
    rateCenters: near.map((covered) => covered.place),
  };
}

export const coverageRoutes: Route[] = [
  ["GET", "/rateCenters", listRateCenters],
  ["GET", "/cities", listCities],
  ["GET", "/coveredRateCenters", listCovered],
  ["GET", "/coveredRateCenters/:rateCenter", getCovered],
  ["GET", "/restrictions", listRestrictions],
];
