import { z } from "zod";
import { oneOf } from "../../resources/properties/fields.js";
import { failedNumbers, orderFilters, orderSummary } from "../shared/orderLists.js";
import { featureOrderList } from "./featureOrderList.js";
import { externalOrder } from "./getExternalTnsOrder.js";

const { status, telephoneNumber, customerOrderId, orderIdFragment } = orderFilters;
const { createdDateFrom, createdDateTo, modifiedDateFrom, modifiedDateTo } = orderFilters;
const action = oneOf("ExternalTnsAction", ["IMPORT", "REMOVE"])
  .optional()
  .describe("Only orders that imported numbers (`IMPORT`), or that removed them (`REMOVE`).");
const loaType = oneOf("ExternalTnsLoaType", ["CARRIER", "SUBSCRIBER"])
  .optional()
  .describe("Only orders in which a carrier (`CARRIER`) or a subscriber (`SUBSCRIBER`) vouches for the numbers.");

/** The orders that imported or removed your own numbers. */
export const getExternalTnsOrders = featureOrderList({
  name: "getExternalTnsOrders",
  description: `The orders that imported telephone numbers of your own, or removed them again, whoever placed them. If Bandwidth
shows all details, as its reference promises, each order has its site, its peer and its numbers.

Classic API only: the Universal Platform (a \`baseUrl\` that ends in \`/v2\`) has no such orders.`,
  operation: "GET /accounts/{accountId}/externalTns",
  filters: z.object({
    ...{ status, telephoneNumber, customerOrderId, orderIdFragment, action, loaType },
    ...{ createdDateFrom, createdDateTo, modifiedDateFrom, modifiedDateTo },
  }),
  line: orderSummary
    .extend({ failedNumbers, ...externalOrder.partial().shape })
    .meta({ typeName: "ExternalTnsOrderSummary" }),

  list: (api, filters, signal) => api.featureOrders.externalTns.list(filters, signal),
});
