import { z } from "zod";
import { disconnectErrors } from "../../bandwidth/errorCodes/disconnects.js";
import { lookup } from "../../resources/define.js";
import { found, orderedNumbers, orderHead, orderInput } from "../shared/orderDetails.js";

const { orderId, customerOrderId, orderCreateDate, failedNumbers } = orderHead;

/** One disconnect, whoever placed it. */
export const getDisconnect = lookup({
  name: "getDisconnect",
  description: `An order that disconnects telephone numbers by its id: how it stands, and which numbers it has released.

It shows the order at this moment and does not wait for its end. It is an error when no such disconnect exists.`,
  operations: ["GET /accounts/{accountId}/disconnects/{disconnectid}"],
  errors: disconnectErrors,
  inputs: orderInput,
  outputs: z.object({
    orderId,
    customerOrderId,
    name: z.string().optional().describe("Name of the order in the dashboard, when the API tells it."),
    status: z
      .string()
      .describe(
        "How the order stands, in the API's word: `RECEIVED`, `PROCESSING`, `COMPLETE`, `PARTIAL` or `FAILED`.",
      ),
    orderCreateDate,
    telephoneNumbers: orderedNumbers.describe("The numbers that it is about, as E.164."),
    disconnectedNumbers: orderedNumbers.describe("Those that it has released, as E.164."),
    failedNumbers: failedNumbers.describe("What was not released, and why."),
    disconnectMode: z
      .string()
      .optional()
      .describe("How the numbers are given up, in the API's word: `normal`, `purge` …"),
    protected: z
      .string()
      .optional()
      .describe("What becomes of protection against port-out: `TRUE`, `FALSE` or `UNCHANGED`."),
  }),

  invoke: async ({ api, inputs, signal }) =>
    found(await api.disconnectOrders.get(inputs.orderId, signal), "disconnect", inputs.orderId, api.client.accountId),
});
