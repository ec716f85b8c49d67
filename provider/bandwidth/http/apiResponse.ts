import { cut } from "../../cut.js";
import { parseXml, type XmlDocument, type XmlElement } from "../xml/xml.js";
import { denialHint } from "./denied.js";
import type { ErrorDetail } from "./errorDetails.js";
import { errorDetails, isOwnRefusal, recommendedAddress } from "./errorDetails.js";
import { BandwidthError, type Fate, isDenied, MalformedAnswer } from "./errors.js";
import type { HttpFailure, HttpResponse } from "./httpRequest.js";
import { jsonErrorDetails } from "./jsonErrors.js";
import type { Redactor } from "./redact.js";
import { isTransientStatus } from "./retry.js";
import { idFromLocation } from "./url.js";

/** A request that went well. */
export interface ApiResponse {
  status: number;
  /** The last segment of `Location`: the id of what was created. */
  id?: string;
  /** The name of the root element. */
  root?: string;
  /** What the root contains; {} when there was no body. */
  body: XmlElement;
  /** The file that was asked for. */
  file?: Uint8Array;
  /** What the server calls that file. */
  contentType?: string;
}

/** What is known about the request whose answer is read. */
export interface RequestContext {
  method: string;
  path: string;
  redactor: Redactor;
  /** The answer is a file, whatever is in it. */
  forFile?: boolean;
  /** The answer shows one thing, or nothing: errors in it mean that it was not written. */
  oneThing?: boolean;
  /** What to say when the credentials are refused. */
  credentialsHint: () => string;
  /** What else it may be, when they are known and refused. */
  otherReason?: () => string | undefined;
}

/**
 * Reads a 2xx answer. One that carries an ErrorList is an answer too: it tells how an order went, and what was bought
 * (docs/maintainers/api.md#errors).
 * @throws BandwidthError when the body is not XML, and for errors in an answer that shows one thing.
 */
export function readAnswer(reply: HttpResponse, asked: RequestContext): ApiResponse {
  const { status } = reply;
  const id = idFromLocation(reply.headers.get("location"));
  if (asked.forFile) {
    return { status, body: {}, file: reply.bytes, contentType: reply.headers.get("content-type") ?? undefined };
  }
  if (reply.body.trim() === "") return { status, id, body: {} };
  const { document, problem } = tryParse(reply.body, asked.redactor);
  if (document) {
    // A status of success beside it: nobody knows what was done.
    const isRefused = asked.oneThing && isOwnRefusal(document) && errorDetails(document).length > 0;
    if (isRefused) throw readFailure(reply, asked);
    return { status, id, root: document.root, body: document.content };
  }
  // Something was made and this is its id. An error here would lose it, whatever became of the body.
  if (status === 201 && id !== undefined) return { status, id, body: {} };
  throw new BandwidthError({
    method: asked.method,
    path: asked.path,
    status,
    fate: "unknown",
    html: problem.kind === "html",
    raw: shown(reply.body, asked.redactor),
    reason: problem.message,
    hint: problem.kind === "cut" ? undefined : "This is not Bandwidth's API: check baseUrl, and proxies on the way",
    cause: problem,
  });
}

/** Codes with which the server says that it gave up, not that it did nothing (docs/maintainers/api.md#repeats). */
const unclearCodes = new Set(["1000", "5014", "5015", "5086"]);

/** The error for an answer that is none of 2xx, or that says errors in place of what was written. */
export function readFailure(reply: HttpResponse, asked: RequestContext): BandwidthError {
  const { document, problem } = tryParse(reply.body, asked.redactor);
  const found = document ? errorDetails(document) : jsonErrorDetails(reply.body);
  const details = found.map((detail) => cleaned(detail, asked.redactor));
  const html = problem?.kind === "html";
  const raw = shown(reply.body, asked.redactor);
  const address = document && recommendedAddress(document);
  const fate = fateOf(reply.status, details);
  return new BandwidthError({
    method: asked.method,
    path: asked.path,
    status: reply.status,
    fate,
    details,
    html,
    ownForm: document !== undefined && isOwnRefusal(document),
    root: document && asked.redactor.clean(document.root),
    raw,
    recommendedAddress: address && cleanedValues(address, asked.redactor),
    reason: details.length > 0 ? undefined : wordless(raw, problem),
    hint: hintFor(reply.status, asked, { fate, html, details }),
  });
}

