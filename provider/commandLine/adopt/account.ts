import { BandwidthError } from "../../bandwidth/http/errors.js";
import type { OptionValues } from "../../bandwidth/numbers/optionValues.js";
import type { OrderSummary } from "../../bandwidth/orders/summary.js";
import { holdersOfNumbers } from "../types.js";
import type { AccountProgram, Adopted, Choice } from "./choice.js";
import { credentialIds } from "./credentials.js";
import { seeOrders, seePortIns } from "./inFlight.js";
import { BY_THEMSELVES, CREDENTIAL, FIRST, RECORDS } from "./kinds.js";
import { Names } from "./names.js";
import { optionGroups } from "./optionGroups.js";
import { type AdoptOptions, bySite, isHere, isNamed, nameless, type PeerOfSite, siteOf } from "./places.js";
import { Progress } from "./progress.js";
import { NotAdoptable, type Reading, type Thing } from "./reading.js";
import { Stacks } from "./stacks.js";

export type { AccountProgram, Adopted, Choice } from "./choice.js";

/** The most numbers that one `PhoneNumberOrder` may list. */
const MOST_NUMBERS = 5_000;

/** Reads an account. Everything that cannot be adopted is told, and never ends the reading. */
export async function readAccount(
  reading: Reading,
  choice: Choice,
  progress: (line: string) => void,
): Promise<AccountProgram> {
  return new AccountReader(reading, choice, progress).read();
}

class AccountReader {
  readonly #resources: Adopted[] = [];
  readonly #left: string[] = [];
  readonly #seen = new Set<string>();
  /** Numbers that a resource of the program has. */
  readonly #held = new Set<string>();
  /** What no second resource of the program may have. */
  readonly #claimed = new Set<string>();
  /** SIP peers without a name. */
  readonly #nameless = new Set<string>();
  readonly #names = new Names();
  readonly #progress: Progress;
  readonly #stacks: Stacks;
  #count = 0;

  constructor(
    private readonly reading: Reading,
    private readonly choice: Choice,
    progress: (line: string) => void,
  ) {
    this.#progress = new Progress(progress);
    this.#stacks = new Stacks(choice.stackPer);
    for (const one of choice.declared) for (const key of reading.claimsOf(one).keys()) this.#claimed.add(key);
  }

