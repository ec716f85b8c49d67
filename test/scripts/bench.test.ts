import { describe, expect, test } from "vitest";
import { delay } from "../../scripts/bench/delay.js";
import { growth } from "../../scripts/bench/growth.js";
import { type Make, pairs, type Runner } from "../../scripts/bench/pairs.js";
import { peak } from "../../scripts/bench/peak.js";
import { markdown, type Part } from "../../scripts/bench/report.js";
import { requests } from "../../scripts/bench/requests.js";

const figures = ({ rows }: Part) => rows.map(({ figures }) => figures);

describe("each part of the bench runs, here with tiny sizes and without the engine", () => {
  test("requests", async () => {
    const part = await requests({ order: 3, many: 2, peers: 2, records: 2 });
    const sent = new Map(part.rows.map(({ what, figures }) => [what, figures.requests]));
    expect(sent.get("create an order of 3")).toBeGreaterThan(1);
    expect(sent.get("no-op up")).toBe(0);
    expect(markdown(part).split("\n")).toHaveLength(part.rows.length + 2);
  });

  test("delay, in a time in which nobody waits", async () => {
    const [row] = figures(await delay([60_000], 2));
    expect(row?.["mean ms"]).toBeLessThan(60_000);
    expect(row?.["polls per order"]).toBeGreaterThanOrEqual(1);
  });

  test("growth", async () => {
    expect(figures(await growth([[2, 1]]))).toEqual([expect.objectContaining({ "no-op, requests": 0 })]);
  });

  /** In place of the engine: a run takes a moment, and the state holds one order. */
  const ran: string[] = [];
  const slept = new Set<string | undefined>();
  const make: Make = async (pair, side, env) => {
    slept.add(env.NOOP_SLEEP_MS);
    const program = pair[side].program;
    const text = typeof program === "string" ? program : (program["Pulumi.yaml"] ?? "");
    const run = async () => {
      ran.push(`${side} ${text.includes("order-0") || text.includes('"order-" + index')}`);
      return { code: 0, text: "" };
    };
    const resources = [{ type: "bandwidth:index:PhoneNumberOrder", inputs: {}, outputs: { orderIds: ["1"] } }];
    const stackExport = async () => ({ deployment: { resources } });
    return { up: run, preview: run, refresh: run, destroy: run, stackExport, cleanup: () => {} } as unknown as Runner;
  };

  test("pairs, and memory", async () => {
    const part = await pairs(make, { sizes: [1], repeats: 1 });
    expect(part.rows.map(({ what }) => what)).toContain("dynamic, 1 orders: destroy");
    expect(new Set(ran)).toEqual(new Set(["ours true", "noop true"]));
    const peaks = figures(await peak(make, { orders: 1, quantity: 1, frontEnds: ["plugin"] }));
    expect(peaks.map((row) => row["bytes a number"])).toEqual([expect.any(Number), expect.any(Number)]);
    const slow = await pairs(make, { sizes: [1], repeats: 1, frontEnds: ["plugin"], slow: true });
    expect(slow.note).toContain("An answer takes 100 ms, an order 300 ms.");
    expect(slept).toEqual(new Set([undefined, "500"]));
  });
});
