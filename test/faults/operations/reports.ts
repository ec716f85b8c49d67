import type { Values } from "../../../provider/pulumi/values/values.js";
import { declare, forcing, idOf, importing, type Operation, refresh, up } from "./operation.js";

const declareInstance = declare("ReportInstance");
const declareBilling = declare("BillingReport");
const declareRecords = declare("BillingDetailRecords");

const period = { startDate: "2026-01-01", endDate: "2026-01-31" };
const parameters = [{ name: "Status", values: ["Inservice", "Aging"] }];
const instance = (more: Values = {}) =>
  declareInstance("numbers", { reportId: "100020", outputFormat: "csv", parameters, ...more });
const calls = (more: Values = {}) => declareBilling("calls", { type: "BDR", ...period, ...more });
const records = (more: Values = {}) => declareRecords("records", { ...period, ...more });

/** Reports that are asked for, waited for, and fetched. The API has no way to change or to delete one. */
export const reportOperations: readonly Operation[] = [
  up("ReportInstance", "create", [], [instance()]),
  up("ReportInstance", "replace", [instance()], [instance({ replacementTriggers: ["anew"] })]),
  forcing("ReportInstance", ["numbers"], [instance()]),
  up("ReportInstance", "delete", [instance()], []),
  refresh("ReportInstance", [instance()]),
  importing("ReportInstance", "import", "numbers", (stack) => idOf(stack, "numbers"), [instance()]),

  up("BillingReport", "create", [], [calls()]),
  up("BillingReport", "replace", [calls()], [calls({ endDate: "2026-02-28" })]),
  forcing("BillingReport", ["calls"], [calls()]),
  up("BillingReport", "delete", [calls()], []),
  refresh("BillingReport", [calls()]),
  importing(
    "BillingReport",
    "import",
    "calls",
    (stack) => `${idOf(stack, "calls")}/BDR/${period.startDate}/${period.endDate}`,
    [calls()],
  ),

  up("BillingDetailRecords", "create", [], [records()]),
  up("BillingDetailRecords", "replace", [records()], [records({ endDate: "2026-02-28" })]),
  forcing("BillingDetailRecords", ["records"], [records()]),
  up("BillingDetailRecords", "delete", [records()], []),
  refresh("BillingDetailRecords", [records()]),
  importing(
    "BillingDetailRecords",
    "import",
    "records",
    (stack) => `${idOf(stack, "records")}/${period.startDate}/${period.endDate}`,
    [records()],
  ),
];
