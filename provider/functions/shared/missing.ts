import { Refused } from "../../pulumi/definition/errors.js";

/** For a look-up of one object that is not there: which argument names nothing, and what would have been expected. */
export function missing(property: string, id: string, what: string, expected: string): Refused {
  return new Refused([{ property, reason: `"${id}" is no ${what}; expected is ${expected}` }]);
}
