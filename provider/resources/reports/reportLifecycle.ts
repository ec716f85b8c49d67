import type { ReportFile } from "../../bandwidth/reports/reportFile.js";
import { followReport, type ReportStatus } from "../../bandwidth/reports/reportStatus.js";
import type { Call } from "../../pulumi/definition/definition.js";
import { PartialFailure } from "../../pulumi/definition/errors.js";
import type { Bandwidth } from "../define.js";
import { messageOf } from "../ordering/failures.js";
import { following } from "../ordering/following.js";
import { type Delivered, deliver, delivered, type Held, refuseTaken, withdraw } from "./reportDelivery.js";

/** One report at Bandwidth, of any kind. */
export interface Report<Seen extends ReportStatus> {
  /** The name of its kind in messages. */
  type: string;
  /** The id of the resource. */
  id: string;
  look(signal?: AbortSignal): Promise<Seen | undefined>;
  file(signal?: AbortSignal): Promise<ReportFile>;
}

/**
 * The outputs for the report with this id, besides those of the file. They come from the last look at the report if there was
 * one.
 */
type Outputs<Seen, Told> = (seen: Seen | undefined, id: string) => Told;

/** There is no file, and there won't be one: nothing of the report is worth keeping. */
class ReportLost extends Error {}

/** A file that should exist may need another moment. */
const latePauseMs = 1_000;

const EXPIRED = "Expired";

/** Requests a report, waits for it, and delivers its file. */
export async function createReport<Seen extends ReportStatus, Told extends object>(
  call: Call<Bandwidth>,
  path: string | undefined,
  ask: () => Promise<Report<Seen>>,
  outputs: Outputs<Seen, Told>,
): Promise<{ id: string; outputs: Told & Delivered }> {
  await refuseTaken(path);
  const report = await ask();
  return { id: report.id, outputs: await finishReport(call, report, path, {}, outputs) };
}

/** Waits for a report if needed, and delivers its file. */
export async function finishReport<Seen extends ReportStatus, Told extends object>(
  call: Call<Bandwidth>,
  report: Report<Seen>,
  path: string | undefined,
  held: Held,
  outputs: Outputs<Seen, Told>,
): Promise<Told & Delivered> {
  let last: Seen | undefined;
  const look = async (signal?: AbortSignal) => {
    const seen = await report.look(signal);
    last = seen ?? last;
    return seen;
  };
  try {
    const file = await deliver(call, path, held, () =>
      fetchWhenReady(call, { ...report, look }, held.checksum !== undefined),
    );
    return { ...outputs(last, report.id), ...file };
  } catch (error) {
    if (error instanceof ReportLost) throw error;
    // The report exists, or will: the next run continues from here. What was delivered before stays delivered.
    const kept = (await delivered(held)).outputs;
    throw new PartialFailure(
      messageOf(error),
      { id: report.id, outputs: { ...outputs(last, report.id), ...kept } },
      { cause: error },
    );
  }
}

async function fetchWhenReady<Seen extends ReportStatus>(call: Call<Bandwidth>, report: Report<Seen>, known: boolean) {
  const { clock } = call.api.client;
  const waiting = following(call, report.type, "report");
  for (;;) {
    const seen = await followReport(call.api.client, report.id, report.look, waiting, known);
    if (seen.state === "failed") throw lost(report, `has no file: ${sentence(seen.description ?? seen.status)}`);
    if (seen.state === "expired") throw lost(report, "has expired, and Bandwidth no longer has its file.");
    const { content, missing } = await report.file(call.signal);
    if (content) return content;
    if (missing === "gone") throw lost(report, "is ready, but Bandwidth no longer has its file.");
    if ((waiting.timeoutMs ?? 0) <= latePauseMs) {
      throw new Error(
        `report ${report.id} is ready, but its file is not available yet. The next run requests the file again.`,
      );
    }
    await clock.sleep(latePauseMs, call.signal);
  }
}

const sentence = (words: string) => (/[.!?]$/.test(words) ? words : `${words}.`);

function lost({ id }: Report<ReportStatus>, what: string): ReportLost {
  return new ReportLost(
    `report ${id} ${what} To create a new report, run \`pulumi refresh\` and then \`pulumi up\` ` +
      "(or change replacementTriggers).",
  );
}

/**
 * The status of a report, and whether its file is where it was written. A report that Bandwidth no longer has stays as long as
 * its file is here. If both are gone, nothing is left. An import has no state, so it fetches what is ready.
 */
export async function readReport<Seen extends ReportStatus>(
  call: Call<Bandwidth>,
  report: Report<Seen>,
  held: Held | undefined,
): Promise<{ seen?: Seen; status: string; path?: string; outputs: Delivered } | undefined> {
  const seen = await report.look(call.signal);
  const { path, outputs, lost } = await delivered(held ?? {});
  const over = seen === undefined || seen.state === "expired" || seen.state === "failed";
  if (over && lost) return undefined;
  const status = seen?.status ?? EXPIRED;
  if (held || seen?.state !== "ready") return { seen, status, path, outputs };
  const { content } = await report.file(call.signal);
  const fetched = content && (await deliver(call, undefined, {}, async () => content));
  return { seen, status, outputs: fetched ?? {} };
}

/** Forgets a report. The API can't delete one. */
export async function forgetReport(call: Call<Bandwidth>, id: string, held: Held): Promise<void> {
  await withdraw(call, held);
  call.info(`report ${id} stays at Bandwidth until it expires: the API cannot delete a report`);
}
