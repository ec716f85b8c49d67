import type { RequestRecord } from "../../simulator/index.js";
import type { Part, Row } from "./report.js";
import { ADDRESS, Bench, type Declared } from "./run.js";

const ORDER_LATENCY_MS = 300;

/** How large the jobs are. The figures of `fewest` hold for `whole`. */
export interface Sizes {
  /** Numbers in one order. */
  order: number;
  /** Orders of the same peer, and resources of the same kind. */
  many: number;
  /** Peers that are full. */
  peers: number;
  /** Records of numbers. */
  records: number;
}

export const whole: Sizes = { order: 5_000, many: 200, peers: 20, records: 100 };

interface Job {
  what: string;
  /** The fewest requests that can do it, by the API's page and order sizes. */
  fewest: number | string;
  run(): Promise<void>;
}

/** What each job asks the API for, beside the fewest requests that could do it. Tokens don't count. */
export async function requests(sizes: Sizes = whole): Promise<Part> {
  const rows: Row[] = [];
  const scenarios = [oneOrder, manyOrders, fullPeers, imported, optionsOfMany, optionsOfEach, addresses, callingNames];
  for (const scenario of scenarios) rows.push(...(await counted((bench) => scenario(bench, sizes))));
  return {
    title: "Requests",
    note: `Orders take ${ORDER_LATENCY_MS} ms, 16 steps run at once, and each row is a process of its own. A refresh reads the site and the peers too.`,
    rows,
  };
}

/** Runs the jobs of one scenario on an account of their own. */
async function counted(scenario: (bench: Bench) => AsyncIterable<Job>): Promise<Row[]> {
  const bench = await Bench.start({ orderLatencyMs: ORDER_LATENCY_MS });
  try {
    const rows: Row[] = [];
    for await (const { what, fewest, run } of scenario(bench)) {
      const mark = bench.simulator.requests.mark();
      await run();
      const sent = bench.simulator.requests.since(mark);
      rows.push({ what, figures: { requests: sent.length, fewest, "what they are": byKind(sent) } });
    }
    return rows;
  } finally {
    await bench.close();
  }
}

/** `12 GET /orders/{}`, the most frequent first. */
export function byKind(sent: readonly RequestRecord[]): string {
  const kinds = new Map<string, number>();
  for (const { method, path } of sent) {
    const kind = `${method} ${path.replace(/^\/accounts\/\w+/, "").replaceAll(/\/(\+?\d+|[0-9a-f-]{36})(?=\/|$)/g, "/{}")}`;
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  }
  const sorted = [...kinds].sort(([, one], [, other]) => other - one);
  return sorted.map(([kind, count]) => `${count} ${kind}`).join(", ");
}

async function* oneOrder(bench: Bench, { order }: Sizes): AsyncIterable<Job> {
  const { siteId, sipPeerIds } = await bench.place();
  const [sipPeerId] = sipPeerIds;
  const program = (quantity: number): Declared[] => [
    {
      type: "PhoneNumberOrder",
      name: "numbers",
      inputs: { siteId, sipPeerId, search: { areaCode: "919" }, quantity },
    },
  ];
  const size = order.toLocaleString("en-US");
  yield { what: `create an order of ${size}`, fewest: 3, run: () => bench.up(program(order)) };
  yield { what: "no-op up", fewest: 0, run: () => bench.up(program(order)) };
  yield { what: "refresh of it", fewest: 3, run: () => bench.refresh() };
  yield { what: "one number fewer", fewest: 3, run: () => bench.up(program(order - 1)) };
  yield { what: "one number more", fewest: 3, run: () => bench.up(program(order)) };
  yield {
    what: `destroy of ${size}`,
    fewest: order > 1_000 ? "6–10" : 3,
    run: () => bench.destroy(["PhoneNumberOrder"]),
  };
}

const MANY = 25;

async function* manyOrders(bench: Bench, { many }: Sizes): AsyncIterable<Job> {
  const { siteId, sipPeerIds } = await bench.place();
  const [sipPeerId] = sipPeerIds;
  const program = Array.from({ length: many }, (_, index) => ({
    type: "PhoneNumberOrder",
    name: `numbers-${index}`,
    inputs: { siteId, sipPeerId, search: { areaCode: "919" }, quantity: MANY },
  }));
  yield { what: `create ${many} orders of ${MANY}`, fewest: many + 2, run: () => bench.up(program) };
  yield { what: "refresh of them, one peer", fewest: "3–4", run: () => bench.refresh() };
  yield { what: "destroy of them", fewest: 11, run: () => bench.destroy(["PhoneNumberOrder"]) };
}

