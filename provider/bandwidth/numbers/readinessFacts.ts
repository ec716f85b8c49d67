import type { SmsFeature, VoiceSettings } from "../account/peerServices.js";
import { denialHint } from "../http/denied.js";
import { BandwidthError } from "../http/errors.js";
import { LookUpUnclear } from "../orders/errors.js";
import type { OptionValues } from "./optionValues.js";
import type { PeerPlace } from "./peerNumbers.js";

/** What was read, or why it could not be read. What isn't known is never taken for good. */
export type Known<T> = { value: T } | { unread: string };

/** What a SIP peer does for its numbers. */
export interface PeerFacts extends PeerPlace {
  /** Whether the peer itself leads calls to somewhere: hosts, a route plan or a final destination. Undefined: there is no such peer. */
  route: Known<boolean | undefined>;
  /** How calls arrive, if the peer has no route of its own. */
  voice: Known<VoiceSettings | undefined>;
  /** Undefined: it has no text messages. */
  sms: Known<SmsFeature | undefined>;
  /** Hosts for messages over SIP. Undefined: the answer doesn't mention them. */
  smsHosts?: number;
  /** The application that gets the messages. */
  applicationId: Known<string | undefined>;
}

/** Whether the account has a number, and in which state. */
export interface NumberState {
  isHeld: boolean;
  isInService: boolean;
  /** In the API's word. Undefined: only the list of numbers in service was asked. */
  status?: string;
}

/** What is known of a number. */
export interface NumberFacts {
  state: Known<NumberState>;
  /** Undefined: these credentials can't see where it is. */
  peer?: PeerFacts;
  options: Known<OptionValues>;
  /** Whether the number has a route of its own, looked up only where it matters. */
  ownRoute: Known<boolean>;
  /** Whether another carrier must know a passcode. */
  hasPasscode: Known<boolean>;
}

/** What the account has, by id. */
export interface AccountFacts {
  /** The kinds of the applications. */
  applications: Known<ReadonlyMap<string, string>>;
  /** The states of the campaigns, in the API's words. */
  campaigns: Known<ReadonlyMap<string, string | undefined>>;
}

/** Reads something. A refusal says why it stays unknown. What ends the whole look-up is thrown. */
export async function known<T>(what: string, read: () => Promise<T>): Promise<Known<T>> {
  try {
    return { value: await read() };
  } catch (error) {
    return cannotRead(what, error);
  }
}

/** Why something stays unknown. What ends the whole look-up is thrown. */
export function cannotRead(what: string, error: unknown): { unread: string } {
  if (error instanceof LookUpUnclear) return { unread: `${what} can't be read: ${error.message.replace(/\.$/, "")}` };
  if (!(error instanceof BandwidthError) || error.status === undefined || error.status === 401) throw error;
  return { unread: `${what} can't be read: ${whyUnread(error)}` };
}

/** A 403 has several meanings, and its words tell which. */
const whyUnread = (error: BandwidthError): string =>
  error.status === 403 ? denialHint(error.details) : error.message.replace(/\.$/, "");

/** The value, if it is known. */
export const toldOf = <T>(one: Known<T>): T | undefined => ("value" in one ? one.value : undefined);

/** What keeps a number from working. The words name no number, so that many numbers can share them. */
export interface Obstacle {
  reason: string;
  /** Whether it is only possible: something could not be read, or nobody knows what it means. */
  isOnlyPossible?: boolean;
}

/** An obstacle that nobody is sure of. */
export const perhaps = (reason: string): Obstacle => ({ reason, isOnlyPossible: true });

/** An obstacle out of what could not be read. */
export const unread = ({ unread: reason }: { unread: string }): Obstacle => perhaps(reason);
