import { z } from "zod";
import { orderListErrors } from "../bandwidth/errorCodes/orderLists.js";
import { lookup } from "../resources/define.js";
import { oneOf } from "../resources/fields.js";
import { checkPeriods, limited, orderFilters, orderList } from "./orderLists.js";

const { status, telephoneNumber, customerOrderId, createdDateFrom, createdDateTo, orderIdFragment } = orderFilters;
const action = oneOf("ExternalTnsAction", ["IMPORT", "REMOVE"])
  .optional()
  .describe("Only orders that brought numbers in (`IMPORT`), or that took them out (`REMOVE`).");

/** Which orders imported or removed numbers of one's own. */
export const getExternalTnsOrders = lookup({
  name: "getExternalTnsOrders",
  description: `The orders that imported telephone numbers of your own, or removed them again, whoever placed them.

${limited}`,
  operations: ["GET /accounts/{accountId}/externalTns"],
  errors: orderListErrors,
  inputs: z.object({
    status,
    telephoneNumber,
    customerOrderId,
    createdDateFrom,
    createdDateTo,
    orderIdFragment,
    action,
  }),
  outputs: z.object({ orders: orderList }),

  check: checkPeriods,

  invoke: async ({ api, inputs, signal }) => ({ orders: await api.featureOrders.externalTns.list(inputs, signal) }),
});
