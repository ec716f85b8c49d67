import { z } from "zod";
import { inventoryErrors } from "../../bandwidth/errorCodes/inventory.js";
import { lookup } from "../../resources/define.js";
import { checkPeriod, shortPeriod } from "../shared/days.js";
import { disconnectedDays } from "./disconnectedDays.js";

/** How many numbers the account had. */
export const getDisconnectedNumbersTotals = lookup({
  name: "getDisconnectedNumbersTotals",
  description: "How many telephone numbers were disconnected from the account. `getDisconnectedNumbers` lists them.",
  operations: ["GET /accounts/{accountId}/discnumbers/totals"],
  errors: inventoryErrors,
  inputs: disconnectedDays,
  outputs: z.object({ count: z.int().describe("How many numbers were disconnected.") }),

  check: (known, given) => ({ failures: checkPeriod(known, given) }),

  invoke: async ({ api, inputs, signal }) => ({
    count: await api.inventory.disconnectedTotal(shortPeriod(inputs), signal),
  }),
});
