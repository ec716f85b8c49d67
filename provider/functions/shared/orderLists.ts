import { z } from "zod";
import type { PropertyFailure } from "../../pulumi/definition/check.js";
import { numberOutputs } from "../../resources/phoneNumberOrder/properties.js";
import { day, id, oneOf, telephoneNumber, words } from "../../resources/properties/fields.js";

const STATUSES = ["RECEIVED", "PROCESSING", "COMPLETE", "PARTIAL", "FAILED"] as const;
const statuses = "`RECEIVED`, `PROCESSING`, `COMPLETE`, `PARTIAL`, `FAILED`";

/** The filters of the lists that have no pages (docs/maintainers/api.md#known-from-samples-only). No list knows all of them. */
export const orderFilters = {
  status: z
    .array(oneOf("NumberOrderStatus", STATUSES))
    .optional()
    .describe(`Only orders with one of these statuses, out of ${statuses}.`)
    .meta({ set: true, example: ["COMPLETE", "PARTIAL"] }),
  emergencyStatus: z
    .array(oneOf("E911OrderStatus", [...STATUSES, "ADJUSTED_COMPLETE", "ADJUSTED_PARTIAL"]))
    .optional()
    .describe(
      `Only orders with one of these statuses, out of ${statuses}, \`ADJUSTED_COMPLETE\` and \`ADJUSTED_PARTIAL\`.`,
    )
    .meta({ set: true, example: ["ADJUSTED_COMPLETE"] }),
  telephoneNumber: telephoneNumber()
    .optional()
    .describe("Only orders about this number: 10 digits, 1 and 10 digits, or E.164.")
    .meta({ example: "+19195550100" }),
  customerOrderId: words(40).optional().describe("Only orders with this id from the customer."),
  modifiedDateFrom: day().optional().describe("Only orders that changed on this day or later, such as `2026-01-31`."),
  modifiedDateTo: day().optional().describe("Only orders that changed on this day or earlier, such as `2026-01-31`."),
  createdDateFrom: day().optional().describe("Only orders placed on this day or later, such as `2026-01-31`."),
  createdDateTo: day().optional().describe("Only orders placed on this day or earlier, such as `2026-01-31`."),
  lastModifiedAfter: day().optional().describe("Only orders that changed after this day, such as `2026-01-31`."),
  lastModifiedBy: words(100).optional().describe("Only orders that this user changed last."),
  orderIdFragment: id().optional().describe("Only orders whose id begins with this."),
  orderDetails: z
    .boolean()
    .optional()
    .describe("Whether to show all details of the orders in one answer: what each is about, and what it didn't do."),
};

const RANGES = [
  ["modifiedDateFrom", "modifiedDateTo"],
  ["createdDateFrom", "createdDateTo"],
] as const;

/** A period can't end before it begins (15509). */
export function checkPeriods(known: Partial<Record<(typeof RANGES)[number][number], string>>): {
  failures: PropertyFailure[];
} {
  const failures = RANGES.flatMap(([from, to]) => {
    const [first, last] = [known[from], known[to]];
    if (first === undefined || last === undefined || first <= last) return [];
    return [{ property: to, reason: `must not be before ${from} ${first}` }];
  });
  return { failures };
}

/** What every page of these lists says about their limits (docs/maintainers/api.md#paging). */
export const limited = `The API returns at most 1,000 orders of the last two years, and no further pages. If there are more, narrow the filters.`;

/** An order in a list. */
export const orderSummary = z
  .object({
    orderId: z.string().describe("Id of the order."),
    customerOrderId: z.string().optional().describe("Id that the customer gave it, if the list has it."),
    status: z.string().optional().describe("Status, in the API's word."),
    countOfTns: z.int().optional().describe("How many numbers it is about, if the list counts them."),
    userId: z.string().optional().describe("Who placed it."),
    orderDate: z.string().optional().describe("When it was placed, in the API's own form."),
    lastModifiedDate: z.string().optional().describe("When it last changed, in the API's own form."),
  })
  .meta({ typeName: "NumberOrderSummary" });

/** What the order didn't do, if a list shows all details. */
export const failedNumbers = numberOutputs.shape.failedNumbers
  .optional()
  .describe("What the order didn't do, and why. Absent if the list doesn't show all details.");

/** The orders in a list. */
export const ordersOf = <Line extends z.ZodObject>(line: Line) =>
  z.array(line).describe("The orders, in the API's order. Empty if none matches.");

/** The orders in a list that says no more about them. */
export const orderList = ordersOf(orderSummary);
