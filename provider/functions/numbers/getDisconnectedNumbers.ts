import { z } from "zod";
import { inventoryErrors } from "../../bandwidth/errorCodes/inventory.js";
import { lookup } from "../../resources/define.js";
import { checkPeriod, shortPeriod } from "../shared/days.js";
import { disconnectedDays } from "./disconnectedDays.js";

/** The numbers that the account had. */
export const getDisconnectedNumbers = lookup({
  name: "getDisconnectedNumbers",
  description: `The telephone numbers that were disconnected from the account. It reads all pages of the list.

A disconnected number ages for about 30 days. During that time, its former owner may order it again.`,
  operations: ["GET /accounts/{accountId}/discnumbers"],
  errors: inventoryErrors,
  inputs: disconnectedDays,
  outputs: z.object({
    telephoneNumbers: z.array(z.string()).describe("The numbers as E.164, each once, in the API's order."),
  }),

  check: (known, given) => ({ failures: checkPeriod(known, given) }),

  invoke: async ({ api, inputs, signal }) => ({
    telephoneNumbers: await api.inventory.disconnected(shortPeriod(inputs), signal),
  }),
});
