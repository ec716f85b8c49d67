import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Simulator } from "../../simulator/index.js";
import { byAreaCode, type Caller, withPeer } from "./support.js";

let simulator: Simulator;
let caller: Caller;
let siteId: string;
beforeEach(async () => {
  ({ simulator, caller, siteId } = await withPeer());
});
afterEach(() => simulator.close());

const order = () => caller.post("/orders", `<Order>${byAreaCode(siteId, "919", 1)}</Order>`);

describe("faults", () => {
  test("a lost answer: the order was placed, but nobody got the answer", async () => {
    simulator.faults.on("POST", /\/orders$/, { kind: "lostAnswer" });
    await expect(order()).rejects.toThrow();
    expect(simulator.ledger.bought()).toHaveLength(1);
    expect(simulator.requests.at(-1)).toMatchObject({ status: 0, fault: "lostAnswer" });
  });

  test("a reset before acting: nothing happened", async () => {
    simulator.faults.on("POST", /\/orders$/, { kind: "reset" });
    await expect(order()).rejects.toThrow();
    expect(simulator.ledger.bought()).toHaveLength(0);
  });

  test("the nth request, and the given number of times", async () => {
    simulator.faults.on("GET", /\/sites$/, { kind: "status", status: 503 }, { nth: 2, times: 2 });
    const statuses: number[] = [];
    for (let count = 0; count < 4; count += 1) statuses.push((await caller.get("/sites")).status);
    expect(statuses).toEqual([200, 503, 503, 200]);
  });

  test("429 with Retry-After and a reset in seconds or milliseconds", async () => {
    simulator.faults.on("GET", "/sites$", { kind: "status", status: 429, retryAfter: 2, rateLimitResetInMs: 2_000 });
    simulator.faults.on("GET", "/sites$", {
      kind: "status",
      status: 429,
      rateLimitResetInMs: 2_000,
      rateLimitUnit: "ms",
    });
    const first = await caller.get("/sites");
    expect([first.status, first.text, first.headers.get("retry-after")]).toEqual([429, "", "2"]);
    expect(Number(first.headers.get("x-ratelimit-reset"))).toBeLessThan(10_000_000_000);
    expect(Number((await caller.get("/sites")).headers.get("x-ratelimit-reset"))).toBeGreaterThan(1_000_000_000_000);
  });

  test("answers that aren't answers", async () => {
    const spoil = async (fault: Parameters<Simulator["faults"]["on"]>[2]) => {
      simulator.faults.on("GET", /\/sites$/, fault);
      return caller.get("/sites");
    };
    expect((await spoil({ kind: "html" })).text).toContain("<html>");
    expect((await spoil({ kind: "html", status: 404 })).status).toBe(404);
    expect((await spoil({ kind: "json" })).headers.get("content-type")).toBe("application/json");
    expect((await spoil({ kind: "empty" })).text).toBe("");
    expect((await spoil({ kind: "cut" })).text).not.toContain("</SitesResponse>");
    expect((await spoil({ kind: "trickle", bytes: 100, intervalMs: 1 })).text).toContain("</SitesResponse>");
    expect((await spoil({ kind: "contentType", contentType: "text/plain" })).headers.get("content-type")).toBe(
      "text/plain",
    );
    await expect(spoil({ kind: "aborted" })).rejects.toThrow();
    expect(simulator.faults.waiting).toEqual([]);
  });

  test("a new order that GET doesn't know yet", async () => {
    const { id } = await order();
    simulator.faults.on("GET", /\/orders\/[^/]+$/, { kind: "notFound" });
    expect((await caller.get(`/orders/${id}`)).status).toBe(404);
    expect((await caller.get(`/orders/${id}`)).status).toBe(200);
  });

  test("a list whose next page is itself", async () => {
    await caller.get(`/orders/${await caller.order(byAreaCode(siteId, "919", 3))}`);
    simulator.faults.on("GET", /inserviceNumbers/, { kind: "repeatPage" });
    const page = await caller.get("/inserviceNumbers?page=9195550101&size=1");
    expect(page.value("Links", "next")).toContain("page=9195550101&");
  });

  test("a rate limit answers 429 with an empty body", async () => {
    simulator.settings.requestsPerSecond = 2;
    simulator.requests.length = 0;
    const statuses = [await caller.get("/sites"), await caller.get("/sites"), await caller.get("/sites")];
    expect(statuses.map((answer) => answer.status)).toEqual([200, 200, 429]);
  });
});
