import { z } from "zod";
import { orderListErrors } from "../../bandwidth/errorCodes/orderLists.js";
import { lookup } from "../../resources/define.js";
import { checkPeriod, shortPeriod } from "../shared/days.js";
import { orderList } from "../shared/orderLists.js";
import { pagedFilters } from "./pagedOrderFilters.js";

const { status, userId, startDate, endDate } = pagedFilters;

/** Which disconnects there are. */
export const getDisconnects = lookup({
  name: "getDisconnects",
  description: `The orders that disconnected telephone numbers, whoever placed them: all pages of the list.

The API knows no filter by number: what happened to a number is told by \`getTnHistory\`. Filters narrow the list
together.`,
  operations: ["GET /accounts/{accountId}/disconnects"],
  errors: orderListErrors,
  inputs: z.object({
    status,
    userId,
    startDate: startDate.describe("Only disconnects of this day or later, as `2026-01-31`. Needs `endDate`."),
    endDate: endDate.describe("Only disconnects of this day or earlier, as `2026-02-28`. Needs `startDate`."),
  }),
  outputs: z.object({ orders: orderList }),

  check: (known, given) => ({ failures: checkPeriod(known, given) }),

  invoke: async ({ api, inputs, signal }) => ({
    orders: await api.disconnectOrders.list({ ...inputs, ...shortPeriod(inputs) }, signal),
  }),
});
