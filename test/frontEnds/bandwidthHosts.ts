import http, { type IncomingHttpHeaders } from "node:http";
import https from "node:https";
import { onTestFinished, vi } from "vitest";
import type { Simulator } from "../../simulator/index.js";

/** A request to one of Bandwidth's own hosts. */
export interface Asked {
  method: string;
  origin: string;
  path: string;
}

/**
 * Lets the simulator answer for every host of Bandwidth, so that a test can use the addresses that users have. What it gives tells
 * which host was asked for what. `noBasicAt`: the host that knows no user names and passwords.
 */
export function answerForBandwidth(simulator: Simulator, { noBasicAt = "" } = {}): Asked[] {
  const asked: Asked[] = [];
  const port = new URL(simulator.url).port;
  const request = (url: string | URL, options: https.RequestOptions = {}) => {
    const { origin, pathname, search, hostname } = new URL(url);
    if (!hostname.endsWith(".bandwidth.com")) throw new Error(`a test must not ask ${origin}`);
    asked.push({ method: options.method ?? "GET", origin, path: pathname });
    const headers = { ...(options.headers as IncomingHttpHeaders) };
    for (const [name, value] of Object.entries(headers)) {
      const isBasic = name.toLowerCase() === "authorization" && String(value).startsWith("Basic ");
      if (isBasic && origin === noBasicAt && !pathname.endsWith("/token")) delete headers[name];
    }
    return http.request({ ...options, agent: undefined, host: "127.0.0.1", port, path: pathname + search, headers });
  };
  const spy = vi.spyOn(https, "request").mockImplementation(request as typeof https.request);
  onTestFinished(() => spy.mockRestore());
  return asked;
}
