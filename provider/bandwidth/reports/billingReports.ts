import type { ApiResponse, Client, Request } from "../http/client.js";
import { refusedWith, saysMissing, unexpected } from "../http/expected.js";
import { text, type XmlDocument } from "../xml/xml.js";
import { fetchReport, type ReportFile } from "./reportFile.js";
import { acceptedId, type ReportStatus, statusOf } from "./reportStatus.js";

/** What is asked for: two days as `2026-01-31`, and, of billing reports, a type. */
export interface BillingPeriod {
  startDate: string;
  endDate: string;
}

export interface BillingWish extends BillingPeriod {
  type: string;
}

/** What differs between billing reports and the older detail records. */
interface ArchiveKind<Wish> {
  collection: string;
  document(wish: Wish): XmlDocument;
  /** How an archive stands by a 2xx answer; undefined when that is none of the documented ones. */
  read(answer: ApiResponse): ReportStatus | undefined;
  /** The codes for one that is not there. */
  missing: readonly string[];
}

const period = ({ startDate, endDate }: BillingPeriod) => ({ StartDate: startDate, EndDate: endDate });

const billingReport: ArchiveKind<BillingWish> = {
  collection: "billingreports",
  document: (wish) => ({ root: "BillingReport", content: { Type: wish.type, DateRange: period(wish) } }),
  read({ body }) {
    const status = text(body, "ReportStatus");
    return status === undefined ? undefined : statusOf(status, text(body, "Description"));
  },
  // 15613: a snapshot of numbers that was deleted.
  missing: ["15603", "15613"],
};

const detailRecords: ArchiveKind<BillingPeriod> = {
  collection: "bdrs",
  document: (wish) => ({ root: "Bdr", content: period(wish) }),
  // There is no word for how it stands: a 200 says that it is not ready, a 303 that it is (docs/maintainers/api.md#reports).
  read({ body }) {
    const info = text(body, "Info");
    return info === undefined ? undefined : statusOf("PROCESSING", info);
  },
  missing: ["15001"],
};

/** A zip of billing records that Bandwidth makes when it is asked to. They cannot be listed, and not be deleted. */
const archives = <Wish>(client: Client, kind: ArchiveKind<Wish>) => {
  const one = (id: string) => client.account(kind.collection, id);

  return {
    /** Asks for an archive, and gives its id, which is in `Location` only. */
    async create(wish: Wish, signal?: AbortSignal): Promise<string> {
      const path = client.account(kind.collection);
      const request: Request = { method: "POST", path, body: kind.document(wish), signal };
      return acceptedId(request, await client.request(request));
    },

    /**
     * How an archive stands; undefined when there is none of this id. A redirect to the file says that it is there,
     * which some have seen of billing reports too (docs/maintainers/api.md#redirects).
     */
    async get(id: string, signal?: AbortSignal): Promise<ReportStatus | undefined> {
      const request: Request = { method: "GET", path: one(id), seeOther: true, signal };
      try {
        const answer = await client.request(request);
        if (answer.status === 303) return statusOf("COMPLETED");
        const status = kind.read(answer);
        if (!status) throw unexpected(request, answer, "the answer does not tell how the report stands");
        return status;
      } catch (error) {
        if (saysMissing(error, ...kind.missing)) return undefined;
        if (refusedWith(error, "15612")) return statusOf("FAILED", error.details[0]?.description);
        throw error;
      }
    },

    /** The zip. */
    file: (id: string, signal?: AbortSignal): Promise<ReportFile> => fetchReport(client, [...one(id), "file"], signal),
  };
};

/** Records, invoices and snapshots for a period. */
export const billingReports = (client: Client) => archives(client, billingReport);

/** Records of calls for a period, by the older way that billing reports replace. */
export const billingDetailRecords = (client: Client) => archives(client, detailRecords);
