import type { OrderOutcome } from "../../bandwidth/buying/newNumberOrders.js";
import type { Call } from "../../pulumi/definition/definition.js";
import type { Bandwidth } from "../define.js";
import { isOwnedByOther, type OrderIdentity } from "../ordering/orderLedger.js";
import type { Holdings } from "./holdings.js";

/** The orders in the state that another resource has taken over since: their numbers are not this one's to release. */
export async function ordersOwnedByOthers(
  call: Pick<Call<Bandwidth>, "api" | "ownerId" | "signal" | "info">,
  { orderIds, ledger }: Holdings,
  replacement?: OrderIdentity,
): Promise<OrderOutcome[]> {
  const { api, signal, info } = call;
  const found: OrderOutcome[] = [];
  for (const orderId of orderIds) {
    if (!(await isOwnedByOther(call, orderId, ledger, { replacement }))) continue;
    const outcome = await api.orders.get(orderId, signal);
    if (!outcome)
      throw new Error(
        `another resource has taken over order ${orderId}, which the API does not show: nothing was disconnected`,
      );
    found.push(outcome);
    info(`the numbers of order ${orderId} stay: another resource has taken them over`);
  }
  return found;
}
