import { z } from "zod";
import { billingDetailRecordErrors } from "../../bandwidth/errorCodes/reports.js";
import { resource } from "../define.js";
import { id } from "../properties/fields.js";
import { archiveOf, askOnce, checkPeriod, partsOfImport, periodInputs, refuseOther, toldOf } from "./billingArchive.js";
import { deliveryClaims, deliveryInputs, deliveryOutputs, undelivered } from "./reportDelivery.js";
import { createReport, finishReport, forgetReport, readReport } from "./reportLifecycle.js";

const TYPE = "BillingDetailRecords";
const FORM = "bdrId/startDate/endDate";
const EXAMPLE = "44a90e00-a7b6-4c1f-9112-e7f5dfa48231/2026-01-01/2026-01-31";

/** Calls of a period, by the API's older way. */
export const billingDetailRecords = resource({
  name: TYPE,
  description: `The billing detail records (BDR) of a period: asked for, waited for, and their zip of CSV files written to \`path\` or shown in \`content\`.

Bandwidth is replacing this part of its API: a \`BillingReport\` of the type \`BDR\` gives the same. All that is said there
holds here too: the records are not made anew by themselves, they cannot be listed, and not be deleted.

Classic API only: on the Universal Platform (a \`baseUrl\` that ends in \`/v2\`) use \`BillingReport\`.`,
  operations: [
    "POST /accounts/{accountId}/bdrs",
    "GET /accounts/{accountId}/bdrs/{bdrid}",
    "GET /accounts/{accountId}/bdrs/{bdrid}/file",
  ],
  errors: billingDetailRecordErrors,
  inputs: z.object({ ...periodInputs, ...deliveryInputs }),
  outputs: z.object({
    bdrId: id().describe("Assigned by Bandwidth.").meta({ stable: true }),
    status: z
      .string()
      .describe("How they stand: `PROCESSING`, `COMPLETED`, or `Expired` when Bandwidth has them no more."),
    description: z.string().optional().describe("The API's words about how they stand."),
    ...deliveryOutputs,
  }),
  importId: { form: FORM, example: EXAMPLE },
  examples: [{ title: "The calls of a month", inputs: { startDate: "2026-01-01", endDate: "2026-01-31" } }],
  // The new file takes the place of the old one.
  deleteBeforeReplace: true,

  check: checkPeriod,
  claims: ({ path }) => deliveryClaims(path),
  changes: undelivered,

  // It ends by itself, and what is found may be the file alone.
  evidence: () => undefined,

  async create(call) {
    const { startDate, endDate, path } = call.inputs;
    const { billingDetailRecords: records } = call.api;
    const ask = async () => archiveOf(records, TYPE, await askOnce(records, { startDate, endDate }));
    return createReport(call, path, ask, (seen, bdrId) => ({ ...toldOf(seen, {}), bdrId }));
  },

  async read(call) {
    const { api, state } = call;
    const [bdrId = "", startDate, endDate] = state
      ? [call.id, state.startDate, state.endDate]
      : partsOfImport(call.id, FORM, EXAMPLE);
    const found = await readReport(call, archiveOf(api.billingDetailRecords, TYPE, bdrId), state);
    if (!found) return undefined;
    const { seen, status, path, outputs } = found;
    return {
      id: bdrId,
      inputs: { startDate, endDate, path },
      outputs: { ...toldOf(seen, state ?? {}), bdrId, status, ...outputs },
    };
  },

  async update(call) {
    const { api, id: bdrId, inputs, state } = call;
    const { startDate, endDate, path } = inputs;
    refuseOther(bdrId, state, { startDate, endDate });
    const report = archiveOf(api.billingDetailRecords, TYPE, bdrId);
    return finishReport(call, report, path, state, (seen) => ({ ...toldOf(seen, state), bdrId }));
  },

  delete: (call) => forgetReport(call, call.id, call.state),
});
