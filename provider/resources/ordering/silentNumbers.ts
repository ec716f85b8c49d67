import type { SmsFeature } from "../../bandwidth/account/peerServices.js";
import type { NumberOptions } from "../../bandwidth/features/optionGroups.js";
import { untilAborted } from "../../bandwidth/http/untilAborted.js";
import type { PeerPlace } from "../../bandwidth/numbers/numbers.js";
import type { OptionValues } from "../../bandwidth/numbers/optionValues.js";
import {
  type AccountFacts,
  type NumberFacts,
  type Obstacle,
  type PeerFacts,
  toldOf,
} from "../../bandwidth/numbers/readinessFacts.js";
import {
  campaignOf,
  judgeDelivery,
  judgeReceiving,
  judgeSending,
  noCampaign,
} from "../../bandwidth/numbers/readinessOfTexts.js";
import type { Operation } from "../../bandwidth/operations.js";
import type { Call } from "../../pulumi/definition/definition.js";
import type { Bandwidth } from "../define.js";
import { namesOf } from "./failures.js";
import { keeperOf } from "./things.js";

/** What the warning may ask. */
export const silenceOperations = [
  "GET /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}/products/messaging/features/sms",
  "GET /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}/products/messaging/applicationSettings",
  "GET /accounts/{accountId}/products/messaging/a2pCampaigns",
] as const satisfies readonly Operation[];

type Asking = Pick<Call<Bandwidth>, "api" | "signal" | "warn" | "others">;

/** A warning must not hold a run up. */
const mostMs = 10_000;

/** What a run knows of its warnings. */
interface Said {
  run: number;
  /** Each cause is said once, whichever resource meets it first. */
  reasons: Set<string>;
  /** Something could not be read, so the other resources don't ask: each would wait for the same refusal. */
  isBlind?: boolean;
}

const said = new WeakMap<object, Said>();

/**
 * Warns of numbers that stay silent although the program declares messages for them. It goes by what is declared and by what the run
 * has read of their SIP peers. At most, it asks for the messaging of each peer, and once for the campaigns. It never fails, and
 * never warns of what it isn't sure of.
 */
export async function warnOfSilence(
  call: Asking,
  numbers: readonly string[],
  declared: NumberOptions | undefined,
  placeOf: (number: string) => PeerPlace | undefined = (number) => programPlace(call, number),
): Promise<void> {
  if (!declared || !declaresMessages(declared)) return;
  const now = saidIn(call);
  if (now.isBlind) return;
  const signal = AbortSignal.any([call.signal, AbortSignal.timeout(mostMs)]);
  try {
    // Pages of numbers are read for all callers, and don't end with this signal.
    const asked = silences({ ...call, signal }, numbers, declared, placeOf);
    const found = await untilAborted(asked, signal, () => new Error("a warning must not hold a run up"));
    for (const { reason, effect, numbers: silent } of found)
      warnOnce(call, reason, `${namesOf(silent, 3)} ${effect}: ${reason}`);
  } catch {
    // What can't be read is no reason to warn, and even less to fail.
    now.isBlind = true;
  }
}

/** The check of a SIP peer has said that its messages have no application. Its numbers don't say it again. */
export function saidOfPeer(call: Asking, place: PeerPlace, sms: SmsFeature): void {
  const reasons = judgeDelivery(factsOf(place, { protocol: "HTTP", ...sms }, undefined), noFacts);
  for (const { reason } of reasons) reasonsOf(call).add(reason);
}

function saidIn({ api: { client } }: Asking): Said {
  const before = said.get(client);
  const now = before?.run === client.run ? before : { run: client.run, reasons: new Set<string>() };
  said.set(client, now);
  return now;
}

const reasonsOf = (call: Asking): Set<string> => saidIn(call).reasons;

function warnOnce(call: Asking, reason: string, message: string): void {
  const reasons = reasonsOf(call);
  if (reasons.has(reason)) return;
  reasons.add(reason);
  call.warn(message);
}

const declaresMessages = ({ sms, campaignId, messageClass }: NumberOptions): boolean =>
  sms !== "off" && (sms === "on" || campaignId !== undefined || messageClass !== undefined);

/** A cause, and the numbers that it keeps silent. */
interface Silence {
  reason: string;
  /** As in "X would get no texts". */
  effect: string;
  numbers: string[];
}

