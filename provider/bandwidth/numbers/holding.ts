/**
 * Words for a number that isn't on an account (any more, or yet). "Aging" may also appear next to the account that gave
 * the number up.
 */
const notHeld = new Set([
  "available",
  "disconnected",
  "aging",
  "reserved",
  "portinpendingfoc",
  "portout",
  "portedout",
  "removed",
  "eliminated",
]);

/** What an answer about a number says about its owner. */
interface Told {
  status?: string;
  accountId?: string;
}

/**
 * Whether an account has a number. Only a word that says so takes a number away from its account. `InAccount`, and
 * words that the API invents later, leave the number there. Otherwise its owner would buy a replacement and keep paying
 * for this number.
 */
export function isHeld(told: Told | undefined, accountId: string): boolean {
  if (told === undefined || saysNothing(told)) return false;
  if (told.accountId !== undefined && told.accountId !== accountId) return false;
  return !notHeld.has((told.status ?? "").toLowerCase());
}

/** Whether an answer about a number shows neither a state nor an account. Then another look-up must decide. */
export const saysNothing = ({ status, accountId }: Told): boolean => status === undefined && accountId === undefined;
