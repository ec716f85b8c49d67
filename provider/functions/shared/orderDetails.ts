import { z } from "zod";
import { numberOutputs } from "../../resources/phoneNumberOrder/properties.js";
import { id } from "../../resources/properties/fields.js";
import { missing } from "./missing.js";

/** Which order to look up. */
export const orderInput = z.object({
  orderId: id()
    .describe("Id of the order, as Bandwidth gave it: a text like a UUID.")
    .meta({ example: "47955555-ce10-456e-8cb9-eb13b9f14cfd" }),
});

/** What every order tells of itself. */
export const orderHead = {
  orderId: id().describe("Id of the order."),
  customerOrderId: z.string().optional().describe("Id that the customer gave the order."),
  status: z
    .string()
    .describe("How the order stands, in the API's word: `RECEIVED`, `PROCESSING`, `COMPLETE`, `PARTIAL`, `FAILED` …"),
  createdByUser: z.string().optional().describe("Who placed the order."),
  orderCreateDate: z.string().optional().describe("When it was placed, in the API's own form."),
  lastModifiedDate: z.string().optional().describe("When it last changed, in the API's own form."),
  orderCompleteDate: z
    .string()
    .optional()
    .describe("When it came to its end, in the API's own form, when the API tells it."),
  failedNumbers: numberOutputs.shape.failedNumbers.describe("What the order did not do, and why."),
};

/** How messages call an order for new numbers. */
export const ofNewNumbers = "order for new numbers";

/** An example that asks about the order of a `PhoneNumberOrder`. */
export const orderExample = (title: string) => ({ title, inputs: { orderId: "$phoneNumberOrder.orderIds[0]" } });

/** The numbers of an order, or of one group of it. */
export const orderedNumbers = z.array(z.string()).describe("The numbers, as E.164.");

/** The order, or the error that there is none. */
export function found<Order>(order: Order | undefined, kind: string, orderId: string, accountId: string): Order {
  if (order !== undefined) return order;
  const expected = "an orderId, as in 47955555-ce10-456e-8cb9-eb13b9f14cfd";
  throw missing("orderId", orderId, `${kind} of account ${accountId}`, expected);
}
