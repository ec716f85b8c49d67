/** Why following an order ended before the order did. */
export type InterruptionReason = "time-out" | "cancelled" | "not found" | "failure" | "unknown state";

/** An order was accepted, and then could not be followed to its end. The order goes on without us. */
export class OrderInterrupted extends Error {
  override readonly name = "OrderInterrupted";

  constructor(
    readonly label: string,
    readonly orderId: string,
    /** The last status seen. */
    readonly status: string,
    readonly reason: InterruptionReason,
    options?: ErrorOptions,
  ) {
    super(`${label} ${orderId} (${status}) ${explain(reason, options?.cause)}`, options);
  }
}

function explain(reason: InterruptionReason, cause: unknown): string {
  switch (reason) {
    case "time-out":
      return "was not settled in the time allowed; it is still open. The next run looks at it again.";
    case "unknown state":
      return (
        "stays in a state that this version does not know, so the waiting ends here. The order may wait for something that " +
        "Bandwidth needs from you, such as a document or a service that is not activated, or for Bandwidth itself. It is " +
        "neither done nor failed, and nothing is lost: look it up in the dashboard. The next run looks at it again."
      );
    case "cancelled":
      return "was still open when waiting was cancelled. The order goes on; the next run looks at it again.";
    case "not found":
      return "was accepted, and the API does not find it any more. Look it up in the dashboard.";
    case "failure":
      return `was accepted, but cannot be looked at: ${message(cause)} The next run looks at it again.`;
  }
}

/** A request that may have bought, moved or changed something was sent, and nobody can say whether it did. */
export class OrderFateUnknown extends Error {
  override readonly name = "OrderFateUnknown";

  constructor(
    readonly label: string,
    readonly customerOrderId: string,
    options: ErrorOptions,
  ) {
    super(
      `It is not known whether the API accepted the ${label} with customer order id "${customerOrderId}": ` +
        `${message(options.cause)} It was not sent again blindly. Run the same command again: it looks for the order ` +
        "under this id first and goes on from what it finds. Do so before you take the resource out of the program, " +
        "or change what would replace it: the state does not know this order.",
      options,
    );
  }
}

/** A disconnect was sent, its answer was lost, and no look tells what became of the numbers. */
export class ReleaseFateUnknown extends Error {
  override readonly name = "ReleaseFateUnknown";

  constructor(count: number, options: ErrorOptions) {
    super(
      `It is not known whether the API disconnected ${count === 1 ? "a number" : `${count} numbers`} as it was asked to: ` +
        `${message(options.cause)} It was not asked again blindly. Run the same command again: it looks what is still ` +
        "in service first.",
      options,
    );
  }
}

/** A look-up whose answer cannot be trusted to be complete, and so proves nothing. */
export class LookUpUnclear extends Error {
  override readonly name = "LookUpUnclear";
}

function message(error: unknown): string {
  const words = error instanceof Error ? error.message : String(error);
  return /[.!?]$/.test(words) ? words : `${words}.`;
}
