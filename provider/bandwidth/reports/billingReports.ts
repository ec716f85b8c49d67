import type { ApiResponse, Client, Request } from "../http/client.js";
import { refusedWith, saysMissing, unexpected } from "../http/expected.js";
import { text, type XmlDocument } from "../xml/xml.js";
import { fetchReport, type ReportFile } from "./reportFile.js";
import { acceptedId, type ReportStatus, statusOf } from "./reportStatus.js";

/** The request: two days such as `2026-01-31` and, for billing reports, a type. */
export interface BillingPeriod {
  startDate: string;
  endDate: string;
}

export interface BillingWish extends BillingPeriod {
  type: string;
}

/** What differs between billing reports and the older detail records. */
interface ArchiveKind<Spec> {
  collection: string;
  document(spec: Spec): XmlDocument;
  /** An archive's state according to a 2xx answer. Undefined when the answer isn't documented. */
  read(answer: ApiResponse): ReportStatus | undefined;
  /** The codes for a missing archive. */
  missing: readonly string[];
}

const period = ({ startDate, endDate }: BillingPeriod) => ({ StartDate: startDate, EndDate: endDate });

const billingReport: ArchiveKind<BillingWish> = {
  collection: "billingreports",
  document: (spec) => ({ root: "BillingReport", content: { Type: spec.type, DateRange: period(spec) } }),
  read({ body }) {
    const status = text(body, "ReportStatus");
    return status === undefined ? undefined : statusOf(status, text(body, "Description"));
  },
  // 15613: a deleted snapshot of numbers.
  missing: ["15603", "15613"],
};

const detailRecords: ArchiveKind<BillingPeriod> = {
  collection: "bdrs",
  document: (spec) => ({ root: "Bdr", content: period(spec) }),
  // No word shows the state: a 200 means that it isn't ready, a 303 that it is (docs/maintainers/api.md#reports).
  read({ body }) {
    const info = text(body, "Info");
    return info === undefined ? undefined : statusOf("PROCESSING", info);
  },
  missing: ["15001"],
};

/** A zip of billing records that Bandwidth makes on request. Archives can't be listed or deleted. */
const archives = <Spec>(client: Client, kind: ArchiveKind<Spec>) => {
  const one = (id: string) => client.account(kind.collection, id);

  return {
    /** Requests an archive, and returns its id, which is only in `Location`. */
    async create(spec: Spec, signal?: AbortSignal): Promise<string> {
      const path = client.account(kind.collection);
      const request: Request = { method: "POST", path, body: kind.document(spec), signal };
      return acceptedId(request, await client.request(request));
    },

    /**
     * An archive's state. Undefined when no archive has this id. A redirect to the file means that it is ready. Some
     * have seen this for billing reports too (docs/maintainers/api.md#redirects).
     */
    async get(id: string, signal?: AbortSignal): Promise<ReportStatus | undefined> {
      const request: Request = { method: "GET", path: one(id), seeOther: true, signal };
      try {
        const answer = await client.request(request);
        if (answer.status === 303) return statusOf("COMPLETED");
        const status = kind.read(answer);
        if (!status) throw unexpected(request, answer, "the answer doesn't show the state of the report");
        return status;
      } catch (error) {
        if (saysMissing(error, ...kind.missing)) return undefined;
        if (refusedWith(error, "15612")) return statusOf("FAILED", error.details[0]?.description);
        throw error;
      }
    },

    /** The zip file. */
    file: (id: string, signal?: AbortSignal): Promise<ReportFile> => fetchReport(client, [...one(id), "file"], signal),
  };
};

/** Records, invoices and snapshots for a period. */
export const billingReports = (client: Client) => archives(client, billingReport);

/** Call records for a period. Billing reports replace this older way. */
export const billingDetailRecords = (client: Client) => archives(client, detailRecords);
