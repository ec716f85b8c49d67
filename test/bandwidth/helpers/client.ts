import { afterEach, beforeEach } from "vitest";
import { Client, type ClientSettings, type Clock } from "../../../provider/bandwidth/http/client.js";
import { type Handler, startServer, type TestServer } from "./server.js";

/** A clock that passes time immediately and records every wait. */
export class TestClock implements Clock {
  time = Date.parse("2026-03-01T12:00:00Z");
  readonly waits: number[] = [];

  now() {
    return this.time;
  }

  async sleep(ms: number, signal?: AbortSignal) {
    signal?.throwIfAborted();
    this.waits.push(ms);
    const end = this.time + ms;
    await new Promise((resolve) => setImmediate(resolve));
    this.time = Math.max(this.time, end);
    signal?.throwIfAborted();
  }
}

/** A server and its clients, new for each test. */
export function useServer() {
  const context = {
    server: undefined as unknown as TestServer,
    clock: new TestClock(),
    /** The client's random numbers, from 0 to 1. */
    random: 0.5,
    clients: [] as Client[],
    client(settings: Partial<ClientSettings> = {}, handler?: Handler): Client {
      if (handler) context.server.handle(handler);
      const client = new Client(
        {
          accountId: "9900123",
          credentials: { kind: "token", accessToken: "ready-token" },
          baseUrl: `${context.server.url}/api`,
          tokenUrl: `${context.server.url}/token`,
          maxConcurrency: 5,
          ...settings,
        },
        { clock: context.clock, random: () => context.random },
      );
      context.clients.push(client);
      return client;
    },
  };
  beforeEach(async () => {
    context.server = await startServer();
    context.clock = new TestClock();
    context.random = 0.5;
    context.clients = [];
  });
  afterEach(async () => {
    for (const client of context.clients) client.close();
    await context.server.close();
  });
  return context;
}

/** The error of a rejected promise. */
export async function failure<T = Error>(promise: Promise<unknown>): Promise<T> {
  try {
    await promise;
  } catch (error) {
    return error as T;
  }
  throw new Error("expected an error, and there was none");
}
