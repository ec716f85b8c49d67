import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import type { AccountModel } from "./account/model.js";
import { answerAdmin } from "./admin.js";
import type { Gate } from "./auth.js";
import { type Call, type Dialect, emptyReply, Refusal, type Reply, statusRefusal } from "./call.js";
import type { Deliveries } from "./deliveries.js";
import { routes } from "./endpoints/routes.js";
import { actsDespite, type Faults } from "./faults.js";
import type { FileHost } from "./fileHost.js";
import { writeDown } from "./journal.js";
import type { RequestLog, RequestRecord } from "./requests.js";
import { router } from "./routing.js";
import { denials, type Settings } from "./settings.js";
import { send, spoiltReply } from "./spoil.js";

/** What the server uses. */
export interface Backend {
  account: AccountModel;
  settings: Settings;
  gate: Gate;
  faults: Faults;
  requests: RequestLog;
  deliveries: Deliveries;
  files: FileHost;
  now: () => number;
  reset: () => void;
}

const tokenPath = "/api/v1/oauth2/token";

/** The dialects' prefixes, longest first. `/api`, `/v1.0` and no prefix are classic. */
const prefixes: [string, Dialect][] = [
  ["/api/v2", "universal"],
  ["/api/v1.0", "classic"],
  ["/api/v1", "classic"],
  ["/api", "classic"],
  ["/v1.0", "classic"],
  ["", "classic"],
];

const route = router(routes);

