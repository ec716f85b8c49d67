import type { Client, Request } from "./client.js";
import { errorDetails } from "./errors.js";
import { elements, unexpected, whole } from "./expected.js";
import { type NumberPlace, numberIn, placeShape } from "./numberPlace.js";
import { toE164 } from "./orderReport.js";
import { type SearchCriteria, searchQuery } from "./searchOrder.js";
import { asNumber } from "./shape.js";
import { list, texts } from "./xml.js";

/** A search in the inventory, with what only a search takes. */
export interface AvailableSearch extends SearchCriteria {
  /** 1 to 5000. */
  quantity?: number;
  orderBy?: "fullNumber" | "npaNxxx" | "npaNxx" | "areaCode";
  protected?: "NONE" | "ONLY" | "MIXED";
}

/** Which numbers in service to list. */
export interface InventoryFilters {
  areaCode?: string;
  npaNxx?: string;
  lata?: string;
  state?: string;
  rateCenter?: string;
  /** YY-MM-DD; only together with `endDate`. */
  startDate?: string;
  endDate?: string;
  /** Only the numbers of this site, whose list has three filters more. */
  siteId?: string;
  npaNxxx?: string;
  city?: string;
  tier?: string;
}

type Filter = Exclude<keyof InventoryFilters, "siteId">;

/** The two lists spell the same filters differently (api-payloads, inserviceNumbers). */
const accountNames: Partial<Record<Filter, string>> = {
  areaCode: "areacode",
  npaNxx: "npanxx",
  lata: "lata",
  state: "state",
  rateCenter: "ratecenter",
  startDate: "startdate",
  endDate: "enddate",
};
const siteNames: Partial<Record<Filter, string>> = {
  areaCode: "areaCode",
  npaNxx: "npaNxx",
  npaNxxx: "npaNxxx",
  lata: "lata",
  state: "state",
  rateCenter: "rateCenter",
  city: "city",
  tier: "tier",
  startDate: "startdate",
  endDate: "enddate",
};

/** Days, both or none, as YY-MM-DD. */
export interface DayRange {
  startDate?: string;
  endDate?: string;
}

const dayQuery = ({ startDate, endDate }: DayRange) => ({ startdate: startDate, enddate: endDate });

/** How many numbers of a page to ask for. */
const pageSize = 1_000;

/** Bandwidth's inventory and the account's own. */
export const inventory = (client: Client) => {
  /** The count that stands in `Quantity/Count`. */
  async function total(request: Request): Promise<number> {
    const answer = await client.request(request);
    const count = asNumber(["Quantity", "Count"]).read(whole(answer));
    if (count === undefined) throw unexpected(request, answer, "the answer holds no count");
    return count;
  }

  /** The numbers of a list of numbers, all pages, each once. */
  async function everyNumber(request: Request, what: string): Promise<string[]> {
    const found = new Set<string>();
    for await (const page of client.pages(request, { size: pageSize })) {
      if (page.root === undefined) throw unexpected(request, page, `the list of the numbers ${what} is empty text`);
      for (const number of texts(page.body, "TelephoneNumbers", "TelephoneNumber")) found.add(toE164(number));
    }
    return [...found];
  }

  return {
    /** Numbers that could be ordered now; their places only when `details` is asked for. */
    async available(search: AvailableSearch, details: boolean, signal?: AbortSignal): Promise<NumberPlace[]> {
      const query = { ...searchQuery(search), enableTNDetail: details || undefined };
      const request: Request = { method: "GET", path: client.account("availableNumbers"), query, signal };
      const answer = await client.request(request);
      const [problem] = errorDetails({ root: answer.root ?? "", content: answer.body });
      if (problem) throw unexpected(request, answer, `${problem.code ?? ""} ${problem.description ?? ""}`.trim());
      // None: an element without children, an empty body or a 204, all of which were seen (api-in-practice §3, row 3).
      const detailed = elements(list(answer.body, "TelephoneNumberDetailList", "TelephoneNumberDetail"));
      const plain = texts(answer.body, "TelephoneNumberList", "TelephoneNumber");
      return [
        ...detailed.map((one) => numberIn(placeShape, one)).filter(({ telephoneNumber }) => telephoneNumber !== ""),
        ...plain.map((telephoneNumber): NumberPlace => ({ telephoneNumber: toE164(telephoneNumber) })),
      ];
    },

    /** The numbers in service on the account or on one of its sites, all pages, each once. */
    async inService(filters: InventoryFilters, signal?: AbortSignal): Promise<string[]> {
      const { siteId, ...wanted } = filters;
      const names = siteId === undefined ? accountNames : siteNames;
      const pairs = Object.entries(names).map(([filter, name]) => [name, wanted[filter as Filter]] as const);
      const place = siteId === undefined ? [] : ["sites", siteId];
      const path = client.account(...place, "inserviceNumbers");
      return everyNumber({ method: "GET", path, query: Object.fromEntries(pairs), signal }, "in service");
    },

    /** How many numbers are in service on the account. */
    inServiceTotal(signal?: AbortSignal): Promise<number> {
      return total({ method: "GET", path: client.account("inserviceNumbers", "totals"), signal });
    },

    /** The numbers that were disconnected from the account, in these days or at all. */
    disconnected(days: DayRange, signal?: AbortSignal): Promise<string[]> {
      const path = client.account("discnumbers");
      return everyNumber({ method: "GET", path, query: dayQuery(days), signal }, "that were disconnected");
    },

    /** How many that are. */
    disconnectedTotal(days: DayRange, signal?: AbortSignal): Promise<number> {
      const path = client.account("discnumbers", "totals");
      return total({ method: "GET", path, query: dayQuery(days), signal });
    },
  };
};
