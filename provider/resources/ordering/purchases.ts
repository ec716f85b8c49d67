import type { NumberStatus } from "../../bandwidth/numbers/numbers.js";
import type { Bandwidth } from "../define.js";

/** Orders that bring numbers to an account. `/tns/{tn}` names the last order of a number, which may be of any other kind. */
const ACQUISITIONS = /^(NEW_NUMBER|PORT_IN|PORT_NUMBER|EXTERNAL_TN|IMPORT)/i;

/** Whether the order that the number names is the one that brought it to its account. Another kind of order proves nothing. */
export function isPurchase({ orderType }: Pick<NumberStatus, "orderType">): boolean {
  return orderType !== undefined && ACQUISITIONS.test(orderType);
}

/** Orders that bring Bandwidth's own numbers, and not those of another carrier. */
const OWN_ACQUISITIONS = /^(NEW_NUMBER|PORT_IN|PORT_NUMBER)/i;

/** Whether the record proves that the number is no number of another carrier. */
export const broughtByBandwidth = ({ orderType }: Pick<NumberStatus, "orderType">): boolean =>
  orderType !== undefined && OWN_ACQUISITIONS.test(orderType);

/** Whether the record proves that another order has brought the number to the account since. */
export function boughtByAnother(record: NumberStatus | undefined, orderIds: readonly string[]): boolean {
  return record?.orderId !== undefined && isPurchase(record) && !orderIds.includes(record.orderId);
}

/** More numbers than this are not looked at one by one. */
const MOST_LOOKED_AT = 50;

/** Which orders brought the numbers, as far as the numbers name them. */
export async function purchaseOrders(api: Bandwidth, numbers: readonly string[]): Promise<Map<string, string>> {
  const looked = numbers.slice(0, MOST_LOOKED_AT);
  const records = await Promise.all(looked.map((number) => api.numbers.get(number).catch(() => undefined)));
  return purchasesIn(new Map(looked.map((number, index) => [number, records[index]])));
}

/** The same, of numbers that were looked up. */
export function purchasesIn(records: ReadonlyMap<string, NumberStatus | undefined>): Map<string, string> {
  const found = [...records].flatMap(([number, record]): [string, string][] =>
    record?.orderId !== undefined && isPurchase(record) ? [[number, record.orderId]] : [],
  );
  return new Map(found);
}

/** An order with what it brought, and where to, as far as that is known. */
interface Brought {
  orderId: string;
  completed: readonly string[];
  siteId?: string;
  sipPeerId?: string;
  facts?: { orderCreateDate?: string };
}

/** Up to this many numbers are looked up one by one. */
const FEW = 10;

/**
 * Which of an order's numbers are still held by it: on this account, and not brought here by another order since. The rest is
 * history (docs/maintainers/money.md#never-buy-twice). Lists show it for many numbers at once. Where they don't, each number
 * is looked up.
 */
export async function stillHeld(api: Bandwidth, brought: Brought): Promise<string[]> {
  const byLists = brought.completed.length > FEW ? await heldByLists(api, brought) : undefined;
  return byLists ?? heldByLookUps(api, brought);
}

/**
 * By the pages of the peer, and by what has left the account since the order. Only a number that is back after it has left can
 * have been brought by another order, so it alone is looked up (docs/maintainers/money.md#who-still-has-an-orders-numbers).
 */
async function heldByLists(api: Bandwidth, brought: Brought): Promise<string[] | undefined> {
  const { orderId, completed, siteId, sipPeerId, facts } = brought;
  if (facts?.orderCreateDate === undefined) return undefined;
  const places = await api.numbers.locateOwn([...completed], siteId && sipPeerId ? [{ siteId, sipPeerId }] : []);
  // After the pages: a number that leaves and comes back in between has left.
  const left = await api.disconnects.leftSince(facts.orderCreateDate);
  if (left === undefined) return undefined;
  const here = completed.filter((number) => places.has(number));
  const records = new Map(
    await Promise.all(
      here.filter((number) => left.has(number)).map(async (number) => [number, await recordOf(api, number)] as const),
    ),
  );
  return here.filter((number) => !boughtByAnother(records.get(number), [orderId]));
}

/** Credentials that may not look at numbers learn it from lists, and not which order brought one. */
async function heldByLookUps({ numbers }: Bandwidth, brought: Brought): Promise<string[]> {
  const { orderId, completed, siteId, sipPeerId } = brought;
  const looks = await Promise.all(completed.map((number) => numbers.look(number)));
  const isBlind = looks.some(({ held, byList }) => byList && !held);
  // The list of the numbers in service may not show those whose service is not active yet.
  const atPeer = isBlind && siteId && sipPeerId ? await numbers.atPeer(siteId, sipPeerId) : undefined;
  const isShown = (number: string, index: number) => looks[index]?.held === true || atPeer?.has(number) === true;
  const unseen = completed.filter((number, index) => looks[index]?.byList && !isShown(number, index));
  // The order has brought them: only a disconnect proves to these credentials that they have left.
  const gone = await numbers.disconnectedAmong(unseen);
  return completed.filter((number, index) => {
    const look = looks[index];
    if (look?.byList) return isShown(number, index) || !gone.has(number);
    return look?.held === true && !boughtByAnother(look.record, [orderId]);
  });
}

/** What `/tns/{tn}` tells of a number; undefined where these credentials may not see it. */
export async function recordOf({ numbers }: Bandwidth, number: string): Promise<NumberStatus | undefined> {
  return (await numbers.look(number)).record;
}
