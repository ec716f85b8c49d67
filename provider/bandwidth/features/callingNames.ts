import type { Client } from "../http/client.js";
import { elements } from "../http/expected.js";
import { featuresAgree } from "../numbers/numberFeatures.js";
import type { Following } from "../orders/follow.js";
import { type GroupForm, groupOrders } from "../orders/groupOrders.js";
import { lidbOrder } from "../orders/kinds.js";
import { listOrderBodies } from "../orders/list.js";
import { toE164 } from "../orders/report.js";
import type { Applied } from "../orders/settlements.js";
import { agrees } from "../values/agreement.js";
import { type CallingName, callingNameShape } from "../values/callingNameShape.js";
import { wireNumber } from "../values/telephoneNumber.js";
import { readShape, writeShape } from "../xml/shape.js";
import { element, list, texts, type XmlElement } from "../xml/xml.js";

export type { CallingName } from "../values/callingNameShape.js";

const form: GroupForm<CallingName> = {
  kind: lidbOrder,
  key: (values) => JSON.stringify([values.subscriberInformation, values.useType, values.visibility]),
  // 11014: does not belong to this account (yet); 11020: another order is at it; 11025: unknown (yet).
  notReady: new Set(["11014", "11020", "11025"]),
  document: (groups, customerOrderId, dialect) => ({
    root: "LidbOrder",
    content: {
      CustomerOrderId: customerOrderId,
      LidbTnGroups: {
        LidbTnGroup: groups.map(({ values, numbers }) => ({
          TelephoneNumbers: { TelephoneNumber: numbers.map((number) => wireNumber(number, dialect)) },
          ...writeShape(callingNameShape, values),
        })),
      },
    },
  }),
  lookUp: ([number = ""], dialect) => ({ tn: wireNumber(number, dialect) }),
  holds: (client, groups) => featuresAgree(client, groups, ({ callingName }, values) => agrees(callingName, values)),
};

/** Calling names (LIDB) of numbers. */
export const callingNames = (client: Client) => {
  const apply = groupOrders(client, form);
  return {
    /** Gives numbers (E.164) a record. There is no way to take one away. */
    set: (numbers: readonly string[], values: CallingName, following?: Following): Promise<Applied> =>
      apply(numbers, values, following),

    /** The groups of all orders, newest first. */
    async *list(signal?: AbortSignal): AsyncIterable<CallingName & { telephoneNumbers: string[] }> {
      for await (const { body } of listOrderBodies(client, lidbOrder, signal)) {
        yield* callingNameGroups(element(body, "LidbOrder") ?? body);
      }
    },
  };
};

/** What an order gives to which numbers. */
export function callingNameGroups(order: XmlElement): (CallingName & { telephoneNumbers: string[] })[] {
  return elements(list(order, "LidbTnGroups", "LidbTnGroup")).map((group) => ({
    telephoneNumbers: texts(group, "TelephoneNumbers", "TelephoneNumber").map(toE164),
    ...readShape(callingNameShape, group),
  }));
}
