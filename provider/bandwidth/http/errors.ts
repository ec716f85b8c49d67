import { cut, cutShort } from "../../cut.js";
import { type ErrorCodes, meaningIn } from "../errorCodes/errorCodes.js";
import type { ErrorDetail } from "./errorDetails.js";

export { MalformedAnswer, type MalformedKind } from "../xml/malformedAnswer.js";
export type { ErrorDetail } from "./errorDetails.js";

/**
 * What the server may have done with the request:
 *
 * - "refused": it answered and did nothing.
 * - "unsent": the request can't have acted.
 * - "unknown": it may have acted.
 */
export type Fate = "refused" | "unsent" | "unknown";

/** What is known about a failed request. */
export interface ApiFailure {
  method: string;
  /** The path after the base URL, without host and query. */
  path: string;
  fate: Fate;
  /** Missing when no answer came. */
  status?: number;
  details?: ErrorDetail[];
  /** The answer's root element, if the answer was XML. */
  root?: string;
  /** Whether the answer has the API's own form of a refusal, such as a ResponseStatus. */
  ownForm?: boolean;
  /** Whether the answer was an HTML page. Then it came from something in front of the API, or from another server. */
  html?: boolean;
  /** The answer's text. */
  raw?: string;
  recommendedAddress?: Record<string, string>;
  /** What happened, if the answer has no words of its own. */
  reason?: string;
  /** What the user can do. */
  hint?: string;
  cause?: unknown;
}

const longestRaw = 2_000;
const mostDetails = 5;

/** Whether an answer refuses the credentials. It then says what to do, and nothing was done. */
export const isDenied = (status: number | undefined): boolean => status === 401 || status === 403;

/** Bandwidth's code for its own failures. */
const FAILED_INSIDE = "1000";

/** A failed request to Bandwidth, with everything that is known about it. Never contains a secret. */
export class BandwidthError extends Error {
  override readonly name = "BandwidthError";
  /** The HTTP status. Undefined when no answer came. */
  readonly status?: number;
  readonly method: string;
  /** The path after the base URL, without host and query. */
  readonly path: string;
  /** Every error in the answer. */
  readonly details: ErrorDetail[];
  /** The codes of all details. Their meanings differ between endpoints (docs/maintainers/api.md#errors). */
  readonly codes: string[];
  /** What the server may have done with the request. */
  readonly fate: Fate;
  /** Whether the answer was an HTML page, which the API never sends. */
  readonly html: boolean;
  /** Whether the answer has the API's own form of a refusal. Only then can it say that something doesn't exist. */
  readonly ownForm: boolean;
  /** The answer's root element, if the answer was XML. */
  readonly root?: string;
  /** The answer's text, shortened. */
  readonly raw: string;
  /** The address that Bandwidth would accept (409 with code 12112). */
  readonly recommendedAddress?: Record<string, string>;
  readonly #failure: ApiFailure;

  constructor(failure: ApiFailure) {
    super(describe(failure), failure.cause === undefined ? undefined : { cause: failure.cause });
    this.status = failure.status;
    this.method = failure.method;
    this.path = failure.path;
    this.details = failure.details ?? [];
    this.codes = this.details.flatMap((detail) => detail.code ?? []);
    this.fate = failure.fate;
    this.html = failure.html ?? false;
    this.ownForm = failure.ownForm ?? false;
    this.root = failure.root;
    this.raw = cut(failure.raw ?? "", longestRaw);
    this.recommendedAddress = failure.recommendedAddress;
    this.#failure = failure;
  }

  /** Whether the answer has one of these codes. */
  has(...codes: string[]): boolean {
    return codes.some((code) => this.codes.includes(code));
  }

  /** The same error, with the meanings of its codes from these tables. */
  explained(meanings: ErrorCodes): BandwidthError {
    // Some answers repeat the HTTP status among their codes.
    const codes = this.codes.filter((code) => code !== String(this.status));
    const denied = isDenied(this.status);
    // Next to a refused sign-in, "Bandwidth failed" would mislead.
    const known = denied ? codes.filter((code) => code !== FAILED_INSIDE) : codes;
    const { hint: own } = this.#failure;
    const all = known.flatMap((code) => meaningIn(meanings, code) ?? []);
    // Who has caught the error may have explained it already.
    const said = new Set(all.filter((meaning) => !own?.includes(meaning)));
    if (said.size === 0) return this;
    const hint = denied && own ? [own, ...said].join(". ") : [...said, own].filter(Boolean).join(" ");
    return new BandwidthError({ ...this.#failure, hint });
  }
}

/** `GET /accounts/1/sites/12: 404 12016 "Site '12' does not exist". What to do.` */
function describe(failure: ApiFailure): string {
  const details = failure.details ?? [];
  const words = details.slice(0, mostDetails).map(describeDetail);
  if (details.length > mostDetails) words.push(`and ${details.length - mostDetails} more`);
  const what = [failure.status, words.join(", "), failure.reason].filter(Boolean).join(" ");
  const suggestion =
    failure.recommendedAddress && `Bandwidth recommends ${describeAddress(failure.recommendedAddress)}`;
  return [`${failure.method} ${failure.path}: ${what}`, suggestion, failure.hint].filter(Boolean).join(". ");
}

function describeDetail({ code, description, telephoneNumbers }: ErrorDetail): string {
  const numbers = telephoneNumbers.length > 0 ? `(${telephoneNumbers.slice(0, mostDetails).join(", ")})` : undefined;
  return [code && printableText(code), description && `"${printableText(description)}"`, numbers]
    .filter(Boolean)
    .join(" ");
}

/** One server text, limited to what a person reads. More would hide the rest, or fill the screen. */
const longestWords = 1_000;

/** A server's words in one line, so that they can't look like other lines of our message. */
export function printableText(text: string): string {
  return cutShort(text.replace(/\s+/g, " "), longestWords);
}

const describeAddress = (address: Record<string, string>) =>
  Object.entries(address)
    .map(([name, value]) => `${printableText(name)} "${printableText(value)}"`)
    .join(", ");

/** Settings that can't work, refused before any request is sent. */
export class ConfigurationError extends Error {
  override readonly name = "ConfigurationError";
}

/** A request that was given up because its AbortSignal aborted. */
export class Canceled extends Error {
  override readonly name = "AbortError";

  constructor(
    what: string,
    /** Whether the server may have acted on the request anyway. */
    readonly fate: Fate,
    cause?: unknown,
  ) {
    super(`${what} was canceled`, { cause });
  }
}

/** Whether an error only says that our AbortSignal ended the wait. */
export function isCanceled(error: unknown): boolean {
  return error instanceof Error && error.name === "AbortError";
}
