import { z } from "zod";
import { lookup } from "../../resources/define.js";
import { reportHead } from "./reportFields.js";

/** Which reports there are. */
export const getReports = lookup({
  name: "getReports",
  description: "The reports that Bandwidth's staff has defined, of which a `ReportInstance` makes one.",
  operations: ["GET /accounts/{accountId}/reports"],
  inputs: z.object({}),
  outputs: z.object({
    reports: z
      .array(z.object(reportHead).meta({ typeName: "ReportSummary" }))
      .describe("The reports, in the API's order; empty when there are none."),
  }),

  invoke: async ({ api, signal }) => ({ reports: await api.reports.list(signal) }),
});
