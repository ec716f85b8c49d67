import { noSuchSite } from "../../bandwidth/account/sites.js";
import { refusedWith } from "../../bandwidth/http/expected.js";
import type { Bandwidth } from "../../resources/define.js";
import { id } from "../../resources/properties/fields.js";
import { missing } from "../shared/missing.js";
import { orderInput } from "../shared/orderDetails.js";

/** The site and its order to look up. */
export const siteOrderInput = orderInput.extend({
  siteId: id().describe("Id of the site that the order is for.").meta({ example: "13606" }),
});

/** An example that asks about the order of a `PhoneNumberOrder`. */
export const siteOrderExample = (title: string) => ({
  title,
  inputs: { siteId: "$phoneNumberOrder.siteId", orderId: "$phoneNumberOrder.orderIds[0]" },
});

/** What every page about orders of a site says. */
export const classicOnly =
  "The Universal Platform (a `baseUrl` that ends in `/v2`) has no orders by site. Use `getOrders` there.";

/** Reads the orders of a site. */
export async function ofSite<Told>(api: Bandwidth, siteId: string, ask: () => Promise<Told>): Promise<Told> {
  try {
    return await ask();
  } catch (error) {
    if (!refusedWith(error, noSuchSite)) throw error;
    throw missing("siteId", siteId, `site of account ${api.client.accountId}`, "a siteId, as in 13606");
  }
}
