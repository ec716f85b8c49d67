import { z } from "zod";
import type { OrderOutcome } from "../../bandwidth/buying/newNumberOrders.js";
import { numberOutputs } from "../../resources/phoneNumberOrder/properties.js";
import { id } from "../../resources/properties/fields.js";

/** The outputs of an order for new numbers. */
export const newNumberOrder = z.object({
  orderId: id().describe("Id of the order."),
  customerOrderId: z.string().optional().describe("Id that the customer gave the order, at most 40 characters."),
  status: z
    .string()
    .describe(
      "Status of the order, in the API's word: `RECEIVED`, `PROCESSING`, `COMPLETE` (`COMPLETED` on the Universal Platform), `PARTIAL`, `FAILED` or `BACKORDERED`.",
    ),
  telephoneNumbers: z.array(z.string()).describe("The numbers it brought, as E.164."),
  failedNumbers: numberOutputs.shape.failedNumbers.describe("What it didn't bring, and why."),
  siteId: z.string().optional().describe("The site that the numbers were ordered for."),
  sipPeerId: z.string().optional().describe("The SIP peer they were ordered for, if the order names one."),
  quantity: z.int().optional().describe("How many numbers were asked for."),
  pendingQuantity: z.int().describe("How many numbers are still to come. 0 when the order is settled."),
  summary: z
    .string()
    .optional()
    .describe("Summary of the order in the API's words, such as `1 number ordered in (919)`."),
  name: z.string().optional().describe("Name of the order in the dashboard."),
  createdByUser: z.string().optional().describe("Who placed the order."),
  orderCreateDate: z.string().optional().describe("When it was placed, in the API's own form."),
  lastModifiedDate: z.string().optional().describe("When it last changed, in the API's own form."),
  orderCompleteDate: z.string().optional().describe("When it ended, in the API's own form."),
  partialAllowed: z.boolean().optional().describe("Whether it may bring only a part of the numbers."),
  backOrderRequested: z.boolean().optional().describe("Whether it waits for numbers that aren't available yet."),
  autoActivate: z.boolean().optional().describe("Whether it activates the numbers. Only on the Universal Platform."),
  protected: z.boolean().describe("Whether it protects the numbers against port-out."),
});

/** The order in these properties. */
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
