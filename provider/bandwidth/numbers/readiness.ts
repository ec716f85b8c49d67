import { isTollFree } from "../values/telephoneNumber.js";
import {
  type AccountFacts,
  type Known,
  type NumberFacts,
  type NumberState,
  type Obstacle,
  perhaps,
  unread,
} from "./readinessFacts.js";
import { judgeCalls } from "./readinessOfCalls.js";
import { judgeReceiving, judgeSending } from "./readinessOfTexts.js";

export type ReadinessAnswer = "yes" | "no" | "unknown";

/** What somebody wants of a number. */
export const readinessAspects = ["canBeCalled", "canReceiveTexts", "canSendTexts", "isLocked"] as const;
export type ReadinessAspect = (typeof readinessAspects)[number];

/** Whether a number works, and what is missing. */
export type NumberReadiness = Record<ReadinessAspect, ReadinessAnswer> & {
  missing: { about: ReadinessAspect; reason: string }[];
};

/** Judges a number by what is known. Only what is known and complete is "yes". */
export function judge(number: string, facts: NumberFacts, account: AccountFacts): NumberReadiness {
  const there = judgePresence(facts.state);
  const isThere = there.length === 0;
  const receiving = isThere ? judgeReceiving(number, facts, account) : there;
  const found: Record<ReadinessAspect, Obstacle[]> = {
    canBeCalled: isThere ? judgeCalls(facts, account) : there,
    canReceiveTexts: receiving,
    canSendTexts: isThere ? [...receiving, ...judgeSending(number, facts, account)] : there,
    isLocked: judgeLock(number, facts),
  };
  const answers = readinessAspects.map((about) => [about, answerOf(found[about])] as const);
  const missing = readinessAspects.flatMap((about) => found[about].map(({ reason }) => ({ about, reason })));
  return { ...(Object.fromEntries(answers) as Record<ReadinessAspect, ReadinessAnswer>), missing };
}

export const answerOf = (obstacles: readonly Obstacle[]): ReadinessAnswer => {
  if (obstacles.length === 0) return "yes";
  return obstacles.every(({ isOnlyPossible }) => isOnlyPossible) ? "unknown" : "no";
};

/** States in which a number is known not to work yet, or any more. Other words prove nothing. */
const idle = new Set(["inaccount", "aging", "disconnected", "available", "reserved", "removed", "eliminated"]);

function judgePresence(state: Known<NumberState>): Obstacle[] {
  if ("unread" in state) return [unread(state)];
  const { isHeld, isInService, status } = state.value;
  if (!isHeld) return [{ reason: "the account doesn't have the number" }];
  if (isInService) return [];
  if (status === undefined) return [{ reason: "it isn't in service: the list of numbers in service doesn't show it" }];
  return [{ reason: `it isn't in service: its state is ${status}`, isOnlyPossible: !idle.has(status.toLowerCase()) }];
}

function judgeLock(number: string, { state, options, hasPasscode }: NumberFacts): Obstacle[] {
  if ("value" in state && !state.value.isHeld) return judgePresence(state);
  if ("value" in options && options.value.protected) return [];
  if ("value" in hasPasscode && hasPasscode.value) return [];
  if (!number.startsWith("+1")) return [perhaps("numbers of this country have no lock that the API shows")];
  if ("unread" in options) return [unread(options)];
  if ("unread" in hasPasscode) return [unread(hasPasscode)];
  // A toll-free number can't be protected (5100).
  const ways = isTollFree(number) ? "`portOutPasscode`" : "`protected` or `portOutPasscode`";
  return [{ reason: `nothing locks it against port-out: set ${ways}` }];
}