async function silences(
  call: Asking,
  numbers: readonly string[],
  declared: NumberOptions,
  placeOf: (number: string) => PeerPlace | undefined,
): Promise<Silence[]> {
  const places = new Map(numbers.flatMap((number) => [[number, placeOf(number)] as const]));
  const distinct = new Map([...places.values()].flatMap((place) => (place ? [[keyOf(place), place] as const] : [])));
  const reads = [...distinct].map(async ([key, place]) => [key, await peerFacts(call, place)] as const);
  // An order that Bandwidth has done for the numbers of a peer contradicts that the peer has no messages.
  const peers = new Map((await Promise.all(reads)).filter(([, { sms }]) => toldOf(sms) !== undefined));
  const options = await optionsAt(call, [...peers.values()], declared);
  const hasCampaign = [...places].some(([number, place]) => {
    const peer = place && peers.get(keyOf(place));
    return peer && typeof campaignOfPeer(peer, options(peer, number)) === "string";
  });
  const { messagingSettings } = call.api;
  const campaigns = hasCampaign ? await messagingSettings.campaignStates(call.signal) : new Map();
  const accountOf = (peer: PeerFacts, number: string): AccountFacts => {
    const campaignId = campaignOfPeer(peer, options(peer, number));
    // Bandwidth has taken it for the number or the SIP peer. So a list that lacks it proves nothing.
    const isUntold = typeof campaignId === "string" && !campaigns.has(campaignId);
    return { ...noFacts, campaigns: isUntold ? { unread: "the list doesn't show it" } : { value: campaigns } };
  };
  const found = new Map<string, Silence>();
  for (const [number, place] of places) {
    const peer = place && peers.get(keyOf(place));
    if (!peer) continue;
    const facts: NumberFacts = { ...working, peer, options: options(peer, number) };
    const account = accountOf(peer, number);
    const add = (effect: string, obstacles: readonly Obstacle[]) => {
      for (const { reason } of obstacles.filter(isCertain)) {
        const one = found.get(reason) ?? { reason, effect, numbers: [] };
        one.numbers.push(number);
        found.set(reason, one);
      }
    };
    add("would get no texts", judgeReceiving(number, facts, account));
    // Whoever declares `a2pAction` knows that the number has no campaign.
    if (declared.a2pAction === undefined) add("could send no texts", judgeSending(number, facts, account));
  }
  return [...found.values()];
}

const isCertain = ({ isOnlyPossible }: Obstacle): boolean => !isOnlyPossible;
const keyOf = ({ siteId, sipPeerId }: PeerPlace) => `${siteId}/${sipPeerId}`;

type OptionsOf = (peer: PeerFacts, number: string) => NumberFacts["options"];

/**
 * What the numbers have, as far as it is declared. A number without a declared campaign may have one that somebody else set. So where
 * the SIP peer gives none, a page of the peer's numbers is read, unless the run has said so before.
 */
async function optionsAt(call: Asking, peers: readonly PeerFacts[], declared: NumberOptions): Promise<OptionsOf> {
  const on = { smsEnabled: true, protected: false };
  const { campaignId, messageClass, a2pAction } = declared;
  if (campaignId !== undefined || messageClass !== undefined || a2pAction !== undefined) {
    const own: OptionValues = { ...on, a2p: { state: "overridden", campaignId, messageClass } };
    return () => ({ value: own });
  }
  const atPeer: NumberFacts["options"] = { value: { ...on, a2p: { state: "system_default" } } };
  const bare = peers.filter((peer) => typeof campaignOfPeer(peer, atPeer) !== "string");
  const isSaid = reasonsOf(call).has(noCampaign);
  const pages = await Promise.all(
    bare.map(async (peer) => {
      const page = isSaid ? new Map() : await call.api.numbers.atPeer(peer.siteId, peer.sipPeerId);
      return [keyOf(peer), page] as const;
    }),
  );
  const found = new Map(pages);
  return (peer, number) => {
    const page = found.get(keyOf(peer));
    return page ? { value: { ...on, a2p: page.get(number)?.attributes?.a2p } } : atPeer;
  };
}

const campaignOfPeer = ({ sms }: PeerFacts, options: NumberFacts["options"]) => campaignOf(toldOf(sms) ?? {}, options);

async function peerFacts({ api, signal }: Asking, place: PeerPlace): Promise<PeerFacts> {
  const { sms, applicationId } = await api.peerServices.messaging(place, signal);
  return factsOf(place, sms, applicationId);
}

function factsOf(
  { siteId, sipPeerId }: PeerPlace,
  sms: SmsFeature | undefined,
  applicationId: string | undefined,
): PeerFacts {
  const told = { sms: { value: sms }, applicationId: { value: applicationId } };
  return { siteId, sipPeerId, ...told, route: { value: true }, voice: { value: undefined } };
}

/** Of a number that an order has just been done for. */
const working: Omit<NumberFacts, "peer" | "options"> = {
  state: { value: { isHeld: true, isInService: true } },
  ownRoute: { value: false },
  hasPasscode: { value: false },
};

/** Bandwidth lets no SIP peer have an application that doesn't exist, or one of the other kind. So nothing is asked. */
const noFacts: AccountFacts = { applications: { unread: "not asked" }, campaigns: { value: new Map() } };

/** Where the program has a number. */
function programPlace({ others }: Asking, number: string): PeerPlace | undefined {
  const keeper = keeperOf(others, number);
  const { siteId, sipPeerId } = { ...keeper?.state, ...keeper?.inputs };
  return typeof siteId === "string" && typeof sipPeerId === "string" ? { siteId, sipPeerId } : undefined;
}
