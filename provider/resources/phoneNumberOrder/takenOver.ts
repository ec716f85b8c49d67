import type { OrderOutcome } from "../../bandwidth/buying/newNumberOrders.js";
import type { Call } from "../../pulumi/definition/definition.js";
import type { Bandwidth } from "../define.js";
import { type OrderBook, takenOver } from "../ordering/numberBook.js";
import type { NumberStock } from "./stock.js";

/** The orders in the state that another resource has taken over since: their numbers are not this one's to release. */
export async function ordersTakenOver(
  call: Pick<Call<Bandwidth>, "api" | "home" | "signal" | "info">,
  { orderIds, book }: NumberStock,
  heir?: OrderBook,
): Promise<OrderOutcome[]> {
  const { api, signal, info } = call;
  const found: OrderOutcome[] = [];
  for (const orderId of orderIds) {
    if (!(await takenOver(call, orderId, book, { heir }))) continue;
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
