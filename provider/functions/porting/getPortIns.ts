import { z } from "zod";
import { orderListErrors } from "../../bandwidth/errorCodes/orderLists.js";
import type { PropertyFailure } from "../../pulumi/definition/check.js";
import { lookup } from "../../resources/define.js";
import { checkPeriod } from "../shared/days.js";
import { portFilters, portSummary } from "./portFields.js";

const { date, startDate, endDate, billingTelephoneNumber, telephoneNumber, pon, customerOrderId } = portFilters;
const status = portFilters.status.describe(
  "Only port-ins with this status, in the API's word, such as `complete`. The list shows drafts only with `draft`.",
);

const days = ["date", "startDate", "endDate"];
/**
 * The API takes none of these together with days (docs/maintainers/api.md#filters, and Bandwidth's own specification of the
 * list).
 */
const withoutDays = ["billingTelephoneNumber", "pon", "customerOrderId"];

/** The port-ins of the account. */
export const getPortIns = lookup({
  name: "getPortIns",
  description: `The port-ins of the account: orders that bring numbers here from other carriers. It reads all pages of the list.

Filters that exclude each other give an empty list, not an error. \`getPortInsTotals\` counts them faster.`,
  operations: ["GET /accounts/{accountId}/portins"],
  errors: orderListErrors,
  inputs: z.object({
    status,
    date,
    startDate,
    endDate,
    billingTelephoneNumber,
    telephoneNumber,
    pon,
    customerOrderId,
  }),
  outputs: z.object({
    portIns: z.array(portSummary).describe("The port-ins, in the API's order. Empty if none matches."),
  }),
  examples: [
    { title: "Port-ins that need attention", inputs: { status: "EXCEPTION" } },
    { title: "What changed in a month", inputs: { startDate: "2026-01-01", endDate: "2026-01-31" } },
  ],

  check(known, given) {
    const failures: PropertyFailure[] = checkPeriod(known, given);
    for (const other of withoutDays.filter(given)) {
      const reason = `cannot be given together with ${other}`;
      failures.push(...days.filter(given).map((property) => ({ property, reason })));
    }
    return { failures };
  },

  invoke: async ({ api, inputs, signal }) => ({ portIns: await api.portInLookUps.list(inputs, signal) }),
});
