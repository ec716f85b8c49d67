import { z } from "zod";
import { reportLookUpErrors } from "../../bandwidth/errorCodes/reports.js";
import { lookup } from "../../resources/define.js";
import { noReport, reportHead, reportInput } from "./reportFields.js";

const optional = (text: string) => z.string().optional().describe(text);

const value = z
  .object({
    internalName: z.string().describe("The value to give."),
    displayName: optional("The value as a person reads it."),
  })
  .meta({ typeName: "ReportParameterValue" });

const parameter = z
  .object({
    name: z.string().describe("Name of the parameter."),
    type: optional(
      "`AccountId` (filled in by itself), `SiteId`, `SipPeerId`, `String`, `Integer`, `Boolean`, `Enum` …",
    ),
    required: z.boolean().optional().describe("Whether a value has to be given."),
    description: optional("What it is about."),
    multiSelectAllowed: z.boolean().optional().describe("Whether it takes more than one value."),
    helpInformation: optional("More about it."),
    valueFilter: optional("Which values an `Enum` is limited to: their internal names, with semicolons between them."),
    values: z.array(value).describe("The values that an `Enum` takes; empty for the others."),
  })
  .meta({ typeName: "ReportParameter" });

/** What a report wants to know. */
export const getReport = lookup({
  name: "getReport",
  description:
    "One report with the parameters that a `ReportInstance` of it takes. It is an error when no such report exists.",
  operations: ["GET /accounts/{accountId}/reports/{reportid}"],
  errors: reportLookUpErrors,
  inputs: reportInput,
  outputs: z.object({
    ...reportHead,
    parameters: z.array(parameter).describe("Its parameters; empty when there are none."),
  }),

  async invoke({ api, inputs: { reportId }, signal }) {
    const found = await api.reports.get(reportId, signal);
    if (!found) throw noReport(reportId);
    return found;
  },
});
