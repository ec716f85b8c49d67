import { z } from "zod";
import { lookup } from "../resources/define.js";
import { id } from "../resources/fields.js";
import { numberOutputs } from "../resources/phoneNumberOrder.js";
import { missing } from "./missing.js";

/** One order for new numbers, whoever placed it. */
export const getOrder = lookup({
  name: "getOrder",
  description: `An order for new telephone numbers by its id: how it stands, and what it brought.

It shows the order at this moment and does not wait for its end. It is an error when no such order exists.`,
  operations: [
    "GET /accounts/{accountId}/orders/{orderid}",
    "GET (v2) /accounts/{accountId}/orders/{orderid}",
    "GET /accounts/{accountId}/orders/{orderid}/tns",
  ],
  inputs: z.object({
    orderId: id()
      .describe("Id of the order, as Bandwidth gave it: a text like a UUID.")
      .meta({ example: "47955555-ce10-456e-8cb9-eb13b9f14cfd" }),
  }),
  examples: [{ title: "What became of an order", inputs: { orderId: "$phoneNumberOrder.orderIds[0]" } }],
  outputs: z.object({
    orderId: id().describe("Id of the order."),
    customerOrderId: z.string().optional().describe("Id that the customer gave the order, at most 40 characters."),
    status: z
      .string()
      .describe(
        "How the order stands, in the API's word: `RECEIVED`, `PROCESSING`, `COMPLETE` (`COMPLETED` on the Universal Platform), `PARTIAL`, `FAILED` or `BACKORDERED`.",
      ),
    telephoneNumbers: z.array(z.string()).describe("The numbers it brought, as E.164."),
    failedNumbers: numberOutputs.shape.failedNumbers.describe("What it did not bring, and why."),
    siteId: z.string().optional().describe("The site that the numbers were ordered for."),
    sipPeerId: z.string().optional().describe("The SIP peer they were ordered for, when the order names one."),
    quantity: z.int().optional().describe("How many numbers were asked for."),
    pendingQuantity: z.int().describe("How many numbers are still to come; 0 when the order is settled."),
    summary: z.string().optional().describe("The order in a few words of the API, as `1 number ordered in (919)`."),
  }),

  async invoke({ api, inputs: { orderId }, signal }) {
    const found = await api.orders.get(orderId, signal);
    if (!found) {
      const what = `order for new numbers of account ${api.client.accountId}`;
      throw missing("orderId", orderId, what, "an orderId, as in 47955555-ce10-456e-8cb9-eb13b9f14cfd");
    }
    // It brought numbers, and the API does not tell which: half a list would be taken for the whole one.
    if (found.interruption) throw found.interruption;
    const { customerOrderId, status, siteId, sipPeerId, summary } = found;
    return {
      ...{ orderId, customerOrderId, status, siteId, sipPeerId, summary },
      telephoneNumbers: found.completed,
      failedNumbers: found.failed,
      quantity: found.requested,
      pendingQuantity: found.pending,
    };
  },
});
