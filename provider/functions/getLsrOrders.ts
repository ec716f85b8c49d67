import { z } from "zod";
import { orderListErrors } from "../bandwidth/errorCodes/orderLists.js";
import { lookup } from "../resources/define.js";
import { oneOf } from "../resources/fields.js";
import { shownErrors } from "../resources/lsrOrderFields.js";
import { lsrHead, lsrStatus, ponFilter } from "./lsrFields.js";
import { checkPeriods, limited, orderFilters } from "./orderLists.js";

const { telephoneNumber, customerOrderId, orderIdFragment } = orderFilters;
const { createdDateFrom, createdDateTo, modifiedDateFrom, modifiedDateTo } = orderFilters;

const line = z
  .object({
    ...lsrHead,
    status: z.string().optional().describe(`How it stands, in the API's word: ${lsrStatus}`),
    countOfTns: z.int().optional().describe("How many numbers it is about."),
    userId: z.string().optional().describe("Who placed it."),
    orderDate: z.string().optional().describe("When it was placed, in the API's own form."),
  })
  .meta({ typeName: "LsrOrderSummary" });

/** Which orders take numbers out of Bandwidth's network. */
export const getLsrOrders = lookup({
  name: "getLsrOrders",
  description: `The LSR orders of the account: requests that telephone numbers leave Bandwidth's network, whoever placed them.

${limited}`,
  operations: ["GET /accounts/{accountId}/lsrorders"],
  errors: orderListErrors,
  inputs: z.object({
    status: z
      .array(oneOf("LsrOrderStatus", ["PENDING", "FOC", "EXCEPTION", "CANCELLED", "COMPLETE", "FAILED"]))
      .optional()
      .describe(
        "Only orders that stand so: some of `PENDING`, `FOC`, `EXCEPTION`, `CANCELLED`, `COMPLETE` and `FAILED`.",
      )
      .meta({ set: true }),
    telephoneNumber,
    pon: ponFilter,
    customerOrderId,
    orderIdFragment,
    createdDateFrom,
    createdDateTo,
    modifiedDateFrom,
    modifiedDateTo,
  }),
  outputs: z.object({ orders: z.array(line).describe("The orders, in the API's order; empty when none fits.") }),
  examples: [{ title: "Orders that need attention", inputs: { status: ["EXCEPTION", "FAILED"] } }],

  check: checkPeriods,

  async invoke({ api, inputs, signal }) {
    const orders = await api.lsrOrders.list(inputs, signal);
    return { orders: orders.map((order) => ({ ...order, errors: shownErrors(order) })) };
  },
});
