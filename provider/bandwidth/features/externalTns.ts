import type { Client } from "../http/client.js";
import { lacksRole, NumberLookUps } from "../numbers/numberLookUps.js";
import { peerNumbers } from "../numbers/peerNumbers.js";
import type { Applied } from "../orders/batchResults.js";
import { LookUpUnclear } from "../orders/errors.js";
import { type Following, follow } from "../orders/follow.js";
import type { GroupForm } from "../orders/groupForm.js";
import { groupOrders } from "../orders/groupOrders.js";
import { externalTnsOrder, orderState } from "../orders/kinds.js";
import { listOrderBodies, provenEntries, provenList } from "../orders/list.js";
import { numbersElement, orderedNumbers } from "../orders/orderedNumbers.js";
import { readOrder } from "../orders/report.js";
import { wireNumber } from "../values/telephoneNumber.js";
import { element, text, type XmlElement } from "../xml/xml.js";

/** What an order moves, and where. */
export interface ExternalOrder {
  siteId?: string;
  sipPeerId?: string;
  action?: string;
  loaType?: string;
  telephoneNumbers: string[];
}

/** Where the customer's own numbers go. */
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
        // 25020: a removal doesn't say where from.
        SipPeerId: action === "REMOVE" ? undefined : sipPeerId,
        Action: action,
        TelephoneNumbers: numbersElement(numbers, dialect),
      },
    };
  },
};

/** Numbers that the customer owns or has from another carrier. */
export const externalTns = (client: Client) => {
  const order = groupOrders(client, form);
  const apply = async (numbers: readonly string[], values: Values, following?: Following): Promise<Applied> => {
    const { siteId, sipPeerId } = values;
    try {
      return await order(numbers, values, following);
    } finally {
      const peers = peerNumbers(client);
      peers.forgetNumbers(numbers);
      // Without a peer, the numbers are at the site's default peer.
      if (siteId !== undefined && sipPeerId !== undefined) peers.forgetPeer({ siteId, sipPeerId });
      else peers.invalidate();
    }
  };

  return {
    /**
     * Imports numbers (E.164). A number that is already imported would lose all its attributes
     * (docs/maintainers/api.md#external-numbers).
     */
    import: (numbers: readonly string[], place: ExternalPlace, following?: Following): Promise<Applied> =>
      apply(numbers, { ...place, action: "IMPORT" }, following),

    /** Removes numbers from the account again. */
    remove: (numbers: readonly string[], place: ExternalPlace, following?: Following): Promise<Applied> =>
      apply(numbers, { ...place, action: "REMOVE" }, following),

    /** Waits for these orders. Returns the orders that were still open at the time limit. */
    async awaitOrders(orderIds: readonly string[], following?: Following): Promise<string[]> {
      const open: string[] = [];
      for (const orderId of orderIds) {
        const { interruption } = await follow(client, externalTnsOrder, orderId, following);
        if (interruption) open.push(orderId);
      }
      peerNumbers(client).invalidate();
      return open;
    },

    /**
     * Whether an order imported this number. This proves that the number is the customer's own and was not bought here.
     */
    async wasImported(number: string, signal?: AbortSignal): Promise<boolean> {
      const query = { tn: wireNumber(number, client.dialect), action: "IMPORT" };
      const imports = await provenList(client, externalTnsOrder, query, signal);
      return imports.some(({ status }) => orderState(status) !== "failed");
    },

    /** Where an order imported this number. Undefined when no order did, or the order doesn't say. */
    async importedTo(number: string, signal?: AbortSignal): Promise<ExternalPlace | undefined> {
      const latest = await lastOrder(client, number, signal);
      const { action, siteId, sipPeerId } = latest ?? {};
      return action === "IMPORT" && siteId !== undefined ? { siteId, sipPeerId } : undefined;
    },

    /**
     * Which of the numbers aren't imported, for credentials to which no list shows them. The customer's own numbers
     * (`own`) have left only if an order removed them, or if the list of disconnected numbers shows them. Any other
     * number needs an order that says it was imported.
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

    /** The account's imports, newest first. */
    async *list(signal?: AbortSignal): AsyncIterable<ExternalPlace & { telephoneNumbers: string[] }> {
      for await (const { body } of listOrderBodies(client, externalTnsOrder, signal, { action: "IMPORT" })) {
        const { siteId = "", sipPeerId, telephoneNumbers } = externalOrder(body);
        yield { siteId, sipPeerId, telephoneNumbers };
      }
    },
  };
};

/** What the latest order did to each of the numbers, as far as these credentials can read orders. */
async function lastActions(client: Client, numbers: readonly string[]): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  try {
    // Usually there are no orders, or only our own. So one request saves a request per number.
    if ((await provenList(client, externalTnsOrder, {})).length === 0) return found;
  } catch (error) {
    if (lacksRole(error)) return found;
    // A list that is too long to read means that there are orders.
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

/** The order itself is inside its answer. */
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
