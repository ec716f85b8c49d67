import type { Client } from "../http/client.js";
import type { Following } from "../orders/follow.js";
import { type GoneAmong, locate } from "./locate.js";
import { type Moved, moveNumbers } from "./moves.js";
import { type Look, type NumberDetails, NumberLookUps, type NumberStatus } from "./numberLookUps.js";
import { type PeerPlace, type Placement, peerNumbers } from "./peerNumbers.js";

export type { GoneAmong } from "./locate.js";
export type { Moved } from "./moves.js";
export type { NumberDetails, NumberStatus } from "./numberLookUps.js";
export type { PeerPlace, Placement } from "./peerNumbers.js";

/** An answer of this age is of the same moment. */
const momentMs = 5_000;

/** Telephone numbers: look-ups, their places, and moves. All numbers are E.164. */
export const numbers = (client: Client) => {
  const lookUps = new NumberLookUps(client);
  const peers = peerNumbers(client);

  return {
    /** Whether a number is in service on this account. */
    isInService: (number: string, signal?: AbortSignal): Promise<boolean> => lookUps.isInService(number, signal),

    /** A number's status and last order. Undefined when there is no such number. */
    get: (number: string, signal?: AbortSignal): Promise<NumberStatus | undefined> => lookUps.get(number, signal),

    /** A number's place and attributes. Undefined when there is no such number. */
    details: (number: string, signal?: AbortSignal): Promise<NumberDetails | undefined> =>
      lookUps.details(number, signal),

    /** Whether this account has a number. Works for every role. */
    look: (number: string): Promise<Look> => lookUps.look(number),

    /** Which of the numbers this account has. The others are proven not to be on it. */
    heldAmong: (wanted: readonly string[]): Promise<Set<string>> =>
      wanted.length === 0 ? Promise.resolve(new Set()) : lookUps.heldAmong(wanted),

    /** The same by lists. Use it where the API itself refuses a request for a number that the account has. */
    seenAmong: (wanted: readonly string[]): Promise<Set<string>> =>
      wanted.length === 0 ? Promise.resolve(new Set()) : lookUps.seenAmong(wanted),

    /** Every number of a SIP peer, as it is now. Callers at the same moment share one answer. */
    async atPeer(siteId: string, sipPeerId: string): Promise<Map<string, Placement>> {
      return new Map(await peers.read({ siteId, sipPeerId }, { mostMs: momentMs }));
    },

    /** Where numbers are. A number missing from the result is proven not to be on this account. */
    locate: (wanted: string[], hints: PeerPlace[]): Promise<Map<string, Placement>> =>
      locate(peers, lookUps, wanted, hints),

    /** The same for numbers that probably belong to the account. Limited credentials don't treat them as gone. */
    locateOwn: (
      wanted: string[],
      hints: PeerPlace[],
      goneAmong: GoneAmong = (unseen) => lookUps.disconnectedAmong(unseen),
    ): Promise<Map<string, Placement>> => locate(peers, lookUps, wanted, hints, goneAmong),

    /** Which of the numbers are known to be disconnected. */
    disconnectedAmong: (wanted: readonly string[]): Promise<Set<string>> => lookUps.disconnectedAmong(wanted),

    /** Moves numbers to another peer of the account, and returns which are there. */
    move: (moved: string[], to: PeerPlace, following?: Following): Promise<Moved> =>
      moveNumbers(client, moved, to, following),
  };
};
