import type { Client } from "../http/client.js";
import { peerNumbers } from "../numbers/peerNumbers.js";
import { together } from "../orders/batch.js";
import { DisconnectOutcomeUnknown } from "../orders/errors.js";
import type { Following } from "../orders/follow.js";
import { groupCommit } from "../orders/groupCommit.js";
import { NumberResults } from "../orders/numberResults.js";
import type { NumberFailure } from "../orders/report.js";
import { mayHaveActed } from "../orders/submit.js";
import { isTollFree } from "../values/telephoneNumber.js";
import { Departures } from "./departures.js";
import { Disconnector, type NumberDisconnect } from "./disconnector.js";
import type { Limits } from "./limits.js";

/** How to disconnect numbers. */
export interface DisconnectOptions extends Following {
  /** The order's name, as the dashboard shows it. At most 50 characters. */
  name?: string;
}

/** What happened to the numbers. */
export interface Disconnected {
  orderIds: string[];
  /** The numbers that the account no longer has. */
  released: string[];
  failed: NumberFailure[];
  /** Whether an order was still open when the waiting ended. Numbers that are in neither list are in that order. */
  open: boolean;
}

interface Call {
  numbers: readonly string[];
  options: DisconnectOptions;
}

const defaultName = "Released by pulumi-bandwidth";

/** Numbers that can't share an order: 5175 (one type of number) and 5165 (North American with others). */
const kindsOfNumber: readonly { kind: string; matches(number: string): boolean }[] = [
  { kind: "tollFree", matches: isTollFree },
  { kind: "local", matches: (number) => number.startsWith("+1") },
  { kind: "international", matches: () => true },
];

const mayHaveReleased = (error: unknown) => mayHaveActed(error) || error instanceof DisconnectOutcomeUnknown;

const kindOf = (number: string) => kindsOfNumber.find(({ matches }) => matches(number))?.kind ?? "international";

/** Disconnects numbers. Calls that come while an order is in flight share the next one. */
export const disconnects = (client: Client, limits: Limits, settings: { mostPerOrder?: number } = {}) => {
  const releaser = new Disconnector(client, settings.mostPerOrder);
  const load = groupCommit<Call, [string, NumberDisconnect | Error][]>({
    send: (calls) => releaseTogether(releaser, calls),
    laneOf: ({ numbers }) => kindOf(numbers[0] ?? ""),
    signalOf: ({ options }) => options.signal,
  });

  const departures = new Departures(client);

  return {
    /** Which numbers may have left the account since then. Undefined when lists don't show it with few requests. */
    leftSince: (time: string): Promise<Set<string> | undefined> => departures.leftSince(time),

    /** Disconnects numbers. A number that the account no longer has counts as released. */
    async disconnect(numbers: string[], options: DisconnectOptions = {}): Promise<Disconnected> {
      const wanted = [...new Set(numbers)];
      if (wanted.length === 0) return { orderIds: [], released: [], failed: [], open: false };
      limits.reserveDisconnect(wanted);
      const results = new Map<string, NumberDisconnect | Error>();
      await Promise.all(
        kindsOfNumber.map(async ({ kind }) => {
          const alike = wanted.filter((number) => kindOf(number) === kind);
          if (alike.length === 0) return;
          const all = (error: Error) => alike.map((number): [string, Error] => [number, error]);
          for (const [number, result] of await load({ numbers: alike, options }).catch(all))
            results.set(number, result);
        }),
      );

      const outcome: Disconnected = { orderIds: [], released: [], failed: [], open: false };
      const orderIds = new Set<string>();
      const errors: unknown[] = [];
      for (const telephoneNumber of wanted) {
        const found = results.get(telephoneNumber) ?? new Error(`The disconnect of ${telephoneNumber} has no outcome.`);
        if (found instanceof Error) {
          errors.push(found);
          outcome.failed.push({ telephoneNumber, description: found.message });
          continue;
        }
        const { orderId, result, failure } = found;
        if (orderId !== undefined) orderIds.add(orderId);
        if (result === "released") outcome.released.push(telephoneNumber);
        if (result === "failed") outcome.failed.push({ ...failure, telephoneNumber });
        if (result === "open") outcome.open = true;
      }
      const peers = peerNumbers(client);
      peers.leave(outcome.released);
      const isReleased = new Set(outcome.released);
      // What became of the others isn't known, or it is somewhere else than the run thought.
      peers.forgetNumbers(wanted.filter((number) => !isReleased.has(number)));
      // Numbers that may have been disconnected count too, even if nobody knows.
      const spent = wanted.length - outcome.failed.length + errors.filter(mayHaveReleased).length;
      limits.settle("disconnect", wanted.length, spent);
      if (errors.length === wanted.length) throw errors[0];
      return { ...outcome, orderIds: [...orderIds] };
    },

    /**
     * Reserves room for later disconnects before their replacements are bought. Throws when this run could not
     * disconnect the numbers.
     */
    foresee: (numbers: readonly string[]) => limits.foresee(numbers),

    /** Waits for the open disconnects of these numbers. `open` says whether some were still open at the time limit. */
    async awaitOpen(numbers: string[], following: Following = {}): Promise<Pick<Disconnected, "open" | "orderIds">> {
      const found = [...(await releaser.underWay(numbers, following)).values()];
      peerNumbers(client).forgetNumbers(numbers);
      const open = found.flatMap((one) => (one instanceof Error || one.result !== "open" ? [] : (one.orderId ?? [])));
      return { open: open.length > 0, orderIds: [...new Set(open)] };
    },
  };
};

/**
 * Sends several calls with as few orders as possible. A call's numbers stay together where they can, and no call waits for
 * an order that has none of its numbers.
 */
function releaseTogether(
  releaser: Disconnector,
  calls: readonly Call[],
): Promise<[string, NumberDisconnect | Error][]>[] {
  const orders = packed(calls, releaser.most).map((inIt) => {
    const results = new NumberResults<NumberDisconnect | Error>([...new Set(inIt.flatMap(({ numbers }) => numbers))]);
    const options = [...new Set(inIt.map((call) => call.options))];
    void releaser.release({ name: options[0]?.name ?? defaultName, following: together(options), results });
    return results;
  });
  return calls.map(async ({ numbers }) => (await Promise.all(orders.map((order) => order.of(numbers)))).flat());
}

/** The calls of each order. A call that is too large for one order is an order of its own, which is sent in parts. */
function packed(calls: readonly Call[], most: number): Call[][] {
  const orders: { calls: Call[]; count: number }[] = [];
  const seen = new Set<string>();
  for (const { numbers, options } of calls) {
    // A number that two calls name is in the order of the first one.
    const own = numbers.filter((number) => !seen.has(number));
    for (const number of own) seen.add(number);
    const order = orders.find(({ count }) => count + own.length <= most) ?? { calls: [], count: 0 };
    if (order.count === 0) orders.push(order);
    order.calls.push({ numbers: own, options });
    order.count += own.length;
  }
  return orders.map((order) => order.calls);
}
