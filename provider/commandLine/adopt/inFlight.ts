import { orderState } from "../../bandwidth/orders/kinds.js";
import type { OrderSummary } from "../../bandwidth/orders/summary.js";
import type { Reading } from "./reading.js";

/** The id that this package gives to its orders: a program placed them. */
const OF_A_PROGRAM = /^[0-9a-f]{40}$/;

/** What the lists of orders show beside the numbers that are there. */
export interface OrdersSeen {
  /** Orders and port-ins that may still bring numbers. One line each. */
  open: string[];
  /** Orders of programs of this package that no given state has. */
  ofPrograms: OrderSummary[];
}

/** Orders that are not in the program: what is open brings its numbers later, and what a program has placed may be in its state. */
export async function seeOrders(reading: Reading, managed: ReadonlySet<string>): Promise<OrdersSeen> {
  const api = await reading.api;
  const orders = (await api.orders.list({}, reading.signal)).filter(({ orderId }) => !managed.has(orderId));
  const open = orders.filter(({ status }) => ["open", "backordered"].includes(orderState(status)));
  return {
    open: open.map(
      ({ orderId, status = "no state", countOfTns = 0 }) =>
        `order ${orderId} (${status}${countOfTns > 0 ? `, ${countOf(countOfTns)}` : ""}): its numbers come later. Adopt again when it is done`,
    ),
    ofPrograms: orders.filter(
      ({ customerOrderId = "", status, countOfTns }) =>
        OF_A_PROGRAM.test(customerOrderId) && orderState(status) !== "failed" && countOfTns !== 0,
    ),
  };
}

/** Port-ins that are still under way. A stack that has one cancels it in its destroy, so none is taken over unasked. */
export async function seePortIns(reading: Reading, managed: ReadonlySet<string>): Promise<string[]> {
  const portIns = await (await reading.api).portInLookUps.list({}, reading.signal);
  return portIns.flatMap(({ orderId, orderType, status = "no state" }) =>
    orderType === "port_out" || managed.has(orderId) || orderState(status) !== "open"
      ? []
      : [
          `port-in ${orderId} (${status}): still open. To take it over: pulumi import bandwidth:index:PortIn NAME ${orderId}`,
        ],
  );
}

const countOf = (count: number) => `${count} number${count === 1 ? "" : "s"}`;
