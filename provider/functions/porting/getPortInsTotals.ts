import { z } from "zod";
import { orderListErrors } from "../../bandwidth/errorCodes/orderLists.js";
import { lookup } from "../../resources/define.js";
import { id } from "../../resources/properties/fields.js";
import { portFilters } from "./portFields.js";

/** How many port-ins there are. */
export const getPortInsTotals = lookup({
  name: "getPortInsTotals",
  description: `How many port-ins the account has. \`getPortInTotals\` counts the numbers of one port-in.`,
  operations: ["GET /accounts/{accountId}/portins/totals"],
  errors: orderListErrors,
  inputs: z.object({
    status: portFilters.status,
    vendorId: id().optional().describe("Only port-ins that this carrier carries out, by its id, such as `49`."),
  }),
  outputs: z.object({ count: z.int().describe("How many port-ins match.") }),
  examples: [{ title: "Port-ins that are done", inputs: { status: "complete" } }],

  invoke: async ({ api, inputs, signal }) => ({ count: await api.portInLookUps.count(inputs, signal) }),
});
