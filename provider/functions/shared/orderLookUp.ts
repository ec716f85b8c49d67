import { z } from "zod";
import { orderLookUpErrors } from "../../bandwidth/errorCodes/orderLists.js";
import type { Operation } from "../../bandwidth/operations.js";
import type { ErrorCodes, Example } from "../../pulumi/definition/definition.js";
import { type Bandwidth, lookup } from "../../resources/define.js";
import { found, ofNewNumbers, orderInput } from "./orderDetails.js";

/** How look-ups find an order of one kind, and the error if there is none. */
export interface OrderFamily {
  input: typeof orderInput;
  /** Shown with the result: the id of the order. */
  id?: z.ZodString;
  errors: ErrorCodes;
  found<Told>(told: Told | undefined, orderId: string, accountId: string): Told;
}

/** Orders with this name in messages. */
export const ordersCalled = (kind: string): OrderFamily => ({
  input: orderInput,
  errors: orderLookUpErrors,
  found: (told, orderId, accountId) => found(told, kind, orderId, accountId),
});

/** The orders for new numbers. */
export const newNumberOrders = ordersCalled(ofNewNumbers);

/** What is special about one look-up that returns one thing about an order. */
interface OrderLookUp<Name extends string, Output extends z.ZodType> {
  name: string;
  description: string;
  operation: Operation;
  /** The codes of its operation, if they differ from those of the family. */
  errors?: ErrorCodes;
  examples?: readonly Example[];
  /** Its only output, by its name. */
  output: Record<Name, Output>;
  read(api: Bandwidth, orderId: string, signal: AbortSignal): Promise<z.infer<Output> | undefined>;
}

/** The look-up of one thing of an order, such as its history. */
export function orderLookUp<Name extends string, Output extends z.ZodType>(
  family: OrderFamily,
  of: OrderLookUp<Name, Output>,
) {
  const [name = ""] = Object.keys(of.output);
  return lookup({
    name: of.name,
    description: of.description,
    operations: [of.operation],
    errors: of.errors ?? family.errors,
    inputs: family.input,
    examples: of.examples,
    outputs: z.object({ ...(family.id && { orderId: family.id }), ...(of.output as z.ZodRawShape) }),

    async invoke({ api, inputs: { orderId }, signal }) {
      const told = family.found(await of.read(api, orderId, signal), orderId, api.client.accountId);
      return { ...(family.id && { orderId }), [name]: told };
    },
  });
}
