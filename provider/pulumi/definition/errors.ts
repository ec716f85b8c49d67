import type { PropertyFailure } from "../values/failure.js";

/**
 * Thrown when something was created or changed but the rest failed. What is known goes into the state before the error reaches
 * the user, and the next run continues from there (docs/maintainers/money.md#state-first).
 */
export class PartialFailure extends Error {
  override readonly name = "PartialFailure";
  constructor(
    message: string,
    readonly done: { id?: string; outputs: Record<string, unknown> },
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** Inputs that the life cycle refuses after the check, with the property at fault. */
export class Refused extends Error {
  override readonly name = "Refused";
  constructor(readonly failures: PropertyFailure[]) {
    super(failures.map((failure) => `${failure.property} ${failure.reason}`).join("; "));
  }
}
