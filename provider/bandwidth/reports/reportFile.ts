import type { Client, Request } from "../http/client.js";
import { beginningOf, isMessage, refusedWith, saysMissing, unexpected } from "../http/expected.js";

/** A report's file, or why there is none: it isn't ready, or Bandwidth no longer has it. */
export type ReportFile =
  | { content: Uint8Array; missing?: undefined }
  | { content?: undefined; missing: "not ready" | "gone" };

/** A month can have many records. */
const longestFile = 512 * 1024 * 1024;
/** A file may take this many times as long as any other answer. */
const fileTimeouts = 10;

/** "Still being constructed", in the words of the report and of the billing report. */
const notReady = ["19048", "15602", "15614", "15615"];
/** No such instance, expired. No such billing report, deleted. No such archive of detail records. */
const gone = ["19019", "19049", "15603", "15613", "15001"];

/**
 * Fetches a report's file. The API redirects to another host (307), which doesn't get the API's credentials
 * (docs/maintainers/api.md#redirects). The file name in the answer isn't used.
 */
export async function fetchReport(client: Client, path: string[], signal?: AbortSignal): Promise<ReportFile> {
  const limits = { timeoutMs: fileTimeouts * client.timeoutMs, maxAnswerBytes: longestFile };
  const request: Request = { method: "GET", path, forFile: true, signal, ...limits };
  try {
    const answer = await client.request(request);
    if (answer.status === 202) return { missing: "not ready" };
    const content = answer.file ?? new Uint8Array();
    if (content.length === 0) throw unexpected(request, answer, "the received file is empty");
    if (isMarkup(content) || isMessage(answer))
      throw unexpected(request, answer, "the answer is a page or a message, not a report");
    return { content };
  } catch (error) {
    if (refusedWith(error, ...notReady)) return { missing: "not ready" };
    if (saysMissing(error, ...gone)) return { missing: "gone" };
    throw error;
  }
}

/** A report is a PDF, a table or an archive. Content that begins with `<` comes from a proxy, or is an error. */
const isMarkup = (content: Uint8Array) => /^\ufeff?\s*</.test(beginningOf(content));
