import type { XmlElement } from "../xml/xml.js";

/** The criteria of the order types: North American numbers, by their place or by what they spell. */
export interface AreaCriteria {
  areaCode?: string;
  npaNxx?: string;
  npaNxxx?: string;
  rateCenter?: string;
  state?: string;
  city?: string;
  zip?: string;
  lata?: string;
  localVanity?: string;
  endsIn?: boolean;
  tollFreeVanity?: string;
  tollFreeWildCardPattern?: string;
  enableLca?: boolean;
}

/** What numbers to search for: the API's criteria, in camelCase. */
export interface SearchCriteria extends AreaCriteria {
  /** ISO 3166-1 alpha-3. Universal Platform only. */
  countryCodeA3?: string;
  /** `GEOGRAPHIC`, `NATIONAL` … Universal Platform only. */
  phoneNumberType?: string;
}

/** Whether no order type knows all of these criteria. Then a search finds the numbers, and the order names them. */
export function isOrderedByName({ countryCodeA3, phoneNumberType }: SearchCriteria): boolean {
  return countryCodeA3 !== undefined || phoneNumberType !== undefined;
}

type Criterion = keyof AreaCriteria;
/** What an order type's element may contain. `quantity` is where the reference shows it. */
type Part = Criterion | "quantity";

const elementNames: Record<Part, string> = {
  areaCode: "AreaCode",
  npaNxx: "NpaNxx",
  npaNxxx: "NpaNxxX",
  rateCenter: "RateCenter",
  state: "State",
  city: "City",
  zip: "Zip",
  lata: "Lata",
  localVanity: "LocalVanity",
  endsIn: "EndsIn",
  tollFreeVanity: "TollFreeVanity",
  tollFreeWildCardPattern: "TollFreeWildCardPattern",
  enableLca: "EnableLCA",
  quantity: "Quantity",
};

/** Settings of a search, not criteria. They don't decide the order type. */
const settings: readonly Part[] = ["enableLca", "endsIn", "quantity"];

interface OrderType {
  element: string;
  /** The elements in the documented sequence (docs/maintainers/api.md#new-number-orders). */
  parts: readonly Part[];
}

/** The order types for exactly these criteria. */
const exactTypes: readonly OrderType[] = [
  { element: "AreaCodeSearchAndOrderType", parts: ["areaCode", "quantity"] },
  { element: "RateCenterSearchAndOrderType", parts: ["rateCenter", "state", "enableLca", "quantity"] },
  { element: "NPANXXSearchAndOrderType", parts: ["npaNxx", "enableLca", "quantity"] },
  { element: "TollFreeVanitySearchAndOrderType", parts: ["quantity", "tollFreeVanity"] },
  // The type says WildChar, and its element WildCard (docs/maintainers/api.md#new-number-orders).
  { element: "TollFreeWildCharSearchAndOrderType", parts: ["quantity", "tollFreeWildCardPattern"] },
  { element: "StateSearchAndOrderType", parts: ["quantity", "state"] },
  { element: "CitySearchAndOrderType", parts: ["quantity", "city", "state"] },
  { element: "ZIPSearchAndOrderType", parts: ["quantity", "zip"] },
  { element: "LATASearchAndOrderType", parts: ["quantity", "lata"] },
  { element: "CombinedSearchAndOrderType", parts: ["quantity", "areaCode", "localVanity", "endsIn"] },
];

/** The type for every other combination. */
const combined: OrderType = {
  element: "CombinedSearchAndOrderType",
  parts: [
    ...(["quantity", "areaCode", "rateCenter", "state", "npaNxx", "npaNxxx", "lata", "city", "zip"] as const),
    ...(["localVanity", "endsIn", "tollFreeVanity", "tollFreeWildCardPattern", "enableLca"] as const),
  ],
};

/** What is sent for a setting that the user left out. */
const defaults: Partial<Record<Part, string>> = {
  // The API's default is true and buys numbers outside the searched area (docs/maintainers/api.md#new-number-orders).
  enableLca: "false",
};

const criteriaOf = (parts: readonly Part[]): Part[] => parts.filter((part) => !settings.includes(part)).sort();

/** The order type for these criteria, as an element of an order. */
export function searchOrderType(search: AreaCriteria, quantity: number): { element: string; content: XmlElement } {
  const given = criteriaOf((Object.keys(search) as Criterion[]).filter((name) => search[name] !== undefined)).join();
  const type = exactTypes.find(({ parts }) => criteriaOf(parts).join() === given) ?? combined;
  // Without a quantity, the API orders 5000 numbers (docs/maintainers/api.md#new-number-orders).
  const values: Record<string, string | boolean | number | undefined> = { ...search, quantity };
  const vanity = search.localVanity !== undefined;
  const content: XmlElement = {};
  for (const part of type.parts) {
    const takesDefault = !(part === "enableLca" && vanity);
    const value = values[part] ?? (takesDefault ? defaults[part] : undefined);
    if (value !== undefined) content[elementNames[part]] = String(value);
  }
  return { element: type.element, content };
}

/** The criteria as query parameters of `GET availableNumbers`. */
export function searchQuery(search: SearchCriteria): Record<string, string | boolean | undefined> {
  const { enableLca, ...rest } = search;
  const local = search.npaNxx !== undefined || search.npaNxxx !== undefined || search.rateCenter !== undefined;
  return { ...rest, LCA: enableLca ?? (local ? false : undefined) };
}