  async read(): Promise<AccountProgram> {
    const { choice } = this;
    await this.reading.readsWhole(false);
    const sites =
      (await this.section("sites", async () => (await this.reading.api).sites.list(this.reading.signal))) ?? [];
    const wantedSites = sites.filter(({ siteId, name }) => isNamed(choice.sites, siteId, name));
    this.#names.expect(wantedSites.map(({ name }) => name));
    const siteNames = new Map(wantedSites.map(({ siteId, name }) => [siteId, this.#names.of(name, "site", siteId)]));
    this.#stacks.expect(siteNames);
    const peers: PeerOfSite[] = [];
    for (const { siteId } of wantedSites) {
      const list = async () => (await this.reading.api).sipPeers.list(siteId, this.reading.signal);
      const found = (await this.section(`SIP peers of site ${siteId}`, list)) ?? [];
      for (const { sipPeerId, name } of found) {
        if (!isNamed(choice.peers, `${siteId}/${sipPeerId}`, name, sipPeerId)) continue;
        peers.push({ siteId, sipPeerId, name: `${siteNames.get(siteId)} ${name}` });
        if (name.trim() === "") this.#nameless.add(sipPeerId);
      }
    }
    this.#names.expect(peers.map(({ name }) => name));
    // What belongs to the whole account is not part of a selection.
    const isWhole = !choice.sites && !choice.peers && !choice.numbers;
    if (isWhole) for (const type of FIRST) await this.listed(type);
    this.#progress.expect(wantedSites.length + 2 * peers.length);
    for (const [index, { siteId }] of wantedSites.entries()) {
      this.#progress.begin(`site ${index + 1} of ${wantedSites.length}`);
      if (this.#stacks.needsRegion) await this.locate(siteId);
      const isNameless = wantedSites[index]?.name.trim() === "";
      if (isNameless && choice.wants("Site")) this.#left.push(nameless(`site ${siteId}`));
      else await this.adopt("Site", siteId, siteNames.get(siteId) ?? "", siteId, { siteId, isNamed: true });
    }
    for (const [index, { siteId, sipPeerId, name }] of peers.entries()) {
      this.#progress.begin(`SIP peer ${index + 1} of ${peers.length}: ${name}`);
      if (this.#nameless.has(sipPeerId) && choice.wants("SipPeer"))
        this.#left.push(nameless(`SIP peer ${siteId}/${sipPeerId}`));
      else await this.adopt("SipPeer", `${siteId}/${sipPeerId}`, name, sipPeerId, { siteId });
    }
    const external = await this.external((thing) => isHere(choice, peers, thing));
    for (const [index, peer] of peers.entries()) {
      this.#progress.begin(`numbers of SIP peer ${index + 1} of ${peers.length}: ${peer.name}`);
      await this.numbersOf(peer, external);
    }
    if (isWhole) {
      for (const type of BY_THEMSELVES) await this.listed(type);
      await this.credentials();
    }
    for (const type of RECORDS) await this.records(type);
    const ofPrograms = await this.orders(isWhole);
    const missing = [...(choice.numbers ?? [])].filter((number) => !this.#seen.has(number));
    return { resources: this.#resources, left: this.#left, ofPrograms, missing, numbers: this.#count };
  }

  /** What is still in flight, and what programs have placed. */
  async orders(isWhole: boolean): Promise<OrderSummary[]> {
    const { managedOrders: managed, wants } = this.choice;
    if (isWhole && wants("PortIn"))
      this.#left.push(...((await this.section("port-ins", () => seePortIns(this.reading, managed))) ?? []));
    if (!wants("PhoneNumberOrder")) return [];
    const seen = await this.section("orders", () => seeOrders(this.reading, managed));
    if (isWhole) this.#left.push(...(seen?.open ?? []));
    return seen?.ofPrograms ?? [];
  }

  /** Reads a part of the account. A part that these credentials may not see is a line of the summary. */
  async section<T>(what: string, read: () => Promise<T>): Promise<T | undefined> {
    try {
      return await read();
    } catch (error) {
      if (!(error instanceof BandwidthError) || error.status === 401) throw error;
      this.#left.push(`${what}: ${error.message}`);
      return undefined;
    }
  }

  /** Where a site is, although no program may want the site itself. */
  async locate(siteId: string): Promise<void> {
    const get = async () => (await this.reading.api).sites.get(siteId, this.reading.signal);
    this.#stacks.locate(siteId, (await this.section(`address of site ${siteId}`, get))?.address);
  }

  async adopt(
    type: string,
    id: string,
    label: string,
    shortId: string,
    more: AdoptOptions = {},
  ): Promise<Adopted | undefined> {
    if (!this.choice.wants(type)) return undefined;
    if (this.choice.managed.get(type)?.has(id)) return undefined;
    const kind = type.replaceAll(/(?<!^)([A-Z])/g, "-$1").toLowerCase();
    const name = more.isNamed ? label : this.#names.of(label, kind, shortId);
    try {
      const { declared, dependsOn = [], isWanted = () => true } = more;
      const read = (stack: string) => {
        this.reading.readFor(stack);
        return this.section(`${type} ${label}`, () => this.reading.read(type, id, name, declared));
      };
      let stack = this.#stacks.of(more.siteId);
      let thing = await read(stack);
      const siteId = more.siteId ?? siteOf(thing);
      // It is known only now where the thing is. The key of its orders is the one of its stack.
      if (thing && this.#stacks.of(siteId) !== stack) {
        stack = this.#stacks.of(siteId);
        thing = await read(stack);
      }
      if (!thing || !isWanted(thing)) return undefined;
      this.#claim(thing);
      const adopted: Adopted = { ...thing, name, dependsOn, siteId, stack };
      this.#resources.push(adopted);
      return adopted;
    } catch (error) {
      if (!(error instanceof NotAdoptable)) throw error;
      this.#left.push(`${type} ${label} (${shortId}): ${error.message}`);
      return undefined;
    }
  }

  /** @throws NotAdoptable for what a program would be refused with: another of its resources has the same. */
  #claim(thing: Thing): void {
    const claims = this.reading.claimsOf(thing);
    for (const [key, what] of claims)
      if (this.#claimed.has(key)) throw new NotAdoptable(`another resource of the program is ${what} already`);
    for (const key of claims.keys()) this.#claimed.add(key);
  }

  /** Numbers of other carriers. Peers list them among their own. */
  async external(isWanted: (thing: Thing) => boolean): Promise<Set<string>> {
    const numbers = new Set<string>();
    const isRead = await this.section("external numbers", async () => {
      for await (const { id, name } of this.reading.ids("ExternalTns")) {
        const mine = id.split(",").filter((number) => this.isWanted(number));
        for (const number of id.split(",")) numbers.add(number);
        if (mine.length === 0) continue;
        const label = `${name} external`;
        if (!(await this.adopt("ExternalTns", mine.join(","), label, mine[0] ?? "", { isWanted }))) continue;
        for (const number of mine) this.#seen.add(number);
        this.#count += mine.length;
      }
      return true;
    });
    await this.reading.readsWhole(!isRead);
    if (!isRead) {
      const told =
        "If the account has numbers of other carriers, they are in a PhoneNumberOrder. It disconnects only numbers of which Bandwidth " +
        "then shows that they are its own. Leave the others out with --numbers";
      this.#left.push(`which numbers are external: ${told}`);
    }
    return numbers;
  }

  isWanted(number: string): boolean {
    return !this.choice.managedNumbers.has(number) && (this.choice.numbers?.has(number) ?? true);
  }

  async numbersOf({ siteId, sipPeerId, name }: PeerOfSite, external: ReadonlySet<string>): Promise<void> {
    const list = async () => (await this.reading.api).numbers.atPeer(siteId, sipPeerId);
    const found = await this.section(`numbers of SIP peer ${siteId}/${sipPeerId}`, list);
    for (const number of found?.keys() ?? []) this.#seen.add(number);
    const all = [...(found?.keys() ?? [])].filter((number) => this.isWanted(number) && !external.has(number)).sort();
    // A number that moves while the account is read is at two peers. Two resources would take it from each other.
    for (const number of all)
      if (this.#held.has(number))
        this.#left.push(`${number} at SIP peer ${siteId}/${sipPeerId}: it was at another one a moment ago`);
    const numbers = all.filter((number) => !this.#held.has(number));
    if (!found || numbers.length === 0) return;
    const holders = new Map<string, Adopted>();
    for (let from = 0; from < numbers.length; from += MOST_NUMBERS) {
      const part = numbers.slice(from, from + MOST_NUMBERS);
      const label = numbers.length > MOST_NUMBERS ? `${name} numbers ${from / MOST_NUMBERS + 1}` : `${name} numbers`;
      const adopted = await this.adopt("PhoneNumberOrder", part.join(","), label, `${sipPeerId}-${part[0]}`, {
        siteId,
      });
      if (!adopted) continue;
      this.#count += part.length;
      for (const number of part) {
        holders.set(number, adopted);
        this.#held.add(number);
      }
    }
    const told = new Map<string, OptionValues>();
    for (const number of numbers) {
      if (this.choice.described.get("TnOptions")?.has(number)) continue;
      const { attributes } = found.get(number) ?? {};
      if (attributes) told.set(number, attributes);
    }
    for (const [index, { options, telephoneNumbers }] of optionGroups(told).entries()) {
      const declared = { telephoneNumbers, ...options, orderIds: [], status: "COMPLETE" };
      const dependsOn = [...new Set(telephoneNumbers.flatMap((number) => holders.get(number)?.name ?? []))];
      await this.adopt("TnOptions", telephoneNumbers.join(","), `${name} options ${index + 1}`, sipPeerId, {
        siteId,
        declared,
        dependsOn,
      });
    }
  }

  async listed(type: string): Promise<void> {
    if (!this.choice.wants(type) || !this.reading.has(type)) return;
    await this.section(type, async () => {
      for await (const { id, name } of this.reading.ids(type)) await this.adopt(type, id, name, id);
    });
  }

  /** SIP credentials. One of a realm that a program has refers to it: so a destroy deletes the credential first. */
  async credentials(): Promise<void> {
    const type = CREDENTIAL;
    if (!this.choice.wants(type)) return;
    const realms = this.#resources.flatMap((one) => (one.type === "SipRealm" ? [one.id] : []));
    await this.section(type, async () => {
      for await (const { id, name } of credentialIds(this.reading, this.choice.managed, realms)) {
        await this.adopt(type, id, name, id.replace("/", "-"));
      }
    });
  }

  /** The records of numbers that are in the program. */
  async records(type: string): Promise<void> {
    const holders = new Map<string, Adopted>();
    for (const resource of this.#resources) {
      if (!holdersOfNumbers.has(resource.type)) continue;
      for (const number of resource.inputs.telephoneNumbers as string[]) holders.set(number, resource);
    }
    if (holders.size === 0 || !this.choice.wants(type)) return;
    const described = this.choice.described.get(type);
    await this.section(type, async () => {
      for await (const { id, name } of this.reading.ids(type)) {
        const numbers = id.split(",").filter((number) => holders.has(number) && !described?.has(number));
        // A record goes with its numbers, so one for numbers of two sites becomes two.
        const sites = bySite(numbers, holders);
        for (const [siteId, own] of sites) {
          const dependsOn = [...new Set(own.flatMap((number) => holders.get(number)?.name ?? []))];
          const label = sites.size > 1 ? `${name} ${type} ${siteId}` : `${name} ${type}`;
          await this.adopt(type, own.join(","), label, own[0] ?? "", { siteId, dependsOn });
        }
      }
    });
  }
}
