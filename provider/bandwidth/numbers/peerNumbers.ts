import type { Client } from "../http/client.js";
import { BandwidthError } from "../http/errors.js";
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
/** Callers within this time share one answer (docs/maintainers/money.md#cost). */
const freshMs = 5_000;

interface Reading {
  numbers: Promise<Map<string, Placement>>;
  /** Undefined while the read is in progress. */
  readAt?: number;
}

/** Reads the numbers of SIP peers, page by page. Callers at the same time share the result. */
export class PeerNumbers {
  private readonly readings = new Map<string, Reading>();

  constructor(private readonly client: Client) {}

  /** Forgets the results, because something changes numbers. Later callers don't share a read in progress. */
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

/** The reads that all calls of one client share. Code that changes numbers calls its `invalidate`. */
export function peerNumbers(client: Client): PeerNumbers {
  const known = shared.get(client) ?? new PeerNumbers(client);
  shared.set(client, known);
  return known;
}
