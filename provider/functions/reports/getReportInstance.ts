import { z } from "zod";
import { reportLookUpErrors } from "../../bandwidth/errorCodes/reports.js";
import { lookup } from "../../resources/define.js";
import { instanceExample, instanceFields, instanceInput, noInstance, shownInstance } from "./reportFields.js";

/** The status of one instance of a report. */
export const getReportInstance = lookup({
  name: "getReportInstance",
  description: `One instance of a report: its status at this moment, and the parameters of the request.

It doesn't wait until the report is ready. The call fails if no such instance exists.`,
  operations: ["GET /accounts/{accountId}/reports/{reportid}/instances/{instanceId}"],
  errors: reportLookUpErrors,
  inputs: instanceInput,
  outputs: z.object(instanceFields),
  examples: [instanceExample],

  async invoke({ api, inputs: { reportId, instanceId }, signal }) {
    const found = await api.reports.instance(reportId, instanceId, signal);
    if (!found) throw noInstance(reportId, instanceId);
    return shownInstance(found, reportId);
  },
});
