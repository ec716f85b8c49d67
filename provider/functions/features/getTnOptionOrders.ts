import { z } from "zod";
import { failedNumbers, orderFilters, orderSummary } from "../shared/orderLists.js";
import { featureOrderList } from "./featureOrderList.js";
import { tnOptionGroups, tnOptionWarnings } from "./getTnOptionOrder.js";

const { emergencyStatus: _, ...filters } = orderFilters;

/** The orders that set options of numbers. */
export const getTnOptionOrders = featureOrderList({
  name: "getTnOptionOrders",
  description: "The orders that set options of telephone numbers, whoever placed them.",
  operation: "GET /accounts/{accountId}/tnoptions",
  filters: z.object(filters),
  line: orderSummary
    .extend({ failedNumbers, tnOptionGroups: tnOptionGroups.optional(), warnings: tnOptionWarnings.optional() })
    .meta({ typeName: "TnOptionOrderSummary" }),

  list: (api, filters, signal) => api.featureOrders.tnOptions.list(filters, signal),
});
