/** Words for a number that is not on an account (any more, or yet). "Aging" also stands beside the account that gave it up. */
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

/** What an answer about a number says of who has it. */
interface Told {
  status?: string;
  accountId?: string;
}

/**
 * Whether an account has a number. Only a word that says so takes a number away from its account: `InAccount`, and words that the
 * API invents later, leave it there. Else its owner would buy others in its place, and go on paying for it.
 */
export function isHeld(told: Told | undefined, accountId: string): boolean {
  if (told === undefined || saysNothing(told)) return false;
  if (told.accountId !== undefined && told.accountId !== accountId) return false;
  return !notHeld.has((told.status ?? "").toLowerCase());
}

/** Whether an answer about a number tells neither a state nor an account, so that another look has to decide. */
export const saysNothing = ({ status, accountId }: Told): boolean => status === undefined && accountId === undefined;
