import type { Client } from "./client.js";
import type { Following } from "./follow.js";
import { gather } from "./gather.js";
import type { NumberOptions } from "./optionGroups.js";
import { type Applied, type OptionCall, OptionOrders } from "./optionOrders.js";
import { peerNumbers } from "./peerNumbers.js";

export type { NumberOptions } from "./optionGroups.js";
export type { Applied } from "./optionOrders.js";

/** Line features of numbers. */
export const tnOptions = (client: Client, settings: { mostPerOrder?: number } = {}) => {
  const orders = new OptionOrders(client, settings.mostPerOrder);
  const load = gather((calls: readonly OptionCall[]) => orders.apply(calls));

  return {
    /**
     * Gives numbers (E.164) their options; what is left out of the options is left alone. Calls of the same moment
     * travel together. Throws when the options themselves are refused.
     */
    async apply(numbers: string[], options: NumberOptions, following: Following = {}): Promise<Applied> {
      const wanted = [...new Set(numbers)];
      const peers = peerNumbers(client);
      peers.invalidate();
      try {
        return await load({ numbers: wanted, options, following });
      } finally {
        peers.invalidate();
      }
    },
  };
};
