import type { EmergencyAddress } from "../../provider/bandwidth/features/emergencyAddresses.js";
import type { Bandwidth } from "../../provider/resources/define.js";
import type { Simulator } from "../../simulator/index.js";
import { Draw } from "../faults/random.js";
import { address } from "../resources/support.js";
import { apiOf } from "./adoptSupport.js";

export const HASH = "0123456789abcdef0123456789abcdef";

/** What orders set on numbers: an emergency address, a calling name, a directory listing. */
export async function describeNumbers(
  api: Bandwidth,
  kind: "emergency" | "callingName" | "listing",
  numbers: readonly string[],
  name = "Reception",
): Promise<void> {
  const emergency = { callerName: name, address } as EmergencyAddress;
  if (kind === "emergency") await api.emergencyAddresses.set(numbers, emergency);
  if (kind === "callingName")
    await api.callingNames.set(numbers, { subscriberInformation: name, useType: "BUSINESS", visibility: "PUBLIC" });
  if (kind === "listing")
    await api.directoryListings.set(numbers, {
      subscriberType: "BUSINESS",
      listingType: "LISTED",
      listingName: { lastName: name },
      listAddress: true,
      address,
    });
}

/** An office with a SIP peer that answers with an application, and numbers. */
async function place(
  simulator: Simulator,
  api: Bandwidth,
  site: { name: string; areaCode: string; stateCode: string },
) {
  const { name, areaCode, stateCode } = site;
  simulator.account.inventory.setCapacity(areaCode, 60);
  const siteId = await api.sites.create({ name, address: { ...address, stateCode } });
  const sipPeerId = await api.sipPeers.create(siteId, { name: "Main", isDefaultPeer: true });
  const bought = [0, 1].map(() => simulator.account.buyNumber({ areaCode, sipPeerId }));
  return { siteId, sipPeerId, bought };
}

/**
 * Two offices, in North Carolina and in Texas. They share a switchboard (an application), a callback, a realm and its credential.
 * One order gave an emergency address to numbers of both.
 */
export async function twoOffices(simulator: Simulator) {
  const api = apiOf(simulator);
  const raleigh = await place(simulator, api, { name: "Raleigh", areaCode: "919", stateCode: "NC" });
  const austin = await place(simulator, api, { name: "Austin", areaCode: "512", stateCode: "TX" });
  const callInitiatedCallbackUrl = "https://voice.example.com/calls";
  const application = await api.applications.create({
    ...{ name: "Switchboard", serviceType: "Voice-V2", callInitiatedCallbackUrl },
  });
  for (const { siteId, sipPeerId } of [raleigh, austin]) {
    for (const direction of ["origination", "termination"] as const)
      await api.peerServices.setVoice({ siteId, sipPeerId }, direction, {
        protocol: "HTTP",
        applicationId: application,
      });
  }
  await api.subscriptions.create({
    orderType: "orders",
    callback: { url: "https://hooks.example.com/bandwidth", expiry: 3_000_000_000 },
  });
  const realm = await api.realms.create({ name: "desk", isDefault: true });
  await api.sipCredentials.ofRealm(realm).create({ userName: "reception", hash1: HASH, hash1b: HASH });
  const [first = "", second = ""] = [raleigh.bought[0], austin.bought[0]];
  await describeNumbers(api, "emergency", [first, second]);
  await describeNumbers(api, "callingName", [second]);
  simulator.account.switchOptions(first, { CallForward: "2125550100" });
  const external = ["+13125550177"];
  await api.externalTns.import(external, austin, {});
  api.client.close();
  return { raleigh, austin, application, external };
}

/** Names that nobody would choose for a test. */
const ODD_NAMES = ["Reception", "reception", "RECEPTION", "Lobby 2", "class", "None", "a".repeat(15)];

/**
 * What years leave on an account beside its sites and numbers: emergency addresses, calling names and listings that orders have set,
 * some of them twice, for numbers of one SIP peer or of several; numbers of other carriers; voice and messages by applications.
 */
