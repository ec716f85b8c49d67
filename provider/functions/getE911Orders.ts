import { z } from "zod";
import { emergencyListErrors } from "../bandwidth/errorCodes/emergency.js";
import { orderListErrors } from "../bandwidth/errorCodes/orderLists.js";
import { lookup } from "../resources/define.js";
import { telephoneNumber as anyNumber, words } from "../resources/fields.js";
import { checkPeriods, limited, orderFilters, orderList } from "./orderLists.js";

const { emergencyStatus: status, telephoneNumber, customerOrderId, orderIdFragment, lastModifiedAfter } = orderFilters;
const { lastModifiedBy, modifiedDateFrom, modifiedDateTo, createdDateFrom, createdDateTo } = orderFilters;
const callBack = anyNumber().optional().describe("Only orders that name this number for calling back.");
const aeui = words(32).optional().describe("Only orders that name this alternate end user.");

/** Which orders gave numbers an emergency address. */
export const getE911Orders = lookup({
  name: "getE911Orders",
  description: `The orders that gave telephone numbers an emergency address, or took it away, whoever placed them.

${limited}`,
  operations: ["GET /accounts/{accountId}/e911s"],
  errors: { ...orderListErrors, ...emergencyListErrors },
  inputs: z.object({
    status,
    telephoneNumber,
    callBack,
    aeui,
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

  invoke: async ({ api, inputs, signal }) => ({ orders: await api.featureOrders.e911s.list(inputs, signal) }),
});
