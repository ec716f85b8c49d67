import { z } from "zod";
import { orderListErrors } from "../../bandwidth/errorCodes/orderLists.js";
import { lookup } from "../../resources/define.js";
import { checkPeriod, shortPeriod } from "../shared/days.js";
import { orderList } from "../shared/orderLists.js";
import { pagedFilters } from "./pagedOrderFilters.js";

const { status, userId, startDate, endDate } = pagedFilters;

/** The disconnects of the account. */
export const getDisconnects = lookup({
  name: "getDisconnects",
  description: `The orders that disconnected telephone numbers, whoever placed them. It reads all pages of the list.

The API has no filter by number. Use \`getTnHistory\` to see what happened to a number. An order must match all filters.`,
  operations: ["GET /accounts/{accountId}/disconnects"],
  errors: orderListErrors,
  inputs: z.object({
    status,
    userId,
    startDate: startDate.describe("Only disconnects from this day or later, such as `2026-01-31`. Needs `endDate`."),
    endDate: endDate.describe("Only disconnects from this day or earlier, such as `2026-02-28`. Needs `startDate`."),
  }),
  outputs: z.object({ orders: orderList }),

  check: (known, given) => ({ failures: checkPeriod(known, given) }),

  invoke: async ({ api, inputs, signal }) => ({
    orders: await api.disconnectOrders.list({ ...inputs, ...shortPeriod(inputs) }, signal),
  }),
});
