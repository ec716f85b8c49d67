import type { Client } from "../http/client.js";
import { BandwidthError } from "../http/errors.js";
import { at, numberOf } from "../orders/listEntries.js";
import { type PagedForm, pagedList } from "../orders/pagedList.js";
import { toE164 } from "../orders/report.js";
import { type OptionValues, optionValues } from "./optionValues.js";
import type { TnDetailOptions } from "./tnDetailOptions.js";

/** Where a number is, and what a read of its peer tells about its options. */
export interface Placement {
  /** Empty when the credentials may not see it (see `locate`). */
  siteId: string;
  /** Empty when the credentials may not see it. */
  sipPeerId: string;
  /** Absent when nothing was told: the number is known to be there, but the list of its peer did not show it. */
  attributes?: OptionValues;
  /** What the number itself tells of its options, where the list of its peer did not show it. */
  ownOptions?: TnDetailOptions;
  /** Nothing shows the number to these credentials, and nothing proves that it has left: this is where it was last. */
  unseen?: boolean;
}

/** A SIP peer's address. */
export interface PeerPlace {
  siteId: string;
  sipPeerId: string;
}

/**
 * The list of a peer's numbers; 5,000 is its largest page (docs/maintainers/api.md#paging). It has no count, and often no
 * links.
 */
export const peerNumbersForm: PagedForm = {
  what: "list of the numbers of the SIP peer",
  entries: at("SipPeerTelephoneNumbers", "SipPeerTelephoneNumber"),
  id: ["FullNumber"],
  size: 5_000,
};
/** Reads that many resources ask for at the same moment share one answer for so long (docs/maintainers/money.md#cost). */
const freshMs = 5_000;

interface Reading {
  numbers: Promise<Map<string, Placement>>;
  /** Undefined while it is under way. */
  readAt?: number;
}

/** Reads the numbers of SIP peers, page by page, and shares what it read among those who ask at the same time. */
export class PeerNumbers {
  private readonly readings = new Map<string, Reading>();

  constructor(private readonly client: Client) {}

  /** Forgets what was read: somebody writes about numbers. A read under way is not shared with later callers. */
  invalidate(): void {
    this.readings.clear();
  }

  /** Every number of a peer. A missing peer has none. */
  read({ siteId, sipPeerId }: PeerPlace): Promise<ReadonlyMap<string, Placement>> {
    const key = `${siteId}/${sipPeerId}`;
    const known = this.readings.get(key);
    if (known !== undefined && this.isFresh(known)) return known.numbers;
    const reading: Reading = { numbers: this.fetch(siteId, sipPeerId) };
    this.readings.set(key, reading);
    reading.numbers.then(
      () => {
        reading.readAt = this.client.clock.now();
      },
      () => {
        if (this.readings.get(key) === reading) this.readings.delete(key);
      },
    );
    return reading.numbers;
  }

  private isFresh({ readAt }: Reading): boolean {
    return readAt === undefined || this.client.clock.now() - readAt < freshMs;
  }

  private async fetch(siteId: string, sipPeerId: string): Promise<Map<string, Placement>> {
    const found = new Map<string, Placement>();
    const path = this.client.account("sites", siteId, "sippeers", sipPeerId, "tns");
    try {
      const request = { method: "GET", path, query: { includeAttributes: true } } as const;
      for await (const items of pagedList(this.client, request, peerNumbersForm)) {
        for (const item of items) {
          found.set(toE164(numberOf(item)), { siteId, sipPeerId, attributes: optionValues(item) });
        }
      }
      return found;
    } catch (error) {
      if (error instanceof BandwidthError && peerDoesNotExist(error)) return new Map();
      throw error;
    }
  }
}

/** A missing peer is a 400 with 13563, a missing site a 404 with 12016 (docs/maintainers/api.md#missing-things). */
function peerDoesNotExist(error: BandwidthError): boolean {
  if (error.html) return false;
  return (error.status === 400 || error.status === 404) && error.has("13563", "12016");
}

const shared = new WeakMap<Client, PeerNumbers>();

/** The readings that all calls of one client share. Whoever writes about numbers calls its `invalidate`. */
export function peerNumbers(client: Client): PeerNumbers {
  const known = shared.get(client) ?? new PeerNumbers(client);
  shared.set(client, known);
  return known;
}
