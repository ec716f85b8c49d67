import { z } from "zod";
import { orderListErrors } from "../bandwidth/errorCodes/orderLists.js";
import { lookup } from "../resources/define.js";
import { checkPeriods, limited, orderFilters, orderList } from "./orderLists.js";

const { status, telephoneNumber, customerOrderId, orderIdFragment, lastModifiedAfter, lastModifiedBy } = orderFilters;
const { modifiedDateFrom, modifiedDateTo, createdDateFrom, createdDateTo } = orderFilters;

/** Which orders set options of numbers. */
export const getTnOptionOrders = lookup({
  name: "getTnOptionOrders",
  description: `The orders that set options of telephone numbers, whoever placed them.

${limited}`,
  operations: ["GET /accounts/{accountId}/tnoptions"],
  errors: orderListErrors,
  inputs: z.object({
    status,
    telephoneNumber,
    customerOrderId,
    modifiedDateFrom,
    modifiedDateTo,
    createdDateFrom,
    createdDateTo,
    lastModifiedAfter,
    lastModifiedBy,
    orderIdFragment,
  }),
  outputs: z.object({ orders: orderList }),

  check: checkPeriods,

  invoke: async ({ api, inputs, signal }) => ({ orders: await api.featureOrders.tnOptions.list(inputs, signal) }),
});
