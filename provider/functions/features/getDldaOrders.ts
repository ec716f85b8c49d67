import { z } from "zod";
import { orderFilters, orderSummary } from "../shared/orderLists.js";
import { featureOrderList } from "./featureOrderList.js";

const { telephoneNumber, lastModifiedAfter, modifiedDateFrom, modifiedDateTo } = orderFilters;

/** The orders that listed numbers in the directory. */
export const getDldaOrders = featureOrderList({
  name: "getDldaOrders",
  description: "The orders that listed telephone numbers in the directory (DL/DA), whoever placed them.",
  operation: "GET /accounts/{accountId}/dldas",
  filters: z.object({ telephoneNumber, lastModifiedAfter, modifiedDateFrom, modifiedDateTo }),
  line: orderSummary,

  list: (api, filters, signal) => api.featureOrders.dldas.list(filters, signal),
});
