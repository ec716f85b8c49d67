import type { AnyResource } from "../definition/definition.js";
import { PartialFailure } from "../definition/errors.js";
import { printable } from "../values/printable.js";
import { type Bag, identityOf, outgoing } from "./bag.js";

/**
 * The error as the user may see it. Pulumi's dynamic provider passes its message on as it is, and prints the stack of what a
 * read or a delete throws. Only a bug of ours is worth that.
 */
export function presentable(thrown: unknown): Error {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  const ours = [TypeError, RangeError, ReferenceError].some((kind) => error instanceof kind);
  error.message = printable(error.message);
  error.stack = ours ? printable(error.stack ?? "") : "";
  return error;
}

/** The result, or such an error. */
export function presented<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw presentable(error);
  }
}

/**
 * The engine saves a resource whose error carries an id (docs/maintainers/engine.md#dynamic-resources). Pulumi doesn't add the
 * line that loads this package to what an error carries. Without that line, nothing can be done with the resource.
 */
export async function keepUnfinished<Api, T>(
  resource: AnyResource<Api>,
  { id, hidden, olds = {} }: { id?: string; hidden: Bag; olds?: Bag },
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof PartialFailure)) throw error;
    const known = error.done.id ?? id;
    if (known === undefined) throw error;
    throw Object.assign(new Error(error.message), {
      id: known,
      // The state may keep what an update didn't change, with what was secret before.
      properties: outgoing(resource, error.done.outputs, hidden, identityOf(olds).secrets),
      reasons: [printable(error.message)],
    });
  }
}
