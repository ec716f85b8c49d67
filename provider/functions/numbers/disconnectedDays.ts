import { z } from "zod";
import { day } from "../shared/days.js";

/** When the numbers were disconnected. The API takes both days or none. */
export const disconnectedDays = z.object({
  startDate: day
    .optional()
    .describe("Only numbers disconnected on this day or later, such as `2026-01-31`. Needs `endDate`."),
  endDate: day
    .optional()
    .describe("Only numbers disconnected on this day or earlier, such as `2026-02-28`. Needs `startDate`."),
});
