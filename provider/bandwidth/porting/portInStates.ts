/** How far a port-in must get before the waiting ends. */
export type Milestone = "submitted" | "foc" | "complete";

/** Each milestone's own state and the states after it. */
const reached: Record<Milestone, readonly string[]> = {
  submitted: ["SUBMITTED", "REQUESTED_SUPP", "FOC", "COMPLETE"],
  foc: ["FOC", "COMPLETE"],
  complete: ["COMPLETE"],
};

export const hasReached = (status: string | undefined, milestone: Milestone): boolean =>
  status !== undefined && reached[milestone].includes(status);

/** The states at and after a milestone. */
export const statesFrom = (milestone: Milestone): readonly string[] => reached[milestone];

/**
 * What a port-in needs to continue:
 *
 * - "time": minutes, or the days that the program waits for.
 * - "you": somebody must provide something.
 * - "others": another carrier or Bandwidth acts, which takes days.
 * - "submit": it is a draft and must be submitted.
 * - "mend": something is wrong.
 * - "over": it brings no numbers.
 */
export type PortInNeed = "time" | "you" | "others" | "submit" | "mend" | "over";

interface PortInState {
  need: PortInNeed;
  /** Continues the sentence "It waits for". */
  waitsFor?: string;
}

const validation = "Bandwidth's check of its toll-free numbers, which takes some minutes.";

/** The known states (docs/maintainers/api.md#port-ins). Any other state is neither an end nor a success. */
const states: Readonly<Record<string, PortInState>> = {
  VALIDATE_TFNS: { need: "time", waitsFor: validation },
  VALIDATE_DRAFT_TFNS: { need: "time", waitsFor: validation },
  SUBMITTED: { need: "time", waitsFor: "the losing carrier's date." },
  REQUESTED_SUPP: { need: "time", waitsFor: "the losing carrier's answer to the change." },
  FOC: { need: "time", waitsFor: "its date." },
  PENDING_DOCUMENTS: {
    need: "you",
    waitsFor: "documents such as a letter of authorization. Add them with PortInDocument.",
  },
  MISSING_REQUIREMENTS: {
    need: "you",
    waitsFor:
      "what its numbers require, such as documents, an address or facts about the end user. Add what is missing with " +
      "PortInDocument or in the dashboard.",
  },
  PENDING_CARRIER_APPROVAL: {
    need: "others",
    waitsFor: "the losing carrier's approval, which takes days. You don't need to do anything.",
  },
  SNAPBACK: {
    need: "mend",
    waitsFor: "its numbers to go back to the losing carrier. Ask Bandwidth's support about the result.",
  },
  DRAFT: { need: "submit" },
  VALID_DRAFT_TFNS: { need: "submit" },
  INVALID_DRAFT_TFNS: { need: "mend" },
  INVALID_TFNS: { need: "mend" },
  EXCEPTION: { need: "mend" },
  REQUESTED_CANCEL: { need: "over" },
  CANCELLED: { need: "over" },
};

/** What a port-in in this state needs to continue. Undefined for a state that this version doesn't know. */
export const needOf = (status: string): PortInNeed | undefined => states[status]?.need;

/** What a port-in in this state waits for, as a sentence. Undefined when it waits for nothing, or nobody knows. */
export function waitsFor(status: string): string | undefined {
  const words = states[status]?.waitsFor;
  return words && `It waits for ${words}`;
}

/** All states that this version knows, except the last. */
export const knownStates: readonly string[] = Object.keys(states);

/** The states in which a port-in continues by itself. */
export const movingStates: readonly string[] = Object.keys(states).filter((status) => needOf(status) === "time");

/** The states in which waiting doesn't help. */
export const restingStates: readonly string[] = Object.keys(states).filter((status) => needOf(status) !== "time");

/**
 * The list leaves out drafts unless the look-up asks for each of their states, spelled as in the list's own `status`.
 */
export const draftFilters = (isTollFree: boolean): readonly string[] =>
  isTollFree ? ["draft", "validate_draft_tfns", "valid_draft_tfns", "invalid_draft_tfns"] : ["draft"];
