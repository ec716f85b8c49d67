import type { ApiResponse, Client, Request } from "../http/client.js";
import { elements, saysMissing, unexpected, whole } from "../http/expected.js";
import { at, listEntries } from "../orders/listEntries.js";
import { decode, encode } from "../xml/codec.js";
import { element } from "../xml/xml.js";
import {
  definitionCodec,
  instanceCodec,
  type ReportDefinition,
  type ReportInstance,
  type ReportRequest,
  type ReportSummary,
  requestCodec,
  summaryCodec,
} from "./reportCodec.js";
import { fetchReport, type ReportFile } from "./reportFile.js";
import { acceptedId } from "./reportStatus.js";

const noSuchReport = "19000";
const noSuchInstance = "19019";

/** Bandwidth's defined reports, and their instances: their results for some parameters. */
export const reports = (client: Client) => {
  const folder = (...segments: string[]) => client.account("reports", ...segments);
  const one = (reportId: string, instanceId: string) => folder(reportId, "instances", instanceId);

  async function instancesAt(path: string[], signal?: AbortSignal): Promise<ReportInstance[]> {
    const request: Request = { method: "GET", path, signal };
    const entries = at("Instances", "Instance");
    const form = { what: "list of reports", root: "ReportInstancesResponse", entries, id: ["Id"] };
    const found = listEntries(request, await client.request(request), form);
    return elements(found).map((instance) => decode(instanceCodec, instance));
  }

  return {
    /** Every report that you can request. */
    async list(signal?: AbortSignal): Promise<ReportSummary[]> {
      const request: Request = { method: "GET", path: folder(), signal };
      const entries = at("Reports", "Report");
      const form = { what: "list of reports", root: "ReportsResponse", entries, id: ["Id"] };
      const found = listEntries(request, await client.request(request), form);
      return elements(found).map((report) => decode(summaryCodec, report));
    },

    /** A report with its parameters. Undefined when no report has this id. */
    async get(reportId: string, signal?: AbortSignal): Promise<ReportDefinition | undefined> {
      const request: Request = { method: "GET", path: folder(reportId), signal };
      return orNone(noSuchReport, async () => {
        const answer = await client.request(request);
        const found = inside(answer, "ReportResponse", "Report");
        if (!found) throw unexpected(request, answer, "the answer holds no report");
        return { ...decode(definitionCodec, found), reportId };
      });
    },

    /** The instances of one report. Undefined when there is no such report. */
    instances: (reportId: string, signal?: AbortSignal): Promise<ReportInstance[] | undefined> =>
      orNone(noSuchReport, () => instancesAt(folder(reportId, "instances"), signal)),

    /** The instances of all reports. */
    allInstances: (signal?: AbortSignal): Promise<ReportInstance[]> => instancesAt(folder("instances"), signal),

    /** One instance. Undefined when no instance has this id. */
    async instance(reportId: string, instanceId: string, signal?: AbortSignal): Promise<ReportInstance | undefined> {
      const request: Request = { method: "GET", path: one(reportId, instanceId), signal };
      return orNone(noSuchInstance, async () => {
        const answer = await client.request(request);
        const found = inside(answer, "ReportInstanceResponse", "Instance");
        if (!found) throw unexpected(request, answer, "the answer holds no report instance");
        return { ...decode(instanceCodec, found), reportId, instanceId };
      });
    },

    /** Requests a report, and returns the instance's id, which is only in `Location`. */
    async create(reportId: string, spec: ReportRequest, signal?: AbortSignal): Promise<string> {
      const body = { root: "Instance", content: encode(requestCodec, spec) };
      const request: Request = { method: "POST", path: folder(reportId, "instances"), body, signal };
      return acceptedId(request, await client.request(request));
    },

    /** An instance's file. */
    file: (reportId: string, instanceId: string, signal?: AbortSignal): Promise<ReportFile> =>
      fetchReport(client, [...one(reportId, instanceId), "file"], signal),
  };
};

/** Whether an instance has the wanted parameters. The API itself may have added others. */
export function isRequested(instance: ReportInstance, spec: ReportRequest): boolean {
  const sorted = (values: readonly string[] = []) => JSON.stringify([...values].sort());
  const given = new Map(instance.parameters?.map(({ name, values }) => [name, sorted(values)]));
  return (
    instance.outputFormat?.toLowerCase() === spec.outputFormat.toLowerCase() &&
    spec.parameters.every(({ name, values }) => given.get(name) === sorted(values)) &&
    (spec.expiresAt === undefined || instance.expiresAt?.startsWith(spec.expiresAt) === true)
  );
}

const inside = (answer: ApiResponse, root: string, name: string) =>
  element(whole(answer), root, name) ?? element(answer.body, name);

async function orNone<Found>(code: string, get: () => Promise<Found>): Promise<Found | undefined> {
  try {
    return await get();
  } catch (error) {
    if (saysMissing(error, code)) return undefined;
    throw error;
  }
}
