import { AGAIN, type NumberCall, partialAlways, partialFailure, type Waiting } from "../call.js";
import type { Holdings } from "../holdings.js";
import { stillThere } from "./stillThere.js";

/** A disconnect of an earlier run may still take numbers, even numbers that are wanted again. */
export async function awaitDisconnects(call: NumberCall, holdings: Holdings, waiting: Waiting): Promise<void> {
  const { ledger } = holdings;
  if (!ledger.leaving) return;
  const { open, orderIds } = await call.api.disconnects
    .awaitOpen(ledger.leaving, waiting)
    .catch(partialAlways(holdings, call));
  if (open) throw stillLeaving(holdings, call, orderIds);
  await stillThere(call, holdings, ledger.leaving);
  ledger.leaving = undefined;
}

/** The error for a disconnect that hasn't ended. */
export function stillLeaving(holdings: Holdings, call: NumberCall, orderIds: string[]): Error {
  return partialFailure(holdings, call, `the disconnect order ${orderIds.join(", ")} is not finished yet. ${AGAIN}`);
}
