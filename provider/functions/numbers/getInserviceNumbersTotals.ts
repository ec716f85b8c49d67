import { z } from "zod";
import { inventoryErrors } from "../../bandwidth/errorCodes/inventory.js";
import { lookup } from "../../resources/define.js";

/** How many numbers the account has. */
export const getInserviceNumbersTotals = lookup({
  name: "getInserviceNumbersTotals",
  description: "How many telephone numbers are in service on the account. `getInserviceNumbers` lists them.",
  operations: ["GET /accounts/{accountId}/inserviceNumbers/totals"],
  errors: inventoryErrors,
  inputs: z.object({}),
  outputs: z.object({ count: z.int().describe("How many numbers are in service.") }),

  invoke: async ({ api, signal }) => ({ count: await api.inventory.inServiceTotal(signal) }),
});
