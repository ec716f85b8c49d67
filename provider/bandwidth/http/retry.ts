import type { Headers } from "node-fetch";
import type { Clock } from "./clock.js";
import { type BandwidthError, isDenied } from "./errors.js";

/** How often a request is sent at most, the first time included; one that meets a rate limit, more often. */
const attempts = { usual: 5, rateLimited: 10 };
/** The first wait is between nothing and this, each further one up to twice as long. */
const firstBackoff = 500;
const longestBackoff = 10_000;
/** No server can make us wait longer than this before the next try. */
const longestPause = 120_000;

/**
 * Codes that ask for a repeat (docs/maintainers/api.md#repeats). Only reads follow them: for a write the server may mean that
 * something is under way. Without 16107, which means tomorrow.
 */
const repeatCodes = [
  ...["1000", "4009", "5014", "5015", "5086", "5218", "8004", "8007", "8019", "11020"],
  ...["12053", "12109", "13566", "16103", "16105"],
];

/** A failed attempt, and what follows from it for the next one. */
export interface FailedAttempt {
  error: BandwidthError;
  /** Whether it can pass by itself: a lost connection, an overload, not a refusal. */
  transient: boolean;
  /** How long the server asks to wait, in milliseconds. */
  askedPause?: number;
}

/** Whether to send the request again after this failure. A request that may have acted is not, unless it is harmless. */
export function mayRepeat(failure: FailedAttempt, attempt: number, repeatable: boolean): boolean {
  if (isRateLimit(failure)) return attempt < attempts.rateLimited;
  return failure.transient && attempt < attempts.usual && (repeatable || failure.error.fate === "unsent");
}

/** Whether the server refused only because there were too many requests; then it did nothing. */
export const isRateLimit = (failure: FailedAttempt) => failure.error.status === 429;

/** Whether an answer with this status can be another one a moment later. */
export const isTransientStatus = (status: number) =>
  status === 408 || status === 429 || (status >= 500 && status !== 501 && status !== 505);

/** Whether the answer's code asks a read to be repeated. */
export const asksForRepeat = (method: string, error: BandwidthError) =>
  method === "GET" && !isDenied(error.status) && error.has(...repeatCodes);

/** How long to wait before the next attempt: exponential back-off with full jitter, and never less than asked for. */
export function pauseBefore(failure: FailedAttempt, attempt: number, random: () => number): number {
  const backoff = random() * Math.min(longestBackoff, firstBackoff * 2 ** (attempt - 1));
  // A rate limit that names no time: a jitter near nothing would only meet it again.
  const least = isRateLimit(failure) ? firstBackoff : 0;
  return Math.min(longestPause, Math.max(backoff, failure.askedPause ?? least));
}

/**
 * The pause that an answer asks for: `Retry-After` in seconds or as a date, or `X-RateLimit-Reset`, which on any other
 * status than these two only tells when a count begins anew.
 */
export function askedPause(reply: { status: number; headers: Headers }, clock: Clock): number | undefined {
  const limited = reply.status === 429 || reply.status === 503;
  const asked = [
    retryAfter(reply.headers.get("retry-after"), clock.now()),
    limited ? rateLimitReset(reply.headers.get("x-ratelimit-reset"), clock.now()) : undefined,
  ].filter((pause) => pause !== undefined);
  return asked.length > 0 ? Math.max(0, ...asked) : undefined;
}

function retryAfter(value: string | null, now: number): number | undefined {
  if (value === null) return undefined;
  if (/^\s*\d+(\.\d+)?\s*$/.test(value)) return Number(value) * 1_000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : date - now;
}

/**
 * Seconds since 1970, or milliseconds as on the older platform; their sizes cannot be confused
 * (docs/maintainers/api.md#rate-limits).
 */
function rateLimitReset(value: string | null, now: number): number | undefined {
  if (value === null || !/^\s*\d+(\.\d+)?\s*$/.test(value)) return undefined;
  const reset = Number(value);
  return (reset > 1e11 ? reset : reset * 1_000) - now;
}
