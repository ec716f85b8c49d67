import { z } from "zod";
import { emergencyListErrors } from "../../bandwidth/errorCodes/emergency.js";
import { telephoneNumber, words } from "../../resources/properties/fields.js";
import { failedNumbers, orderFilters, orderSummary } from "../shared/orderLists.js";
import { featureOrderList } from "./featureOrderList.js";
import { emergencyOrder } from "./getE911Order.js";

const { emergencyStatus: status, ...filters } = orderFilters;
const callBack = telephoneNumber().optional().describe("Only orders with this callback number.");
const aeui = words(32).optional().describe("Only orders with this alternate end user.");

/** The orders that set or removed emergency addresses. */
export const getE911Orders = featureOrderList({
  name: "getE911Orders",
  description: "The orders that set or removed emergency addresses of telephone numbers, whoever placed them.",
  operation: "GET /accounts/{accountId}/e911s",
  errors: emergencyListErrors,
  filters: z.object({ ...filters, status, callBack, aeui }),
  line: orderSummary
    .extend({ failedNumbers, ...emergencyOrder.partial().shape })
    .meta({ typeName: "E911OrderSummary" }),

  list: (api, filters, signal) => api.featureOrders.e911s.list(filters, signal),
});
