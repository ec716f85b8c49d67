import { z } from "zod";
import { reportLookUpErrors } from "../../bandwidth/errorCodes/reports.js";
import { lookup } from "../../resources/define.js";
import { instanceList, shownInstance } from "./reportFields.js";

/** The instances of all reports. */
export const getAllReportInstances = lookup({
  name: "getAllReportInstances",
  description: "The instances of all reports of the account, whoever requested them.",
  operations: ["GET /accounts/{accountId}/reports/instances"],
  errors: reportLookUpErrors,
  inputs: z.object({}),
  outputs: z.object({ instances: instanceList }),

  async invoke({ api, signal }) {
    const found = await api.reports.allInstances(signal);
    return { instances: found.map((one) => shownInstance(one)) };
  },
});
