import type { Client, Request } from "../http/client.js";
import { elements, saysMissing, unexpected, whole } from "../http/expected.js";
import { at, type ListForm, listEntries } from "../orders/listEntries.js";
import { wholeList } from "../orders/pagedList.js";
import { asNumber, asText, type Codec, decode } from "../xml/codec.js";
import { element, texts, type XmlElement } from "../xml/xml.js";

/** Filters of `rateCenters` and `cities`, besides the state. */
export interface PlaceFilters {
  state: string;
  /** Also show how many numbers are available there. */
  available?: boolean;
  /** Only what Bandwidth serves directly. */
  supported?: boolean;
}

/** A rate center of a state. */
export interface RateCenter {
  abbreviation: string;
  name: string;
  availableTelephoneNumberCount?: number;
}

/** A city, listed once for each rate center that serves it. */
export interface City {
  name: string;
  rateCenter: string;
  availableTelephoneNumberCount?: number;
}

/** Which covered rate centers to list, and what to show about each (docs/maintainers/api.md#coverage). */
export interface CoverageFilters {
  state?: string;
  abbreviation?: string;
  name?: string;
  zip?: string;
  city?: string;
  lata?: string;
  tier?: string;
  npa?: string;
  npaNxx?: string;
  npaNxxx?: string;
  embed?: readonly string[];
}

/** A rate center in which Bandwidth has numbers. The lists are empty unless they were requested with `embed`. */
export interface CoveredRateCenter {
  rateCenterId?: string;
  name: string;
  abbreviation: string;
  state: string;
  lata?: string;
  availableNumberCount?: number;
  limitedAvailableNumberCount?: number;
  tiers: string[];
  zipCodes: string[];
  cities: string[];
  npaNxxxs: string[];
  localRateCenterIds: string[];
}

/** Available numbers, counted by exchange. */
export interface AvailableNpaNxx {
  npa: string;
  nxx: string;
  city?: string;
  state?: string;
  quantity?: number;
}

/** Where both lists show the count of available numbers. */
const available = asNumber(["AvailableTelephoneNumberCount"]);

const rateCenterCodec: Codec<RateCenter> = {
  abbreviation: asText(["Abbreviation"]),
  name: asText(["Name"]),
  availableTelephoneNumberCount: available,
};

const cityCodec: Codec<City> = {
  name: asText(["Name"]),
  rateCenter: asText(["RcAbbreviation"]),
  availableTelephoneNumberCount: available,
};

type Plain = Pick<
  CoveredRateCenter,
  "rateCenterId" | "name" | "abbreviation" | "state" | "lata" | "availableNumberCount" | "limitedAvailableNumberCount"
>;

const coveredCodec: Codec<Plain> = {
  rateCenterId: asText(["Id"]),
  name: asText(["Name"]),
  abbreviation: asText(["Abbreviation"]),
  state: asText(["State"]),
  lata: asText(["Lata"]),
  availableNumberCount: asNumber(["AvailableNumberCount"]),
  limitedAvailableNumberCount: asNumber(["LimitedAvailableNumberCount"]),
};

const exchangeCodec: Codec<AvailableNpaNxx> = {
  npa: asText(["Npa"]),
  nxx: asText(["Nxx"]),
  city: asText(["City"]),
  state: asText(["State"]),
  quantity: asNumber(["Quantity"]),
};

/** An entry with its ZIP codes and exchanges can be long, so a page has fewer entries than a page of numbers. */
const pageSize = 500;

/** Where Bandwidth has numbers. */
export const coverage = (client: Client) => {
  /** The rows of a list that comes in one answer. */
  async function rows<T extends object>(request: Request, form: ListForm, shape: Codec<T>): Promise<T[]> {
    const found = listEntries(request, await client.request(request), form);
    return elements(found).map((row) => decode(shape, row));
  }

  return {
    /** The rate centers of a state. */
    async rateCenters(filters: PlaceFilters, signal?: AbortSignal): Promise<RateCenter[]> {
      const request: Request = { method: "GET", path: ["rateCenters"], query: { ...filters }, signal };
      const form = { what: "list of rate centers", entries: at("RateCenters", "RateCenter"), id: ["Abbreviation"] };
      return rows(request, form, rateCenterCodec);
    },

    /** The cities of a state, with the rate centers that serve them. */
    async cities(filters: PlaceFilters, signal?: AbortSignal): Promise<City[]> {
      const request: Request = { method: "GET", path: ["cities"], query: { ...filters }, signal };
      return rows(request, { what: "list of cities", entries: at("Cities", "City"), id: ["Name"] }, cityCodec);
    },

    /** The rate centers that Bandwidth covers, all pages. */
    async coveredRateCenters(filters: CoverageFilters, signal?: AbortSignal): Promise<CoveredRateCenter[]> {
      const { npaNxxx, ...rest } = filters;
      // Only this endpoint spells it with two capital letters (docs/maintainers/api.md#coverage).
      const query = { ...rest, npaNxxX: npaNxxx };
      const request: Request = { method: "GET", path: ["coveredRateCenters"], query, signal };
      const form = { what: "list of covered rate centers", entries: at("CoveredRateCenter"), id: ["Id", "Name"] };
      return elements(await wholeList(client, request, { ...form, size: pageSize })).map(covered);
    },

    /** One rate center, with all its data. Undefined when the API says that it doesn't exist. */
    async coveredRateCenter(rateCenterId: string, signal?: AbortSignal): Promise<CoveredRateCenter | undefined> {
      const request: Request = { method: "GET", path: ["coveredRateCenters", rateCenterId], signal };
      try {
        const answer = await client.request(request);
        const found =
          element(whole(answer), "CoveredRateCenters", "CoveredRateCenter") ?? whole(answer).CoveredRateCenter;
        if (typeof found !== "object" || Array.isArray(found))
          throw unexpected(request, answer, "the answer holds no rate center");
        return covered(found);
      } catch (error) {
        if (saysMissing(error)) return undefined;
        throw error;
      }
    },

    /** How many numbers are available in each exchange with at least `quantity` numbers. */
    async availableNpaNxx(
      filters: { areaCode?: string; state?: string; quantity?: number },
      signal?: AbortSignal,
    ): Promise<AvailableNpaNxx[]> {
      const path = client.account("availableNpaNxx");
      const entries = at("AvailableNpaNxxList", "AvailableNpaNxx");
      const form = { what: "list of exchanges with numbers", entries, id: ["Npa"] };
      return rows({ method: "GET", path, query: { ...filters }, signal }, form, exchangeCodec);
    },
  };
};

function covered(rateCenter: XmlElement): CoveredRateCenter {
  return {
    ...decode(coveredCodec, rateCenter),
    tiers: texts(rateCenter, "Tiers", "Tier"),
    zipCodes: texts(rateCenter, "ZipCodes", "ZipCode"),
    cities: texts(rateCenter, "Cities", "City"),
    npaNxxxs: texts(rateCenter, "NpaNxxXs", "NpaNxxX"),
    localRateCenterIds: texts(rateCenter, "LocalRateCenters", "RateCenterId"),
  };
}
