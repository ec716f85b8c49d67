import { z } from "zod";
import { reportErrors } from "../../bandwidth/errorCodes/reports.js";
import { lookup } from "../../resources/define.js";
import { fileNotes, fileOutputs, instanceExample, instanceInput, shownFile } from "./reportFields.js";

/** The file of a report. */
export const getReportInstanceFile = lookup({
  name: "getReportInstanceFile",
  description: `The file of a report instance.

${fileNotes}`,
  operations: ["GET /accounts/{accountId}/reports/{reportid}/instances/{instanceId}/file"],
  errors: reportErrors,
  inputs: instanceInput,
  outputs: z.object(fileOutputs),
  examples: [instanceExample],

  invoke: async ({ api, inputs: { reportId, instanceId }, signal }) =>
    shownFile(await api.reports.file(reportId, instanceId, signal), `report ${reportId}/${instanceId}`),
});
