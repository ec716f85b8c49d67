import { BandwidthError } from "./errors.js";

/**
 * No access token could be fetched. It has no status: a 404 of the token endpoint must never count as the API's answer
 * that something doesn't exist.
 */
export class TokenError extends BandwidthError {
  constructor(
    path: string,
    reason: string,
    readonly transient: boolean,
    hint: string,
    cause?: unknown,
  ) {
    super({ method: "POST", path, fate: "unsent", reason: `no access token: ${reason}`, hint, cause });
  }
}

/** Whether the credentials were refused, by the API or by the token endpoint. */
export function isSignInRefused(error: unknown): boolean {
  if (error instanceof TokenError) return !error.transient;
  if (error instanceof BandwidthError && error.status === 401) return true;
  return error instanceof Error && error.cause !== undefined && isSignInRefused(error.cause);
}
