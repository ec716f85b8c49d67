import { z } from "zod";
import { orderFilters, orderSummary } from "../shared/orderLists.js";
import { featureOrderList } from "./featureOrderList.js";

const { status, telephoneNumber, customerOrderId, modifiedDateFrom, modifiedDateTo, createdDateFrom, createdDateTo } =
  orderFilters;

/** The orders that move numbers. */
export const getMoveTnsOrders = featureOrderList({
  name: "getMoveTnsOrders",
  description: `The orders that move telephone numbers to another site or SIP peer, whoever placed them.

The provider places such orders on the Universal Platform only. On the classic API it moves numbers without an order, so
its own moves don't show here.`,
  operation: "GET /accounts/{accountId}/moveTns",
  filters: z.object({
    ...{ status, telephoneNumber, customerOrderId },
    ...{ modifiedDateFrom, modifiedDateTo, createdDateFrom, createdDateTo },
  }),
  line: orderSummary,

  list: (api, filters, signal) => api.featureOrders.moves.list(filters, signal),
});
