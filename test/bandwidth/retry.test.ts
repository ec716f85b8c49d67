import { describe, expect, it } from "vitest";
import type { BandwidthError } from "../../provider/bandwidth/http/errors.js";
import { failure, useServer } from "./helpers/client.js";
import { type Handler, inOrder, refusal, xml } from "./helpers/server.js";

const context = useServer();
const request = (method: "GET" | "POST" | "PUT" | "DELETE") => ({ method, path: ["accounts", "1", "orders"] }) as const;
const reset: Handler = ({ socket }) => void socket.destroy();
const cut: Handler = (_received, response) => {
  response.writeHead(200, { "content-length": "1000" });
  response.write("<R><A>1</A>");
  setTimeout(() => response.destroy(), 5);
};
const secondsFromNow = (seconds: number) => String(Math.round(context.clock.time / 1_000) + seconds);

describe("reads and writes of a whole document", () => {
  it.each([
    "GET",
    "PUT",
    "DELETE",
  ] as const)("%s is repeated after 5xx, lost connections and cut bodies", async (method) => {
    const client = context.client({}, inOrder(503, reset, cut, 500, xml("<R/>")));
    expect((await client.request(request(method))).root).toBe("R");
    expect(context.server.received).toHaveLength(5);
  });

  it("are repeated when the XML itself is cut", async () => {
    const client = context.client({}, inOrder(xml("<R><A>1</A>"), xml("<R><A>1</A></R>")));
    expect((await client.request(request("GET"))).body).toEqual({ A: "1" });
  });

  it("wait longer each time, with full jitter", async () => {
    context.random = 1;
    await failure(context.client({}, () => 503).request(request("GET")));
    expect(context.clock.waits).toEqual([500, 1_000, 2_000, 4_000]);
    context.clock.waits.length = 0;
    context.random = 0.25;
    await failure(context.client({}, () => 503).request(request("GET")));
    expect(context.clock.waits).toEqual([125, 250, 500, 1_000]);
  });

  it("give up with the last error", async () => {
    const error = await failure<BandwidthError>(
      context.client({}, () => refusal(503, "13566", "E911 is down")).request(request("PUT")),
    );
    expect(error.message).toContain('503 13566 "E911 is down"');
    expect(error.fate).toBe("unknown");
    expect(context.server.received).toHaveLength(5);
  });

  it("may have acted when an earlier attempt may have, though the last one reached no server", async () => {
    // Closes the connection of the request, and accepts no other.
    const error = await failure<BandwidthError>(
      context.client({}, () => void context.server.close()).request(request("PUT")),
    );
    expect(error.message).toContain("the connection was lost");
    expect(error.fate).toBe("unknown");
    expect(context.clock.waits).toHaveLength(4);
  });

  it("are not repeated after a refusal", async () => {
    for (const status of [400, 403, 404, 409, 501])
      await failure(context.client({}, () => status).request(request("GET")));
    expect(context.server.received).toHaveLength(5);
  });

  it("are repeated, only reads, when the error's code asks for it", async () => {
    const tryAgain = refusal(400, "1000", "Internal Server Error. Please try again.");
    const client = context.client({}, inOrder(tryAgain, xml("<R/>")));
    expect((await client.request(request("GET"))).root).toBe("R");
    const put = await failure<BandwidthError>(context.client({}, () => tryAgain).request(request("PUT")));
    expect(put.fate).toBe("unknown");
    expect(context.server.received).toHaveLength(3);
    await failure(context.client({}, () => refusal(400, "16107", "try again in 24 hours")).request(request("GET")));
    expect(context.server.received).toHaveLength(4);
  });
});