/** Starts the server on the loopback address. */
export async function listen(backend: Backend, port: number): Promise<{ server: Server; port: number }> {
  const connections = new WeakMap<Socket, number>();
  let connectionCount = 0;
  const server = createServer({ keepAliveTimeout: 30_000 }, (request, response) => {
    const connection = connections.get(request.socket) ?? ++connectionCount;
    connections.set(request.socket, connection);
    handle(backend, request, response, connection).catch((error: unknown) => {
      if (!response.headersSent) response.writeHead(500, { "Content-Type": "text/plain" });
      response.end(`the simulator failed: ${error instanceof Error ? error.stack : String(error)}`);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  return { server, port: (server.address() as AddressInfo).port };
}

async function handle(backend: Backend, request: IncomingMessage, response: ServerResponse, connection: number) {
  const url = new URL(request.url ?? "/", "http://127.0.0.1");
  const bytes = await readBody(request);
  const bodyText = bytes.toString("utf8");
  const authorization = request.headers.authorization;
  if (url.pathname === "/admin" || url.pathname.startsWith("/admin/")) {
    return send(response, await answerAdmin(backend, request.method ?? "GET", url.pathname, bodyText));
  }
  if (url.pathname === tokenPath) {
    const fault = backend.faults.next(request.method ?? "GET", tokenPath);
    const reply = backend.gate.answerTokenRequest(authorization, bodyText);
    return deliver(backend, response, reply, fault, tokenPath, url.searchParams);
  }
  const { path, dialect } = withoutPrefix(url.pathname);
  const record: RequestRecord = {
    method: request.method ?? "GET",
    path,
    query: Object.fromEntries(url.searchParams),
    body: bodyText,
    dialect,
    status: 0,
    at: backend.now(),
    connection,
  };
  backend.requests.push(record);
  const reached = route(record.method, path);
  record.endpoint = typeof reached === "object" ? reached.path : undefined;
  // Only the provider's own requests count as used. The tests call the simulator too.
  if (record.endpoint !== undefined && request.headers["user-agent"]?.startsWith("pulumi-bandwidth/")) {
    writeDown(record.method, dialect, record.endpoint);
  }
  const fault = backend.faults.next(record.method, path);
  record.fault = fault?.kind;
  const acts = fault === undefined || actsDespite(fault);
  const body = { bytes, contentType: request.headers["content-type"] };
  const reply = acts ? answer(backend, record, url.searchParams, authorization, body) : emptyReply(200);
  return deliver(backend, response, reply, fault, path, url.searchParams, record);
}

/** Answers one request, without faults. */
function answer(
  backend: Backend,
  record: RequestRecord,
  query: URLSearchParams,
  authorization: string | undefined,
  body: Pick<Call, "bytes" | "contentType">,
): Reply {
  const limited = rateLimit(backend, record.at);
  if (limited) return limited;
  // 401 comes with an empty body (docs/maintainers/api.md#errors, shape 10).
  if (!backend.gate.admits(authorization)) return emptyReply(401);
  const denied = backend.settings.denied.find(({ path }) => record.path.includes(path));
  if (denied) {
    const [code, words] = denials[denied.why];
    return statusRefusal(403, "ErrorResponse", code, words).reply;
  }
  const match = route(record.method, record.path);
  if (match === "method") return emptyReply(405);
  if (match === undefined) {
    return statusRefusal(404, "ErrorResponse", "1016", `Resource does not exist: ${record.path}`).reply;
  }
  const { account, settings, files } = backend;
  const call: Call = {
    method: record.method,
    path: record.path,
    parameters: match.parameters,
    query,
    bodyText: record.body,
    ...body,
    authorization,
    gate: backend.gate,
    dialect: record.dialect,
    account,
    settings,
    files,
  };
  try {
    account.settle();
    if (match.parameters.account !== undefined && match.parameters.account !== account.accountId) {
      return statusRefusal(404, "AccountResponse", "12020", `Account '${match.parameters.account}' does not exist`)
        .reply;
    }
    return counted(match.endpoint(call), settings.countsTooMany);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return settings.missingWithoutCode && isOneThing(match.path) ? withoutCode(error.reply) : error.reply;
  }
}

/** A list may count more than there is. */
function counted(reply: Reply, tooMany: number): Reply {
  if (tooMany === 0 || typeof reply.body !== "string") return reply;
  const body = reply.body.replace(/(<(?:TotalCount|ResultCount|TelephoneNumberCount)>)(\d+)/g, (_all, tag, count) => {
    return `${tag}${Number(count) + tooMany}`;
  });
  return { ...reply, body };
}

/** Whether a route leads to one thing, instead of a list. */
const isOneThing = (path: string) => /\/:[^/]+$/.test(path);

/** The same refusal with only words, if it is a 404. */
function withoutCode(reply: Reply): Reply {
  if (reply.status !== 404) return reply;
  return { ...reply, body: reply.body?.replace(/<(ErrorCode|Code)>[^<]*<\/\1>/g, "") };
}

async function deliver(
  backend: Backend,
  response: ServerResponse,
  reply: Reply,
  fault: ReturnType<Faults["next"]>,
  path: string,
  query: URLSearchParams,
  record?: RequestRecord,
): Promise<void> {
  // The connection stays open, and nothing ever comes. The caller gives up, or is already dead.
  if (fault?.kind === "silence") return;
  const sent = fault ? spoiltReply(fault, path, query, reply, backend.now()) : reply;
  if (sent === undefined) {
    response.socket?.destroy();
    return;
  }
  if (record) record.status = sent.status;
  await send(response, sent, fault);
}

function withoutPrefix(pathname: string): { path: string; dialect: Dialect } {
  for (const [prefix, dialect] of prefixes) {
    if (pathname === prefix || pathname.startsWith(`${prefix}/`)) {
      return { path: pathname.slice(prefix.length).replace(/\/$/, ""), dialect };
    }
  }
  return { path: pathname, dialect: "classic" };
}

/** 429 with an empty body and X-RateLimit-Reset in epoch seconds (docs/maintainers/api.md#rate-limits). */
function rateLimit(backend: Backend, at: number): Reply | undefined {
  const limit = backend.settings.requestsPerSecond;
  if (limit === undefined) return undefined;
  let recent = 0;
  for (let index = backend.requests.length - 2; index >= 0; index -= 1) {
    const earlier = backend.requests[index];
    if (earlier === undefined || at - earlier.at >= 1_000) break;
    if (earlier.status !== 429) recent += 1;
  }
  if (recent < limit) return undefined;
  return emptyReply(429, { "X-RateLimit-Reset": String(Math.ceil((at + 1_000) / 1_000)) });
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
