import type { BillingArchive } from "../../../simulator/account/types.js";
import { archiveFile, instanceFile } from "../../../simulator/endpoints/reportFiles.js";
import type { Simulator } from "../../../simulator/index.js";
import type { Held } from "../stack.js";
import { type Auditor, compare } from "./auditor.js";

/** A report is what was asked for, and its file is in the state. */
const archive =
  (kind: BillingArchive["kind"]): Auditor =>
  ({ account }: Simulator, { id, name, state, inputs }: Held) => {
    const found = account.billingArchives.get(id);
    const there = found && { ...found, content: archiveFile(found).bytes.toString("base64") };
    const { type = "BDR", startDate, endDate } = inputs;
    return compare(name, there, { kind, type, startDate, endDate, content: state.content });
  };

export const reportAuditors: Record<string, Auditor> = {
  ReportInstance: ({ account }, { name, state, inputs }) => {
    const found = account.reportInstances.get(String(state.instanceId));
    const { reportId, outputFormat } = inputs;
    const there = found && { ...found, content: instanceFile(found).bytes.toString("base64") };
    return compare(name, there, { reportId, outputFormat, content: state.content });
  },
  BillingReport: archive("billingreports"),
  BillingDetailRecords: archive("bdrs"),
};
