import { z } from "zod";
import { reportLookUpErrors } from "../../bandwidth/errorCodes/reports.js";
import { lookup } from "../../resources/define.js";
import { noReport, reportHead, reportInput } from "./reportFields.js";

const optional = (text: string) => z.string().optional().describe(text);

const value = z
  .object({
    internalName: z.string().describe("The value to give."),
    displayName: optional("The value in readable form."),
  })
  .meta({ typeName: "ReportParameterValue" });

const parameter = z
  .object({
    name: z.string().describe("Name of the parameter."),
    type: optional(
      "`AccountId` (the provider fills it in), `SiteId`, `SipPeerId`, `String`, `Integer`, `Boolean`, `Enum` …",
    ),
    required: z.boolean().optional().describe("Whether a value is required."),
    description: optional("What it is about."),
    multiSelectAllowed: z.boolean().optional().describe("Whether it accepts more than one value."),
    helpInformation: optional("More about the parameter."),
    valueFilter: optional("The values of an `Enum`: their internal names, separated by semicolons."),
    values: z.array(value).describe("The values that an `Enum` accepts. Empty for other types."),
  })
  .meta({ typeName: "ReportParameter" });

/** The parameters of a report. */
export const getReport = lookup({
  name: "getReport",
  description:
    "One report with the parameters that a `ReportInstance` of it accepts. The call fails if no such report exists.",
  operations: ["GET /accounts/{accountId}/reports/{reportid}"],
  errors: reportLookUpErrors,
  inputs: reportInput,
  outputs: z.object({
    ...reportHead,
    parameters: z.array(parameter).describe("Its parameters. Empty if there are none."),
  }),

  async invoke({ api, inputs: { reportId }, signal }) {
    const found = await api.reports.get(reportId, signal);
    if (!found) throw noReport(reportId);
    return found;
  },
});
