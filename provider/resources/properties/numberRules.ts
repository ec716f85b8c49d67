import { isTollFree } from "../../bandwidth/values/telephoneNumber.js";
import type { PropertyFailure } from "../../pulumi/definition/check.js";
import type { Bandwidth } from "../define.js";
import { repeated } from "./fields.js";

const UNIVERSAL = "only for the Universal Platform: a baseUrl that ends in /v2";

/** Whether the API is known to be the classic one. It has neither countries nor a form for their numbers. */
const isClassic = (api: Bandwidth | undefined): boolean => api?.client.dialect === "classic";

/** The given properties that the classic API doesn't know (docs/maintainers/api.md#dialects). */
export function universalOnly(
  api: Bandwidth | undefined,
  given: (path: string) => boolean,
  properties: readonly string[],
): PropertyFailure[] {
  if (!isClassic(api)) return [];
  return properties.filter(given).map((property) => ({ property, reason: `is ${UNIVERSAL}` }));
}

/**
 * What is wrong with the numbers in these properties: a number that is in a list twice, perhaps spelled in two ways (errors
 * 5093, 7360, 17009), or a number of another country on the classic API.
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

/** What is wrong with toll-free numbers where the API doesn't accept them. */
export function tollFreeFailures(numbers: readonly string[], code: string): PropertyFailure[] {
  return numbers.flatMap((number, index) =>
    isTollFree(number)
      ? [
          {
            property: `telephoneNumbers[${index}]`,
            reason: `${number} is toll-free, which the API refuses (error ${code})`,
          },
        ]
      : [],
  );
}
