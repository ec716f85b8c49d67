import type { Call } from "../call.js";

/** What was made of a list, as long as that list is the account's: with 100,000 numbers, no page has to make it anew. */
const known = new WeakMap<string[], string[]>();

/** What the list of a peer, or the lists of the numbers in service, show of these numbers. */
export function shown({ account, settings }: Call, numbers: string[], list: "atPeer" | "inService"): string[] {
  const { inAccountShown } = settings;
  if (inAccountShown === "everywhere" || (inAccountShown === "atPeer" && list === "atPeer")) return numbers;
  const before = known.get(numbers);
  if (before) return before;
  const found = numbers.filter((number) => account.numbers.get(number)?.status !== "InAccount");
  known.set(numbers, found);
  return found;
}
