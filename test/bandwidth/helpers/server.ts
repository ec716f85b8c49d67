import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";

/** A request as the server saw it. */
export interface Received {
  method: string;
  /** Path and query as they were sent. */
  url: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  body: string;
  socket: Socket;
}

/**
 * A handler's answer: a status alone, or with a body and headers. Nothing when the handler writes the response itself.
 */
export type Scripted =
  | number
  | { status?: number; body?: string | Buffer; headers?: Record<string, string> }
  // biome-ignore lint/suspicious/noConfusingVoidType: a handler that answers by itself returns nothing.
  | void;

export type Handler = (received: Received, response: ServerResponse) => Scripted | Promise<Scripted>;

export interface TestServer {
  /** `http://127.0.0.1:port` */
  url: string;
  /** Everything received so far. */
  received: Received[];
  /** `GET /path?query` of everything received so far, without token calls. */
  log(): string[];
  handle(handler: Handler): void;
  close(): Promise<void>;
}

/** A real HTTP server on this machine that answers as its handler says and records what it got. */
export async function startServer(handler: Handler = () => 500): Promise<TestServer> {
  const received: Received[] = [];
  let current = handler;
  const server = createServer((request, response) => {
    answer(request, response).catch((error) => response.destroy(error));
  });

  async function answer(request: IncomingMessage, response: ServerResponse) {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { method = "", url = "", headers, socket } = request;
    const { pathname: path, searchParams: query } = new URL(url, "http://localhost");
    const entry = { method, url, path, query, headers, body: Buffer.concat(chunks).toString("utf8"), socket };
    received.push(entry);
    const scripted = await current(entry, response);
    if (scripted === undefined) return;
    const {
      status = 200,
      body = "",
      headers: extra = {},
    } = typeof scripted === "number" ? { status: scripted } : scripted;
    response.writeHead(status, extra);
    response.end(body);
  }

  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    received,
    log: () => received.filter(({ path }) => path !== "/token").map(({ method, url }) => `${method} ${url}`),
    handle: (next) => {
      current = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Answers the first request with the first answer, and so on. Repeats the last forever. */
export function inOrder(...answers: (Scripted | Handler)[]): Handler {
  let next = 0;
  return (received, response) => {
    const scripted = answers[Math.min(next++, answers.length - 1)];
    return typeof scripted === "function" ? scripted(received, response) : scripted;
  };
}

export const xml = (body: string, status = 200, headers: Record<string, string> = {}) => ({
  status,
  body,
  headers: { "content-type": "application/xml; charset=utf-8", ...headers },
});

/** `<XResponse><ResponseStatus>…`, the API's most common form of an error. */
export const refusal = (status: number, code: string, description: string, root = "SiteResponse") =>
  xml(
    `<${root}><ResponseStatus><ErrorCode>${code}</ErrorCode><Description>${description}</Description></ResponseStatus></${root}>`,
    status,
  );
