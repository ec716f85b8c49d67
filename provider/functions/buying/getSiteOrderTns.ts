import { z } from "zod";
import { orderLookUpErrors } from "../../bandwidth/errorCodes/orderLists.js";
import { siteLookUpErrors } from "../../bandwidth/errorCodes/sites.js";
import { lookup } from "../../resources/define.js";
import { found, orderedNumbers } from "../shared/orderDetails.js";
import { classicOnly, ofSite, siteOrderExample, siteOrderInput } from "./siteOrderFields.js";

/** The numbers of an order of a site. */
export const getSiteOrderTns = lookup({
  name: "getSiteOrderTns",
  description: `The telephone numbers that an order of a site brought, whether they are still in service or not.

The call fails if no such site or order exists. ${classicOnly}`,
  operations: ["GET /accounts/{accountId}/sites/{siteId}/orders/{orderid}/tns"],
  errors: { ...siteLookUpErrors, ...orderLookUpErrors },
  inputs: siteOrderInput,
  examples: [siteOrderExample("The numbers of an order of a site")],
  outputs: z.object({ telephoneNumbers: orderedNumbers }),

  async invoke({ api, inputs: { siteId, orderId }, signal }) {
    const numbers = await ofSite(api, siteId, () => api.siteOrders.telephoneNumbers(siteId, orderId, signal));
    return { telephoneNumbers: found(numbers, `order for site ${siteId}`, orderId, api.client.accountId) };
  },
});
