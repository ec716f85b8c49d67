import { rhythms } from "../http/backOff.js";
import type { Client } from "../http/client.js";
import type { InterruptionReason } from "../orders/errors.js";
import type { Following } from "../orders/follow.js";
import { followState } from "../orders/followState.js";
import type { RealmRecord } from "./realms.js";

/** What a realm's state means. "unknown": a word that this version doesn't know. It is neither ready nor gone. */
export type RealmState = "active" | "creating" | "createFailed" | "deleting" | "deleteFailed" | "unknown";

const states: Readonly<Record<string, RealmState>> = {
  ACTIVE: "active",
  CREATE_PENDING: "creating",
  CREATE_FAILED: "createFailed",
  DELETE_PENDING: "deleting",
  DELETE_FAILED: "deleteFailed",
};

export const realmState = (status: string | undefined): RealmState => states[status?.toUpperCase() ?? ""] ?? "unknown";

/** A realm could not be followed to the end. It continues without us. */
export class RealmInterrupted extends Error {
  override readonly name = "RealmInterrupted";

  constructor(
    realmId: string,
    /** The last known status. */
    readonly status: string,
    readonly waitedFor: "ACTIVE" | "the end of its delete",
    reason: InterruptionReason,
    options?: ErrorOptions,
  ) {
    super(`realm ${realmId} (${status}) ${explain(reason, waitedFor, options?.cause)}`, options);
  }
}

function explain(reason: InterruptionReason, waitedFor: string, cause: unknown): string {
  switch (reason) {
    case "time-out":
      return `is still not done at the time limit: the run waited for ${waitedFor}. The next run continues to wait.`;
    case "unknown state":
      return (
        `stays in a state that this version doesn't know, so the run stops waiting for ${waitedFor}. Nothing is lost. ` +
        "Look it up in the dashboard. The next run checks it again."
      );
    case "canceled":
      return `was not done when the run was canceled: it waited for ${waitedFor}. The next run checks it again.`;
    case "not found":
      return "was accepted, but the API can't find it any more. Run `pulumi refresh` and then `pulumi up`.";
    case "failure":
      return `can't be looked up while the run waits for ${waitedFor}: ${cause instanceof Error ? cause.message : String(cause)}`;
  }
}

type Look = (signal?: AbortSignal) => Promise<RealmRecord | undefined>;

/**
 * Looks at a realm until it is no longer being created, and returns it.
 * @throws RealmInterrupted when the waiting ends before that.
 */
export function followCreation(
  client: Client,
  realmId: string,
  look: Look,
  following: Following,
  existed = false,
): Promise<RealmRecord> {
  const creating = ({ status }: RealmRecord) => realmState(status) === "creating";
  const watched = {
    ...{ id: realmId, look, existed, pauses: rhythms.realm },
    isOver: (seen: RealmRecord) => !creating(seen) && realmState(seen.status) !== "unknown",
    isKnown: creating,
    interrupted: (status: string, reason: InterruptionReason, options?: ErrorOptions) =>
      new RealmInterrupted(realmId, status, "ACTIVE", reason, options),
  };
  return followState(client, watched, following);
}

/** A state from before the delete may show for a moment after it. */
const staleMs = 5_000;

/**
 * Looks at a realm until it is gone. Returns its state when the delete has failed.
 * @throws RealmInterrupted when the waiting ends before that.
 */
export async function followDelete(
  client: Client,
  realmId: string,
  look: Look,
  following: Following,
): Promise<"gone" | "failed"> {
  const { clock } = client;
  const start = clock.now();
  let wasDeleting = false;
  const isOver = ({ status }: { status: string }) => {
    if (status === GONE) return true;
    wasDeleting ||= realmState(status) === "deleting";
    return realmState(status) === "deleteFailed" && (wasDeleting || clock.now() - start >= staleMs);
  };
  const watched = {
    ...{ id: realmId, pauses: rhythms.realm, isOver },
    look: async (signal?: AbortSignal): Promise<{ status: string }> => (await look(signal)) ?? { status: GONE },
    isKnown: ({ status }: { status: string }) => realmState(status) !== "unknown",
    interrupted: (status: string, reason: InterruptionReason, options?: ErrorOptions) =>
      new RealmInterrupted(realmId, status, "the end of its delete", reason, options),
  };
  return (await followState(client, watched, following)).status === GONE ? "gone" : "failed";
}

/** Our own word, which the API does not have. */
const GONE = "gone";
