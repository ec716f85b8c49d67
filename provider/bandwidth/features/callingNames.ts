import type { Client } from "../http/client.js";
import { featuresAgree } from "../numbers/numberFeatures.js";
import type { Applied } from "../orders/batchResults.js";
import type { Following } from "../orders/follow.js";
import type { GroupForm } from "../orders/groupForm.js";
import { groupOrders } from "../orders/groupOrders.js";
import { lidbOrder } from "../orders/kinds.js";
import {
  asWished,
  byFirstNumber,
  type Grouped,
  listGroups,
  numbersElement,
  readGroups,
} from "../orders/orderedNumbers.js";
import { agrees } from "../values/agreement.js";
import { type CallingName, callingNameCodec } from "../values/callingName.js";
import { decode, encode } from "../xml/codec.js";
import type { XmlElement } from "../xml/xml.js";

export type { CallingName } from "../values/callingName.js";

const form: GroupForm<CallingName> = {
  kind: lidbOrder,
  key: (values) => JSON.stringify([values.subscriberInformation, values.useType, values.visibility]),
  // 11014: not on this account (yet). 11020: another order is processing it. 11025: unknown (yet).
  notReady: new Set(["11014", "11020", "11025"]),
  document: (groups, customerOrderId, dialect) => ({
    root: "LidbOrder",
    content: {
      CustomerOrderId: customerOrderId,
      LidbTnGroups: {
        LidbTnGroup: groups.map(({ values, numbers }) => ({
          TelephoneNumbers: numbersElement(numbers, dialect),
          ...encode(callingNameCodec, values),
        })),
      },
    },
  }),
  lookUp: byFirstNumber,
  groupsOf: (order) => asWished(callingNameGroups(order)),
  holds: (client, groups) => featuresAgree(client, groups, ({ callingName }, values) => agrees(callingName, values)),
};

/** Calling names (LIDB) of numbers. */
export const callingNames = (client: Client) => {
  const apply = groupOrders(client, form);
  return {
    /** Sets a record for numbers (E.164). Nothing can remove a record. */
    set: (numbers: readonly string[], values: CallingName, following?: Following): Promise<Applied> =>
      apply(numbers, values, following),

    /** The groups of all orders, newest first. */
    list: (signal?: AbortSignal) => listGroups(client, lidbOrder, callingNameGroups, signal),
  };
};

/** What an order sets for which numbers, with or without its envelope. */
export const callingNameGroups = (body: XmlElement): Grouped<CallingName>[] =>
  readGroups(body, ["LidbOrder", "LidbTnGroups", "LidbTnGroup"], (group) => decode(callingNameCodec, group));
