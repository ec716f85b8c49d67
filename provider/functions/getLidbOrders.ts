import { z } from "zod";
import { orderListErrors } from "../bandwidth/errorCodes/orderLists.js";
import { lookup } from "../resources/define.js";
import { limited, orderFilters, orderList } from "./orderLists.js";

const { telephoneNumber, lastModifiedAfter } = orderFilters;

/** Which orders gave numbers their calling names. */
export const getLidbOrders = lookup({
  name: "getLidbOrders",
  description: `The orders that gave telephone numbers their calling names (LIDB), whoever placed them.

${limited}`,
  operations: ["GET /accounts/{accountId}/lidbs"],
  errors: orderListErrors,
  inputs: z.object({ telephoneNumber, lastModifiedAfter }),
  outputs: z.object({ orders: orderList }),

  invoke: async ({ api, inputs, signal }) => ({ orders: await api.featureOrders.lidbs.list(inputs, signal) }),
});
