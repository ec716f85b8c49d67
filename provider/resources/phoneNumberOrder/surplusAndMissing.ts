import type { OrderLedger } from "../ordering/orderLedger.js";

interface Holding {
  telephoneNumbers?: string[];
  __orders?: Pick<OrderLedger, "open">;
}

/** What the program declares. */
export interface DesiredNumbers {
  quantity?: number;
  telephoneNumbers?: string[];
}

const nobody = () => false;

/**
 * The surplus numbers in hand. None while it isn't known what is wanted. If a quantity falls, numbers that another resource of
 * the program wants go first, then the newest.
 */
export function surplusOf(
  { telephoneNumbers: held = [] }: Holding,
  { quantity, telephoneNumbers }: DesiredNumbers,
  isWantedElsewhere: (telephoneNumber: string) => boolean = nobody,
): string[] {
  if (quantity !== undefined) {
    const elsewhere = held.filter(isWantedElsewhere);
    const ours = held.filter((number) => !elsewhere.includes(number));
    const surplus = new Set([...ours, ...elsewhere].slice(quantity));
    return held.filter((number) => surplus.has(number));
  }
  if (!telephoneNumbers) return [];
  const wanted = new Set(telephoneNumbers);
  return held.filter((number) => !wanted.has(number));
}

/**
 * What is wanted and neither in hand nor on its way: how many numbers, and which ones if the program lists them. What another
 * resource passes on doesn't need to be bought.
 */
export function missingOf(
  { telephoneNumbers: held = [], __orders }: Holding,
  { quantity, telephoneNumbers: listed = [] }: DesiredNumbers,
  isPassedOn: (telephoneNumber: string) => boolean = nobody,
): { quantity: number; telephoneNumbers: string[] } {
  const open = __orders?.open ?? [];
  if (quantity !== undefined) {
    const pending = open.reduce((sum, order) => sum + order.pending, 0);
    return { quantity: Math.max(0, quantity - held.length - pending), telephoneNumbers: [] };
  }
  const there = new Set([...held, ...open.flatMap(({ telephoneNumbers }) => telephoneNumbers)]);
  const telephoneNumbers = listed.filter((number) => !there.has(number) && !isPassedOn(number));
  return { quantity: telephoneNumbers.length, telephoneNumbers };
}

/** Open orders that bring none of the listed numbers. A search had placed them before its numbers were listed. */
export function obsoleteBackorders({ open }: Pick<OrderLedger, "open">, listed: readonly string[] | undefined) {
  if (!listed) return [];
  return open.filter(({ telephoneNumbers }) => !telephoneNumbers.some((number) => listed.includes(number)));
}
