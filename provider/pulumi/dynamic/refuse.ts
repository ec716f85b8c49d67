import type { PropertyFailure } from "../values/failure.js";
import { isObject } from "../values/values.js";
import { sdk } from "./programSdk.js";

/** A JavaScript program may pass anything. */
export function notArguments(args: unknown): PropertyFailure[] {
  const reason = "must be an object whose keys are the names of the arguments";
  return isObject(args) ? [] : [{ property: "args", reason }];
}

/** Everything that is wrong with the arguments, at once. */
export function refuse(name: string, failures: readonly PropertyFailure[]): void {
  if (failures.length === 0) return;
  const lines = failures.map(({ property, reason }) => `  ${property} ${reason}`);
  throw brief(new (sdk().RunError)([`${name} cannot answer:`, ...lines].join("\n")));
}

/** An error whose text says everything. Pulumi shows it without the stack of the provider's own code. */
export function stopping(name: string, error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof TypeError || error instanceof ReferenceError) return error;
  return Object.assign(brief(new (sdk().RunError)(`${name}: ${error.message}`)), { cause: error });
}

/**
 * Without a stack. Pulumi prints an error with `util.inspect` in colors, and Node.js takes half a minute to color a stack that
 * leads through \`node_modules\`. The provider's own code wouldn't help anybody either.
 */
function brief<Told extends Error>(error: Told): Told {
  error.stack = `${error.name}: ${error.message}`;
  return error;
}
