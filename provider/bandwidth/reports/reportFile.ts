import type { Client, Request } from "../http/client.js";
import { beginningOf, isMessage, refusedWith, saysMissing, unexpected } from "../http/expected.js";

/** What a report's file holds, or why there is none: it is still made, or Bandwidth has it no more. */
export type ReportFile =
  | { content: Uint8Array; missing?: undefined }
  | { content?: undefined; missing: "not ready" | "gone" };

/** Records of a month can be many. */
const longestFile = 512 * 1024 * 1024;
/** A file may take so many times as long as any other answer. */
const fileTimeouts = 10;

/** "Still being constructed", in the words of the report and of the billing report. */
const notReady = ["19048", "15602", "15614", "15615"];
/** No such instance, expired; no such billing report, deleted; no such archive of detail records. */
const gone = ["19019", "19049", "15603", "15613", "15001"];

/**
 * Fetches a report's file. The API sends those who ask to another host (307), where its credentials do not go
 * (docs/maintainers/api.md#redirects). The name that the answer gives the file is not looked at.
 */
export async function fetchReport(client: Client, path: string[], signal?: AbortSignal): Promise<ReportFile> {
  const limits = { timeoutMs: fileTimeouts * client.timeoutMs, maxAnswerBytes: longestFile };
  const request: Request = { method: "GET", path, forFile: true, signal, ...limits };
  try {
    const answer = await client.request(request);
    if (answer.status === 202) return { missing: "not ready" };
    const content = answer.file ?? new Uint8Array();
    if (content.length === 0) throw unexpected(request, answer, "the file that was sent is empty");
    if (isMarkup(content) || isMessage(answer))
      throw unexpected(request, answer, "what was sent is a page or a message, not a report");
    return { content };
  } catch (error) {
    if (refusedWith(error, ...notReady)) return { missing: "not ready" };
    if (saysMissing(error, ...gone)) return { missing: "gone" };
    throw error;
  }
}

/** A report is a PDF, a table or an archive: what begins with `<` comes from a proxy, or tells of an error. */
const isMarkup = (content: Uint8Array) => /^\ufeff?\s*</.test(beginningOf(content));
