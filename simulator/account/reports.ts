import type { AccountStore } from "./store.js";
import type { BillingArchive, ReportInstance } from "./types.js";

/** A parameter that a report accepts. */
export interface ReportParameter {
  name: string;
  type: "AccountId" | "SiteId" | "SipPeerId" | "String" | "Integer" | "Boolean" | "Enum";
  required: boolean;
  description: string;
  multiSelectAllowed: boolean;
  helpInformation?: string;
  /** For an Enum: by the name that is sent, with the name that is shown. */
  values?: Record<string, string>;
}

/** What Bandwidth's staff has defined. */
export interface ReportDefinition {
  id: string;
  name: string;
  description: string;
  parameters: ReportParameter[];
}

const parameter = (name: string, type: ReportParameter["type"], more: Partial<ReportParameter> = {}) => ({
  ...{ name, type, required: false, description: `${name} of the report`, multiSelectAllowed: false },
  ...more,
});

/** The reports that every account can request. */
export const reportDefinitions: readonly ReportDefinition[] = [
  {
    id: "100020",
    name: "Telephone Numbers",
    description: "The numbers of the account by their state",
    parameters: [
      parameter("AccountId", "AccountId", { required: true }),
      parameter("SiteId", "SiteId", { helpInformation: "All sites when it is left out" }),
      parameter("Status", "Enum", {
        multiSelectAllowed: true,
        values: { Inservice: "In service", Aging: "Aging", Reserved: "Reserved" },
      }),
    ],
  },
  {
    id: "100021",
    name: "Calls",
    description: "Calls by SIP peer",
    parameters: [
      parameter("SipPeerId", "SipPeerId"),
      parameter("Most Rows", "Integer", { required: true }),
      parameter("Summary", "Boolean"),
      parameter("Caller", "String"),
    ],
  },
];

/**
 * The state of an instance. The words between the request and `Ready` aren't documented
 * (docs/maintainers/api.md#reports).
 */
export function instanceStatus({ readyAt, expiresAt, failed }: ReportInstance, now: number): string {
  if (now >= expiresAt) return "Expired";
  if (now < readyAt) return "Processing";
  return failed ? "Failed" : "Ready";
}

/** The state of an archive. */
export function archiveStatus({ createdAt, readyAt }: BillingArchive, now: number): string {
  if (now >= readyAt) return "COMPLETED";
  return now - createdAt < (readyAt - createdAt) / 3 ? "RECEIVED" : "PROCESSING";
}

/** When a report requested now is ready. */
export const readyAt = (account: AccountStore) => account.now() + account.settings.reportLatencyMs;
