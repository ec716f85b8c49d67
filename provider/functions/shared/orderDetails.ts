import { z } from "zod";
import { numberOutputs } from "../../resources/phoneNumberOrder/properties.js";
import { id } from "../../resources/properties/fields.js";
import { missing } from "./missing.js";

/** The order to look up. */
export const orderInput = z.object({
  orderId: id()
    .describe("Id of the order, as Bandwidth assigned it: a text like a UUID.")
    .meta({ example: "47955555-ce10-456e-8cb9-eb13b9f14cfd" }),
});

/** What every order has. */
export const orderHead = {
  orderId: id().describe("Id of the order."),
  customerOrderId: z.string().optional().describe("Id that the customer gave the order."),
  status: z
    .string()
    .describe("Status of the order, in the API's word: `RECEIVED`, `PROCESSING`, `COMPLETE`, `PARTIAL`, `FAILED` …"),
  createdByUser: z.string().optional().describe("Who placed the order."),
  orderCreateDate: z.string().optional().describe("When it was placed, in the API's own form."),
  lastModifiedDate: z.string().optional().describe("When it last changed, in the API's own form."),
  orderCompleteDate: z.string().optional().describe("When it ended, in the API's own form, if the API gives it."),
  failedNumbers: numberOutputs.shape.failedNumbers.describe("What the order didn't do, and why."),
};

/** The name of an order for new numbers in messages. */
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
