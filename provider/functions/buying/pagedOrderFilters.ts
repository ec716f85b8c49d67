import { oneOf, words } from "../../resources/properties/fields.js";
import { day } from "../shared/days.js";

/** The filters of the lists of orders that come in pages. */
export const pagedFilters = {
  status: oneOf("PagedOrderStatus", ["complete", "partial", "failed", "backordered"])
    .optional()
    .describe("Only orders with this status: `complete`, `partial`, `failed` or `backordered` (error 15518).")
    .meta({ example: "complete" }),
  userId: words(100).optional().describe("Only orders of this user."),
  startDate: day.optional(),
  endDate: day.optional(),
};
