import { z } from "zod";
import { orderListErrors } from "../../bandwidth/errorCodes/orderLists.js";
import type { Operation } from "../../bandwidth/operations.js";
import type { ErrorCodes, Example } from "../../pulumi/definition/definition.js";
import { type Bandwidth, lookup } from "../../resources/define.js";
import { checkPeriods, limited, ordersOf } from "../shared/orderLists.js";

/** What is special about one list of orders. */
interface FeatureOrderList<Filters extends z.ZodObject, Line extends z.ZodObject> {
  name: string;
  /** What its orders do, in one sentence. */
  description: string;
  operation: Operation;
  errors?: ErrorCodes;
  examples?: readonly Example[];
  filters: Filters;
  line: Line;
  list(api: Bandwidth, filters: z.infer<Filters>, signal: AbortSignal): Promise<z.infer<Line>[]>;
}

/** The look-up of a list of orders that do something with numbers. The API has these lists without pages. */
export const featureOrderList = <Filters extends z.ZodObject, Line extends z.ZodObject>(
  of: FeatureOrderList<Filters, Line>,
) =>
  lookup({
    name: of.name,
    description: `${of.description}\n\n${limited}`,
    operations: [of.operation],
    errors: { ...orderListErrors, ...of.errors },
    inputs: of.filters,
    outputs: z.object({ orders: ordersOf(of.line) }),
    examples: of.examples,

    check: checkPeriods,

    invoke: async ({ api, inputs, signal }) => ({ orders: await of.list(api, inputs, signal) }),
  });
