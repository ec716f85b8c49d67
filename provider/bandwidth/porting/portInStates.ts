/** How far a port-in has to be before the waiting ends. */
export type Milestone = "submitted" | "foc" | "complete";

/** The states that come after each milestone, and the one that is it. */
const reached: Record<Milestone, readonly string[]> = {
  submitted: ["SUBMITTED", "REQUESTED_SUPP", "FOC", "COMPLETE"],
  foc: ["FOC", "COMPLETE"],
  complete: ["COMPLETE"],
};

export const hasReached = (status: string | undefined, milestone: Milestone): boolean =>
  status !== undefined && reached[milestone].includes(status);

/** The states at and behind a milestone. */
export const statesFrom = (milestone: Milestone): readonly string[] => reached[milestone];

/**
 * What makes a port-in go on. "time": minutes, or the days that the program waits for. "you": something has to be handed
 * in. "others": another carrier or Bandwidth acts, and that takes days. "submit": it is a draft, and has to be submitted.
 * "mend": something is wrong. "over": it brings no numbers.
 */
export type PortInNeed = "time" | "you" | "others" | "submit" | "mend" | "over";

interface PortInState {
  need: PortInNeed;
  /** Goes on behind "It waits for". */
  waitsFor?: string;
}

const validation = "Bandwidth's check of its toll-free numbers, which takes some minutes.";

/**
 * The states that are known (docs/maintainers/api.md#port-ins). What is not here is never taken for an end, nor for a success.
 */
const states: Readonly<Record<string, PortInState>> = {
  VALIDATE_TFNS: { need: "time", waitsFor: validation },
  VALIDATE_DRAFT_TFNS: { need: "time", waitsFor: validation },
  SUBMITTED: { need: "time", waitsFor: "the losing carrier's date." },
  REQUESTED_SUPP: { need: "time", waitsFor: "the losing carrier's answer to the change." },
  FOC: { need: "time", waitsFor: "its date." },
  PENDING_DOCUMENTS: {
    need: "you",
    waitsFor: "documents, as a letter of authorization: hand them in with PortInDocument.",
  },
  MISSING_REQUIREMENTS: {
    need: "you",
    waitsFor:
      "what its numbers require, as documents, an address or facts about the end user. Hand in what is missing, with " +
      "PortInDocument or in the dashboard.",
  },
  PENDING_CARRIER_APPROVAL: {
    need: "others",
    waitsFor: "the losing carrier's approval, which takes days. There is nothing to do for you.",
  },
  SNAPBACK: {
    need: "mend",
    waitsFor: "its numbers to go back to the losing carrier. Ask Bandwidth's support what comes of it.",
  },
  DRAFT: { need: "submit" },
  VALID_DRAFT_TFNS: { need: "submit" },
  INVALID_DRAFT_TFNS: { need: "mend" },
  INVALID_TFNS: { need: "mend" },
  EXCEPTION: { need: "mend" },
  REQUESTED_CANCEL: { need: "over" },
  CANCELLED: { need: "over" },
};

/** What makes a port-in in this state go on; undefined for a state that this version does not know. */
export const needOf = (status: string): PortInNeed | undefined => states[status]?.need;

/** What a port-in in this state waits for, as a sentence; undefined when it waits for nothing, or nobody knows. */
export function waitsFor(status: string): string | undefined {
  const words = states[status]?.waitsFor;
  return words && `It waits for ${words}`;
}

/** All states that this version knows, but the last. */
export const knownStates: readonly string[] = Object.keys(states);

/** The states in which a port-in goes on by itself. */
export const movingStates: readonly string[] = Object.keys(states).filter((status) => needOf(status) === "time");

/** The states in which no waiting helps. */
export const restingStates: readonly string[] = Object.keys(states).filter((status) => needOf(status) !== "time");

/** The list leaves drafts out unless it is asked for each of their states, as the list's own `status` writes them. */
export const draftFilters = (isTollFree: boolean): readonly string[] =>
  isTollFree ? ["draft", "validate_draft_tfns", "valid_draft_tfns", "invalid_draft_tfns"] : ["draft"];
