import { numberOrderErrors } from "../../bandwidth/errorCodes/numberOrders.js";
import { siteLookUpErrors } from "../../bandwidth/errorCodes/sites.js";
import { lookup } from "../../resources/define.js";
import { found } from "../shared/orderDetails.js";
import { newNumberOrder, shownOrder } from "./newNumberOrder.js";
import { classicOnly, ofSite, siteOrderExample, siteOrderInput } from "./siteOrderFields.js";

/** One order for new numbers of a site. */
export const getSiteOrder = lookup({
  name: "getSiteOrder",
  description: `An order for new telephone numbers by its site and its id: its status, and what it brought.

It shows the order at this moment and doesn't wait for its end. The call fails if no such site or order exists.
${classicOnly}`,
  operations: ["GET /accounts/{accountId}/sites/{siteId}/orders/{orderid}"],
  errors: { ...siteLookUpErrors, ...numberOrderErrors },
  inputs: siteOrderInput,
  examples: [siteOrderExample("The result of an order of a site")],
  outputs: newNumberOrder,

  async invoke({ api, inputs: { siteId, orderId }, signal }) {
    const order = await ofSite(api, siteId, () => api.siteOrders.get(siteId, orderId, signal));
    return shownOrder(found(order, `order for site ${siteId}`, orderId, api.client.accountId));
  },
});
