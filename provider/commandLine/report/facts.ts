import type { SmsFeature } from "../../bandwidth/account/smsCodec.js";
import type { Api } from "../../bandwidth/api.js";
import { refusedWith } from "../../bandwidth/http/expected.js";
import { messagingValues, type OptionValues } from "../../bandwidth/numbers/optionValues.js";
import type { TnDetails } from "../../bandwidth/numbers/tnLookUps.js";
import { isTollFree } from "../../bandwidth/values/telephoneNumber.js";
import type { Reading } from "../adopt/reading.js";
import type { FoundPeer, Sections } from "./inventory.js";
import type { CampaignTold, EmergencyTold, NumberLine } from "./model.js";

/** What is known about each number besides where it is. */
export interface Facts {
  /** Numbers with a port-out passcode. Absent if their list could not be read. */
  passcodes?: ReadonlySet<string>;
  /** Whether the newest order of a number gave it an emergency address. Absent if the orders could not be read. */
  emergencyOrders?: ReadonlyMap<string, boolean>;
  /** What single look-ups showed. */
  looked: ReadonlyMap<string, Looked>;
  /** Text messages of a SIP peer, by `siteId/sipPeerId`. Null: off. A peer whose settings could not be read is missing. */
  messages: ReadonlyMap<string, SmsFeature | null>;
}

interface Looked {
  emergencyAddress: "own" | "sipPeer" | "none";
  options: Pick<OptionValues, "a2p">;
}

/** Long codes: the only numbers with emergency addresses and campaigns. */
export const isLongCode = (number: string): boolean => number.startsWith("+1") && !isTollFree(number);

export const keyOf = ({ siteId, sipPeerId }: { siteId: string; sipPeerId: string }): string => `${siteId}/${sipPeerId}`;

/** Numbers that are looked up at the same time. The client itself keeps to the rate limit. */
const AT_ONCE = 20;

/** Reads what lists show for all numbers, and looks up at most so many numbers for the rest. */
export async function readFacts(
  reading: Reading,
  sections: Sections,
  peers: readonly FoundPeer[],
  { mostLookUps, external }: { mostLookUps: number; external: ReadonlySet<string> },
  progress: (line: string) => void,
): Promise<Facts> {
  const api = await reading.api;
  const { signal } = reading;
  progress("Reading passcodes, emergency addresses and messages");
  const passcodes = await sections.read("port-out passcodes", () => passcodesOf(api, signal));
  const emergencyOrders = await sections.read("orders of emergency addresses", () => emergencyOrdersOf(api, signal));
  const messages = new Map<string, SmsFeature | null>();
  await Promise.all(
    peers.map(async (peer) => {
      const usesMessages = [...(peer.numbers?.values() ?? [])].some((one) => one?.smsEnabled);
      if (!usesMessages) return;
      const what = `text messages of SIP peer ${peer.name} (${keyOf(peer)})`;
      const sms = await sections.read(what, async () => (await api.peerServices.sms(peer, signal)) ?? null);
      if (sms !== undefined) messages.set(keyOf(peer), sms);
    }),
  );
  const known = { passcodes, emergencyOrders, messages, looked: new Map<string, Looked>() };
  const asked = peers.flatMap((peer) => {
    const all = [...(peer.numbers ?? [])];
    return all.filter(([number, options]) => !external.has(number) && isOpen(number, options, peer, known));
  });
  const numbers = asked.map(([number]) => number).slice(0, mostLookUps);
  return { ...known, looked: await lookUp(api, sections, numbers, signal, progress) };
}

/** Numbers with a passcode. The passcodes themselves are forgotten at once. */
async function passcodesOf(api: Api, signal: AbortSignal): Promise<Set<string>> {
  try {
    return new Set((await api.portOutPasscodes.list(signal)).map(({ telephoneNumber }) => telephoneNumber));
  } catch (error) {
    // Another way to say that no number has one.
    if (refusedWith(error, NO_PASSCODE)) return new Set();
    throw error;
  }
}

const NO_PASSCODE = "15619";

