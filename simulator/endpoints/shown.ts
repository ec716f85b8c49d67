import type { Call } from "../call.js";

/**
 * A list's result, reused as long as the account has that list: with 100,000 numbers, no page needs to compute it
 * again.
 */
const known = new WeakMap<string[], string[]>();

/** What a peer's list, or the lists of numbers in service, show about these numbers. */
export function shown({ account, settings }: Call, numbers: string[], list: "atPeer" | "inService"): string[] {
  const { inAccountShown } = settings;
  if (inAccountShown === "everywhere" || (inAccountShown === "atPeer" && list === "atPeer")) return numbers;
  const before = known.get(numbers);
  if (before) return before;
  const found = numbers.filter((number) => account.numbers.get(number)?.status !== "InAccount");
  known.set(numbers, found);
  return found;
}
