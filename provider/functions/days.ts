import { z } from "zod";
import type { Failure } from "../pulumi/check.js";

/** A day of the calendar; the year with two or four digits. */
export const day = z.string().refine((given) => {
  if (!/^(\d\d)?\d\d-\d\d-\d\d$/.test(given)) return false;
  const iso = `20${given.slice(-8)}`;
  const time = Date.parse(iso);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(iso);
}, "must be a day as in 2026-01-31");

/** A stretch of days, in the form of `day`. */
export interface Period {
  startDate?: string;
  endDate?: string;
}

/** The two days go together, and the last is not before the first. */
export function checkPeriod({ startDate, endDate }: Period, given: (name: string) => boolean): Failure[] {
  const failures: Failure[] = [];
  if (given("startDate") && !given("endDate")) failures.push({ property: "startDate", reason: "needs endDate" });
  if (given("endDate") && !given("startDate")) failures.push({ property: "endDate", reason: "needs startDate" });
  if (startDate && endDate && shortDay(startDate) > shortDay(endDate)) {
    failures.push({ property: "endDate", reason: `must not be before startDate ${startDate}` });
  }
  return failures;
}

/** The days as YY-MM-DD, which is how the API's older lists want them. */
export function shortPeriod({ startDate, endDate }: Period): Period {
  return { startDate: startDate && shortDay(startDate), endDate: endDate && shortDay(endDate) };
}

function shortDay(day: string): string {
  return day.slice(-8);
}
