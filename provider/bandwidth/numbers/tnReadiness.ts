import { setMaxListeners } from "node:events";
import { applications } from "../account/applications.js";
import { messagingSettings } from "../account/messagingSettings.js";
import { peerServices } from "../account/peerServices.js";
import { sipPeers } from "../account/sipPeers.js";
import type { Client } from "../http/client.js";
import { locate } from "./locate.js";
import { NumberLookUps } from "./numberLookUps.js";
import type { OptionValues } from "./optionValues.js";
import { PeerNumbers, type PeerPlace, type Placement } from "./peerNumbers.js";
import { portOutPasscodes } from "./portOutPasscodes.js";
import { answerOf, judge, type NumberReadiness } from "./readiness.js";
import {
  type AccountFacts,
  cannotRead,
  type Known,
  known,
  type NumberFacts,
  type NumberState,
  type PeerFacts,
  toldOf,
} from "./readinessFacts.js";
import { judgeCalls } from "./readinessOfCalls.js";
import { ownOptions, ownRoute } from "./readinessOfDetails.js";
import { campaignOf } from "./readinessOfTexts.js";
import { type TnDetails, tnLookUps } from "./tnLookUps.js";
import { type ToldNumber, toldNumbers } from "./toldNumbers.js";

/** A number, whether it works, and where it is. */
export interface ReadyTn extends NumberReadiness, Partial<PeerPlace> {
  telephoneNumber: string;
  status?: string;
}

/**
 * Finds out whether numbers can be called and texted, and are locked. It asks for lists: states of 2,500 numbers, the pages of
 * each SIP peer, its services, the account's applications and campaigns, and passcodes of 2,500 numbers. A number is asked for by
 * itself only when its own route or its own options decide, and no list shows them.
 */
export const tnReadiness = (client: Client) => ({
  async of(numbers: readonly string[], signal?: AbortSignal): Promise<ReadyTn[]> {
    const wanted = [...new Set(numbers)];
    // Many requests at a time wait for the same signal. Node.js would warn the user of that.
    if (signal) setMaxListeners(0, signal);
    const reads = new Reads(client, signal);
    const told = (await toldNumbers(client, wanted, signal))?.told ?? new Map<string, ToldNumber>();
    const { located, unread } = await reads.places(wanted, told);
    const states = await reads.states(wanted, told, located, unread);
    const stateOf = (number: string) => states.get(number) ?? gone;
    const isInService = (number: string) => toldOf(stateOf(number))?.isInService === true;
    const peers = await reads.peers([...located].flatMap(([number, place]) => (isInService(number) ? [place] : [])));
    const peerOf = (number: string) => peers.get(keyOf(located.get(number) ?? noPlace));
    const kinds = await reads.applications([...peers.values()]);
    const details = await reads.details(
      wanted.filter((number) => isInService(number) && needsDetails(peerOf(number), located.get(number), kinds)),
    );
    const optionsOf = (number: string) => ownOptions(located.get(number), details.get(number), unread.get(number));
    const [campaigns, passcodes] = await Promise.all([
      reads.campaigns(wanted.filter(isInService).map((number) => [peerOf(number), optionsOf(number)])),
      reads.passcodes(wanted.filter((number) => located.has(number) && !toldOf(optionsOf(number))?.protected)),
    ]);
    const account = { applications: kinds, campaigns };
    return wanted.map((number) => {
      const { siteId, sipPeerId } = located.get(number) ?? noPlace;
      const state = stateOf(number);
      const facts: NumberFacts = {
        ...{ state, peer: peerOf(number), options: optionsOf(number) },
        ownRoute: ownRoute(details.get(number)),
        hasPasscode: "unread" in passcodes ? passcodes : asKnown(passcodes.value.get(number)),
      };
      const place = { ...(siteId && { siteId }), ...(sipPeerId && { sipPeerId }) };
      return { telephoneNumber: number, status: toldOf(state)?.status, ...place, ...judge(number, facts, account) };
    });
  },
});

type Unread = { unread: string };

const noPlace: PeerPlace = { siteId: "", sipPeerId: "" };
const nothing: Known<undefined> = { value: undefined };
const lost: NumberState = { isHeld: false, isInService: false };
const gone: Known<NumberState> = { value: lost };
const inState = (status: string | undefined): NumberState => ({
  ...{ isHeld: true, isInService: status?.toLowerCase() === "inservice" },
  ...(status !== undefined && { status }),
});
const asKnown = (hasPasscode: boolean | undefined): Known<boolean> =>
  hasPasscode === undefined
    ? { unread: "the API doesn't show whether it has a passcode against port-out" }
    : { value: hasPasscode };