type Parsed = { document: XmlDocument; problem?: undefined } | { document?: undefined; problem: MalformedAnswer };

/** The document, or what is wrong with it in words that were made from the text without its secrets. */
function tryParse(body: string, redactor: Redactor): Parsed {
  try {
    return { document: parseXml(body) };
  } catch (error) {
    // Whatever goes wrong with a document, the request has been answered: its fate, and an id, must not be lost.
    const kind = error instanceof MalformedAnswer ? error.kind : "malformed";
    return { problem: new MalformedAnswer(kind, problemWith(redactor.clean(body))) };
  }
}

function problemWith(text: string): string {
  try {
    parseXml(text);
  } catch (error) {
    if (error instanceof MalformedAnswer) return error.message;
  }
  return "received something that is not well-formed XML";
}

/** The beginning of a body, without secrets. */
const shown = (body: string, redactor: Redactor) => redactor.beginning(body, 20_000);

function fateOf(status: number, details: ErrorDetail[]): Fate {
  // Nobody is let in before it is known who it is, whatever code stands beside it.
  if (isDenied(status)) return "refused";
  if (status >= 500 || status === 408 || status < 400) return "unknown";
  return details.some(({ code }) => code !== undefined && unclearCodes.has(code)) ? "unknown" : "refused";
}

/** A code of the API is no secret, also where a short secret has the same digits. */
const isCode = (text: string) => /^\d{1,6}$/.test(text);

function cleaned({ code, description, telephoneNumbers, unreadNumbers }: ErrorDetail, redactor: Redactor): ErrorDetail {
  return {
    code: code === undefined || isCode(code) ? code : redactor.clean(code),
    description: description === undefined ? undefined : redactor.clean(description),
    telephoneNumbers,
    ...(unreadNumbers && { unreadNumbers: unreadNumbers.map((text) => redactor.clean(text)) }),
  };
}

function cleanedValues(values: Record<string, string>, redactor: Redactor): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map((pair) => pair.map((text) => redactor.clean(text))));
}

/** What to show of an answer that names no error. */
function wordless(raw: string, problem?: MalformedAnswer): string {
  if (problem?.kind === "empty") return "with an empty body";
  if (problem) return problem.message;
  return `with "${cut(raw.replace(/\s+/g, " "), 200)}"`;
}

const htmlHint = "An HTML page is not an answer of the API: check baseUrl, and proxies on the way";
const htmlBeside =
  "The answer is an HTML page, which the API never sends: if it stays so, check baseUrl, and proxies on the way";

/** The status says first what to do: a page in place of the API's words does not change that a sign-in was refused. */
function hintFor(
  status: number,
  asked: RequestContext,
  { fate, html, details }: { fate: Fate; html: boolean; details: ErrorDetail[] },
): string | undefined {
  const hint = hints[status]?.(asked, details) ?? troubleHint(status, asked.method, fate);
  if (!html) return hint;
  return hint === undefined ? htmlHint : `${hint}. ${htmlBeside}`;
}

/** What a user can do about a status, whatever the answer says. */
const hints: Record<number, (asked: RequestContext, details: ErrorDetail[]) => string> = {
  401: ({ credentialsHint }) => credentialsHint(),
  403: ({ otherReason }, details) => [denialHint(details), otherReason?.()].filter(Boolean).join(". "),
  429: () => "Bandwidth limits how fast requests may come: try again later, or lower maxConcurrency",
};

/** 501 and 505 would say the same for ever. */
function troubleHint(status: number, method: string, fate: Fate): string | undefined {
  // A refusal with a code that says that Bandwidth gave up (1000) is no refusal.
  const gaveUp = fate === "unknown" && status >= 400 && status < 500;
  if (!isTransientStatus(status) && !gaveUp) return undefined;
  return method === "GET"
    ? "Bandwidth has trouble of its own: run the same command again later"
    : "Bandwidth may have carried it out all the same: run the same command again, which looks before it acts";
}

/** The error for a request that got no usable answer. */
export function unanswered(failure: HttpFailure, { method, path, redactor }: RequestContext): BandwidthError {
  return new BandwidthError({
    method,
    path,
    fate: failure.fate,
    reason: redactor.clean(failure.message),
    hint: failure.fate === "unknown" && method !== "GET" ? "Bandwidth may have carried it out all the same" : undefined,
    cause: failure,
  });
}
