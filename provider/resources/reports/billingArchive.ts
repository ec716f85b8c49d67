import { mayHaveActed } from "../../bandwidth/orders/submit.js";
import type { ReportFile } from "../../bandwidth/reports/reportFile.js";
import type { ReportStatus } from "../../bandwidth/reports/reportStatus.js";
import type { Failure } from "../../pulumi/definition/check.js";
import { Refused } from "../../pulumi/definition/errors.js";
import { day } from "../properties/fields.js";
import type { Report } from "./reportLifecycle.js";

/** What the API offers of one kind of archives of billing records. */
interface Archives<Wish> {
  create(wish: Wish): Promise<string>;
  get(id: string, signal?: AbortSignal): Promise<ReportStatus | undefined>;
  file(id: string, signal?: AbortSignal): Promise<ReportFile>;
}

/** The API never tells the period of an archive again. */
export const periodInputs = {
  startDate: day()
    .describe("First day of the period, as `2026-01-01`. A change makes another report.")
    .meta({ replaces: true, unobserved: true, example: "2026-01-01" }),
  endDate: day()
    .describe("Last day of the period, not before the first (error 15501). A change makes another report.")
    .meta({ replaces: true, unobserved: true, example: "2026-01-31" }),
};

/** A period cannot end before it begins (15501). */
export function checkPeriod({ startDate, endDate }: { startDate?: string; endDate?: string }): { failures: Failure[] } {
  if (startDate === undefined || endDate === undefined || startDate <= endDate) return { failures: [] };
  return { failures: [{ property: "endDate", reason: `must not be before startDate ${startDate} (error 15501)` }] };
}

/** One archive as the life cycle of reports sees it. */
export const archiveOf = <Wish>(archives: Archives<Wish>, type: string, id: string): Report<ReportStatus> => ({
  type,
  id,
  look: (signal) => archives.get(id, signal),
  file: (signal) => archives.file(id, signal),
});

/**
 * Asks for an archive once. Archives cannot be listed, so whether an answer that was lost had been a "yes" cannot be
 * found out, and it is for the user to decide whether to ask again.
 */
export async function askOnce<Wish>(archives: Archives<Wish>, wish: Wish): Promise<string> {
  try {
    // Without a signal: a cancel must not lose the id that the answer brings.
    return await archives.create(wish);
  } catch (error) {
    if (!mayHaveActed(error)) throw error;
    throw new Error(
      `it is not known whether Bandwidth makes this report: ${error instanceof Error ? error.message : String(error)}. ` +
        "The API cannot list such reports, so this one cannot be looked for, and it was not asked for a second time. " +
        "Run `pulumi up` again to ask for it anew: at worst Bandwidth makes it twice, and one of them expires unread.",
      { cause: error },
    );
  }
}

/** How an archive stands by the last look at it, or as it was. */
export const toldOf = (seen: ReportStatus | undefined, before: { status?: string; description?: string }) => ({
  status: seen?.status ?? before.status ?? "unknown",
  description: seen ? seen.description : before.description,
});

/** An archive cannot be changed: one that was taken over has to be what the program declares. */
export function refuseOther<Wish extends object>(ownId: string, state: Partial<Wish>, wish: Wish): void {
  const names = Object.keys(wish) as (keyof Wish & string)[];
  const other = names.filter((name) => state[name] !== wish[name]);
  const failures = other.map((property) => ({ property, reason: `report ${ownId} was made for ${state[property]}` }));
  if (failures.length > 0) throw new Refused(failures);
}

/** The API tells nothing of an archive but how it stands, so an import has to say what it holds. */
export function partsOfImport(given: string, form: string, example: string): string[] {
  const parts = given.split("/");
  const days = parts.slice(-2).every((part) => day().safeParse(part).success);
  if (days && parts.length === form.split("/").length && parts.every(Boolean)) return parts;
  throw new Error(
    `"${given}" does not say which report this is; expected is ${form}, as in ${example}: ` +
      "the API tells of a report no more than how it stands",
  );
}
