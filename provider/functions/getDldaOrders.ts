import { z } from "zod";
import { orderListErrors } from "../bandwidth/errorCodes/orderLists.js";
import { lookup } from "../resources/define.js";
import { checkPeriods, limited, orderFilters, orderList } from "./orderLists.js";

const { telephoneNumber, lastModifiedAfter, modifiedDateFrom, modifiedDateTo } = orderFilters;

/** Which orders listed numbers in the directory. */
export const getDldaOrders = lookup({
  name: "getDldaOrders",
  description: `The orders that listed telephone numbers in the directory (DL/DA), whoever placed them.

${limited}`,
  operations: ["GET /accounts/{accountId}/dldas"],
  errors: orderListErrors,
  inputs: z.object({ telephoneNumber, lastModifiedAfter, modifiedDateFrom, modifiedDateTo }),
  outputs: z.object({ orders: orderList }),

  check: checkPeriods,

  invoke: async ({ api, inputs, signal }) => ({ orders: await api.featureOrders.dldas.list(inputs, signal) }),
});
