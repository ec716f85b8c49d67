import { z } from "zod";
import { featureOrderList } from "./featureOrderList.js";
import { orderFilters, orderSummary } from "./orderLists.js";

const { telephoneNumber, lastModifiedAfter, modifiedDateFrom, modifiedDateTo } = orderFilters;

/** Which orders gave numbers their calling names. */
export const getLidbOrders = featureOrderList({
  name: "getLidbOrders",
  description: "The orders that gave telephone numbers their calling names (LIDB), whoever placed them.",
  operation: "GET /accounts/{accountId}/lidbs",
  filters: z.object({ telephoneNumber, lastModifiedAfter, modifiedDateFrom, modifiedDateTo }),
  line: orderSummary,

  list: (api, filters, signal) => api.featureOrders.lidbs.list(filters, signal),
});
