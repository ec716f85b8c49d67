import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import type { Readable } from "node:stream";
import fetch, { type Headers, type Response } from "node-fetch";
import { Canceled, type Fate } from "./errors.js";
import { isSafe } from "./settings.js";

/** One HTTP request, ready to be sent. */
export interface HttpRequest {
  method: string;
  url: string;
  headers: Record<string, string>;
  body?: string | Buffer;
  /** Covers connecting, the answer's headers and its body, including redirects. */
  timeoutMs: number;
  maxAnswerBytes: number;
  /** A 303 is itself an answer, and isn't followed. */
  seeOther?: boolean;
  signal?: AbortSignal;
}

/** A completely read answer. */
export interface HttpResponse {
  status: number;
  headers: Headers;
  readonly body: string;
  /** The raw body, for files. */
  bytes: Buffer;
}

/** No usable answer came. */
export class HttpFailure extends Error {
  constructor(
    message: string,
    readonly fate: Fate,
    /** Whether it may succeed a moment later. */
    readonly transient: boolean,
    cause?: unknown,
  ) {
    super(message, { cause });
  }
}

/** Closes idle connections after this time, before the server closes one just as a request leaves on it. */
const longestIdle = 4_000;
const mostRedirects = 5;

/** The maximum number of kept-alive connections to a host. */
export class Connections {
  private readonly plain: HttpAgent;
  private readonly secure: HttpsAgent;

  constructor(maxSockets: number) {
    const options = { keepAlive: true, maxSockets, timeout: longestIdle };
    this.plain = new HttpAgent(options);
    this.secure = new HttpsAgent(options);
  }

  /** Sends one request and reads its answer. Follows redirects of a GET. */
  async exchange(exchange: HttpRequest): Promise<HttpResponse> {
    const limit = new AbortController();
    const timer = setTimeout(() => limit.abort(), exchange.timeoutMs);
    const cancel = () => limit.abort();
    exchange.signal?.addEventListener("abort", cancel, { once: true });
    try {
      if (exchange.signal?.aborted) throw new Canceled(nameOf(exchange), "unsent", exchange.signal.reason);
      return await this.follow(exchange, limit.signal);
    } catch (error) {
      if (exchange.signal?.aborted && !(error instanceof Canceled)) {
        throw new Canceled(nameOf(exchange), "unknown", exchange.signal.reason);
      }
      if (limit.signal.aborted && !(error instanceof Canceled)) {
        throw new HttpFailure(`no complete answer within ${exchange.timeoutMs / 1_000} s`, "unknown", true, error);
      }
      throw error instanceof HttpFailure || error instanceof Canceled ? error : lostConnection(error);
    } finally {
      clearTimeout(timer);
      exchange.signal?.removeEventListener("abort", cancel);
    }
  }

  /** Closes every connection. */
  close(): void {
    this.plain.destroy();
    this.secure.destroy();
  }

  private async follow(exchange: HttpRequest, signal: AbortSignal): Promise<HttpResponse> {
    let { url, headers } = exchange;
    for (let redirects = 0; ; redirects++) {
      const response = await fetch(url, {
        method: exchange.method,
        headers,
        body: exchange.body,
        redirect: "manual",
        signal,
        agent: (target) => (target.protocol === "https:" ? this.secure : this.plain),
      });
      const location = response.headers.get("location");
      const isAnswer = exchange.seeOther && response.status === 303;
      if (![301, 302, 303, 307, 308].includes(response.status) || location === null || isAnswer) {
        return replyOf(response, await readBody(response, exchange));
      }
      // Not read, whatever its length. The connection is closed with it.
      (response.body as Readable | null)?.destroy();
      const target = redirectTarget(exchange.method, response.status, location, url);
      if (redirects === mostRedirects) throw redirectRefused(`more than ${mostRedirects} redirects`);
      if (target.origin !== new URL(url).origin) headers = withoutAuthorization(headers);
      url = target.href;
    }
  }
}

const nameOf = (exchange: HttpRequest) => `${exchange.method} ${new URL(exchange.url).pathname}`;

/**
 * Where a redirect leads, if a client with credentials can follow it (docs/maintainers/api.md#redirects).
 * @throws ExchangeFailure when it can't.
 */
export function redirectTarget(method: string, status: number, location: string, from: string): URL {
  if (!URL.canParse(location, from)) throw redirectRefused("a redirect to something that isn't a URL");
  const target = new URL(location, from);
  if (method !== "GET") {
    // 307 and 308 say that nothing was done. Some servers use the others to answer a request that they carried out.
    const fate = status >= 307 ? "refused" : "unknown";
    throw redirectRefused(`${status} redirects this ${method} to ${target.origin}: check baseUrl`, fate);
  }
  if (new URL(from).protocol === "https:" && target.protocol !== "https:") {
    throw redirectRefused(`${status} redirects from https to ${target.origin}, which is refused`);
  }
  if (!isSafe(target)) throw redirectRefused(`${status} redirects to ${target.origin}, which is refused`);
  target.username = "";
  target.password = "";
  return target;
}

const redirectRefused = (reason: string, fate: Fate = "refused") => new HttpFailure(reason, fate, false);

function withoutAuthorization(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => name.toLowerCase() !== "authorization"));
}

async function readBody(response: Response, { maxAnswerBytes }: HttpRequest): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > maxAnswerBytes) {
      // Leaving the loop closes the connection: the rest is never received.
      throw new HttpFailure(`the answer is longer than ${maxAnswerBytes} bytes, which is refused`, "unknown", false);
    }
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

function replyOf({ status, headers }: Response, bytes: Buffer): HttpResponse {
  return {
    status,
    headers,
    bytes,
    // A file may be large, and nobody reads it as text.
    get body() {
      return decode(bytes, headers.get("content-type"));
    },
  };
}

/** UTF-8, without a byte order mark, unless the answer names another known character set. */
function decode(bytes: Buffer, contentType: string | null): string {
  const charset = /charset\s*=\s*"?([\w-]+)/i.exec(contentType ?? "")?.[1] ?? "utf-8";
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    return new TextDecoder().decode(bytes);
  }
}

/** System calls that fail before any byte of the request can have left. */
const beforeSending = new Set(["connect", "getaddrinfo"]);
const neverConnected = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH"]);

function lostConnection(error: unknown): HttpFailure {
  const { code, erroredSysCall } = error as { code?: string; erroredSysCall?: string };
  const words = error instanceof Error ? error.message.replace(/^.*, reason: /s, "") : String(error);
  const reason = words.includes(code ?? "") ? words : [words, code].filter(Boolean).join(" ");
  // The error itself has the whole address, which may be signed.
  const cause = Object.assign(new Error(reason), { code });
  if (code !== undefined && (neverConnected.has(code) || beforeSending.has(erroredSysCall ?? ""))) {
    return new HttpFailure(`no connection to Bandwidth: ${reason}`, "unsent", true, cause);
  }
  if (code !== undefined && /^(ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|EPROTO)/.test(code)) {
    return new HttpFailure(`no secure connection to Bandwidth: ${reason}`, "unsent", false, cause);
  }
  return new HttpFailure(`the connection was lost: ${reason}`, "unknown", true, cause);
}
