import { setMaxListeners } from "node:events";
import { compositeName } from "../../bandwidth/account/sipCredentials.js";
import { BandwidthError } from "../../bandwidth/http/errors.js";
import type { OptionValues } from "../../bandwidth/numbers/optionValues.js";
import { LookUpUnclear } from "../../bandwidth/orders/errors.js";
import type { Reading } from "../adopt/reading.js";
import { typesWhere } from "../types.js";
import type { Unread } from "./model.js";

export interface FoundSite {
  siteId: string;
  name: string;
  /** Absent if their list could not be read. */
  peers?: FoundPeer[];
}

export interface FoundPeer {
  siteId: string;
  sipPeerId: string;
  name: string;
  /** Its numbers, with their options. Absent if their list could not be read. */
  numbers?: ReadonlyMap<string, OptionValues | undefined>;
}

/** Something that no site or number leads to. */
export interface FoundThing {
  id: string;
  name: string;
  /** Another import id of the same thing. */
  otherId?: string;
}

/** What the account has, as far as it could be read. */
export interface Inventory {
  /** Absent if their list could not be read. */
  sites?: FoundSite[];
  /** By type. A type that could not be read is missing. */
  others: Map<string, FoundThing[]>;
  /** Numbers of other carriers. Absent if their list could not be read. */
  external?: Set<string>;
  unread: Unread[];
}

/** Those that no site or number leads to. */
const BY_THEMSELVES = typesWhere(({ standsAlone }) => standsAlone === true);

/** Reads a part of the account. A part that cannot be read is a line, and not the end. */
export class Sections {
  readonly unread: Unread[] = [];
  #hasRead = false;

  constructor(private readonly reading: Reading) {
    // Many requests wait for the same signal.
    setMaxListeners(0, reading.signal);
  }

  async read<T>(what: string, read: () => Promise<T>): Promise<T | undefined> {
    try {
      const found = await read();
      this.#hasRead = true;
      return found;
    } catch (error) {
      const isTold = error instanceof BandwidthError || error instanceof LookUpUnclear;
      // Without an address that answers, and credentials that Bandwidth knows, nothing can be read.
      const isUnsent = error instanceof BandwidthError && error.fate === "unsent";
      const isEnd = (isUnsent && !this.#hasRead) || (error instanceof BandwidthError && error.status === 401);
      if (!isTold || isEnd || this.reading.signal.aborted) throw error;
      this.unread.push({ what, reason: error.message });
      return undefined;
    }
  }
}

/** Reads sites, SIP peers, their numbers, and what stands for itself. It sends only reads. */
export async function readInventory(
  reading: Reading,
  sections: Sections,
  progress: (line: string) => void,
): Promise<Inventory> {
  const { signal } = reading;
  const api = await reading.api;
  const found = await sections.read("sites", () => api.sites.list(signal));
  const sites = found?.map(({ siteId, name }): FoundSite => ({ siteId, name }));
  const peersOf = async (site: FoundSite) => {
    const { siteId } = site;
    const what = `SIP peers of site ${site.name} (${siteId})`;
    const list = await sections.read(what, () => api.sipPeers.list(siteId, signal));
    site.peers = list?.map(({ sipPeerId, name }) => ({ siteId, sipPeerId, name }));
  };
  progress(`Reading ${sites?.length ?? 0} sites`);
  await Promise.all((sites ?? []).map(peersOf));
  const peers = (sites ?? []).flatMap((one) => one.peers ?? []);
  let done = 0;
  let count = 0;
  const numbersOf = async (peer: FoundPeer) => {
    const { siteId, sipPeerId } = peer;
    const what = `numbers of SIP peer ${peer.name} (${siteId}/${sipPeerId})`;
    const placed = await sections.read(what, () => api.numbers.atPeer(siteId, sipPeerId));
    done += 1;
    if (!placed) return;
    peer.numbers = new Map([...placed].map(([number, { attributes }]) => [number, attributes]));
    count += placed.size;
    progress(`SIP peer ${done} of ${peers.length}, ${count} numbers: ${peer.name}`);
  };
  await Promise.all(peers.map(numbersOf));
  const external = await sections.read("numbers of other carriers (ExternalTns)", () => externalOf(reading));
  return { sites, others: await othersOf(reading, sections), external, unread: sections.unread };
}

async function externalOf(reading: Reading): Promise<Set<string>> {
  const numbers = new Set<string>();
  for await (const { id } of reading.ids("ExternalTns")) for (const number of id.split(",")) numbers.add(number);
  return numbers;
}

async function othersOf(reading: Reading, sections: Sections): Promise<Inventory["others"]> {
  const others: Inventory["others"] = new Map();
  for (const type of BY_THEMSELVES) {
    if (!reading.has(type)) continue;
    const list = await sections.read(type, async () => {
      const all: FoundThing[] = [];
      const found = type === "SipCredential" ? credentialsIn(reading) : reading.ids(type);
      for await (const one of found) all.push(one);
      return all;
    });
    if (list) others.set(type, list);
  }
  return others;
}

/** SIP credentials, by their names, and by the ids that those in realms have besides. */
async function* credentialsIn(reading: Reading): AsyncGenerator<FoundThing> {
  for await (const credential of (await reading.api).sipCredentials.list(reading.signal)) {
    const { realmId, credentialId } = credential;
    const name = compositeName(credential);
    const isInRealm = realmId !== undefined && credentialId !== undefined;
    yield { id: name, name, ...(isInRealm && { otherId: `${realmId}/${credentialId}` }) };
  }
}
