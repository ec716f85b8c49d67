import { z } from "zod";
import { billingReportErrors } from "../../bandwidth/errorCodes/reports.js";
import { resource } from "../define.js";
import { id, oneOf } from "../properties/fields.js";
import { archiveOf, askOnce, checkPeriod, partsOfImport, periodInputs, refuseOther, toldOf } from "./billingArchive.js";
import { deliveryClaims, deliveryInputs, deliveryOutputs, undelivered } from "./reportDelivery.js";
import { createReport, finishReport, forgetReport, readReport } from "./reportLifecycle.js";

const TYPE = "BillingReport";
const FORM = "reportId/type/startDate/endDate";
const EXAMPLE = "9b428b4c-159b-465f-9667-2a7f1e0c4d11/BDR/2026-01-01/2026-01-31";

/** The reference names the first five; error 15600 lists the others, and spells two of them otherwise. */
const types = [
  ...(["BDR", "MDR", "INVOICE", "STATEMENT_BDR", "DID_SNAPSHOT"] as const),
  ...(["STMTBDR", "DIDSNAP", "DIDSNAP_MSG", "RECORDINGBDR", "RECORDINGSTMTBDR", "TRANSCRIPTIONBDR"] as const),
  ...(["TRANSCRIPTIONSTMTBDR", "CNAMBDR", "CNAMSTMTBDR", "CONFBDR", "CONFSTMTBDR", "TFPEERINGSTMTBDR"] as const),
  "UNPROVISIONED_CALLS_BDR",
] as const;

/** Records, invoices or numbers for a period. */
export const billingReport = resource({
  name: TYPE,
  description: `A billing report for a period: asked for, waited for, and its zip of CSV files written to \`path\` or shown in \`content\`.

A report is as old as the resource: \`pulumi up\` does not make it anew, unless its inputs or \`replacementTriggers\` change.
When \`path\` no longer holds what was written there, a refresh shows it gone, and the next \`pulumi up\` writes it again;
where Bandwidth has the file no more, a new one is made.

Billing reports cannot be listed. When the answer to the request for one is lost, it is therefore not asked for again by
itself: the error says so, and the next \`pulumi up\` asks for a new one. Nor can they be deleted: deleting the resource removes the
file at \`path\`, unless it was changed, and leaves the report to expire.`,
  operations: [
    "POST /accounts/{accountId}/billingreports",
    "GET /accounts/{accountId}/billingreports/{reportid}",
    "GET /accounts/{accountId}/billingreports/{reportid}/file",
  ],
  errors: billingReportErrors,
  inputs: z.object({
    type: oneOf("BillingReportType", types)
      .describe(
        "What it holds: `BDR` calls, `MDR` messages, `INVOICE` the invoice's files, `STATEMENT_BDR` calls as the invoice has them, `DID_SNAPSHOT` the telephone numbers; and those that error 15600 lists. Not every account has each. A change makes another report.",
      )
      .meta({ replaces: true, unobserved: true, example: "BDR" }),
    ...periodInputs,
    ...deliveryInputs,
  }),
  outputs: z.object({
    reportId: id().describe("Assigned by Bandwidth.").meta({ stable: true }),
    status: z.string().describe("How it stands: `COMPLETED`, or `Expired` when Bandwidth has it no more."),
    description: z.string().optional().describe("The API's words about how it stands."),
    ...deliveryOutputs,
  }),
  importId: { form: FORM, example: EXAMPLE },
  examples: [
    {
      title: "The calls of a month, as a file",
      inputs: { type: "BDR", startDate: "2026-01-01", endDate: "2026-01-31", path: "reports/january.zip" },
    },
  ],
  // The new file takes the place of the old one.
  deleteBeforeReplace: true,

  check: checkPeriod,
  claims: ({ path }) => deliveryClaims(path),
  changes: undelivered,

  // It ends by itself, and what is found may be the file alone.
  evidence: () => undefined,

  async create(call) {
    const { type, startDate, endDate, path } = call.inputs;
    const { billingReports } = call.api;
    const ask = async () =>
      archiveOf(billingReports, TYPE, await askOnce(billingReports, { type, startDate, endDate }));
    return createReport(call, path, ask, (seen, reportId) => ({ ...toldOf(seen, {}), reportId }));
  },

  async read(call) {
    const { api, state } = call;
    const [reportId = "", type, startDate, endDate] = state
      ? [call.id, state.type, state.startDate, state.endDate]
      : partsOfImport(call.id, FORM, EXAMPLE);
    const found = await readReport(call, archiveOf(api.billingReports, TYPE, reportId), state);
    if (!found) return undefined;
    const { seen, status, path, outputs } = found;
    return {
      id: reportId,
      inputs: { type, startDate, endDate, path },
      outputs: { ...toldOf(seen, state ?? {}), reportId, status, ...outputs },
    };
  },

  async update(call) {
    const { api, id: reportId, inputs, state } = call;
    const { type, startDate, endDate, path } = inputs;
    refuseOther(reportId, state, { type, startDate, endDate });
    const report = archiveOf(api.billingReports, TYPE, reportId);
    return finishReport(call, report, path, state, (seen) => ({ ...toldOf(seen, state), reportId }));
  },

  delete: (call) => forgetReport(call, call.id, call.state),
});
