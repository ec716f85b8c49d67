import type { ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { type Reply, xmlReply } from "./call.js";
import type { Fault } from "./faults.js";

const page = "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>";

/** The answer that replaces the real one, or the real answer spoiled. Undefined: no answer, the connection is cut. */
export function spoiltReply(
  fault: Fault,
  path: string,
  query: URLSearchParams,
  reply: Reply,
  now: number,
): Reply | undefined {
  switch (fault.kind) {
    case "lostAnswer":
    case "reset":
      return undefined;
    case "status":
      return {
        status: fault.status,
        body: fault.body,
        contentType: fault.contentType,
        headers: rateLimitHeaders(fault, now),
      };
    case "html":
      return { status: fault.status ?? 200, body: page, contentType: "text/html; charset=utf-8" };
    case "json":
      return {
        status: fault.status ?? 200,
        body: fault.body ?? '{"error":"unexpected"}',
        contentType: "application/json",
      };
    case "empty":
      return { ...reply, status: fault.status ?? reply.status, body: undefined };
    case "cut":
      return { ...reply, body: reply.body?.slice(0, Math.floor(reply.body.length / 2)) };
    case "contentType":
      return { ...reply, contentType: fault.contentType };
    case "notFound":
      return documentedNotFound(path);
    case "repeatPage":
      return { ...reply, body: repeatedPage(reply.body, query) };
    case "countsMore":
      return { ...reply, body: countedMore(reply.body) };
    case "aborted":
    case "trickle":
    case "delay":
    case "silence":
      return reply;
  }
}

function rateLimitHeaders(fault: Extract<Fault, { kind: "status" }>, now: number): Record<string, string> {
  const headers: Record<string, string> = {};
  if (fault.retryAfter !== undefined) headers["Retry-After"] = String(fault.retryAfter);
  if (fault.rateLimitResetInMs !== undefined) {
    const at = now + fault.rateLimitResetInMs;
    headers["X-RateLimit-Reset"] = String(fault.rateLimitUnit === "ms" ? at : Math.ceil(at / 1_000));
  }
  return headers;
}

const notFoundAnswers: [RegExp, Reply][] = [
  [/\/sippeers\/[^/]+$/, status(400, "SipPeerResponse", "13563", "Sip Peer account and site does not exist")],
  [/\/sites\/[^/]+$/, status(404, "SiteResponse", "12016", "Site does not exist")],
  [/\/subscriptions\/[^/]+$/, status(404, "SubscriptionsResponse", "16000", "Subscription not found")],
  [/\/tnoptions\/[^/]+$/, status(404, "TnOptionOrderReportResponse", undefined, "The resource does not exist")],
  [/\/orders\/[^/]+$/, status(404, "OrderResponse", "5035", "order not found.")],
];

/**
 * The endpoint's own "does not exist" (docs/maintainers/api.md#missing-things), as a GET right after a create may
 * answer.
 */
function documentedNotFound(path: string): Reply {
  return (
    notFoundAnswers.find(([pattern]) => pattern.test(path))?.[1] ??
    status(404, "ErrorResponse", undefined, "The resource does not exist")
  );
}

function status(code: number, root: string, errorCode: string | undefined, description: string): Reply {
  return xmlReply(code, root, { ResponseStatus: { ErrorCode: errorCode, Description: description } });
}

/** Makes the next link point at the requested page, forever. */
function repeatedPage(body: string | undefined, query: URLSearchParams): string | undefined {
  const asked = encodeURIComponent(query.get("page") ?? "1");
  return body?.replace(/(<next>.*?page=)[^&]*(&amp;.*?<\/next>)/, `$1${asked}$2`);
}

/** One more than there is, in every count of a list. */
function countedMore(body: string | undefined): string | undefined {
  const count = /<(TotalCount|TelephoneNumberCount|Count)>(\d+)</g;
  return body?.replace(count, (_whole, name, told) => `<${name}>${Number(told) + 1}<`);
}

/** Sends an answer, in the fault's way. */
export async function send(response: ServerResponse, reply: Reply, fault?: Fault): Promise<void> {
  if (fault?.kind === "delay") await sleep(fault.ms);
  const body = reply.bytes ?? Buffer.from(reply.body ?? "");
  const headers: Record<string, string> = { ...reply.headers, "Content-Length": String(body.length) };
  if (reply.body !== undefined || reply.bytes)
    headers["Content-Type"] = reply.contentType ?? "application/xml; charset=utf-8";
  response.writeHead(reply.status, headers);
  if (fault?.kind === "aborted") {
    response.write(body.subarray(0, Math.floor(body.length / 2)));
    await sleep(20);
    response.destroy();
    return;
  }
  if (fault?.kind === "trickle") {
    const bytes = fault.bytes ?? 64;
    for (let offset = 0; offset < body.length && !response.destroyed; offset += bytes) {
      response.write(body.subarray(offset, offset + bytes));
      await sleep(fault.intervalMs ?? 20);
    }
    response.end();
    return;
  }
  response.end(body);
}
