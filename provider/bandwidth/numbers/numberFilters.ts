import type { Client, Request } from "../http/client.js";
import type { Query } from "../http/url.js";
import type { ListForm } from "../orders/listEntries.js";
import { numberOf } from "../orders/listEntries.js";
import { type PagedForm, pagedList } from "../orders/pagedList.js";
import { toE164 } from "../orders/report.js";
import { isNorthAmerican } from "../values/countries.js";
import type { Dialect } from "../values/telephoneNumber.js";
import type { XmlNode } from "../xml/xml.js";

/** The number lists with filters. */
export type NumberListKind = "account" | "site" | "tns";

/** The filters of every such list, in this package's names. */
export interface NumberFilters {
  /** Only the lists of numbers in service on the Universal Platform know this filter. */
  countryCodeA3?: string;
  areaCode?: string;
  npaNxx?: string;
  npaNxxx?: string;
  lata?: string;
  state?: string;
  rateCenter?: string;
  city?: string;
  tier?: string;
  /** YY-MM-DD, only together with `endDate`. */
  startDate?: string;
  endDate?: string;
}

type Names = Partial<Record<keyof NumberFilters, string>>;

const days: Names = { startDate: "startdate", endDate: "enddate" };
const place: Names = { lata: "lata", state: "state", rateCenter: "rateCenter", city: "city", tier: "tier" };
const country: Names = { countryCodeA3: "countryCodeA3" };
const codes: Names = { areaCode: "areaCode", npaNxx: "npaNxx", npaNxxx: "npaNxxx" };

/** Each list's names for its filters. A list ignores a parameter that it doesn't know, and then shows every number. */
const names: Record<Dialect, Record<NumberListKind, Names>> = {
  classic: {
    account: {
      areaCode: "areacode",
      npaNxx: "npanxx",
      lata: "lata",
      state: "state",
      rateCenter: "ratecenter",
      ...days,
    },
    site: { ...codes, ...place, ...days },
    tns: { ...place, areaCode: "npa", npaNxx: "npaNxx", npaNxxx: "npaNxxX" },
  },
  universal: {
    account: { ...country, ...codes, ...place, rateCenter: "ratecenter", ...days },
    site: { ...country, ...codes, ...place, ...days },
    tns: { ...codes, ...place },
  },
};

/** Filters that the Universal Platform accepts only together with one country. */
const needCountry: (keyof NumberFilters)[] = ["areaCode", "city"];
/** The countries with numbers in such area codes. The Universal Platform accepts one at a time. */
export const countries = ["USA", "CAN"];

/** Filters that can be checked on the number itself. */
const inNumber: (keyof NumberFilters)[] = ["areaCode", "npaNxx", "npaNxxx"];

/** The queries that together return the matching numbers: one query, or one for each country. */
function queriesFor(dialect: Dialect, kind: NumberListKind, filters: NumberFilters): Query[] {
  const known = Object.entries(names[dialect][kind]) as [keyof NumberFilters, string][];
  const query = Object.fromEntries(known.map(([filter, name]) => [name, filters[filter]]));
  const split =
    dialect === "universal" &&
    filters.countryCodeA3 === undefined &&
    needCountry.some((filter) => filters[filter] !== undefined);
  return split ? countries.map((countryCodeA3) => ({ ...query, countryCodeA3 })) : [query];
}

const isAbroad = (countryCodeA3: string | undefined): boolean =>
  countryCodeA3 !== undefined && !isNorthAmerican(countryCodeA3);

const fits = (number: string, { areaCode, npaNxx, npaNxxx, countryCodeA3 }: NumberFilters): boolean =>
  [isAbroad(countryCodeA3) ? undefined : areaCode, npaNxx, npaNxxx].every(
    (code) => code === undefined || number.startsWith(`+1${code}`),
  ) &&
  (countryCodeA3 === undefined || number.startsWith("+1") === isNorthAmerican(countryCodeA3));

/** The filters that a list doesn't have in this dialect, and would ignore. */
export function missingFilters(
  dialect: Dialect,
  kind: NumberListKind,
  filters: NumberFilters,
): (keyof NumberFilters)[] {
  const asked = Object.keys(names.universal[kind]) as (keyof NumberFilters)[];
  return asked.filter((filter) => filters[filter] !== undefined && names[dialect][kind][filter] === undefined);
}

/**
 * The entries of a number list that match the filters, each once. If the list shows other numbers, it ignored the
 * filters, and those entries are left out.
 * @throws BandwidthError when a number doesn't match and there are also filters that a number itself can't show: they
 * have not worked either.
 */
export async function* filteredNumbers(
  client: Client,
  request: Request,
  form: PagedForm & ListForm,
  kind: NumberListKind,
  filters: NumberFilters,
): AsyncGenerator<XmlNode, void, void> {
  const untold = (Object.keys(names.universal[kind]) as (keyof NumberFilters)[]).filter(
    (filter) => filters[filter] !== undefined && !inNumber.includes(filter),
  );
  const seen = new Set<string>();
  for (const query of queriesFor(client.dialect, kind, filters)) {
    for await (const entries of pagedList(client, { ...request, query: { ...request.query, ...query } }, form)) {
      for (const entry of entries) {
        const number = toE164(numberOf(entry));
        if (!fits(number, filters)) {
          if (untold.length > 0) throw ignored(request, number, untold);
          continue;
        }
        if (!seen.has(number)) yield entry;
        seen.add(number);
      }
    }
  }
}

const ignored = (request: Request, number: string, filters: string[]) =>
  new Error(
    `GET /${request.path.join("/")}: the list shows ${number}, which doesn't match the filters. The API seems to ignore ` +
      `them, so the result for ${filters.join(" and ")} is unknown too. Search without ${filters.join(" and ")}.`,
  );
