import { z } from "zod";
import type { OrderOutcome } from "../../bandwidth/buying/newNumberOrders.js";
import { numberOutputs } from "../../resources/phoneNumberOrder/properties.js";
import { id } from "../../resources/properties/fields.js";

/** What an order for new numbers tells. */
export const newNumberOrder = z.object({
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
  name: z.string().optional().describe("Name of the order in the dashboard."),
  createdByUser: z.string().optional().describe("Who placed the order."),
  orderCreateDate: z.string().optional().describe("When it was placed, in the API's own form."),
  lastModifiedDate: z.string().optional().describe("When it last changed, in the API's own form."),
  orderCompleteDate: z.string().optional().describe("When it came to its end, in the API's own form."),
  partialAllowed: z.boolean().optional().describe("Whether it may bring a part of the numbers."),
  backOrderRequested: z.boolean().optional().describe("Whether it waits for numbers that are not there yet."),
  autoActivate: z.boolean().optional().describe("Whether the numbers are activated by it; on the Universal Platform."),
  protected: z.boolean().describe("Whether it asks for protection of the numbers against port-out."),
});

/** The order in these words. */
export function shownOrder(found: OrderOutcome): z.infer<typeof newNumberOrder> {
  const { orderId, customerOrderId, status, siteId, sipPeerId, summary, facts } = found;
  return {
    ...facts,
    ...{ orderId, customerOrderId, status, siteId, sipPeerId, summary },
    telephoneNumbers: found.completed,
    failedNumbers: found.failed,
    quantity: found.requested,
    pendingQuantity: found.pending,
  };
}
