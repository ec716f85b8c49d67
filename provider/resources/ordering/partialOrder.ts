import type { z } from "zod";
import { PartialFailure } from "../../pulumi/definition/errors.js";

/**
 * An error after which an order is in the state as it is (docs/maintainers/money.md#state-first). `asked` are the inputs that
 * the state gets: the old ones while a change hasn't taken effect.
 */
export function partialOrder(
  message: string,
  { inputs, asked, outputs }: { inputs: z.ZodObject; asked: object; outputs: { orderId: string } },
  cause?: unknown,
): PartialFailure {
  // What the program no longer declares must not come back from the old state.
  const absent = Object.fromEntries(Object.keys(inputs.shape).map((name) => [name, undefined]));
  return new PartialFailure(message, { id: outputs.orderId, outputs: { ...absent, ...asked, ...outputs } }, { cause });
}
