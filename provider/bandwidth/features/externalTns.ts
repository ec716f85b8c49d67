import type { Client } from "../http/client.js";
import { peerNumbers } from "../numbers/peerNumbers.js";
import { type Following, follow } from "../orders/follow.js";
import { type GroupForm, groupOrders } from "../orders/groupOrders.js";
import { externalTnsOrder, orderState } from "../orders/kinds.js";
import { listOrderBodies, provenList } from "../orders/list.js";
import { toE164 } from "../orders/report.js";
import type { Applied } from "../orders/settlements.js";
import { wireNumber } from "../values/telephoneNumber.js";
import { element, text, texts, type XmlElement } from "../xml/xml.js";

/** What an order moves where. */
export interface ExternalOrder {
  siteId?: string;
  sipPeerId?: string;
  action?: string;
  loaType?: string;
  telephoneNumbers: string[];
}

/** Where numbers of one's own are put. */
export interface ExternalPlace {
  siteId: string;
  sipPeerId?: string;
}

interface Values extends ExternalPlace {
  action: "IMPORT" | "REMOVE";
}

const form: GroupForm<Values> = {
  kind: externalTnsOrder,
  // An order has one place and one action.
  mostGroups: 1,
  key: ({ siteId, sipPeerId, action }) => JSON.stringify([siteId, sipPeerId, action]),
  notReady: new Set(["5218"]),
  document(groups, customerOrderId, dialect) {
    const { siteId, sipPeerId, action } = groups[0]?.values ?? {};
    const numbers = groups.flatMap((group) => group.numbers).map((number) => wireNumber(number, dialect));
    return {
      root: "ExternalTnsOrder",
      content: {
        CustomerOrderID: customerOrderId,
        SiteId: siteId,
        // 25020: a removal does not say from where.
        SipPeerId: action === "REMOVE" ? undefined : sipPeerId,
        Action: action,
        TelephoneNumbers: { TelephoneNumber: numbers },
      },
    };
  },
};

/** Numbers that the customer owns, or has from another carrier. */
export const externalTns = (client: Client) => {
  const order = groupOrders(client, form);
  const apply = async (numbers: readonly string[], values: Values, following?: Following): Promise<Applied> => {
    const peers = peerNumbers(client);
    try {
      return await order(numbers, values, following);
    } finally {
      peers.invalidate();
    }
  };

  return {
    /**
     * Imports numbers (E.164). One that is there already would lose all its attributes
     * (docs/maintainers/api.md#external-numbers).
     */
    import: (numbers: readonly string[], place: ExternalPlace, following?: Following): Promise<Applied> =>
      apply(numbers, { ...place, action: "IMPORT" }, following),

    /** Takes numbers out of the account again. */
    remove: (numbers: readonly string[], place: ExternalPlace, following?: Following): Promise<Applied> =>
      apply(numbers, { ...place, action: "REMOVE" }, following),

    /** Waits for these orders; gives those that were not over in the time allowed. */
    async awaitOrders(orderIds: readonly string[], following?: Following): Promise<string[]> {
      const open: string[] = [];
      for (const orderId of orderIds) {
        const { interruption } = await follow(client, externalTnsOrder, orderId, following);
        if (interruption) open.push(orderId);
      }
      peerNumbers(client).invalidate();
      return open;
    },

    /** Whether an order has imported this number: the proof that it is one's own, and was not bought here. */
    async wasImported(number: string, signal?: AbortSignal): Promise<boolean> {
      const query = { tn: wireNumber(number, client.dialect), action: "IMPORT" };
      const imports = await provenList(client, externalTnsOrder, query, signal);
      return imports.some(({ status }) => orderState(status) !== "failed");
    },

    /** The imports of the account, newest first. */
    async *list(signal?: AbortSignal): AsyncIterable<ExternalPlace & { telephoneNumbers: string[] }> {
      for await (const { body } of listOrderBodies(client, externalTnsOrder, signal, { action: "IMPORT" })) {
        const { siteId = "", sipPeerId, telephoneNumbers } = externalOrder(body);
        yield { siteId, sipPeerId, telephoneNumbers };
      }
    },
  };
};

/** The order proper stands inside of its answer. */
export function externalOrder(body: XmlElement): ExternalOrder {
  const order = element(body, "Order") ?? body;
  return {
    siteId: text(order, "SiteId"),
    sipPeerId: text(order, "SipPeerId"),
    action: text(order, "Action"),
    loaType: text(order, "LoaType"),
    telephoneNumbers: texts(order, "TelephoneNumbers", "TelephoneNumber").map(toE164),
  };
}
