import type { Headers } from "node-fetch";
import type { Clock } from "./clock.js";
import { type BandwidthError, isDenied } from "./errors.js";

/** The maximum number of attempts, including the first. A rate-limited request gets more. */
const attempts = { usual: 5, rateLimited: 10 };
/** The first wait is between zero and this. Each later wait is up to twice as long. */
const firstBackoff = 500;
const longestBackoff = 10_000;
/** No server can make the provider wait longer than this before the next attempt. */
const longestPause = 120_000;

/**
 * Codes that ask for a repeat (docs/maintainers/api.md#repeats). Only reads follow them: for a write, the server may
 * mean that something is in progress. Not 16107, which means tomorrow.
 */
const repeatCodes = [
  ...["1000", "4009", "5014", "5015", "5086", "5218", "8004", "8007", "8019", "11020"],
  ...["12053", "12109", "13566", "16103", "16105"],
];

/** A failed attempt, and what it means for the next one. */
export interface FailedAttempt {
  error: BandwidthError;
  /** Whether it may go away by itself: a lost connection or an overload, not a refusal. */
  transient: boolean;
  /** How long the server asks to wait, in milliseconds. */
  askedPause?: number;
}

/**
 * Whether to send the request again after this failure. A request that may have acted is sent again only if a repeat
 * does no harm.
 */
export function mayRepeat(failure: FailedAttempt, attempt: number, repeatable: boolean): boolean {
  if (isRateLimit(failure)) return attempt < attempts.rateLimited;
  return failure.transient && attempt < attempts.usual && (repeatable || failure.error.fate === "unsent");
}

/** Whether the server refused only because of too many requests. Then it did nothing. */
export const isRateLimit = (failure: FailedAttempt) => failure.error.status === 429;

/** Whether a repeat a moment later can get another status. */
export const isTransientStatus = (status: number) =>
  status === 408 || status === 429 || (status >= 500 && status !== 501 && status !== 505);

/** Whether the answer's code asks to repeat a read. */
export const asksForRepeat = (method: string, error: BandwidthError) =>
  method === "GET" && !isDenied(error.status) && error.has(...repeatCodes);

/**
 * How long to wait before the next attempt: exponential back-off with full jitter, and never less than the server asks
 * for.
 */
export function pauseBefore(failure: FailedAttempt, attempt: number, random: () => number): number {
  const backoff = random() * Math.min(longestBackoff, firstBackoff * 2 ** (attempt - 1));
  // A rate limit without a time: a jitter near zero would only hit the limit again.
  const least = isRateLimit(failure) ? firstBackoff : 0;
  return Math.min(longestPause, Math.max(backoff, failure.askedPause ?? least));
}

/**
 * The pause that an answer asks for: `Retry-After` in seconds or as a date, or `X-RateLimit-Reset`. With any other
 * status than these two, the latter only says when a count restarts.
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
 * Seconds since 1970, or milliseconds as on the older platform. Their sizes distinguish them
 * (docs/maintainers/api.md#rate-limits).
 */
function rateLimitReset(value: string | null, now: number): number | undefined {
  if (value === null || !/^\s*\d+(\.\d+)?\s*$/.test(value)) return undefined;
  const reset = Number(value);
  return (reset > 1e11 ? reset : reset * 1_000) - now;
}
