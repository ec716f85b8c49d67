/** Why following an order ended before the order did. */
export type InterruptionReason = "time-out" | "canceled" | "not found" | "failure" | "unknown state";

/** An order was accepted, but could not be followed to its end. The order continues without us. */
export class OrderInterrupted extends Error {
  override readonly name = "OrderInterrupted";

  constructor(
    readonly label: string,
    readonly orderId: string,
    /** The last known status. */
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
      return "is still open at the time limit. The next run checks it again.";
    case "unknown state":
      return (
        "stays in a state that this version doesn't know, so the run stops waiting. The order may wait for something " +
        "that Bandwidth needs from you, such as a document or a service that isn't activated, or for Bandwidth " +
        "itself. It has neither succeeded nor failed, and nothing is lost. Look it up in the dashboard. The next " +
        "run checks it again."
      );
    case "canceled":
      return "was still open when the run was canceled. The order continues. The next run checks it again.";
    case "not found":
      return "was accepted, but the API can't find it any more. Look it up in the dashboard.";
    case "failure":
      return `was accepted, but can't be looked up: ${message(cause)} The next run checks it again.`;
  }
}

/** A request that may have bought, moved or changed something was sent, and nobody knows whether it did. */
export class OrderFateUnknown extends Error {
  override readonly name = "OrderFateUnknown";

  constructor(
    readonly label: string,
    readonly customerOrderId: string,
    options: ErrorOptions,
  ) {
    super(
      `It's unknown whether the API accepted the ${label} with customer order id "${customerOrderId}": ` +
        `${message(options.cause)} The provider didn't risk a duplicate. Run the same command again: it first looks ` +
        "for the order under this id and continues with what it finds. Do this before you remove the resource from " +
        "the program or change anything that would replace it: the state doesn't know this order.",
      options,
    );
  }
}

/** A disconnect was sent, its answer was lost, and no look-up shows what happened to the numbers. */
export class DisconnectOutcomeUnknown extends Error {
  override readonly name = "DisconnectOutcomeUnknown";

  constructor(count: number, options: ErrorOptions) {
    super(
      `It's unknown whether the API disconnected ${count === 1 ? "a number" : `${count} numbers`} as requested: ` +
        `${message(options.cause)} The provider didn't send the disconnect again. Run the same command again: ` +
        "it first looks up what is still in service.",
      options,
    );
  }
}

/** A look-up whose answer may be incomplete, so it proves nothing. */
export class LookUpUnclear extends Error {
  override readonly name = "LookUpUnclear";
}

function message(error: unknown): string {
  const words = error instanceof Error ? error.message : String(error);
  return /[.!?]$/.test(words) ? words : `${words}.`;
}
