import type { Call } from "../call.js";

/** What the list of a peer, or the lists of the numbers in service, show of these numbers. */
export function shown({ account, settings }: Call, numbers: string[], list: "atPeer" | "inService"): string[] {
  const { inAccountShown } = settings;
  if (inAccountShown === "everywhere" || (inAccountShown === "atPeer" && list === "atPeer")) return numbers;
  return numbers.filter((number) => account.numbers.get(number)?.status !== "InAccount");
}
