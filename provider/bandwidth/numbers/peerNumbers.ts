import PQueue from "p-queue";
import type { Client } from "../http/client.js";
import { BandwidthError } from "../http/errors.js";
import { SharedRead } from "../http/sharedRead.js";
import { at, numberOf } from "../orders/listEntries.js";
import { type PagedForm, pagedList } from "../orders/pagedList.js";
import { toE164 } from "../orders/report.js";
import { type OptionValues, optionValues } from "./optionValues.js";
import type { TnDetailOptions } from "./tnDetailOptions.js";

/** A number's place, and what reading its peer shows about its options. */
export interface Placement {
  /** Empty when the credentials can't see it (see `locate`). */
  siteId: string;
  /** Empty when the credentials can't see it. */
  sipPeerId: string;
  /** Missing when nothing showed the options: the number is known to be there, but its peer's list didn't show it. */
  attributes?: OptionValues;
  /** The options that the number itself shows, if its peer's list didn't show it. */
  ownOptions?: TnDetailOptions;
  /** These credentials can't see the number, and nothing proves that it has left. This is its last known place. */
  unseen?: boolean;
}

/** A SIP peer's ids. */
export interface PeerPlace {
  siteId: string;
  sipPeerId: string;
}

/**
 * The list of a peer's numbers. 5,000 is its largest page (docs/maintainers/api.md#paging). It has no count, and often
 * no links.
 */
export const peerNumbersForm: PagedForm = {
  what: "list of the numbers of the SIP peer",
  entries: at("SipPeerTelephoneNumbers", "SipPeerTelephoneNumber"),
  id: ["FullNumber"],
  size: 5_000,
};
/** So many peers are read at the same time: more would hold more pages in memory, and come no sooner. */
const mostPeers = 2;

/** The numbers of a peer. */
type Numbers = Map<string, Placement>;

interface Reading extends PeerPlace {
  shared: SharedRead<Numbers>;
  /** Numbers that left while the read was in progress. */
  left: Set<string>;
}

/**
 * The numbers of SIP peers, read page by page. All calls of a run share what was read. What this run itself changes is
 * changed here too, so that nothing has to be read again for it (docs/maintainers/money.md#cost).
 */
export class PeerNumbers {
  private readonly readings = new Map<string, Reading>();
  private readonly peersInTurn = new PQueue({ concurrency: mostPeers });

  /** `signal`: ends every read. Only for readings that no other caller shares. */
  constructor(
    private readonly client: Client,
    private readonly signal?: AbortSignal,
  ) {}

  /** Every number of a peer. A missing peer has none. `mostMs`: how old the answer may be. */
  read({ siteId, sipPeerId }: PeerPlace, mostMs?: number): Promise<ReadonlyMap<string, Placement>> {
    const key = keyOf({ siteId, sipPeerId });
    const known = this.readings.get(key);
    if (known?.shared.isFresh(mostMs)) return known.shared.whole;
    const left = new Set<string>();
    const shared = new SharedRead(this.client, this.fetch({ siteId, sipPeerId }, left));
    const reading: Reading = { siteId, sipPeerId, left, shared };
    this.readings.set(key, reading);
    shared.whole.catch(() => {
      if (this.readings.get(key) === reading) this.readings.delete(key);
    });
    return shared.whole;
  }

  /** The peers that this run has read, or is about to read. */
  known(): PeerPlace[] {
    return [...this.readings.values()].filter(({ shared }) => shared.isFresh());
  }

  /** These numbers are known to have left their peers. */
  leave(numbers: Iterable<string>, except?: PeerPlace): void {
    const gone = [...numbers];
    for (const reading of this.readings.values()) {
      if (except && keyOf(reading) === keyOf(except)) continue;
      for (const number of gone) {
        if (reading.shared.found) reading.shared.found.delete(number);
        else reading.left.add(number);
      }
    }
  }

  /** These numbers are known to be at this peer by now. If it was read without one of them, it is read again. */
  expect(numbers: readonly string[], at: PeerPlace): void {
    const found = this.readings.get(keyOf(at))?.shared.found;
    if (!found || numbers.some((number) => !found.has(number))) this.forgetPeer(at);
  }

  /** Nothing that was read about these numbers counts any more: something changes them, or may have changed them. */
  forgetNumbers(numbers: readonly string[]): void {
    for (const [key, { shared }] of this.readings) {
      const { found } = shared;
      if (!found || numbers.some((number) => found.has(number))) this.readings.delete(key);
    }
  }

  /** The next caller reads this peer again. */
  forgetPeer(place: PeerPlace): void {
    this.readings.delete(keyOf(place));
  }

  /** Forgets everything. Later callers don't share a read in progress. */
  invalidate(): void {
    this.readings.clear();
  }

  private async fetch({ siteId, sipPeerId }: PeerPlace, left: ReadonlySet<string>): Promise<Numbers> {
    const found: Numbers = new Map();
    // Most numbers of a peer have the same options. They share one object.
    const placements = new Map<string, Placement>();
    const placementOf = (attributes: OptionValues): Placement => {
      const text = JSON.stringify(attributes);
      const known = placements.get(text);
      if (known) return known;
      // Texts that were read are parts of the page, and would keep all of it. These are copies.
      const placement = { siteId, sipPeerId, attributes: JSON.parse(text) as OptionValues };
      placements.set(text, placement);
      return placement;
    };
    const path = this.client.account("sites", siteId, "sippeers", sipPeerId, "tns");
    const request = { method: "GET", path, query: { includeAttributes: true }, signal: this.signal } as const;
    const readPages = async () => {
      for await (const items of pagedList(this.client, request, peerNumbersForm)) {
        for (const item of items) found.set(toE164(numberOf(item)), placementOf(optionValues(item)));
      }
    };
    try {
      // A peer that waits for its turn between two pages would keep the first one.
      await this.peersInTurn.add(readPages);
    } catch (error) {
      if (error instanceof BandwidthError && peerDoesNotExist(error)) return new Map();
      throw error;
    }
    for (const number of left) found.delete(number);
    return found;
  }
}

const keyOf = ({ siteId, sipPeerId }: PeerPlace) => `${siteId}/${sipPeerId}`;

/** A missing peer is a 400 with 13563, a missing site a 404 with 12016 (docs/maintainers/api.md#missing-things). */
function peerDoesNotExist(error: BandwidthError): boolean {
  if (error.html) return false;
  return (error.status === 400 || error.status === 404) && error.has("13563", "12016");
}

const shared = new WeakMap<Client, PeerNumbers>();

/** The reads that all calls of one client share. Code that changes numbers says so there. */
export function peerNumbers(client: Client): PeerNumbers {
  const known = shared.get(client) ?? new PeerNumbers(client);
  shared.set(client, known);
  return known;
}
