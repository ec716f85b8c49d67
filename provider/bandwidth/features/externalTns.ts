import type { Client } from "../http/client.js";
import { lacksRole, NumberLookUps } from "../numbers/numberLookUps.js";
import { peerNumbers } from "../numbers/peerNumbers.js";
import type { Applied } from "../orders/batchResults.js";
import { LookUpUnclear } from "../orders/errors.js";
import { type Following, follow } from "../orders/follow.js";
import { type GroupForm, groupOrders } from "../orders/groupOrders.js";
import { externalTnsOrder, orderState } from "../orders/kinds.js";
import { listOrderBodies, provenEntries, provenList } from "../orders/list.js";
import { numbersElement, orderedNumbers } from "../orders/orderedNumbers.js";
import { readOrder } from "../orders/report.js";
import { wireNumber } from "../values/telephoneNumber.js";
import { element, text, type XmlElement } from "../xml/xml.js";

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
    const numbers = groups.flatMap((group) => group.numbers);
    return {
      root: "ExternalTnsOrder",
      content: {
        CustomerOrderID: customerOrderId,
        SiteId: siteId,
        // 25020: a removal does not say from where.
        SipPeerId: action === "REMOVE" ? undefined : sipPeerId,
        Action: action,
        TelephoneNumbers: numbersElement(numbers, dialect),
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

    /** Where an order has imported this number; undefined when none has, or the order does not tell. */
    async importedTo(number: string, signal?: AbortSignal): Promise<ExternalPlace | undefined> {
      const latest = await lastOrder(client, number, signal);
      const { action, siteId, sipPeerId } = latest ?? {};
      return action === "IMPORT" && siteId !== undefined ? { siteId, sipPeerId } : undefined;
    },

    /**
     * Those of the numbers that are not among the imported ones, for credentials that no list shows them to. One's own numbers
     * (`own`) have left only where an order has removed them, or the list of the disconnected numbers shows them; of any other
     * number, an order has to tell that it was imported.
     */
    async goneAmong(numbers: readonly string[], own: ReadonlySet<string>): Promise<Set<string>> {
      const gone = await new NumberLookUps(client).disconnectedAmong(numbers);
      const actions = await lastActions(client, numbers);
      for (const number of numbers) {
        const action = actions.get(number);
        if (action === "REMOVE" || (action === undefined && !own.has(number))) gone.add(number);
      }
      return gone;
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

/** What the latest order did to each of the numbers, as far as these credentials may read orders. */
async function lastActions(client: Client, numbers: readonly string[]): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  try {
    // Mostly there are no orders at all, or those of one's own; so one request spares one for each number.
    if ((await provenList(client, externalTnsOrder, {})).length === 0) return found;
  } catch (error) {
    if (lacksRole(error)) return found;
    // A list that is too long to be read says that there are orders.
    if (!(error instanceof LookUpUnclear)) throw error;
  }
  await Promise.all(
    numbers.map(async (number) => {
      const { action } = (await lastOrder(client, number)) ?? {};
      if (action !== undefined) found.set(number, action);
    }),
  );
  return found;
}

/** The latest order that did something to a number. */
async function lastOrder(client: Client, number: string, signal?: AbortSignal): Promise<ExternalOrder | undefined> {
  const query = { tn: wireNumber(number, client.dialect) };
  const entries = await provenEntries(client, externalTnsOrder, query, signal);
  const done = entries.filter((entry) => {
    const { state, failed } = readOrder(externalTnsOrder, { root: "", body: entry });
    return state !== "failed" && failed.every(({ telephoneNumber }) => telephoneNumber !== number);
  });
  const dateOf = (entry: XmlElement) => text(entry, "OrderCreateDate") ?? "";
  const [latest] = done.sort((one, other) => dateOf(other).localeCompare(dateOf(one)));
  if (latest === undefined) return undefined;
  const order = externalOrder(latest);
  return { ...order, action: order.action?.toUpperCase() };
}

/** The order proper stands inside of its answer. */
export function externalOrder(body: XmlElement): ExternalOrder {
  const order = element(body, "Order") ?? body;
  return {
    siteId: text(order, "SiteId"),
    sipPeerId: text(order, "SipPeerId"),
    action: text(order, "Action"),
    loaType: text(order, "LoaType"),
    telephoneNumbers: orderedNumbers(order),
  };
}
