import type { Client } from "./client.js";
import { errorDetails } from "./errors.js";
import type { Following } from "./follow.js";
import { locate } from "./locate.js";
import { type Moved, moveNumbers } from "./moves.js";
import { type InServiceFilters, type NumberDetails, NumberLookUps, type NumberStatus } from "./numberLookUps.js";
import { LookUpUnclear } from "./orderErrors.js";
import { toE164 } from "./orderReport.js";
import { type PeerPlace, type Placement, peerNumbers } from "./peerNumbers.js";
import { type SearchCriteria, searchQuery } from "./searchOrder.js";
import { texts } from "./xml.js";

export type { Moved } from "./moves.js";
export type { InServiceFilters, NumberDetails, NumberStatus } from "./numberLookUps.js";
export type { PeerPlace, Placement } from "./peerNumbers.js";

/** A search in the inventory, with what only a search takes. */
export interface AvailableSearch extends SearchCriteria {
  /** 1 to 5000. */
  quantity?: number;
  orderBy?: "fullNumber" | "npaNxxx" | "npaNxx" | "areaCode";
  protected?: "NONE" | "ONLY" | "MIXED";
}

/** Telephone numbers: what can be bought, what is in service, where it is, and moving it. All numbers are E.164. */
export const numbers = (client: Client) => {
  const lookUps = new NumberLookUps(client);
  const peers = peerNumbers(client);

  return {
    /** Numbers that could be ordered now. */
    async available(search: AvailableSearch, signal?: AbortSignal): Promise<string[]> {
      const query = searchQuery(search);
      const { root, body } = await client.request({
        method: "GET",
        path: client.account("availableNumbers"),
        query,
        signal,
      });
      const [problem] = errorDetails({ root: root ?? "", content: body });
      if (problem !== undefined) {
        throw new LookUpUnclear(
          `The search for numbers was refused: ${problem.code ?? ""} ${problem.description ?? ""}`,
        );
      }
      return texts(body, "TelephoneNumberList", "TelephoneNumber").map(toE164);
    },

    /** The numbers in service on this account. */
    inService: (filters?: InServiceFilters): AsyncIterable<string> => lookUps.inService(filters),

    /** Whether a number is in service on this account. */
    isInService: (number: string): Promise<boolean> => lookUps.isInService(number),

    /** A number's status and last order; undefined when there is no such number. */
    get: (number: string): Promise<NumberStatus | undefined> => lookUps.get(number),

    /** A number's place and attributes; undefined when there is no such number. */
    details: (number: string): Promise<NumberDetails | undefined> => lookUps.details(number),

    /** Every number of a SIP peer. Those who ask at the same moment share one answer. */
    async atPeer(siteId: string, sipPeerId: string): Promise<Map<string, Placement>> {
      return new Map(await peers.read({ siteId, sipPeerId }));
    },

    /** Forgets the shared answers. Everything here that writes about numbers does it by itself. */
    invalidate: (): void => peers.invalidate(),

    /** Where numbers are; one that is absent from the result is proven not to be in service on this account. */
    locate: (wanted: string[], hints: PeerPlace[]): Promise<Map<string, Placement>> =>
      locate(peers, lookUps, wanted, hints),

    /** Moves numbers to another peer of the account, and tells which are there. */
    move: (moved: string[], to: PeerPlace, following?: Following): Promise<Moved> =>
      moveNumbers(client, moved, to, following),
  };
};
