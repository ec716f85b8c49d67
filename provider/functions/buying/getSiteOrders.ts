import { z } from "zod";
import { orderListErrors } from "../../bandwidth/errorCodes/orderLists.js";
import { siteLookUpErrors } from "../../bandwidth/errorCodes/sites.js";
import { lookup } from "../../resources/define.js";
import { orderList } from "../shared/orderLists.js";
import { classicOnly, ofSite, siteOrderInput } from "./siteOrderFields.js";

/** The orders for new numbers of a site. */
export const getSiteOrders = lookup({
  name: "getSiteOrders",
  description: `The orders for new telephone numbers of one site, whoever placed them. It reads all pages of the list.

The list has no filters. Use \`getOrders\` for those. The call fails if no such site exists. ${classicOnly}`,
  operations: ["GET /accounts/{accountId}/sites/{siteId}/orders"],
  errors: { ...siteLookUpErrors, ...orderListErrors },
  inputs: siteOrderInput.pick({ siteId: true }),
  outputs: z.object({ orders: orderList }),

  invoke: async ({ api, inputs: { siteId }, signal }) => ({
    orders: await ofSite(api, siteId, () => api.siteOrders.list(siteId, signal)),
  }),
});
