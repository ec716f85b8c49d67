import type { Part, Row } from "./report.js";
import { Bench, PARALLEL } from "./run.js";

const LATENCIES_MS = [100, 500, 2_000, 10_000, 30_000];
/** Orders of earlier runs of the same command, by which waiting can learn. */
const ROUNDS = 4;

/** How long after an order is settled the run knows it, and how often it asked until then. The API itself takes no time. */
export async function delay(latencies = LATENCIES_MS, orders = PARALLEL): Promise<Part> {
  const rows: Row[] = [];
  for (const latency of latencies) rows.push(await delayAt(latency, orders));
  return {
    title: "From settled to known",
    note: `${orders} orders at once in ${ROUNDS} rounds of one process, in a time that passes only while everybody waits. "first" is the first round, which has nothing to learn from.`,
    rows,
  };
}

async function delayAt(orderLatencyMs: number, count: number): Promise<Row> {
  const bench = await Bench.start({ orderLatencyMs });
  try {
    const { siteId, sipPeerIds } = await bench.place();
    const [sipPeerId] = sipPeerIds;
    const session = bench.process();
    const delays: number[] = [];
    const first: number[] = [];
    let polls = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const orders = Array.from({ length: count }, (_, index) => ({
        type: "PhoneNumberOrder",
        name: `numbers-${round}-${index}`,
        inputs: { siteId, sipPeerId, search: { areaCode: "919" }, quantity: 1 },
      }));
      const mark = bench.simulator.requests.mark();
      const known: number[] = [];
      await bench.up(orders, session, () => known.push(bench.clock.now()));
      const sent = bench.simulator.requests.since(mark);
      const settled = sent
        .filter(({ method, path }) => method === "POST" && path.endsWith("/orders"))
        .map(({ at }) => at + orderLatencyMs)
        .sort((one, other) => one - other);
      polls += sent.filter(({ method, path }) => method === "GET" && /\/orders\/[^/]+$/.test(path)).length;
      const late = known.sort((one, other) => one - other).map((time, index) => time - (settled[index] ?? time));
      delays.push(...late);
      if (round === 0) first.push(...late);
    }
    const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    const figures = {
      "mean ms": Math.round(mean(delays)),
      "max ms": Math.round(Math.max(...delays)),
      "first, mean ms": Math.round(mean(first)),
      "wanted ms": Math.max(120, orderLatencyMs / 20),
      "polls per order": polls / delays.length,
    };
    return { what: `settled after ${orderLatencyMs / 1000} s`, figures };
  } finally {
    await bench.close();
  }
}