const keyOf = ({ siteId, sipPeerId }: PeerPlace) => `${siteId}/${sipPeerId}`;
const isPeer = ({ siteId = "", sipPeerId = "" }: Partial<PeerPlace>) => siteId !== "" && sipPeerId !== "";

/** What a SIP peer's page leaves open: where calls go if the peer leads them nowhere, and what it doesn't show of messages. */
function needsDetails(
  peer: PeerFacts | undefined,
  place: Placement | undefined,
  applications: AccountFacts["applications"],
): boolean {
  const { attributes } = place ?? {};
  // Nothing of its own says what a SIP peer does that these credentials can't see.
  if (!peer) return false;
  if (!attributes) return true;
  const known: NumberFacts = {
    ...{ state: gone, peer, options: { value: attributes } },
    ...{ ownRoute: { value: false }, hasPasscode: { value: false } },
  };
  const isLed = answerOf(judgeCalls(known, { applications, campaigns: { value: new Map() } })) !== "no";
  const isUntold = attributes.smsEnabled === undefined || attributes.a2p === undefined;
  return !isLed || (toldOf(peer.sms) !== undefined && isUntold);
}

/** What one look-up reads. Nothing here is shared with other callers, so that it shows the account as it is now. */
class Reads {
  private readonly lookUps: NumberLookUps;
  private readonly pages: PeerNumbers;

  constructor(
    private readonly client: Client,
    private readonly signal?: AbortSignal,
  ) {
    this.lookUps = new NumberLookUps(client, signal);
    this.pages = new PeerNumbers(client, signal);
  }

  /** Where the numbers are, and why it isn't known of some. */
  async places(
    numbers: readonly string[],
    told: ReadonlyMap<string, ToldNumber>,
  ): Promise<{ located: ReadonlyMap<string, Placement>; unread: ReadonlyMap<string, Unread> }> {
    const hints = [...told.values()].flatMap(({ siteId = "", sipPeerId = "" }) =>
      isPeer({ siteId, sipPeerId }) ? [{ siteId, sipPeerId }] : [],
    );
    // No number counts as gone because these credentials can't see it.
    const noneGone = async () => new Set<string>();
    const unread = new Map<string, Unread>();
    const what = "the number's place";
    const tell = (number: string, error: unknown) => void unread.set(number, cannotRead(what, error));
    const found = await known(what, () => locate(this.pages, this.lookUps, numbers, hints, noneGone, tell));
    if ("value" in found) return { located: found.value, unread };
    return { located: new Map(), unread: new Map(numbers.map((number) => [number, found])) };
  }

  /** The states. A page shows a number whose service isn't active too, so only a state or a list of those in service counts. */
  async states(
    numbers: readonly string[],
    told: ReadonlyMap<string, ToldNumber>,
    located: ReadonlyMap<string, Placement>,
    unread: ReadonlyMap<string, Unread>,
  ): Promise<Map<string, Known<NumberState>>> {
    const { accountId } = this.client;
    const statusOf = (number: string) => {
      const one = told.get(number);
      return one?.accountId === undefined || one.accountId === accountId ? one?.status : undefined;
    };
    const untold = numbers.filter((number) => located.has(number) && statusOf(number) === undefined);
    const looked = await this.lookedUp(untold);
    const stateOf = (number: string): Known<NumberState> => {
      const notRead = unread.get(number);
      if (notRead) return notRead;
      const place = located.get(number);
      if (place === undefined) return gone;
      const status = statusOf(number);
      if (status !== undefined) return { value: inState(status) };
      const told = looked.get(number) ?? { value: inState(undefined) };
      return place.unseen && "value" in told ? { unread: unseen } : told;
    };
    return new Map(numbers.map((number) => [number, stateOf(number)]));
  }

