import type { Listing } from "../../bandwidth/features/directoryListings.js";
import type { Call } from "../../pulumi/definition/definition.js";
import type { Bandwidth } from "../define.js";
import type { Step } from "./numberSteps.js";

/**
 * Changes the listing of just those numbers that an order was about: that order is changed, and where it takes no
 * change any more, or had other numbers in it too, a new one is placed.
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
