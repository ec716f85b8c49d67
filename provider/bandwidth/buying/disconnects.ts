import type { Client } from "../http/client.js";
import { peerNumbers } from "../numbers/peerNumbers.js";
import { batch, together } from "../orders/batch.js";
import { DisconnectOutcomeUnknown } from "../orders/errors.js";
import type { Following } from "../orders/follow.js";
import type { NumberFailure } from "../orders/report.js";
import { mayHaveActed } from "../orders/submit.js";
import { isTollFree } from "../values/telephoneNumber.js";
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
  number: string;
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

/** Disconnects numbers. Calls at the same moment share orders. */
export const disconnects = (client: Client, limits: Limits, settings: { mostPerOrder?: number } = {}) => {
  const releaser = new Disconnector(client, settings.mostPerOrder);
  const releaseTogether = async (calls: readonly Call[]): Promise<(NumberDisconnect | Error)[]> => {
    const numbers = [...new Set(calls.map(({ number }) => number))];
    const options = [...new Set(calls.map((call) => call.options))];
    const results = await releaser.release(numbers, options[0]?.name ?? defaultName, together(options));
    return calls.map(({ number }) => results.get(number) ?? new Error(`The disconnect of ${number} has no outcome.`));
  };
  const loaders = new Map(kindsOfNumber.map(({ kind }) => [kind, batch(releaseTogether)]));
  const load = (call: Call): Promise<NumberDisconnect> => {
    const kind = kindsOfNumber.find(({ matches }) => matches(call.number))?.kind ?? "international";
    const loader = loaders.get(kind);
    return loader === undefined ? Promise.reject(new Error(`No way to disconnect ${call.number}.`)) : loader(call);
  };

  return {
    /** Disconnects numbers. A number that the account no longer has counts as released. */
    async disconnect(numbers: string[], options: DisconnectOptions = {}): Promise<Disconnected> {
      const wanted = [...new Set(numbers)];
      if (wanted.length === 0) return { orderIds: [], released: [], failed: [], open: false };
      limits.reserveDisconnect(wanted);
      const peers = peerNumbers(client);
      peers.invalidate();
      const calls = await Promise.allSettled(wanted.map((number) => load({ number, options })));
      peers.invalidate();

      const outcome: Disconnected = { orderIds: [], released: [], failed: [], open: false };
      const orderIds = new Set<string>();
      const errors: unknown[] = [];
      for (const [index, telephoneNumber] of wanted.entries()) {
        const call = calls[index];
        if (call === undefined || call.status === "rejected") {
          errors.push(call?.reason);
          outcome.failed.push({ telephoneNumber, description: String(call?.reason?.message ?? call?.reason) });
          continue;
        }
        const { orderId, result, failure } = call.value;
        if (orderId !== undefined) orderIds.add(orderId);
        if (result === "released") outcome.released.push(telephoneNumber);
        if (result === "failed") outcome.failed.push({ ...failure, telephoneNumber });
        if (result === "open") outcome.open = true;
      }
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
      const open = found.flatMap((one) => (one instanceof Error || one.result !== "open" ? [] : (one.orderId ?? [])));
      return { open: open.length > 0, orderIds: [...new Set(open)] };
    },
  };
};
