import { z } from "zod";
import { orderListErrors } from "../../bandwidth/errorCodes/orderLists.js";
import { lookup } from "../../resources/define.js";
import { checkPeriod } from "../shared/days.js";
import { portFilters, portSummary } from "./portFields.js";

const { status, date, startDate, endDate } = portFilters;

/** The port-outs of the account. */
export const getPortOuts = lookup({
  name: "getPortOuts",
  description: `**Look here first for numbers that leave without your doing.**

The port-outs of the account: requests of other carriers for numbers that are in service here. It reads all pages of the list.`,
  operations: ["GET /accounts/{accountId}/portouts"],
  errors: orderListErrors,
  inputs: z.object({ status, date, startDate, endDate }),
  outputs: z.object({
    portOuts: z.array(portSummary).describe("The port-outs, in the API's order. Empty if none matches."),
  }),
  examples: [{ title: "Port-outs that are done", inputs: { status: "complete" } }],

  check: (known, given) => ({ failures: checkPeriod(known, given) }),

  invoke: async ({ api, inputs, signal }) => ({ portOuts: await api.portOuts.list(inputs, signal) }),
});
