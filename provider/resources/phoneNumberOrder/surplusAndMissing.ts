import type { OrderLedger } from "../ordering/orderLedger.js";

interface Holding {
  telephoneNumbers?: string[];
  __orders?: OrderLedger;
}

interface Wish {
  quantity?: number;
  telephoneNumbers?: string[];
}

const nobody = () => false;

/**
 * The numbers in hand that are too many; none as long as it is not known what is wanted. Where a quantity goes down, those
 * that another resource of the program wants go first, then the newest.
 */
export function surplusOf(
  { telephoneNumbers: held = [] }: Holding,
  { quantity, telephoneNumbers }: Wish,
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

/** How many numbers are wanted that are neither in hand nor on their way, nor passed on by another resource. */
export function missingCount(
  { telephoneNumbers: held = [], __orders }: Holding,
  wish: Wish,
  isPassedOn: (telephoneNumber: string) => boolean = nobody,
): number {
  const open = __orders?.open ?? [];
  if (wish.quantity !== undefined) {
    return Math.max(0, wish.quantity - held.length - open.reduce((sum, { pending }) => sum + pending, 0));
  }
  const there = new Set([...held, ...open.flatMap(({ telephoneNumbers }) => telephoneNumbers)]);
  return (wish.telephoneNumbers ?? []).filter((number) => !there.has(number) && !isPassedOn(number)).length;
}

/** Open orders that bring none of the listed numbers: a search had placed them, before its numbers were listed. */
export function obsoleteBackorders({ open }: Pick<OrderLedger, "open">, listed: readonly string[] | undefined) {
  if (!listed) return [];
  return open.filter(({ telephoneNumbers }) => !telephoneNumbers.some((number) => listed.includes(number)));
}
