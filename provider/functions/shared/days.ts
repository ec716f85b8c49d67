import { z } from "zod";
import type { PropertyFailure } from "../../pulumi/definition/check.js";
import { isDay } from "../../resources/properties/fields.js";

/**
 * A day for one of the API's older lists. Their own form has a year of two digits (docs/maintainers/api.md#order-lists). Both
 * forms are accepted.
 */
export const day = z
  .string()
  .refine((given) => isDay(given.length === 8 ? `20${given}` : given), "must be a day as in 2026-01-31");

/** A range of days, in the form of `day`. */
export interface Period {
  startDate?: string;
  endDate?: string;
}

/** Both days are needed, and the last is not before the first. */
export function checkPeriod({ startDate, endDate }: Period, given: (name: string) => boolean): PropertyFailure[] {
  const failures: PropertyFailure[] = [];
  if (given("startDate") && !given("endDate")) failures.push({ property: "startDate", reason: "needs endDate" });
  if (given("endDate") && !given("startDate")) failures.push({ property: "endDate", reason: "needs startDate" });
  if (startDate && endDate && shortDay(startDate) > shortDay(endDate)) {
    failures.push({ property: "endDate", reason: `must not be before startDate ${startDate}` });
  }
  return failures;
}

/** The days as YY-MM-DD, as the API's older lists expect them. */
export function shortPeriod({ startDate, endDate }: Period): Period {
  return { startDate: startDate && shortDay(startDate), endDate: endDate && shortDay(endDate) };
}

const shortDay = (day: string): string => day.slice(-8);
