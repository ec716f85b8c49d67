import { z } from "zod";
import { shownErrors } from "../../resources/porting/lsrOrderFields.js";
import { oneOf } from "../../resources/properties/fields.js";
import { featureOrderList } from "../features/featureOrderList.js";
import { orderFilters } from "../shared/orderLists.js";
import { lsrHead, lsrStatus, ponFilter } from "./lsrFields.js";

const { telephoneNumber, customerOrderId, orderIdFragment } = orderFilters;
const { createdDateFrom, createdDateTo, modifiedDateFrom, modifiedDateTo } = orderFilters;

const line = z
  .object({
    ...lsrHead,
    status: z.string().optional().describe(`Status, in the API's word: ${lsrStatus}`),
    countOfTns: z.int().optional().describe("How many numbers it is about."),
    userId: z.string().optional().describe("Who placed it."),
    orderDate: z.string().optional().describe("When it was placed, in the API's own form."),
  })
  .meta({ typeName: "LsrOrderSummary" });

const status = z
  .array(oneOf("LsrOrderStatus", ["PENDING", "FOC", "EXCEPTION", "CANCELLED", "COMPLETE", "FAILED"]))
  .optional()
  .describe(
    "Only orders with one of these statuses, out of `PENDING`, `FOC`, `EXCEPTION`, `CANCELLED`, `COMPLETE` and `FAILED`.",
  )
  .meta({ set: true });

/** The orders that move numbers away from Bandwidth's network. */
export const getLsrOrders = featureOrderList({
  name: "getLsrOrders",
  description:
    "The LSR orders of the account: requests to move telephone numbers away from Bandwidth's network, whoever placed them.",
  operation: "GET /accounts/{accountId}/lsrorders",
  filters: z.object({
    ...{ status, telephoneNumber, pon: ponFilter, customerOrderId, orderIdFragment },
    ...{ createdDateFrom, createdDateTo, modifiedDateFrom, modifiedDateTo },
  }),
  line,
  examples: [{ title: "Orders that need attention", inputs: { status: ["EXCEPTION", "FAILED"] } }],

  async list(api, filters, signal) {
    const orders = await api.lsrOrders.list(filters, signal);
    return orders.map((order) => ({ ...order, errors: shownErrors(order) }));
  },
});
