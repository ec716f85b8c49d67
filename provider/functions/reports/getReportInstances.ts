import { z } from "zod";
import { reportLookUpErrors } from "../../bandwidth/errorCodes/reports.js";
import { lookup } from "../../resources/define.js";
import { instanceList, noReport, reportInput, shownInstance } from "./reportFields.js";

/** The instances of a report. */
export const getReportInstances = lookup({
  name: "getReportInstances",
  description: "The instances of one report, whoever requested them. The call fails if no such report exists.",
  operations: ["GET /accounts/{accountId}/reports/{reportid}/instances"],
  errors: reportLookUpErrors,
  inputs: reportInput,
  outputs: z.object({ instances: instanceList }),

  async invoke({ api, inputs: { reportId }, signal }) {
    const found = await api.reports.instances(reportId, signal);
    if (!found) throw noReport(reportId);
    return { instances: found.map((one) => shownInstance(one, reportId)) };
  },
});