async function* fullPeers(bench: Bench, { peers, order }: Sizes): AsyncIterable<Job> {
  const { siteId, sipPeerIds } = await bench.place(peers);
  const program = sipPeerIds.map((sipPeerId, index) => ({
    type: "PhoneNumberOrder",
    name: `numbers-${index}`,
    inputs: { siteId, sipPeerId, search: { areaCode: ["919", "984", "910", "704"][index % 4] }, quantity: order },
  }));
  const what = `${peers} orders of ${order.toLocaleString("en-US")} in ${peers} peers`;
  yield { what: `create ${what}`, fewest: peers + 2, run: () => bench.up(program) };
  yield { what: "refresh of them", fewest: peers + 3, run: () => bench.refresh() };
}

async function* imported(bench: Bench, { order }: Sizes): AsyncIterable<Job> {
  const { siteId, sipPeerIds } = await bench.place();
  const [sipPeerId] = sipPeerIds;
  const inputs = { siteId, sipPeerId, search: { areaCode: "919" }, quantity: order };
  await bench.up([{ type: "PhoneNumberOrder", name: "numbers", inputs }]);
  const id = String(bench.held.get("numbers")?.id);
  bench.held.delete("numbers");
  // Another stack's state has another key.
  const what = `import of an order of ${order.toLocaleString("en-US")}`;
  yield { what, fewest: 3, run: () => bench.import("PhoneNumberOrder", "numbers", id) };
}

/** So many numbers in service, each of which the next resources may describe. */
async function numbersOf(bench: Bench, quantity: number): Promise<string[]> {
  const { siteId, sipPeerIds } = await bench.place();
  const [sipPeerId] = sipPeerIds;
  const inputs = { siteId, sipPeerId, search: { areaCode: "919" }, quantity };
  await bench.up([{ type: "PhoneNumberOrder", name: "numbers", inputs }]);
  return (bench.held.get("numbers")?.state.telephoneNumbers ?? []) as string[];
}

async function* optionsOfMany(bench: Bench, { order }: Sizes): AsyncIterable<Job> {
  const telephoneNumbers = await numbersOf(bench, order);
  const program = (callForward: string): Declared[] => [
    { type: "TnOptions", name: "options", inputs: { telephoneNumbers, callForward } },
  ];
  const size = order.toLocaleString("en-US");
  const orders = Math.ceil(order / 5_000);
  const what = (verb: string) => `TnOptions of ${size} numbers: ${verb}`;
  yield { what: what("create"), fewest: 3 * orders, run: () => bench.up(program("+19195551234")) };
  yield { what: what("refresh"), fewest: 4, run: () => bench.refresh() };
  yield { what: what("change"), fewest: 3 * orders, run: () => bench.up(program("+19195551235")) };
  yield { what: what("delete"), fewest: 3 * orders, run: () => bench.destroy(["TnOptions"]) };
}

async function* optionsOfEach(bench: Bench, { records }: Sizes): AsyncIterable<Job> {
  const numbers = await numbersOf(bench, records);
  const program = numbers.map((number, index) => ({
    type: "TnOptions",
    name: `options-${index}`,
    inputs: { telephoneNumbers: [number], callForward: "+19195551234" },
  }));
  const what = (verb: string) => `${records} TnOptions of one number: ${verb}`;
  yield { what: what("create"), fewest: "3–13", run: () => bench.up(program) };
  yield { what: what("refresh"), fewest: 4, run: () => bench.refresh() };
  yield { what: what("delete"), fewest: "3–13", run: () => bench.destroy(["TnOptions"]) };
}

async function* addresses(bench: Bench, { records }: Sizes): AsyncIterable<Job> {
  const numbers = await numbersOf(bench, records);
  const program = numbers.map((number, index) => ({
    type: "E911Address",
    name: `address-${index}`,
    inputs: {
      telephoneNumbers: [number],
      callerName: "Office",
      allowRemoval: true,
      address: { ...ADDRESS, houseNumber: String(100 + index) },
    },
  }));
  const what = (verb: string) => `${records} E911Address with values of their own: ${verb}`;
  yield { what: what("create"), fewest: 2 * records + 2, run: () => bench.up(program) };
  yield { what: what("refresh"), fewest: records + 4, run: () => bench.refresh() };
  yield { what: what("delete"), fewest: "3–13", run: () => bench.destroy(["E911Address"]) };
}

async function* callingNames(bench: Bench, { records }: Sizes): AsyncIterable<Job> {
  const numbers = await numbersOf(bench, records);
  const program = numbers.map((number, index) => ({
    type: "LidbRecord",
    name: `name-${index}`,
    inputs: {
      telephoneNumbers: [number],
      subscriberInformation: `Joes Garage ${index % 10}`,
      useType: "BUSINESS",
      visibility: "PUBLIC",
    },
  }));
  const what = (verb: string) => `${records} LidbRecord: ${verb}`;
  yield { what: what("create"), fewest: "3–13", run: () => bench.up(program) };
  yield { what: what("refresh"), fewest: records + 4, run: () => bench.refresh() };
  yield { what: what("delete"), fewest: 0, run: () => bench.destroy(["LidbRecord"]) };
}