describe("a purchase", () => {
  it.each([
    ["5xx", () => 503],
    ["a 504", () => refusal(504, "5086", "API request timed out. Please resubmit your request.")],
    ["a lost connection", reset],
    ["a cut answer", cut],
    ["a redirect", () => ({ status: 302, headers: { location: "/elsewhere" } })],
  ] as [string, Handler][])("isn't repeated after %s, because it may have acted", async (_what, handler) => {
    const error = await failure<BandwidthError>(context.client({}, handler).request(request("POST")));
    expect(error.fate).toBe("unknown");
    expect(context.server.received).toHaveLength(1);
  });

  it("with a lost connection says that it may have acted", async () => {
    const error = await failure(context.client({}, reset).request(request("POST")));
    expect(error.message).toMatch(/the connection was lost: .*\. Bandwidth may have acted anyway/);
  });

  it("is repeated after a 429, which did nothing", async () => {
    const client = context.client({}, inOrder(429, xml("<R/>", 201, { location: "/orders/1" })));
    expect((await client.request(request("POST"))).id).toBe("1");
  });

  it("is repeated when no connection was made", async () => {
    const client = context.client({ baseUrl: "http://127.0.0.1:9/api" });
    const error = await failure<BandwidthError>(client.request(request("POST")));
    expect(error.message).toMatch(/no connection to Bandwidth: .*ECONNREFUSED/);
    expect(error.fate).toBe("unsent");
    expect(context.clock.waits).toHaveLength(4);
  });

  it("that is refused has done nothing", async () => {
    const error = await failure<BandwidthError>(
      context.client({}, () => refusal(400, "5001", "no order")).request(request("POST")),
    );
    expect(error.fate).toBe("refused");
  });

  it("is repeated like a read when the caller knows that it is only a look-up", async () => {
    const client = context.client({}, inOrder(503, xml("<R/>")));
    expect((await client.request({ ...request("POST"), repeatable: true })).root).toBe("R");
  });
});

describe("the pause that the server asks for", () => {
  const pauseAfter = async (status: number, headers: Record<string, string>) => {
    context.clock.waits.length = 0;
    const client = context.client({}, inOrder({ status, headers }, xml("<R/>")));
    await client.request(request("GET"));
    return context.clock.waits[0];
  };

  it("is kept: Retry-After in seconds or as a date", async () => {
    expect(await pauseAfter(503, { "retry-after": "7" })).toBe(7_000);
    expect(await pauseAfter(429, { "retry-after": "7" })).toBe(7_000);
    expect(await pauseAfter(503, { "retry-after": new Date(context.clock.time + 9_000).toUTCString() })).toBeCloseTo(
      9_000,
      -3,
    );
  });

  it("is kept: X-RateLimit-Reset in seconds or milliseconds", async () => {
    context.clock.time = Math.ceil(context.clock.time / 1_000) * 1_000;
    expect(await pauseAfter(429, { "x-ratelimit-reset": secondsFromNow(5) })).toBe(5_000);
    expect(await pauseAfter(429, { "x-ratelimit-reset": String(context.clock.time + 5_000) })).toBe(5_000);
  });

  it("is limited, and nonsense is ignored", async () => {
    expect(await pauseAfter(503, { "retry-after": "86400" })).toBe(120_000);
    expect(await pauseAfter(429, { "x-ratelimit-reset": secondsFromNow(86_400) })).toBe(120_000);
    expect(await pauseAfter(503, { "retry-after": "soon" })).toBe(250);
    expect(await pauseAfter(503, { "retry-after": "-5" })).toBe(250);
  });
});

describe("after a 429", () => {
  it("all requests pause until the reset, and then leave one after another", async () => {
    const start = context.clock.time;
    const leaves: number[] = [];
    let limited = true;
    const client = context.client({ maxConcurrency: 10 }, () => {
      if (limited) {
        limited = false;
        return { status: 429, headers: { "x-ratelimit-reset": secondsFromNow(30) } };
      }
      leaves.push(context.clock.time - start);
      return 200;
    });
    await client.request(request("GET"));
    await Promise.all(Array.from({ length: 9 }, () => client.request(request("POST"))));
    expect(leaves).toHaveLength(10);
    expect(Math.min(...leaves)).toBeGreaterThanOrEqual(30_000);
    // The first pause, and then one before each request.
    const [pause, ...spacings] = context.clock.waits;
    expect(pause).toBe(30_000);
    expect(spacings).toHaveLength(9);
    for (const spacing of spacings) expect(spacing).toBeGreaterThan(0);
    expect(Math.max(...leaves) - Math.min(...leaves)).toBeGreaterThan(200);
  });

  it("requests that were about to leave also wait", async () => {
    let refusals = 0;
    const client = context.client({ maxConcurrency: 1 }, () =>
      refusals++ === 0 ? { status: 429, headers: { "retry-after": "10" } } : 200,
    );
    const start = context.clock.time;
    await Promise.all([client.request(request("GET")), client.request(request("GET")), client.request(request("GET"))]);
    expect(context.server.received).toHaveLength(4);
    expect(context.clock.time - start).toBeGreaterThanOrEqual(10_000);
  });

  it("the error says so when it doesn't end", async () => {
    const error = await failure<BandwidthError>(context.client({}, () => 429).request(request("POST")));
    expect(error).toMatchObject({ status: 429, fate: "refused" });
    expect(error.message).toContain("lower maxConcurrency");
    expect(context.server.received).toHaveLength(10);
  });
});
