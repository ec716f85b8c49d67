import { isTollFree } from "../../bandwidth/values/telephoneNumber.js";
import type { PropertyFailure } from "../../pulumi/definition/check.js";
import type { Bandwidth } from "../define.js";
import { repeated } from "./fields.js";

const UNIVERSAL = "only for the Universal Platform: a baseUrl that ends in /v2";

/** Whether it is known that the classic API is spoken, which neither names countries nor has a form for their numbers. */
const isClassic = (api: Bandwidth | undefined): boolean => api?.client.dialect === "classic";

/**
 * Those of these properties, among the ones that are given, that the classic API does not know
 * (docs/maintainers/api.md#dialects).
 */
export function universalOnly(
  api: Bandwidth | undefined,
  given: (path: string) => boolean,
  properties: readonly string[],
): PropertyFailure[] {
  if (!isClassic(api)) return [];
  return properties.filter(given).map((property) => ({ property, reason: `is ${UNIVERSAL}` }));
}

/**
 * What is wrong with the numbers in these properties: one that stands in a list twice, perhaps written in two ways
 * (errors 5093, 7360, 17009), and one of another country where the classic API is spoken.
 */
export function numberFailures(
  api: Bandwidth | undefined,
  properties: Readonly<Record<string, string | readonly string[] | undefined>>,
): PropertyFailure[] {
  return Object.entries(properties).flatMap(([property, given]) => {
    if (given === undefined) return [];
    if (typeof given === "string") return foreign(api, property, given);
    const twice = repeated(given, property, (number) => number, "the number");
    return [...twice, ...given.flatMap((number, index) => foreign(api, `${property}[${index}]`, number))];
  });
}

function foreign(api: Bandwidth | undefined, property: string, number: string): PropertyFailure[] {
  if (!isClassic(api) || number.startsWith("+1")) return [];
  return [{ property, reason: `${number} is of another country, and ${UNIVERSAL}` }];
}

/** What is wrong with toll-free numbers where the API does not take them. */
export function tollFreeFailures(numbers: readonly string[], code: string): PropertyFailure[] {
  return numbers.flatMap((number, index) =>
    isTollFree(number)
      ? [{ property: `telephoneNumbers[${index}]`, reason: `${number} is toll-free, which is refused (error ${code})` }]
      : [],
  );
}
