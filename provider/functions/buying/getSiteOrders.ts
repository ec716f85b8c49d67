import { z } from "zod";
import { orderListErrors } from "../../bandwidth/errorCodes/orderLists.js";
import { siteLookUpErrors } from "../../bandwidth/errorCodes/sites.js";
import { lookup } from "../../resources/define.js";
import { orderList } from "../shared/orderLists.js";
import { classicOnly, ofSite, siteOrderInput } from "./siteOrderFields.js";

/** Which orders for new numbers there are for a site. */
export const getSiteOrders = lookup({
  name: "getSiteOrders",
  description: `The orders for new telephone numbers of one site, whoever placed them: all pages of the list.

The list has no filters; \`getOrders\` has. It is an error when no such site exists. ${classicOnly}`,
  operations: ["GET /accounts/{accountId}/sites/{siteId}/orders"],
  errors: { ...siteLookUpErrors, ...orderListErrors },
  inputs: siteOrderInput.pick({ siteId: true }),
  outputs: z.object({ orders: orderList }),

  invoke: async ({ api, inputs: { siteId }, signal }) => ({
    orders: await ofSite(api, siteId, () => api.siteOrders.list(siteId, signal)),
  }),
});
