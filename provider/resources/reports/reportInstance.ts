import { z } from "zod";
import { reportErrors } from "../../bandwidth/errorCodes/reports.js";
import type { ReportInstance, ReportWish } from "../../bandwidth/reports/reportCodec.js";
import { parameterProblems, withAccount } from "../../bandwidth/reports/reportParameters.js";
import { isReportId, type ReportStatus, statusOf } from "../../bandwidth/reports/reportStatus.js";
import { isWished } from "../../bandwidth/reports/reports.js";
import type { Call } from "../../pulumi/definition/definition.js";
import { Refused } from "../../pulumi/definition/errors.js";
import type { Bandwidth } from "../define.js";
import { createOnce } from "../ordering/createOnce.js";
import { day, id, oneOf, words } from "../properties/fields.js";
import { deliveryInputs } from "./reportDelivery.js";
import type { Report } from "./reportLifecycle.js";
import { reportResource } from "./reportResource.js";

const another = "A change makes another report.";

/** A parameter with the values that it is asked for. */
export const reportInstanceParameter = z
  .object({
    name: words(200).describe("Name of the parameter, as the report's definition spells it; at most 200 characters."),
    values: z
      .array(words(1_000))
      .min(1, "must hold at least one value")
      .describe(
        "Its values, of at most 1,000 characters each; more than one only where the definition allows it (error 19057).",
      )
      .meta({ set: true }),
  })
  .meta({ typeName: "ReportInstanceParameter" });

const inputs = z.object({
  reportId: id()
    .describe(`The report to make, as \`getReports\` lists them. ${another}`)
    .meta({ replaces: true, example: "100020" }),
  outputFormat: oneOf("ReportOutputFormat", ["pdf", "xls", "csv"])
    .describe(
      `Form of the file: \`pdf\`, \`xls\` or \`csv\`. An \`xls\` takes 65,000 rows at most (error 19069). ${another}`,
    )
    .meta({ replaces: true, writeOnly: true, example: "csv" }),
  parameters: z
    .array(reportInstanceParameter)
    .optional()
    .describe(
      `What the report is about; \`getReport\` tells what it knows and requires. The account is filled in by itself. ${another}`,
    )
    .meta({ set: true, replaces: true, writeOnly: true, example: [{ name: "Status", values: ["Inservice"] }] }),
  expiresAt: day()
    .optional()
    .describe(`Until when Bandwidth keeps the report, as \`2026-12-31\`: a day to come (error 19046). ${another}`)
    .meta({ replaces: true, writeOnly: true }),
  ...deliveryInputs,
});

type Inputs = z.infer<typeof inputs>;
type Seen = ReportStatus & { instance: ReportInstance };

/** A report that Bandwidth makes for these parameters. */
export const reportInstance = reportResource({
  name: "ReportInstance",
  description: `A report, made once: asked for, waited for, and its file written to \`path\` or shown in \`content\`.

Bandwidth's staff defines the reports. A report is as old as the resource: \`pulumi up\` does not make it anew, unless its
inputs or \`replacementTriggers\` change. When \`path\` no longer holds what was written there, a refresh shows it gone, and
the next \`pulumi up\` writes it again; where Bandwidth has the file no more (reports expire), a new one is made.

An interrupted \`up\` leaves a report that is being made to the next one. What is ready by then is made anew: it cannot be
told from an older one.

The API has no way to delete a report: deleting the resource removes the file at \`path\`, unless it was changed, and
leaves the report to expire.`,
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
    status: z.string().describe("How the report stands: `Ready`, or `Expired` when Bandwidth has it no more."),
    reportName: z.string().optional().describe("Name of the report."),
    requestedByUserName: z.string().optional().describe("Who asked for it."),
    requestedAt: z.string().optional().describe("When it was asked for, in the API's form."),
    availableUntil: z.string().optional().describe("The day on which Bandwidth forgets it, in the API's form."),
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
      return [{ property: `parameters[${index}].name`, reason: `"${name}" stands there already (error 19027)` }];
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
    inputs: z.object({ reportId: id().optional().describe("Only instances of this report; of all when left out.") }),
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
 * Asks for the report once: after an answer that was lost, the list of instances tells whether it is there. Of a run that
 * was killed, what is still being made is taken over. What is ready is not: it may be of any age, since the API tells in no
 * time zone when it was asked for.
 */
async function ask(call: Call<Bandwidth>, inputs: Inputs): Promise<string> {
  const { api, signal, info, isHeldByOther } = call;
  const { reportId, outputFormat, expiresAt, parameters = [] } = inputs;
  const definition = await api.reports.get(reportId, signal);
  if (!definition) {
    throw new Refused([
      { property: "reportId", reason: `"${reportId}" is no report; getReports lists those there are` },
    ]);
  }
  const given = withAccount(definition, parameters, api.client.accountId);
  const offset = given.length - parameters.length;
  const problems = parameterProblems(definition, given).map(({ index, reason }) => {
    return { property: index === undefined ? "parameters" : `parameters[${index - offset}]`, reason };
  });
  if (problems.length > 0) throw new Refused(problems);
  const wish: ReportWish = { outputFormat, parameters: given, expiresAt };
  const same = async () => ((await api.reports.instances(reportId, signal)) ?? []).filter((one) => isWished(one, wish));
  const before = await same();
  const latest = before.reduce<ReportInstance | undefined>(
    (last, one) => ((last?.requestedAt ?? "") > (one.requestedAt ?? "") ? last : one),
    undefined,
  );
  if (latest && isFree(call, reportId, latest) && statusOf(latest.status).state === "open") {
    info(`report ${reportId}/${latest.instanceId} of an earlier run is still being made, and is taken over`);
    return latest.instanceId;
  }
  const twin = before.find(
    ({ status, instanceId }) => status === "Ready" && !isHeldByOther(`${reportId}/${instanceId}`),
  );
  if (twin) {
    info(
      `report ${reportId} was made with the same parameters at ${twin.requestedAt}; it is made anew, since a report does ` +
        `not change any more. To take the earlier one, import ${reportId}/${twin.instanceId}.`,
    );
  }
  const known = new Set(before.map(({ instanceId }) => instanceId));
  const find = async () => {
    const fresh = (await same()).filter(({ instanceId }) => isReportId(instanceId) && !known.has(instanceId));
    return fresh.find(({ instanceId }) => !isHeldByOther(`${reportId}/${instanceId}`))?.instanceId;
  };
  // Without the signal: a cancel must not lose the id that the answer brings.
  return createOnce(api.client, signal, () => api.reports.create(reportId, wish), find);
}

/** Whether an instance is no other resource's, and not the one that is being replaced. */
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

/** A report cannot be changed: one that was taken over has to be what the program declares. */
function refuseOther(ownId: string, { outputFormat, parameters, expiresAt }: Partial<Inputs>, wanted: Inputs): void {
  const instance = { instanceId: ownId, outputFormat, parameters, expiresAt };
  const { parameters: declared = [], ...rest } = wanted;
  if (isWished(instance, { ...rest, parameters: declared, expiresAt: undefined })) return;
  throw new Refused([{ property: "parameters", reason: `report ${ownId} was made for others, and cannot be changed` }]);
}

function partsOf(ownId: string): { reportId: string; instanceId: string } {
  const [reportId, instanceId, ...more] = ownId.split("/");
  if (reportId && instanceId && more.length === 0) return { reportId, instanceId };
  throw new Error(`"${ownId}" is not the id of a report; expected is reportId/instanceId, as in 100020/100090`);
}
