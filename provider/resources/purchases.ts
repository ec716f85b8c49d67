import type { NumberStatus } from "../bandwidth/numbers.js";
import type { Bandwidth } from "./define.js";

/** Orders that bring numbers to an account. `/tns/{tn}` names the last order of a number, which may be of any other kind. */
const ACQUISITIONS = /^(NEW_NUMBER|PORT_IN|PORT_NUMBER|EXTERNAL_TN|IMPORT)/i;

/** Whether the order that the number names is the one that brought it to its account. Another kind of order proves nothing. */
export function isPurchase({ orderType }: Pick<NumberStatus, "orderType">): boolean {
  return orderType !== undefined && ACQUISITIONS.test(orderType);
}

/** Whether the number is in service on this account, by any order. */
function isHere({ client }: Bandwidth, { status, accountId }: NumberStatus): boolean {
  return status?.toLowerCase() === "inservice" && (accountId === undefined || accountId === client.accountId);
}

/** Whether the record proves that another order has brought the number to the account since. */
export function boughtByAnother(record: NumberStatus | undefined, orderIds: readonly string[]): boolean {
  return record?.orderId !== undefined && isPurchase(record) && !orderIds.includes(record.orderId);
}

/**
 * Which of an order's numbers are still held by it: in service on this account, and not brought here by another order since.
 * The rest is history (design §4.1).
 */
export async function stillHeld(
  api: Bandwidth,
  { orderId, completed }: { orderId: string; completed: readonly string[] },
): Promise<string[]> {
  const records = await Promise.all(completed.map((number) => api.numbers.get(number)));
  return completed.filter((_, index) => {
    const record = records[index];
    return record !== undefined && isHere(api, record) && !boughtByAnother(record, [orderId]);
  });
}
