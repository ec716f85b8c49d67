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

/** A successful request's answer. */
export interface ApiResponse {
  status: number;
  /** The last segment of `Location`: the id of what was created. */
  id?: string;
  /** The name of the root element. */
  root?: string;
  /** The root's content. {} when there was no body. */
  body: XmlElement;
  /** The requested file. */
  file?: Uint8Array;
  /** The server's name for that file. */
  contentType?: string;
}

/** What is known about the request when its answer is read. */
export interface RequestContext {
  method: string;
  path: string;
  redactor: Redactor;
  /** The answer is a file, whatever it contains. */
  forFile?: boolean;
  /** The answer shows one thing or nothing. Errors in it mean that nothing was written. */
  oneThing?: boolean;
  /** What to say when the API refuses the credentials. */
  credentialsHint: () => string;
  /** Another possible reason, when the API knows the credentials and refuses them. */
  otherReason?: () => string | undefined;
}

/**
 * Reads a 2xx answer. A 2xx with an ErrorList counts too: it shows the result of an order and what was bought
 * (docs/maintainers/api.md#errors).
 * @throws BandwidthError when the body isn't XML, and for errors in an answer that shows one thing.
 */
export function readAnswer(reply: HttpResponse, asked: RequestContext): ApiResponse {
  const { status } = reply;
  const id = idFromLocation(reply.headers.get("location"), asked.path);
  if (asked.forFile) {
    return { status, body: {}, file: reply.bytes, contentType: reply.headers.get("content-type") ?? undefined };
  }
  // To make a text of the answer takes time and memory, for a page of numbers.
  const text = reply.body;
  if (text.trim() === "") return { status, id, body: {} };
  const { document, problem } = tryParse(text, asked.redactor);
  if (document) {
    // The status says success, so nobody knows what was done.
    const isRefused = asked.oneThing && isOwnRefusal(document) && errorDetails(document).length > 0;
    if (isRefused) throw readFailure(reply, asked);
    return { status, id, root: document.root, body: document.content };
  }
  // Something was created, and this is its id. An error here would lose the id, whatever happened to the body.
  if (status === 201 && id !== undefined) return { status, id, body: {} };
  throw new BandwidthError({
    method: asked.method,
    path: asked.path,
    status,
    fate: "unknown",
    html: problem.kind === "html",
    raw: shown(text, asked.redactor),
    reason: problem.message,
    hint: problem.kind === "cut" ? undefined : "This isn't Bandwidth's API: check baseUrl, and any proxies on the way",
    cause: problem,
  });
}

/** Codes with which the server says that it gave up, not that it did nothing (docs/maintainers/api.md#repeats). */
const unclearCodes = new Set(["1000", "5014", "5015", "5086"]);

/** The error for an answer without a 2xx status, or with errors in place of what was written. */
export function readFailure(reply: HttpResponse, asked: RequestContext): BandwidthError {
  const text = reply.body;
  const { document, problem } = tryParse(text, asked.redactor);
  const found = document ? errorDetails(document) : jsonErrorDetails(text);
  const details = found.map((detail) => cleaned(detail, asked.redactor));
  const html = problem?.kind === "html";
  const raw = shown(text, asked.redactor);
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

/** The document, or what is wrong with it. That text is made from the body without its secrets. */
function tryParse(body: string, redactor: Redactor): Parsed {
  try {
    return { document: parseXml(body) };
  } catch (error) {
    // Whatever is wrong with the document, the request was answered: its fate and its id must not be lost.
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
  return "received something that isn't well-formed XML";
}

/** The beginning of a body, without secrets. */
const shown = (body: string, redactor: Redactor) => redactor.beginning(body, 20_000);

function fateOf(status: number, details: ErrorDetail[]): Fate {
  // The server checks the credentials before anything else, whatever code is next to it.
  if (isDenied(status)) return "refused";
  if (status >= 500 || status === 408 || status < 400) return "unknown";
  return details.some(({ code }) => code !== undefined && unclearCodes.has(code)) ? "unknown" : "refused";
}

/** An API code isn't a secret, even if a short secret has the same digits. */
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

const htmlHint = "The API never answers with an HTML page: check baseUrl, and any proxies on the way";
const htmlBeside =
  "The API never answers with an HTML page: if the error stays, check baseUrl, and any proxies on the way";

/** The status says what to do first: a page in place of the API's words doesn't change that a sign-in was refused. */
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
  429: () => "Bandwidth limits the rate of requests: try again later, or lower maxConcurrency",
};

/** 501 and 505 would never change. */
function troubleHint(status: number, method: string, fate: Fate): string | undefined {
  // A refusal with a code that says that Bandwidth gave up (1000) isn't a refusal.
  const gaveUp = fate === "unknown" && status >= 400 && status < 500;
  if (!isTransientStatus(status) && !gaveUp) return undefined;
  return method === "GET"
    ? "Bandwidth has an internal problem: run the same command again later"
    : "Bandwidth may have acted anyway: run the same command again, which looks before it acts";
}

/** The error for a request without a usable answer. */
export function unanswered(failure: HttpFailure, { method, path, redactor }: RequestContext): BandwidthError {
  return new BandwidthError({
    method,
    path,
    fate: failure.fate,
    reason: redactor.clean(failure.message),
    hint: failure.fate === "unknown" && method !== "GET" ? "Bandwidth may have acted anyway" : undefined,
    cause: failure,
  });
}
