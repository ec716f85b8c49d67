import type { Following } from "../../bandwidth/buying/newNumberOrders.js";
import { disconnectErrors } from "../../bandwidth/errorCodes/disconnects.js";
import type { Bandwidth } from "../define.js";
import { describeFailures } from "./failures.js";

/** Disconnects all numbers of a deleted resource. */
export async function disconnectAll(api: Bandwidth, numbers: string[], waiting: Following): Promise<void> {
  const { failed, open, orderIds } = await api.disconnects.disconnect(numbers, waiting);
  if (failed.length > 0) {
    // A failed delete leaves the state as it was. Pulumi has no way to tell it what is gone.
    const next =
      "All others were, and the state does not know it: run the same command again, or `pulumi refresh` first, to keep " +
      "the resource with what is left.";
    throw new Error(describeFailures("numbers were not disconnected", failed, next, disconnectErrors));
  }
  if (open)
    throw new Error(`the disconnect order ${orderIds.join(", ")} is not finished yet; run the same command again`);
}
