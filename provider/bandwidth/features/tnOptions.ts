import type { Client } from "../http/client.js";
import { locate } from "../numbers/locate.js";
import { numberFeatures } from "../numbers/numberFeatures.js";
import { NumberLookUps } from "../numbers/numberLookUps.js";
import type { OptionValues } from "../numbers/optionValues.js";
import { peerNumbers } from "../numbers/peerNumbers.js";
import type { Applied } from "../orders/batchResults.js";
import type { Following } from "../orders/follow.js";
import type { GroupForm } from "../orders/groupForm.js";
import { groupOrders } from "../orders/groupOrders.js";
import { tnOptionOrder } from "../orders/kinds.js";
import { asWished } from "../orders/orderedNumbers.js";
import { type NumberOptions, optionDocument, optionGroups, optionsHold, optionsKey } from "./optionGroups.js";

export type { Applied } from "../orders/batchResults.js";
export type { NumberOptions } from "./optionGroups.js";

const form: GroupForm<NumberOptions> = {
  kind: tnOptionOrder,
  document: optionDocument,
  key: optionsKey,
  notReady: new Set(["5071", "5074", "5076", "5218", "13517", "13518", "13520"]),
  groupsOf: (order) => asWished(optionGroups(order)),
  async holds(client, groups, ageMs) {
    const numbers = groups.flatMap((group) => group.numbers);
    const places = await locate(peerNumbers(client), new NumberLookUps(client), numbers, []);
    const wanted = groups.filter(({ values }) => values.finalDestinationUri !== undefined);
    const destinations = await numberFeatures(client).of(wanted.flatMap((group) => group.numbers));
    const valuesOf = (number: string): OptionValues | undefined => {
      const attributes = places.get(number)?.attributes;
      const told = destinations.get(number)?.features?.options?.finalDestinationUri;
      return attributes && { ...attributes, ...(told !== undefined && { finalDestinationUri: told }) };
    };
    return groups.every(({ values, numbers }) =>
      numbers.every((number) => optionsHold(values, valuesOf(number), ageMs)),
    );
  },
};

/** Line features of numbers. */
export const tnOptions = (client: Client, settings: { mostPerOrder?: number } = {}) => {
  const apply = groupOrders(client, form, settings.mostPerOrder);

  return {
    /**
     * Sets options of numbers (E.164). Options that are left out don't change. Calls at the same moment share orders.
     * Throws when the API refuses the options themselves.
     */
    async apply(numbers: string[], options: NumberOptions, following: Following = {}): Promise<Applied> {
      const peers = peerNumbers(client);
      peers.invalidate();
      try {
        return await apply(numbers, options, following);
      } finally {
        peers.invalidate();
      }
    },
  };
};