function isOpen(number: string, options: OptionValues | undefined, peer: FoundPeer, facts: Facts): boolean {
  if (!isLongCode(number)) return false;
  return emergencyOf(number, facts) === "unknown" || campaignOf(number, options, peer, facts) === "unknown";
}

async function emergencyOrdersOf(api: Api, signal: AbortSignal): Promise<Map<string, boolean>> {
  const status = ["COMPLETE", "PARTIAL", "ADJUSTED_COMPLETE", "ADJUSTED_PARTIAL"];
  const orders = await api.featureOrders.e911s.list({ status, orderDetails: true }, signal);
  const time = ({ lastModifiedDate, orderDate }: (typeof orders)[number]) => lastModifiedDate ?? orderDate ?? "";
  const found = new Map<string, boolean>();
  // Oldest first: the last word about a number counts.
  for (const order of orders.sort((one, other) => time(one).localeCompare(time(other)))) {
    if (!("telephoneNumbers" in order)) continue;
    const failed = new Set(order.failedNumbers.map(({ telephoneNumber }) => telephoneNumber));
    for (const number of order.telephoneNumbers)
      if (!failed.has(number)) found.set(number, order.deleteTnSpecificE911Address !== true);
  }
  return found;
}

async function lookUp(
  api: Api,
  sections: Sections,
  numbers: readonly string[],
  signal: AbortSignal,
  progress: (line: string) => void,
): Promise<Map<string, Looked>> {
  const looked = new Map<string, Looked>();
  for (let from = 0; from < numbers.length; from += AT_ONCE) {
    const part = numbers.slice(from, from + AT_ONCE);
    // One line for all of them: what one number does not show, the next will hardly show.
    const isRead = await sections.read("details of single numbers", async () => {
      const found = await Promise.all(
        part.map(async (number) => [number, await api.tnLookUps.details(number, signal)] as const),
      );
      for (const [number, details] of found) if (details) looked.set(number, lookedOf(details));
      return true;
    });
    if (!isRead) break;
    if (from % 200 === 0) progress(`Looking at number ${from + 1} of ${numbers.length}`);
  }
  return looked;
}

function lookedOf(details: TnDetails): Looked {
  const emergencyAddress = details.emergencyAddress ? "own" : details.emergency?.sipPeerAddress ? "sipPeer" : "none";
  return { emergencyAddress, options: messagingValues(details.messaging) };
}

/** What is known of the number's emergency address. */
export function emergencyOf(number: string, { looked, emergencyOrders }: Facts): EmergencyTold {
  if (!isLongCode(number)) return "notNeeded";
  const seen = looked.get(number)?.emergencyAddress;
  if (seen !== undefined) return seen;
  // A removal says nothing about the address of the SIP peer.
  return emergencyOrders?.get(number) ? "ordered" : "unknown";
}

/** What is known of the campaign under which the number sends messages. */
export function campaignOf(
  number: string,
  options: OptionValues | undefined,
  peer: FoundPeer,
  { looked, messages }: Facts,
): CampaignTold {
  if (!isLongCode(number)) return "notNeeded";
  if (options === undefined) return "unknown";
  if (!options.smsEnabled) return "notNeeded";
  const a2p = options.a2p ?? looked.get(number)?.options.a2p;
  if (a2p === undefined) return "unknown";
  if (a2p.state === "off") return "none";
  if (a2p.state !== "system_default") return a2p.campaignId === undefined ? "unknown" : "own";
  // An answer may show the campaign of the SIP peer for the number, or leave it out.
  if (a2p.campaignId !== undefined) return "sipPeer";
  const sms = messages.get(keyOf(peer));
  if (sms === undefined) return "unknown";
  return sms?.a2pCampaignId === undefined ? "none" : "sipPeer";
}

/** Whether the number has a passcode. */
export function passcodeOf(number: string, isExternal: boolean, { passcodes }: Facts): NumberLine["portOutPasscode"] {
  if (isExternal || !number.startsWith("+1")) return "notNeeded";
  if (passcodes === undefined) return "unknown";
  return passcodes.has(number) ? "set" : "none";
}
