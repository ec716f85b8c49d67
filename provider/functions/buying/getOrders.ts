import { z } from "zod";
import { orderListErrors } from "../../bandwidth/errorCodes/orderLists.js";
import { lookup } from "../../resources/define.js";
import { checkPeriod, shortPeriod } from "../shared/days.js";
import { orderFilters, orderList } from "../shared/orderLists.js";
import { pagedFilters } from "./pagedOrderFilters.js";

const { status, userId, startDate, endDate } = pagedFilters;

/** The orders for new numbers of the account. */
export const getOrders = lookup({
  name: "getOrders",
  description: `The orders for new telephone numbers, whoever placed them, usually newest first. It reads all pages of the list.

Without \`startDate\`, \`endDate\` and \`customerOrderId\`, the API lists only the last two years. A customer order id doesn't
have to be unique: several orders may have the same. An order must match all filters.`,
  operations: ["GET /accounts/{accountId}/orders"],
  errors: orderListErrors,
  inputs: z.object({
    status,
    userId,
    customerOrderId: orderFilters.customerOrderId,
    startDate: startDate.describe("Only orders placed on this day or later, such as `2026-01-31`. Needs `endDate`."),
    endDate: endDate.describe("Only orders placed on this day or earlier, such as `2026-02-28`. Needs `startDate`."),
  }),
  outputs: z.object({ orders: orderList }),

  check: (known, given) => ({ failures: checkPeriod(known, given) }),

  invoke: async ({ api, inputs, signal }) => ({
    orders: await api.orders.list({ ...inputs, ...shortPeriod(inputs) }, signal),
  }),
});