  /** States of numbers on the account, one by one. Credentials that can't look numbers up have a list instead. */
  private async lookedUp(numbers: readonly string[]): Promise<Map<string, Known<NumberState>>> {
    const what = "the state of the number";
    const [first, ...others] = numbers;
    if (first === undefined) return new Map();
    const look = async (number: string) => [number, await known(what, () => this.lookUps.look(number))] as const;
    const one = await look(first);
    if (toldOf(one[1])?.byList) {
      const active = await known("the list of numbers in service", () => this.lookUps.inServiceAmong(numbers));
      const inList = (number: string): Known<NumberState> =>
        "unread" in active ? active : { value: { isHeld: true, isInService: active.value.has(number) } };
      return new Map(numbers.map((number) => [number, inList(number)]));
    }
    const looks = [one, ...(await Promise.all(others.map(look)))];
    const stateIn = (told: (typeof one)[1]): Known<NumberState> =>
      "unread" in told ? told : { value: told.value.held ? inState(told.value.record?.status) : lost };
    return new Map(looks.map(([number, told]) => [number, stateIn(told)]));
  }

  async peers(places: readonly PeerPlace[]): Promise<Map<string, PeerFacts>> {
    const distinct = new Map(places.filter(isPeer).map((place) => [keyOf(place), place]));
    const facts = await Promise.all([...distinct.values()].map((place) => this.peer(place)));
    return new Map(facts.map((one) => [keyOf(one), one]));
  }

  private async peer({ siteId, sipPeerId }: PeerPlace): Promise<PeerFacts> {
    const { client, signal } = this;
    const place = { siteId, sipPeerId };
    const services = peerServices(client);
    const what = (part: string) => `${part} of SIP peer ${sipPeerId}`;
    const [record, sms] = await Promise.all([
      known(what("the hosts"), () => sipPeers(client).get(siteId, sipPeerId, signal)),
      known(what("the text messages"), () => services.sms(place, signal)),
    ]);
    const protocol = toldOf(sms)?.protocol?.toUpperCase();
    const peer = toldOf(record);
    const leads =
      peer &&
      (peer.voiceHosts?.length ||
        peer.voiceHostGroups?.length ||
        peer.originationRoutePlan?.length ||
        peer.finalDestinationUri);
    const route: PeerFacts["route"] = "unread" in record ? record : { value: peer && Boolean(leads) };
    const [voice, applicationId] = await Promise.all([
      toldOf(route) === false || "unread" in route
        ? known(what("the voice settings"), () => services.voice(place, "origination", signal))
        : nothing,
      protocol === "HTTP"
        ? known(what("the messaging application"), () => services.application(place, signal))
        : nothing,
    ]);
    return { ...place, route, voice, sms, smsHosts: peer?.smsHosts?.length, applicationId };
  }

  /** The details of numbers, one by one. */
  async details(numbers: readonly string[]): Promise<Map<string, Known<TnDetails | undefined>>> {
    const look = (number: string) =>
      known("the number's own options", () => tnLookUps(this.client).details(number, this.signal));
    return new Map(await Promise.all(numbers.map(async (number) => [number, await look(number)] as const)));
  }

  /** The kinds of the applications, if a SIP peer uses one. */
  async applications(peers: readonly PeerFacts[]): Promise<AccountFacts["applications"]> {
    const used = peers.flatMap(({ voice, applicationId }) => [toldOf(voice)?.applicationId, toldOf(applicationId)]);
    if (used.every((id) => id === undefined)) return { value: new Map() };
    return known("the list of applications", async () => {
      const all = await applications(this.client).list(this.signal);
      return new Map(all.map(({ applicationId, serviceType = "" }) => [applicationId, serviceType]));
    });
  }

  /** The states of the campaigns, if a number has one. */
  async campaigns(
    numbers: readonly (readonly [PeerFacts | undefined, Known<OptionValues>])[],
  ): Promise<AccountFacts["campaigns"]> {
    const hasCampaign = numbers.some(([peer, options]) => {
      const sms = peer && toldOf(peer.sms);
      return sms !== undefined && typeof campaignOf(sms, options) === "string";
    });
    if (!hasCampaign) return { value: new Map() };
    return known("the list of campaigns", async () => {
      const all = await messagingSettings(this.client).campaigns(this.signal);
      return new Map(all.map(({ campaignId, status }) => [campaignId, status]));
    });
  }

  /** Which numbers have a passcode. What it is leaves this place nowhere. */
  async passcodes(numbers: readonly string[]): Promise<Known<ReadonlyMap<string, boolean>>> {
    if (numbers.length === 0) return { value: new Map() };
    return known("passcodes against port-out", async () => {
      const told = await portOutPasscodes(this.client).told(numbers, this.signal);
      return new Map([...told].map(([number, passcode]) => [number, passcode !== null]));
    });
  }
}

const unseen =
  "these credentials can't see the number: their user lacks the role to look numbers up, and no list shows it";
