import { z } from "zod";
import { lookup } from "../../resources/define.js";
import { reportHead } from "./reportFields.js";

/** The reports of the account. */
export const getReports = lookup({
  name: "getReports",
  description: "The reports that Bandwidth's staff has defined. A `ReportInstance` creates one of them.",
  operations: ["GET /accounts/{accountId}/reports"],
  inputs: z.object({}),
  outputs: z.object({
    reports: z
      .array(z.object(reportHead).meta({ typeName: "ReportSummary" }))
      .describe("The reports, in the API's order. Empty if there are none."),
  }),

  invoke: async ({ api, signal }) => ({ reports: await api.reports.list(signal) }),
});
