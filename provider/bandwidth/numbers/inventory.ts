import type { Client, Request } from "../http/client.js";
import { refusedWith, unexpected, whole } from "../http/expected.js";
import { at, type ListForm, listEntries, numberOf } from "../orders/listEntries.js";
import { type PagedForm, pagedList } from "../orders/pagedList.js";
import { toE164 } from "../orders/report.js";
import { asNumber, asText, type Codec } from "../xml/codec.js";
import { countries, filteredNumbers, type NumberFilters } from "./numberFilters.js";
import { type NumberPlace, numberIn, placeCodec } from "./numberPlace.js";
import { type SearchCriteria, searchQuery } from "./searchOrder.js";

/** An inventory search, with options that only a search accepts. */
export interface AvailableSearch extends SearchCriteria {
  /** 1 to 5000. */
  quantity?: number;
  orderBy?: "fullNumber" | "npaNxxx" | "npaNxx" | "areaCode";
  protected?: "NONE" | "ONLY" | "MIXED";
}

/** Which numbers in service to list. */
export interface InventoryFilters extends NumberFilters {
  /**
   * Only the numbers of this site. On the classic API, the site's list has filters that the account's list doesn't
   * have.
   */
  siteId?: string;
}

/** An available number. */
export interface AvailableNumber extends NumberPlace {
  /** Only the Universal Platform shows these. */
  countryCodeA3?: string;
  phoneNumberType?: string;
  areaCode?: string;
}

const availableCodec: Codec<AvailableNumber> = {
  ...placeCodec,
  countryCodeA3: asText(["CountryCodeA3"]),
  phoneNumberType: asText(["PhoneNumberType"]),
  areaCode: asText(["AreaCode"]),
};

/** Days as YY-MM-DD. Set both or none. */
export interface DayRange {
  startDate?: string;
  endDate?: string;
}

const dayQuery = ({ startDate, endDate }: DayRange) => ({ startdate: startDate, enddate: endDate });

/** A list with only numbers. */
export const numbersForm = (what: string): PagedForm => ({
  what: `list of the numbers ${what}`,
  entries: at("TelephoneNumbers", "TelephoneNumber"),
  size: 1_000,
  ownSize: 300,
});

/** The most numbers that a search returns if it doesn't set a quantity. */
const mostAvailable = 5_000;

/** A search shows plain numbers, or numbers with their places. */
const availableForm: ListForm = {
  what: "list of available numbers",
  entries: (body) => [
    ...at("TelephoneNumberDetailList", "TelephoneNumberDetail")(body),
    ...at("TelephoneNumberList", "TelephoneNumber")(body),
  ],
};

/**
 * Whether a search was refused because it has an area code without a country. The Universal Platform's pages say that
 * both belong together and that there is a default.
 */
const lacksCountry = ({ areaCode, countryCodeA3 }: AvailableSearch, error: unknown): boolean =>
  areaCode !== undefined && countryCodeA3 === undefined && refusedWith(error, "4010");

/** Bandwidth's inventory and the account's own numbers. */
export const inventory = (client: Client) => {
  /** The count in `Quantity/Count`. */
  async function total(request: Request): Promise<number> {
    const answer = await client.request(request);
    const count = asNumber(["Quantity", "Count"]).read(whole(answer));
    if (count === undefined) throw unexpected(request, answer, "the answer holds no count");
    return count;
  }

  /** The numbers of a number list, all pages, each once. */
  async function everyNumber(request: Request, form: PagedForm): Promise<string[]> {
    const found = new Set<string>();
    for await (const numbers of pagedList(client, request, form)) {
      for (const number of numbers) found.add(toE164(numberOf(number)));
    }
    return [...found];
  }

  /** One search. */
  async function searched(search: AvailableSearch, details: boolean, signal?: AbortSignal): Promise<AvailableNumber[]> {
    const query = { ...searchQuery(search), enableTNDetail: details || undefined };
    const request: Request = { method: "GET", path: client.account("availableNumbers"), query, signal };
    const answer = await client.request(request);
    // No numbers: an element without children, an empty body or a 204. All three occur
    // (docs/maintainers/api.md#one-or-many).
    if (answer.root === undefined) return [];
    const form = { ...availableForm, most: search.quantity ?? mostAvailable };
    return listEntries(request, answer, form).map((found) =>
      typeof found === "string" ? { telephoneNumber: toE164(found.trim()) } : numberIn(availableCodec, found),
    );
  }

  return {
    /** Numbers that are available now. Shows their places only with `details`. */
    async available(search: AvailableSearch, details: boolean, signal?: AbortSignal): Promise<AvailableNumber[]> {
      try {
        return await searched(search, details, signal);
      } catch (error) {
        if (client.dialect !== "universal" || !lacksCountry(search, error)) throw error;
      }
      const found: AvailableNumber[] = [];
      for (const countryCodeA3 of countries) {
        const quantity = (search.quantity ?? mostAvailable) - found.length;
        if (quantity > 0) found.push(...(await searched({ ...search, countryCodeA3, quantity }, details, signal)));
      }
      return found;
    },

    /** The numbers in service on the account or on one of its sites, all pages, each once. */
    async inService(filters: InventoryFilters, signal?: AbortSignal): Promise<string[]> {
      const { siteId, ...wanted } = filters;
      const place = siteId === undefined ? [] : ["sites", siteId];
      const request: Request = { method: "GET", path: client.account(...place, "inserviceNumbers"), signal };
      const kind = siteId === undefined ? "account" : "site";
      const found: string[] = [];
      for await (const number of filteredNumbers(client, request, numbersForm("in service"), kind, wanted)) {
        found.push(toE164(numberOf(number)));
      }
      return found;
    },

    /** How many numbers are in service on the account. */
    inServiceTotal(signal?: AbortSignal): Promise<number> {
      return total({ method: "GET", path: client.account("inserviceNumbers", "totals"), signal });
    },

    /** The numbers disconnected from the account, on these days or at any time. */
    disconnected(days: DayRange, signal?: AbortSignal): Promise<string[]> {
      const path = client.account("discnumbers");
      // The API's own example counts more than it shows. It may count a number each time it was disconnected.
      const form = { ...numbersForm("that were disconnected"), mayBeShort: true };
      return everyNumber({ method: "GET", path, query: dayQuery(days), signal }, form);
    },

    /** The count of disconnected numbers. */
    disconnectedTotal(days: DayRange, signal?: AbortSignal): Promise<number> {
      const path = client.account("discnumbers", "totals");
      return total({ method: "GET", path, query: dayQuery(days), signal });
    },
  };
};
