import PQueue from "p-queue";
import { makeRoomFor } from "../../heap.js";
import type { Client } from "../http/client.js";
import { BandwidthError } from "../http/errors.js";
import { at, numberOf } from "../orders/listEntries.js";
import { type PagedForm, pagedList } from "../orders/pagedList.js";
import { toE164 } from "../orders/report.js";
import type { XmlNode } from "../xml/xml.js";
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

/** What is read is shared for this long at least. */
const freshMs = 30_000;
/** What took long to read is shared longer: reading it again and again must not fill a run. */
const timesItsLength = 20;

/** The numbers of a peer. */
type Numbers = Map<string, Placement>;

/** A list that is read page by page, as far as somebody needs it. */
interface Reading extends PeerPlace {
  run: number;
  found: Numbers;
  /** Numbers that have left since it was begun. A page that is read later may still show them. */
  left: Set<string>;
  /** The pages that are not read yet. Undefined when the list is at its end. */
  pages: AsyncGenerator<XmlNode[]> | undefined;
  /** A page that is on its way. */
  coming?: Promise<void>;
  failure?: unknown;
  /** When the last page came, and how long the pages took. */
  endedAt?: number;
  spentMs: number;
  /** How long nobody read on, before the page that came last. */
  idleMs: number;
}

/** What a caller needs of a peer's numbers. */
export interface Need {
  /** How old the answer may be. */
  mostMs?: number;
  /** The list need not be read further than to the last of these. Without it, all of it is read. */
  until?: Iterable<string>;
}

/**
 * The numbers of SIP peers, read page by page. All calls of a run share what was read. What this run itself changes is
 * changed here too, so that nothing has to be read again for it (docs/maintainers/money.md#cost).
 *
 * A number that a page shows is there, whatever other pages show. So nobody reads on who has found all that he looks for:
 * a full page often has no link, and only more requests could tell that it was the last one.
 */
export class PeerNumbers {
  private readonly readings = new Map<string, Reading>();
  private readonly peersInTurn = new PQueue({ concurrency: mostPeers });

  /** `signal`: ends every read. Only for readings that no other caller shares. */
  constructor(
    private readonly client: Client,
    private readonly signal?: AbortSignal,
  ) {}

  /** The numbers of a peer: all of them, or those up to the last one that is needed. A missing peer has none. */
  async read(place: PeerPlace, { mostMs, until }: Need = {}): Promise<ReadonlyMap<string, Placement>> {
    const known = this.readings.get(keyOf(place));
    const reading = known && this.isFresh(known, mostMs) ? known : this.begin(place);
    let missing = until && [...until];
    for (;;) {
      missing = missing?.filter((number) => !reading.found.has(number));
      // The first page is read also for a caller who needs nothing: it tells whether the peer exists.
      const isEnough = missing?.length === 0 && reading.endedAt !== undefined;
      if (reading.failure !== undefined) throw reading.failure;
      if (reading.pages === undefined || isEnough) return reading.found;
      reading.coming ??= this.readOn(reading, reading.pages);
      await reading.coming;
    }
  }

  /** The peers that this run has read, or is about to read. */
  known(): PeerPlace[] {
    return [...this.readings.values()].filter((reading) => this.isFresh(reading));
  }

  /** These numbers are known to have left their peers. */
  leave(numbers: Iterable<string>, except?: PeerPlace): void {
    const gone = [...numbers];
    for (const reading of this.readings.values()) {
      if (except && keyOf(reading) === keyOf(except)) continue;
      for (const number of gone) {
        reading.found.delete(number);
        if (reading.pages) reading.left.add(number);
      }
    }
  }

  /** These numbers are known to be at this peer by now. If it was read without one of them, it is read again. */
  expect(numbers: readonly string[], at: PeerPlace): void {
    const found = this.readings.get(keyOf(at))?.found;
    if (!found || numbers.some((number) => !found.has(number))) this.forgetPeer(at);
  }

  /** Nothing that was read about these numbers counts any more: something changes them, or may have changed them. */
  forgetNumbers(numbers: readonly string[]): void {
    for (const [key, { found, coming }] of this.readings) {
      if (coming || numbers.some((number) => found.has(number))) this.readings.delete(key);
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

  private begin({ siteId, sipPeerId }: PeerPlace): Reading {
    const path = this.client.account("sites", siteId, "sippeers", sipPeerId, "tns");
    const request = { method: "GET", path, query: { includeAttributes: true }, signal: this.signal } as const;
    const pages = pagedList(this.client, request, peerNumbersForm);
    const own = { siteId, sipPeerId, run: this.client.run, found: new Map(), left: new Set<string>() };
    const reading: Reading = { ...own, pages, spentMs: 0, idleMs: 0 };
    this.readings.set(keyOf(reading), reading);
    return reading;
  }

  /** Whether another call may share it. The time in which pages came doesn't count. */
  private isFresh({ run, coming, endedAt, spentMs, idleMs }: Reading, mostMs = Number.POSITIVE_INFINITY): boolean {
    if (run !== this.client.run) return false;
    if (endedAt === undefined) return true;
    const idle = coming ? idleMs : idleMs + this.client.clock.now() - endedAt;
    return idle < Math.min(Math.max(freshMs, timesItsLength * spentMs), mostMs);
  }

  private async readOn(reading: Reading, pages: AsyncGenerator<XmlNode[]>): Promise<void> {
    const { clock } = this.client;
    const begunAt = clock.now();
    if (reading.endedAt !== undefined) reading.idleMs += begunAt - reading.endedAt;
    try {
      const page = await this.peersInTurn.add(() => pages.next());
      if (page.done) reading.pages = undefined;
      else this.keep(reading, page.value);
    } catch (error) {
      reading.pages = undefined;
      if (error instanceof BandwidthError && peerDoesNotExist(error)) {
        reading.found.clear();
      } else {
        reading.failure = error;
        if (this.readings.get(keyOf(reading)) === reading) this.readings.delete(keyOf(reading));
      }
    } finally {
      reading.coming = undefined;
      reading.endedAt = clock.now();
      reading.spentMs += reading.endedAt - begunAt;
    }
  }

  private keep({ siteId, sipPeerId, found, left }: Reading, page: XmlNode[]): void {
    makeRoomFor(page.length);
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
    for (const item of page) {
      const number = toE164(numberOf(item));
      if (!left.has(number)) found.set(number, placementOf(optionValues(item)));
    }
    // Whoever gave the page keeps the list until it is asked for the next one.
    page.length = 0;
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
