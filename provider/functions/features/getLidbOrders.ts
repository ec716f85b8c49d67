import { z } from "zod";
import { orderFilters, orderSummary } from "../shared/orderLists.js";
import { featureOrderList } from "./featureOrderList.js";

const { telephoneNumber, lastModifiedAfter, modifiedDateFrom, modifiedDateTo } = orderFilters;

/** The orders that gave numbers their calling names. */
export const getLidbOrders = featureOrderList({
  name: "getLidbOrders",
  description: "The orders that gave telephone numbers their calling names (LIDB), whoever placed them.",
  operation: "GET /accounts/{accountId}/lidbs",
  filters: z.object({ telephoneNumber, lastModifiedAfter, modifiedDateFrom, modifiedDateTo }),
  line: orderSummary,

  list: (api, filters, signal) => api.featureOrders.lidbs.list(filters, signal),
});
