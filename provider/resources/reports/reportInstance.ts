import { z } from "zod";
import { reportErrors } from "../../bandwidth/errorCodes/reports.js";
import type { ReportInstance, ReportRequest } from "../../bandwidth/reports/reportCodec.js";
import { parameterProblems, withAccount } from "../../bandwidth/reports/reportParameters.js";
import { isReportId, type ReportStatus, statusOf } from "../../bandwidth/reports/reportStatus.js";
import { isRequested } from "../../bandwidth/reports/reports.js";
import type { Call } from "../../pulumi/definition/definition.js";
import { Refused } from "../../pulumi/definition/errors.js";
import type { Bandwidth } from "../define.js";
import { createOnce } from "../ordering/createOnce.js";
import { day, id, oneOf, words } from "../properties/fields.js";
import { deliveryInputs } from "./reportDelivery.js";
import type { Report } from "./reportLifecycle.js";
import { reportResource } from "./reportResource.js";

const another = "A change creates another report.";

/** A parameter with its values. */
export const reportInstanceParameter = z
  .object({
    name: words(200).describe("Name of the parameter, as the report's definition spells it. At most 200 characters."),
    values: z
      .array(words(1_000))
      .min(1, "must contain at least one value")
      .describe(
        "Its values, of at most 1,000 characters each. More than one only if the definition allows it (error 19057).",
      )
      .meta({ set: true }),
  })
  .meta({ typeName: "ReportInstanceParameter" });

const inputs = z.object({
  reportId: id()
    .describe(`Id of the report to create, as \`getReports\` lists it. ${another}`)
    .meta({ replaces: true, example: "100020" }),
  outputFormat: oneOf("ReportOutputFormat", ["pdf", "xls", "csv"])
    .describe(
      `Form of the file: \`pdf\`, \`xls\` or \`csv\`. An \`xls\` holds at most 65,000 rows (error 19069). ${another}`,
    )
    .meta({ replaces: true, writeOnly: true, example: "csv" }),
  parameters: z
    .array(reportInstanceParameter)
    .optional()
    .describe(
      `What the report is about. \`getReport\` lists the parameters, and which are required. The provider fills in the account. ${another}`,
    )
    .meta({ set: true, replaces: true, writeOnly: true, example: [{ name: "Status", values: ["Inservice"] }] }),
  expiresAt: day()
    .optional()
    .describe(
      `The day until which Bandwidth keeps the report, as \`2026-12-31\`. It must be in the future (error 19046). ${another}`,
    )
    .meta({ replaces: true, writeOnly: true }),
  ...deliveryInputs,
});

type Inputs = z.infer<typeof inputs>;
type Seen = ReportStatus & { instance: ReportInstance };

/** A report that Bandwidth creates for these parameters. */
export const reportInstance = reportResource({
  name: "ReportInstance",
  description: `A report, created once. The provider requests it, waits for it, and writes its file to \`path\` or shows it in \`content\`.

Bandwidth's staff defines the reports. A report is as old as the resource: \`pulumi up\` creates a new one only when the
inputs or \`replacementTriggers\` change. If the file at \`path\` is missing or was changed, a refresh shows that it is gone,
and the next \`pulumi up\` writes it again. Reports expire. If Bandwidth no longer has the file, \`pulumi up\` creates a new report.

After an interrupted \`up\`, the next one adopts the report if Bandwidth is still creating it. If the report is ready by
then, the next \`up\` creates another, because a ready report can't be told from an older one.

The API can't delete a report. Deleting the resource removes the file at \`path\`, unless the file was changed. The report
expires by itself.`,
  operations: [
    "GET /accounts/{accountId}/reports/{reportid}",
    "GET /accounts/{accountId}/reports/{reportid}/instances",
    "POST /accounts/{accountId}/reports/{reportid}/instances",
    "GET /accounts/{accountId}/reports/{reportid}/instances/{instanceId}",
    "GET /accounts/{accountId}/reports/{reportid}/instances/{instanceId}/file",
    "GET /accounts/{accountId}/reports/instances",
  ],
  errors: reportErrors,
  inputs,
  outputs: z.object({
    instanceId: id().describe("Assigned by Bandwidth.").meta({ stable: true }),
    status: z.string().describe("Status of the report: `Ready`, or `Expired` if Bandwidth no longer has it."),
    reportName: z.string().optional().describe("Name of the report."),
    requestedByUserName: z.string().optional().describe("User who requested it."),
    requestedAt: z.string().optional().describe("Time of the request, in the API's form."),
    availableUntil: z.string().optional().describe("The day on which Bandwidth removes it, in the API's form."),
  }),
  importId: { form: "reportId/instanceId", example: "100020/100090" },
  examples: [
    {
      title: "The numbers of the account, as a file",
      inputs: {
        reportId: "100020",
        outputFormat: "csv",
        parameters: [{ name: "Status", values: ["Inservice", "Aging"] }],
        path: "reports/numbers.csv",
      },
    },
  ],
  check({ parameters = [] }) {
    const names = parameters.map(({ name }) => name);
    const failures = names.flatMap((name, index) => {
      if (names.indexOf(name) === index) return [];
      return [{ property: `parameters[${index}].name`, reason: `"${name}" is in the list already (error 19027)` }];
    });
    return { failures };
  },

  report(api, ownId) {
    const { reportId, instanceId } = partsOf(ownId);
    return reportOf(api, reportId, instanceId);
  },
  ask: async (call) => `${call.inputs.reportId}/${await ask(call, call.inputs)}`,

  seenInputs(ownId, state, seen) {
    const { outputFormat, parameters, expiresAt } = state ?? seen?.instance ?? {};
    return { reportId: partsOf(ownId).reportId, outputFormat, parameters, ...(state && { expiresAt }) };
  },
  told: (seen, before, ownId) => ({ ...told(seen, before), instanceId: partsOf(ownId).instanceId }),
  refuseOther,

  list: {
    inputs: z.object({
      reportId: id().optional().describe("Only instances of this report. Default: the instances of all reports."),
    }),
    async *find({ api, query, signal }) {
      const { reportId } = query;
      const of =
        reportId === undefined ? api.reports.allInstances(signal) : api.reports.instances(String(reportId), signal);
      for (const { instanceId, reportName, status, ...one } of (await of) ?? []) {
        if (status === "Expired") continue;
        const name = `${reportName ?? "report"} of ${one.requestedAt ?? "unknown time"}`;
        yield { id: `${one.reportId ?? reportId}/${instanceId}`, name };
      }
    },
  },
});

