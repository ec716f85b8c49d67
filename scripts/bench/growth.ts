import type { Part, Row } from "./report.js";
import { Bench, type Declared } from "./run.js";

/** Numbers of orders, and of numbers in each. */
const GRID: readonly (readonly [orders: number, quantity: number])[] = [
  [1, 1],
  [10, 25],
  [100, 25],
  [400, 25],
  [10, 250],
  [100, 250],
];

/** How requests and the provider's CPU time grow with the number of orders in one peer, and of numbers in them. */
export async function growth(grid = GRID): Promise<Part> {
  const rows: Row[] = [];
  for (const [orders, quantity] of grid) rows.push(await growthAt(orders, quantity));
  return {
    title: "Growth",
    note: "Orders in one peer, orders take 300 ms. CPU milliseconds of the provider, for each order; the simulated account is in the same process, and counts.",
    rows,
  };
}

async function growthAt(orders: number, quantity: number): Promise<Row> {
  const bench = await Bench.start({ orderLatencyMs: 300 });
  try {
    const { siteId, sipPeerIds } = await bench.place();
    const [sipPeerId] = sipPeerIds;
    const program: Declared[] = Array.from({ length: orders }, (_, index) => ({
      type: "PhoneNumberOrder",
      name: `numbers-${index}`,
      inputs: { siteId, sipPeerId, search: { areaCode: "919" }, quantity },
    }));
    const figures: Record<string, number> = {};
    const step = async (what: string, work: () => Promise<void>) => {
      const mark = bench.simulator.requests.mark();
      const before = process.cpuUsage();
      await work();
      const { user, system } = process.cpuUsage(before);
      figures[`${what}, requests`] = bench.simulator.requests.since(mark).length;
      figures[`${what}, CPU ms`] = (user + system) / 1000 / orders;
    };
    await step("create", () => bench.up(program));
    await step("no-op", () => bench.up(program));
    await step("refresh", () => bench.refresh());
    await step("destroy", () => bench.destroy(["PhoneNumberOrder"]));
    return { what: `${orders} × ${quantity}`, figures };
  } finally {
    await bench.close();
  }
}