export async function oddRecords(simulator: Simulator, seed: number, bought: readonly string[]): Promise<string[]> {
  const api = apiOf(simulator);
  const random = new Draw(seed + 1_000);
  const { account } = simulator;
  const domestic = bought.filter((number) => number.startsWith("+1919") || number.startsWith("+1213"));
  const some = () => {
    const numbers = new Set(Array.from({ length: random.from(1, 5) }, () => random.one(domestic)));
    return [...numbers].sort();
  };
  for (const kind of ["emergency", "callingName", "listing"] as const) {
    for (let count = random.from(0, 4); count > 0; count--)
      await describeNumbers(api, kind, some(), random.one(ODD_NAMES));
  }
  const peers = [...account.peers.values()].map(({ id, siteId }) => ({ siteId, sipPeerId: id }));
  const external: string[] = [];
  for (let count = random.from(0, 3); count > 0; count--) {
    const numbers = [`+1312555018${count}`, `+1312555019${count}`].slice(0, random.from(1, 2));
    await api.externalTns.import(numbers, random.one(peers), {});
    external.push(...numbers);
  }
  const voice = [...account.applications.values()].find(({ serviceType }) => serviceType === "Voice-V2")?.id;
  const inboundCallbackUrl = "https://texts.example.com/in";
  const texts = await api.applications.create({ name: "Texts", serviceType: "Messaging-V2", inboundCallbackUrl });
  for (const peer of peers) {
    if (random.chance(0.3)) {
      for (const direction of ["origination", "termination"] as const)
        await api.peerServices.setVoice(peer, direction, { protocol: "HTTP", applicationId: voice });
    }
    if (!random.chance(0.3)) continue;
    const protocol = random.one(["HTTP", "SMPP"]);
    // The API wants every flag.
    const zones = { zone1: true, zone2: random.chance(0.5), zone3: false, zone4: false, zone5: false };
    const more = protocol === "SMPP" ? { smppHosts: [{ hostName: "192.0.2.20" }] } : {};
    const campaign = { a2pMessageClass: "Campaign-A", a2pCampaignId: "CDEMO01" };
    const sms = {
      tollFree: true,
      shortCode: false,
      a2pLongCode: "DefaultOff",
      protocol,
      ...campaign,
      ...zones,
      ...more,
    };
    await api.peerServices.changeSms(peer, () => sms);
    if (protocol === "HTTP" && random.chance(0.7)) await api.peerServices.setApplication(peer, texts);
  }
  api.client.close();
  return external;
}

/** So many that the program has a file for each. Some are called like what a language would not take for a file of a program. */
const SITE_NAMES = ["Raleigh", "test", "linux", "json", "class", "東京", "shared", "main", "String"];

/** Offices that share a switchboard, each with a SIP peer, numbers and their options. */
export async function manyOffices(simulator: Simulator) {
  const api = apiOf(simulator);
  const { account } = simulator;
  account.inventory.setCapacity("919", 90);
  const callInitiatedCallbackUrl = "https://voice.example.com/calls";
  const switchboard = { name: "Switchboard", serviceType: "Voice-V2", callInitiatedCallbackUrl };
  const applicationId = await api.applications.create(switchboard);
  const ids: string[] = [];
  for (const [index, name] of SITE_NAMES.entries()) {
    const siteId = await api.sites.create({ name, address });
    const sipPeerId = await api.sipPeers.create(siteId, { name: "Main", isDefaultPeer: true });
    ids.push(siteId, sipPeerId);
    if (index < 2) {
      for (const direction of ["origination", "termination"] as const)
        await api.peerServices.setVoice({ siteId, sipPeerId }, direction, { protocol: "HTTP", applicationId });
    }
    const bought = Array.from({ length: index === 0 ? 25 : 3 }, () =>
      account.buyNumber({ areaCode: "919", sipPeerId }),
    );
    for (const [place, CallForward] of ["2125550100", "2125550101"].entries())
      account.switchOptions(bought[place] ?? "", { CallForward });
  }
  api.client.close();
  return { applicationId, ids };
}
