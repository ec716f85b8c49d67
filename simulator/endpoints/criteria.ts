import { type Criteria, vanityDigits } from "../inventory.js";

/** Search criteria by their query names, as a search sends them. An order's elements are translated to these. */
export type CriteriaInput = Partial<
  Record<
    | "areaCode"
    | "npaNxx"
    | "npaNxxx"
    | "rateCenter"
    | "state"
    | "city"
    | "zip"
    | "lata"
    | "localVanity"
    | "tollFreeVanity"
    | "tollFreeWildCardPattern"
    | "endsIn"
    | "lca",
    string
  >
>;

/** A search code in the 4000s and its words. */
export interface CriteriaProblem {
  code: string;
  description: string;
}

const words: Record<string, string> = {
  "4000": "Please verify that your Area Code search input parameters are correct.",
  "4001": "Please verify that your Rate Center search input parameters are correct.",
  "4002": "Please verify that your NPA, NPA-NXX, or NPA-NXX-X search input parameters are correct.",
  "4003": "Please verify that your Toll Free Vanity search input parameters are correct.",
  "4004": "Please verify that your Toll Free Wild Card search input parameters are correct.",
  "4005": "Please verify that your City search input parameters are correct.",
  "4006": "Please verify that your State search input parameters are correct.",
  "4007": "Please verify that your Zip Code search input parameters are correct.",
  "4008": "Please verify that your LATA search input parameters are correct.",
  "4010": "Provided search criteria are unsupported or are not valid",
  "4011": "Please verify that your Phone Number search input parameters are correct.",
};

const forms: [keyof CriteriaInput, RegExp, string][] = [
  ["areaCode", /^[2-9]\d{2}$/, "4000"],
  ["npaNxx", /^[2-9]\d{2}[2-9]\d{2}$/, "4002"],
  ["npaNxxx", /^[2-9]\d{2}[2-9]\d{3}$/, "4002"],
  ["rateCenter", /^.{1,30}$/, "4001"],
  ["state", /^[A-Za-z]{2}$/, "4006"],
  ["city", /^.{1,100}$/, "4005"],
  ["zip", /^\d{5}(-\d{4})?$/, "4007"],
  ["lata", /^\d{1,5}$/, "4008"],
  ["localVanity", /^[A-Za-z0-9]{4,7}$/, "4011"],
  ["tollFreeVanity", /^[A-Za-z0-9]{4,7}$/, "4003"],
  ["tollFreeWildCardPattern", /^8(\*\*|\d\*|\d\d)$/, "4004"],
];

const geographic = ["areaCode", "npaNxx", "npaNxxx", "rateCenter", "state", "city", "zip", "lata"] as const;

/** Checks criteria and their combination (docs/maintainers/api.md#search-rules). Returns a problem or the criteria. */
export function readCriteria(input: CriteriaInput): Criteria | CriteriaProblem {
  const code = problemCode(input);
  if (code) return { code, description: words[code] ?? "" };
  return {
    areaCode: input.areaCode,
    prefix: input.npaNxx ?? input.npaNxxx ?? tollFreePrefix(input.tollFreeWildCardPattern),
    state: input.state,
    city: input.city,
    rateCenter: input.rateCenter,
    lata: input.lata,
    zip: input.zip,
    vanity: vanityOf(input.localVanity ?? input.tollFreeVanity),
    vanityAtEnd: input.endsIn === "true",
    local: input.lca !== "false" && lcaFits(geographic.filter((name) => input[name] !== undefined)),
    tollFree: input.tollFreeVanity !== undefined || input.tollFreeWildCardPattern !== undefined,
  };
}

const vanityOf = (word: string | undefined) => (word === undefined ? undefined : vanityDigits(word));

/** `8**` is any toll-free code. The third digit of a code repeats the second, so `87*` is 877. */
const tollFreePrefix = (pattern: string | undefined) => pattern?.replace(/\*+$/, "");

function problemCode(input: CriteriaInput): string | undefined {
  const malformed = forms.find(([name, form]) => input[name] !== undefined && !form.test(input[name] ?? ""));
  if (malformed) return malformed[2];
  const given = geographic.filter((name) => input[name] !== undefined);
  const tollFree = input.tollFreeVanity ?? input.tollFreeWildCardPattern;
  if (given.length === 0 && input.localVanity === undefined && tollFree === undefined) return "4010";
  if (tollFree !== undefined && (given.length > 0 || input.localVanity !== undefined)) return "4010";
  if (input.tollFreeVanity !== undefined && input.tollFreeWildCardPattern !== undefined) return "4010";
  const codes = [input.areaCode, input.npaNxx, input.npaNxxx].filter((code) => code !== undefined);
  if (codes.length > 1) return "4010";
  if (input.rateCenter !== undefined && input.state === undefined) return "4001";
  if (input.city !== undefined && input.state === undefined) return "4005";
  if (input.endsIn === "true" && input.localVanity === undefined) return "4010";
  if (input.localVanity !== undefined && !(given.length === 1 && input.areaCode !== undefined)) return "4010";
  if (input.lca === "true" && !lcaFits(given)) return "4010";
  return undefined;
}

/**
 * LCA can be combined with only npaNxx, only npaNxxx, or only rateCenter and state
 * (docs/maintainers/api.md#search-rules).
 */
function lcaFits(given: readonly string[]): boolean {
  const key = [...given].sort().join("+");
  return key === "npaNxx" || key === "npaNxxx" || key === "rateCenter+state";
}

export function isProblem(result: Criteria | CriteriaProblem): result is CriteriaProblem {
  return "code" in result;
}
