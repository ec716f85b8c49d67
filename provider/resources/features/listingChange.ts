import type { Listing } from "../../bandwidth/features/directoryListings.js";
import type { Call } from "../../pulumi/definition/definition.js";
import type { Bandwidth } from "../define.js";
import type { Step } from "./numberSteps.js";

/**
 * Changes the listing of exactly the numbers of an order by changing that order. If the order no longer accepts a change, or
 * had other numbers in it too, it places a new one.
 */
export function listingChange(
  { api }: Call<Bandwidth>,
  orderIds: readonly string[] | undefined,
  numbers: string[],
  values: Listing,
): Step {
  return {
    numbers,
    async apply(wanted, waiting) {
      const [orderId, ...more] = orderIds ?? [];
      const changed =
        orderId === undefined || more.length > 0
          ? undefined
          : await api.directoryListings.change(orderId, wanted, values, waiting);
      return changed ?? api.directoryListings.set(wanted, values, waiting);
    },
  };
}
