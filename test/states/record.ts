import { writeFileSync } from "node:fs";
import { resources } from "../../provider/resources/loaded.js";
import { Stack } from "../resources/support.js";

/*
 * Writes down what this version of the provider leaves: the states of a stack with resources of each kind, and the simulated account
 * beside them. `npx tsx test/states/record.ts FILE`, in a checkout of the version to be recorded; see README.md.
 */

type Values = Record<string, unknown>;

const [, , file] = process.argv;
if (file === undefined) throw new Error("usage: npx tsx test/states/record.ts FILE");

const LIST = ["+19195550100", "+19195550101"];
const HOSTS = [{ hostName: "192.0.2.7", port: 5060 }];
const ADDRESS = { houseNumber: "900", streetName: "Main Campus Drive", city: "Raleigh", stateCode: "NC", zip: "27606" };
const ELM = { houseNumber: "915", streetName: "Elm", city: "Carpinteria", stateCode: "CA", zip: "93013" };
const CALLBACK = { url: "https://hooks.example.com/bandwidth", username: "bandwidth", password: "not a real one" };
const GARAGE = { subscriberType: "BUSINESS", businessName: "Joes Garage", serviceAddress: ADDRESS };
const known = new Set(resources.map(({ name }) => name));

const stack = await Stack.start({ seed: 7 });
const recorded: { type: string; name: string; program: Values; id: string; state: Values }[] = [];

/** Creates a resource, unless this version has no such kind. */
async function create(type: string, name: string, program: Values): Promise<Values> {
  if (!known.has(type)) return {};
  const { id, state } = await stack.create(type, name, program);
  recorded.push({ type, name, program, id, state });
  return { ...state, id };
}

const { id: siteId } = await create("Site", "raleigh", {
  name: "Raleigh",
  description: "The office",
  address: ADDRESS,
});
const peer = { siteId, name: "Voice", isDefaultPeer: true, voiceHosts: HOSTS };
const { sipPeerId } = await create("SipPeer", "voice", peer);
await create("Subscription", "orders", { orderType: "orders", callback: CALLBACK });
const hashes = { hash1: "0123456789abcdef0123456789abcdef", hash1b: "fedcba9876543210fedcba9876543210" };
await create("SipCredential", "alice", { userName: "alice", domain: "sip.example.com", ...hashes });
await create("SipCredential", "bob", { userName: "bob", realm: "example", password: "not a real one" });
const { realmId } = await create("SipRealm", "desk", { name: "desk", description: "Phones" });
await create("SipCredential", "carol", { userName: "carol", realmId, password: "not a real one" });
await create("TnReservation", "held", { reservedTn: "+19195550150" });
const list = await create("PhoneNumberOrder", "list", { siteId, sipPeerId, telephoneNumbers: LIST });
const [orderId] = list.orderIds as string[];
await create("OrderNote", "remark", { orderId, description: "For the new office" });
await create("PhoneNumberOrder", "pool", { siteId, search: { areaCode: "919" }, quantity: 2 });
stack.simulator.account.script({ outcome: "backordered" });
const later = { search: { areaCode: "919" }, quantity: 2, backOrderRequested: true, partialAllowed: true };
await create("PhoneNumberOrder", "later", { siteId, sipPeerId, ...later });
await create("TnOptions", "display", { telephoneNumbers: LIST, callingNameDisplay: "on", numberFormat: "e164" });
const e911 = { telephoneNumbers: LIST, callerName: "Office", address: ELM, allowRemoval: true };
await create("E911Address", "office", e911);
const lidb = { subscriberInformation: "Joes Garage", useType: "BUSINESS", visibility: "PUBLIC" };
await create("LidbRecord", "garage", { telephoneNumbers: LIST, ...lidb });
const listing = { listingType: "LISTED", listingName: { firstName: "Joe", lastName: "Smith" }, listAddress: true };
await create("DirectoryListing", "joe", {
  ...{ telephoneNumbers: LIST, subscriberType: "RESIDENTIAL", ...listing, address: ELM, onDelete: "unlist" },
});
await create("ExternalTns", "own", { siteId, sipPeerId, telephoneNumbers: ["+19199990100"] });
const theirs = ["+13035550111", "+13035550112"];
await create("PortIn", "in", {
  ...{ siteId, sipPeerId, telephoneNumbers: theirs, billingTelephoneNumber: theirs[0] },
  ...{ subscriber: GARAGE, loaAuthorizingPerson: "Joe Smith" },
});
await create("LsrOrder", "out", {
  ...{ pon: "ACME-1", telephoneNumbers: ["+19192381468"], authorizingPerson: "Jim Hopkins" },
  subscriber: { ...GARAGE, accountNumber: "123463" },
});

// An application that answers calls, one that gets texts, a peer with both, and numbers that text.
const callbacks = "https://hooks.example.com";
const callbackCreds = { userId: "bandwidth", password: "not a real one" };
const calls = await create("Application", "calls", {
  ...{ name: "Calls", serviceType: "Voice-V2", callInitiatedCallbackUrl: `${callbacks}/calls`, callbackCreds },
});
const texts = await create("Application", "texts", {
  ...{ name: "Texts", serviceType: "Messaging-V2", inboundCallbackUrl: `${callbacks}/texts` },
});
const routes = [
  { name: "Desk", endpoint: "sip:desk@pbx.example.com", priority: 1, weight: 1 },
  { endpoint: "+12125550142", priority: 2, weight: 1 },
];
if (known.has("Application")) {
  const cloud = await create("SipPeer", "cloud", {
    ...{ siteId, name: "Cloud", voice: { applicationId: calls.applicationId } },
    messaging: { applicationId: texts.applicationId, sms: { a2pLongCode: "DefaultOff", tollFree: false }, mms: true },
    originationRoutePlan: routes,
  });
  const campaign = { sms: "on", campaignId: "CDEMO01", messageClass: "Campaign-A" };
  await create("PhoneNumberOrder", "texting", {
    ...{ siteId, sipPeerId: cloud.sipPeerId, search: { areaCode: "704" }, quantity: 2 },
    options: { ...campaign, portOutPasscode: "a1b2c3", originationRoutePlan: routes },
  });
}

// What is empty is left out, and the stock of numbers that all simulated accounts have.
const held = Object.entries(stack.simulator.account.snapshot()).filter(
  ([name, part]) => name !== "capacities" && !(Array.isArray(part) && part.length === 0),
);
const recording = { recordedAt: stack.simulator.account.now(), resources: recorded, account: Object.fromEntries(held) };
writeFileSync(file, `${JSON.stringify(recording)}\n`);
await stack.close();