function reportOf(api: Bandwidth, reportId: string, instanceId: string): Report<Seen> {
  return {
    type: "ReportInstance",
    id: `${reportId}/${instanceId}`,
    async look(signal) {
      const instance = await api.reports.instance(reportId, instanceId, signal);
      return instance && { ...statusOf(instance.status), instance };
    },
    file: (signal) => api.reports.file(reportId, instanceId, signal),
  };
}

/**
 * Requests the report once. If the answer was lost, the list of instances shows whether the report exists. After a killed run,
 * it adopts a report that Bandwidth is still creating. It doesn't adopt a ready report: that may be of any age, because the API
 * gives the time of the request without a time zone.
 */
async function ask(call: Call<Bandwidth>, inputs: Inputs): Promise<string> {
  const { api, signal, info, isHeldByOther } = call;
  const { reportId, outputFormat, expiresAt, parameters = [] } = inputs;
  const definition = await api.reports.get(reportId, signal);
  if (!definition) {
    throw new Refused([
      { property: "reportId", reason: `"${reportId}" is not a report; getReports lists the reports` },
    ]);
  }
  const given = withAccount(definition, parameters, api.client.accountId);
  const offset = given.length - parameters.length;
  const problems = parameterProblems(definition, given).map(({ index, reason }) => {
    return { property: index === undefined ? "parameters" : `parameters[${index - offset}]`, reason };
  });
  if (problems.length > 0) throw new Refused(problems);
  const spec: ReportRequest = { outputFormat, parameters: given, expiresAt };
  const same = async () =>
    ((await api.reports.instances(reportId, signal)) ?? []).filter((one) => isRequested(one, spec));
  const before = await same();
  const latest = before.reduce<ReportInstance | undefined>(
    (last, one) => ((last?.requestedAt ?? "") > (one.requestedAt ?? "") ? last : one),
    undefined,
  );
  if (latest && isFree(call, reportId, latest) && statusOf(latest.status).state === "open") {
    info(`report ${reportId}/${latest.instanceId} of an earlier run is still being created; this run adopts it`);
    return latest.instanceId;
  }
  const twin = before.find(
    ({ status, instanceId }) => status === "Ready" && !isHeldByOther(`${reportId}/${instanceId}`),
  );
  if (twin) {
    info(
      `report ${reportId} already exists with the same parameters, from ${twin.requestedAt}; Bandwidth creates another, because a finished report ` +
        `does not change. To use the earlier one, import ${reportId}/${twin.instanceId}.`,
    );
  }
  const known = new Set(before.map(({ instanceId }) => instanceId));
  const find = async () => {
    const fresh = (await same()).filter(({ instanceId }) => isReportId(instanceId) && !known.has(instanceId));
    return fresh.find(({ instanceId }) => !isHeldByOther(`${reportId}/${instanceId}`))?.instanceId;
  };
  // Without the signal: a cancel must not lose the id in the answer.
  return createOnce(api.client, signal, () => api.reports.create(reportId, spec), find);
}

/** Whether an instance belongs to no other resource, and is not the one that is being replaced. */
function isFree({ isHeldByOther, wasMine }: Call<Bandwidth>, reportId: string, { instanceId }: ReportInstance) {
  const id = `${reportId}/${instanceId}`;
  return isReportId(instanceId) && !isHeldByOther(id) && !wasMine(id);
}

interface Told {
  status?: string;
  reportName?: string;
  requestedByUserName?: string;
  requestedAt?: string;
  availableUntil?: string;
}

function told(seen: Seen | undefined, before: Told) {
  const { reportName, requestedByUserName, requestedAt, expiresAt } = seen?.instance ?? {};
  return {
    status: seen?.status ?? before.status ?? "unknown",
    reportName: reportName ?? before.reportName,
    requestedByUserName: requestedByUserName ?? before.requestedByUserName,
    requestedAt: requestedAt ?? before.requestedAt,
    availableUntil: expiresAt ?? before.availableUntil,
  };
}

/** A report can't be changed, so an adopted one must be what the program declares. */
function refuseOther(ownId: string, { outputFormat, parameters, expiresAt }: Partial<Inputs>, wanted: Inputs): void {
  const instance = { instanceId: ownId, outputFormat, parameters, expiresAt };
  const { parameters: declared = [], ...rest } = wanted;
  if (isRequested(instance, { ...rest, parameters: declared, expiresAt: undefined })) return;
  throw new Refused([
    { property: "parameters", reason: `report ${ownId} was created for others, and cannot be changed` },
  ]);
}

function partsOf(ownId: string): { reportId: string; instanceId: string } {
  const [reportId, instanceId, ...more] = ownId.split("/");
  if (reportId && instanceId && more.length === 0) return { reportId, instanceId };
  throw new Error(`"${ownId}" is not the id of a report; expected: reportId/instanceId, as in 100020/100090`);
}
