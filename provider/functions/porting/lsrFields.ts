import { z } from "zod";
import { orderLookUpErrors } from "../../bandwidth/errorCodes/orderLists.js";
import { lsrErrors } from "../../resources/porting/lsrOrderFields.js";
import { id, words } from "../../resources/properties/fields.js";
import { found } from "../shared/orderDetails.js";
import type { OrderFamily } from "../shared/orderLookUp.js";

const optional = (text: string) => z.string().optional().describe(text);

/** The LSR order to look up. */
export const lsrOrderInput = z.object({
  orderId: id()
    .describe("Id of the LSR order, as Bandwidth assigned it: a text like a UUID.")
    .meta({ example: "00cf7e08-cab0-4515-9a77-2d0a7da09415" }),
});

/** An example that asks about the order of an `LsrOrder`. */
export const lsrExample = (title: string) => ({ title, inputs: { orderId: "$lsrOrder.orderId" } });

/** The order, or the error that there is none. */
export const foundLsrOrder = <Told>(told: Told | undefined, orderId: string, accountId: string): Told =>
  found(told, "LSR order", orderId, accountId);

/** The LSR orders, for look-ups of one thing of them. */
export const lsrOrders: OrderFamily = { input: lsrOrderInput, errors: orderLookUpErrors, found: foundLsrOrder };

/** What an LSR order and its line in the list both have. */
export const lsrHead = {
  orderId: z.string().describe("Id of the order."),
  pon: optional("The purchase order number that the carrier gave it."),
  ponVersion: optional("How often the order was changed, by the API's count."),
  customerOrderId: optional("Id that the customer gave the order."),
  billingTelephoneNumber: optional("The number of the subscriber's bill, as E.164."),
  requestedFocDate: optional("The requested day of the move, such as `2026-03-02`."),
  actualFocDate: optional("The confirmed day (FOC), such as `2026-03-02`."),
  lastModifiedDate: optional("When it last changed, in the API's own form."),
  errors: lsrErrors,
};

export const lsrStatus = "`PENDING`, `SUBMITTED`, `FOC`, `COMPLETE`, `EXCEPTION`, `CANCELLED`, `FAILED` …";

export const ponFilter = words(25).optional().describe("Only the order with this purchase order number.");
