import { z } from "zod";
import { disconnectErrors } from "../../bandwidth/errorCodes/disconnects.js";
import { lookup } from "../../resources/define.js";
import { found, orderedNumbers, orderHead, orderInput } from "../shared/orderDetails.js";

const { orderId, customerOrderId, orderCreateDate, failedNumbers } = orderHead;

/** One disconnect, whoever placed it. */
export const getDisconnect = lookup({
  name: "getDisconnect",
  description: `An order that disconnects telephone numbers by its id: its status, and which numbers it has released.

It shows the order at this moment and doesn't wait for its end. The call fails if no such disconnect exists.`,
  operations: ["GET /accounts/{accountId}/disconnects/{disconnectid}"],
  errors: disconnectErrors,
  inputs: orderInput,
  outputs: z.object({
    orderId,
    customerOrderId,
    name: z.string().optional().describe("Name of the order in the dashboard, if the API gives it."),
    status: z
      .string()
      .describe("Status of the order, in the API's word: `RECEIVED`, `PROCESSING`, `COMPLETE`, `PARTIAL` or `FAILED`."),
    orderCreateDate,
    telephoneNumbers: orderedNumbers.describe("The numbers that it is about, as E.164."),
    disconnectedNumbers: orderedNumbers.describe("The numbers that it has released, as E.164."),
    failedNumbers: failedNumbers.describe("The numbers that weren't released, and why."),
    disconnectMode: z
      .string()
      .optional()
      .describe("How the numbers are released, in the API's word: `normal`, `purge` …"),
    protected: z
      .string()
      .optional()
      .describe("What happens to the protection against port-out: `TRUE`, `FALSE` or `UNCHANGED`."),
  }),

  invoke: async ({ api, inputs, signal }) =>
    found(await api.disconnectOrders.get(inputs.orderId, signal), "disconnect", inputs.orderId, api.client.accountId),
});
