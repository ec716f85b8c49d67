import { z } from "zod";
import { reportLookUpErrors } from "../../bandwidth/errorCodes/reports.js";
import { lookup } from "../../resources/define.js";
import { instanceExample, instanceFields, instanceInput, noInstance, shownInstance } from "./reportFields.js";

/** How one making of a report stands. */
export const getReportInstance = lookup({
  name: "getReportInstance",
  description: `One instance of a report: how it stands at this moment, and what it was asked for.

It does not wait until the report is ready. It is an error when no such instance exists.`,
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
