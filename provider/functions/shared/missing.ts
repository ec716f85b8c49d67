import { Refused } from "../../pulumi/definition/errors.js";

/** The error if a look-up of one object finds nothing: which argument, and what was expected. */
export function missing(property: string, id: string, what: string, expected: string): Refused {
  return new Refused([{ property, reason: `"${id}" is no ${what}; expected: ${expected}` }]);
}
