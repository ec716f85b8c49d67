import { type Call, Refusal, type Reply, statusRefusal, xmlReply } from "../call.js";
import type { Place } from "../geography.js";
import { pageOf, sizeOf } from "../paging.js";
import type { Route } from "../routing.js";
import type { XmlTree } from "../xml.js";

/** One rate center with the exchanges that it holds. */
interface Covered {
  id: string;
  place: Place;
  exchanges: { areaCode: string; nxx: string; size: number }[];
}

const same = (one: string, other: string) => one.toUpperCase() === other.toUpperCase();

/** Every rate center of the inventory, by state and abbreviation; ids follow that order. */
function rateCenters(call: Call): Covered[] {
  const found = new Map<string, Covered>();
  for (const { areaCode, nxx, place, size } of call.account.inventory.exchanges({})) {
    const key = `${place.state} ${place.rateCenter}`;
    const covered = found.get(key) ?? { id: "", place, exchanges: [] };
    covered.exchanges.push({ areaCode, nxx, size });
    found.set(key, covered);
  }
  const sorted = [...found].sort(([one], [other]) => (one < other ? -1 : 1));
  return sorted.map(([, covered], index) => ({ ...covered, id: String(3_000 + index) }));
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

/** Those of one state, which both lists of names need to be told. */
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

/** Does an exchange of the rate center begin with these digits, or hold them? */
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

/** The rules of the reference: V115 of the inventory. */
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

/** Without page and size a 303 leads to the first page. */
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
  const { items, links } = pageOf(call, found, ({ id }) => id, size);
  return xmlReply(200, "CoveredRateCenters", {
    ...(links.next === undefined ? {} : { TotalCount: found.length }),
    Links: links,
    CoveredRateCenter: items.map((covered) => coveredTree(call, covered, all)),
  });
}

function coveredTree(call: Call, covered: Covered, all: Covered[]): XmlTree {
  const { id, place, exchanges } = covered;
  const asked = new Set(call.query.getAll("embed"));
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

export const coverageRoutes: Route[] = [
  ["GET", "/rateCenters", listRateCenters],
  ["GET", "/cities", listCities],
  ["GET", "/coveredRateCenters", listCovered],
];
