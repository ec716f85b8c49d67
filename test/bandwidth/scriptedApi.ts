import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Client, type Clock } from "../../provider/bandwidth/http/client.js";

/** A request as the scripted API received it. `path` begins after `/api`, without the account's part. */
export interface Received {
  method: string;
  path: string;
  query: Record<string, string>;
  body: string;
}

/** The scripted API's answer. "lost" acts and then cuts the connection. */
export type Scripted = { status: number; body?: string; location?: string } | "lost";

type Script = (request: Received, count: number) => Scripted | Promise<Scripted>;

/** A clock that passes time immediately. */
export class FastClock implements Clock {
  private time = Date.UTC(2026, 0, 1);
  readonly pauses: number[] = [];

  now(): number {
    return this.time;
  }

  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    this.pauses.push(ms);
    this.time += ms;
    // Lets simultaneous events happen.
    await new Promise((resolve) => setImmediate(resolve));
    signal?.throwIfAborted();
  }
}

/** A local server that answers from a table of `METHOD path` (`*` is one segment), and records what it got. */
export class ScriptedApi {
  readonly received: Received[] = [];
  readonly clock = new FastClock();
  private readonly routes: { pattern: RegExp; script: Script; count: number }[] = [];
  private readonly server = createServer((request, response) => void this.answer(request, response));
  private readonly clients: Client[] = [];

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, "127.0.0.1", resolve));
  }

  async stop(): Promise<void> {
    for (const client of this.clients) client.close();
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** A later route wins over an earlier one. */
  on(route: string, script: Script | Scripted): void {
    const source = route.replace(/[.+?()]/g, "\\$&").replace(/\*/g, "[^/ ]+");
    const pattern = new RegExp(`^${source}$`);
    this.routes.unshift({ pattern, script: typeof script === "function" ? script : () => script, count: 0 });
  }

  client(dialect: "classic" | "universal" = "classic"): Client {
    const { port } = this.server.address() as AddressInfo;
    const baseUrl = `http://127.0.0.1:${port}/api${dialect === "universal" ? "/v2" : ""}`;
    const client = new Client(
      {
        accountId: "9",
        credentials: { kind: "basic", username: "user", password: "secret" },
        baseUrl,
        tokenUrl: `${baseUrl}/token`,
        maxConcurrency: 8,
      },
      { clock: this.clock, random: () => 0.5 },
    );
    this.clients.push(client);
    return client;
  }

  /** How often this was requested. */
  times(method: string, path: string): number {
    return this.requests(method, path).length;
  }

  requests(method: string, path: string): Received[] {
    return this.received.filter((request) => request.method === method && request.path === path);
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = "";
    for await (const chunk of request) body += chunk;
    const url = new URL(request.url ?? "/", "http://localhost");
    const path = decodeURIComponent(url.pathname.replace(/^\/api(\/v2)?/, "").replace(/^\/accounts\/9/, ""));
    const received = { method: request.method ?? "", path, query: Object.fromEntries(url.searchParams), body };
    this.received.push(received);
    const route = this.routes.find(({ pattern }) => pattern.test(`${received.method} ${path}`));
    if (route === undefined) {
      response.writeHead(501).end(`<Nothing>${received.method} ${path}</Nothing>`);
      return;
    }
    const scripted = await route.script(received, route.count++);
    if (scripted === "lost") {
      request.socket.destroy();
      return;
    }
    const headers: Record<string, string> = { "content-type": "application/xml" };
    if (scripted.location !== undefined)
      headers.location = `https://dashboard.bandwidth.com:443/v1.0${scripted.location}`;
    response.writeHead(scripted.status, headers).end(scripted.body);
  }
}

/** An answer of 200. */
export const ok = (body: string): Scripted => ({ status: 200, body: `<?xml version="1.0"?>${body}` });

/** An answer that refuses with an error list. */
export const refusal = (code: string, description: string, ...numbers: string[]): Scripted => ({
  status: 400,
  body: `<Response><ErrorList>${
    numbers.length === 0
      ? `<Error><Code>${code}</Code><Description>${description}</Description></Error>`
      : numbers
          .map(
            (number) =>
              `<Error><Code>${code}</Code><Description>${description}</Description><TelephoneNumber>${number}</TelephoneNumber></Error>`,
          )
          .join("")
  }</ErrorList></Response>`,
});

/** `<name>…</name>` for each. */
export const each = (name: string, values: readonly string[]): string =>
  values.map((value) => `<${name}>${value}</${name}>`).join("");

/** The content of the elements with this name. */
export const inside = (body: string, name: string): string[] =>
  [...body.matchAll(new RegExp(`<${name}>([^<]*)</${name}>`, "g"))].map((match) => match[1] ?? "");
