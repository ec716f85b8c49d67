import { group, many, type Shape } from "../shape.js";
import { textOf, type XmlElement } from "../xml.js";
import type { CriteriaInput } from "./criteria.js";

/** An order type of POST orders: what it may contain, and what is required. */
export interface OrderType {
  shape: Shape;
  required: string[];
  /** Can't be combined with BackOrderRequested (5522). */
  noBackOrder?: boolean;
}

const fields = (...names: string[]) => group(Object.fromEntries(names.map((name) => [name, "text"])));

/**
 * The element names exactly as documented: WildChar type, WildCard element (docs/maintainers/api.md#new-number-orders).
 */
export const orderTypes: Record<string, OrderType> = {
  ExistingTelephoneNumberOrderType: {
    shape: group({
      TelephoneNumberList: group({ TelephoneNumber: many("text") }),
      ReservationIdList: group({ ReservationId: many("text") }),
    }),
    required: [],
    noBackOrder: true,
  },
  AreaCodeSearchAndOrderType: { shape: fields("AreaCode", "Quantity"), required: ["AreaCode"] },
  RateCenterSearchAndOrderType: {
    shape: fields("RateCenter", "State", "EnableLCA", "Quantity"),
    required: ["RateCenter", "State"],
  },
  NPANXXSearchAndOrderType: {
    shape: fields("NpaNxx", "EnableTNDetail", "EnableLCA", "Quantity"),
    required: ["NpaNxx"],
    noBackOrder: true,
  },
  TollFreeVanitySearchAndOrderType: {
    shape: fields("TollFreeVanity", "Quantity"),
    required: ["TollFreeVanity"],
    noBackOrder: true,
  },
  TollFreeWildCharSearchAndOrderType: {
    shape: fields("TollFreeWildCardPattern", "Quantity"),
    required: ["TollFreeWildCardPattern"],
  },
  StateSearchAndOrderType: { shape: fields("State", "Quantity"), required: ["State"] },
  CitySearchAndOrderType: { shape: fields("City", "State", "Quantity"), required: ["City", "State"] },
  ZIPSearchAndOrderType: { shape: fields("Zip", "Quantity"), required: ["Zip"] },
  LATASearchAndOrderType: { shape: fields("Lata", "Quantity"), required: ["Lata"] },
  CombinedSearchAndOrderType: {
    shape: fields(
      "AreaCode",
      "RateCenter",
      "State",
      "NpaNxx",
      "NpaNxxX",
      "Lata",
      "City",
      "Zip",
      "EnableLCA",
      "LocalVanity",
      "EndsIn",
      "Quantity",
    ),
    required: [],
  },
};

const elementNames: Record<string, keyof CriteriaInput> = {
  AreaCode: "areaCode",
  NpaNxx: "npaNxx",
  NpaNxxX: "npaNxxx",
  RateCenter: "rateCenter",
  State: "state",
  City: "city",
  Zip: "zip",
  Lata: "lata",
  LocalVanity: "localVanity",
  TollFreeVanity: "tollFreeVanity",
  TollFreeWildCardPattern: "tollFreeWildCardPattern",
  EndsIn: "endsIn",
  EnableLCA: "lca",
};

/** The criteria of a search order. */
export function criteriaOf(content: XmlElement): CriteriaInput {
  const input: CriteriaInput = {};
  for (const [element, name] of Object.entries(elementNames)) {
    const text = textOf(content, element);
    if (text !== undefined) input[name] = text;
  }
  return input;
}
