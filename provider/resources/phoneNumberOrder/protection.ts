import { tnOptionErrors } from "../../bandwidth/errorCodes/tnOptions.js";
import { isTollFree } from "../../bandwidth/values/telephoneNumber.js";
import type { PropertyFailure } from "../../pulumi/definition/check.js";
import { describeFailures } from "../ordering/failures.js";
import { following } from "../ordering/following.js";
import type { NumberCall } from "./call.js";

/** Protects numbers against port-out, or ends the protection. */
export async function protect(call: NumberCall, numbers: string[], value: boolean): Promise<void> {
  if (numbers.length === 0) return;
  const waiting = following(call, "PhoneNumberOrder");
  const { failed, open, orderIds } = await call.api.tnOptions.apply(numbers, { protected: String(value) }, waiting);
  if (failed.length > 0)
    throw new Error(
      describeFailures(
        "protection was not changed",
        failed,
        "Fix the cause and run `pulumi up` again.",
        tnOptionErrors,
      ),
    );
  if (open) throw new Error(`the option order ${orderIds.join(", ")} is not finished yet; run \`pulumi up\` again`);
}

const TOLL_FREE = ["search.tollFreeVanity", "search.tollFreeWildCardPattern"];

/** Toll-free numbers can't be ported out against your will (5100, 5101). */
export function neverProtected(
  telephoneNumbers: readonly string[] = [],
  given: (path: string) => boolean,
): PropertyFailure[] {
  const listed = telephoneNumbers.filter(isTollFree).map((number) => `for the toll-free number ${number} (error 5100)`);
  const searched = TOLL_FREE.filter(given).map((path) => `with ${path} (error 5101)`);
  return [...listed, ...searched].map((what) => ({ property: "protected", reason: `cannot be true ${what}` }));
}
