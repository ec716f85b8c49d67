import type { AccountModel } from "../../simulator/index.js";

const ADDRESS = { HouseNumber: "900", StreetName: "Main Campus Drive", City: "Raleigh", StateCode: "NC", Zip: "27606" };
const SITE = "13606";
const PEER = "500709";

/**
 * What lies on the account before the examples run, one thing after the other: what they ask for by a literal id or number.
 * An example that asks for something else gets a line here; one that can refer to a resource (`$site.siteId`) needs none.
 */
const THERE: readonly ((account: AccountModel) => void)[] = [
  (account) => account.sites.set(SITE, { id: SITE, name: "Earlier office", address: ADDRESS }),
  ({ peers }) =>
    peers.set(PEER, {
      id: PEER,
      siteId: SITE,
      name: "Earlier trunk",
      isDefault: true,
      shortMessagingProtocol: "HTTP",
      voiceHosts: [],
      voiceHostGroups: [],
      smsHosts: [],
      terminationHosts: [],
      callingName: { display: false, enforced: false },
    }),
  ({ applications }) => {
    const kinds = {
      "93de2206-9669-4e07-948d-329f4b722ee2": "Voice-V2",
      "4a4ca6c1-156b-4fca-84e9-34e35e2afc32": "Messaging-V2",
    };
    for (const [id, serviceType] of Object.entries(kinds))
      applications.set(id, { id, serviceType, name: `Earlier ${serviceType}`, texts: {}, creds: {} });
  },
  (account) => account.buyNumber({ number: "+19195550100", sipPeerId: PEER }),
  ({ reservations, now }) => {
    const id = "f342904f-b03a-4499-bac0-e8f43a2664a1";
    reservations.set(id, { id, number: "+19195550152", expiresAt: now() + 3_600_000 });
  },
  ({ subscriptions }) => {
    const id = "0b3aa54d-0ce5-4f5b-bd75-1c30967b197f";
    const email = { Email: "earlier@example.com", DigestRequested: "NONE" };
    subscriptions.set(id, { id, orderType: "orders", email });
  },
  ({ sipCredentials }) => {
    const carol = { userName: "carol", domain: "sip.example.com" };
    sipCredentials.set("carol@sip.example.com", { ...carol, hash1: "0".repeat(32), hash1b: "1".repeat(32) });
  },
  ({ realms, sipCredentials }) => {
    const phones = { fullName: "phones.1a2b3c.auth.bandwidth.com", name: "phones" };
    realms.set("4711", { id: "4711", ...phones, isDefault: true, status: "ACTIVE" });
    const dave = { id: "1041", userName: "dave", realm: phones.fullName };
    sipCredentials.set("dave@phones", { ...dave, hash1: "0".repeat(32), hash1b: "1".repeat(32) });
  },
  ({ portIns, now }) => {
    const id = "b6080e4c-7ddf-4faa-bbd8-328a72de9297";
    const letter = Buffer.from("%PDF-1.4 A letter of authorization").toString("base64");
    portIns.set(id, {
      ...{ id, createdAt: now(), modifiedAt: now(), status: "SUBMITTED", siteId: SITE, sipPeerId: PEER },
      ...{ numbers: ["+19194809871"], billingNumber: "+19194809871", triggered: false, partial: false },
      ...{ details: {}, pon: "BWC10001", errors: [], notes: [], history: [] },
      files: [{ fileName: `${id}-1429550165581.pdf`, contentType: "application/pdf", content: letter }],
    });
  },
  ({ portOuts, now }) => {
    const id = "4299b1ad-aa08-433e-a316-f9219b3450d2";
    const dates = { createdAt: now(), modifiedAt: now(), requestedFocDate: now() };
    portOuts.set(id, { id, ...dates, status: "NEW", numbers: ["+19195550100"], spid: "512E", pon: "8a89dea8" });
  },
  ({ orders, now }) => {
    const id = "47955555-ce10-456e-8cb9-eb13b9f14cfd";
    orders.set(id, {
      ...{ kind: "disconnects", id, createdAt: now(), modifiedAt: now(), status: "COMPLETE", failures: [] },
      ...{ completed: ["+19195550199"], numbers: ["+19195550199"], history: [], notes: [] },
      ...{ mode: "normal", protected: "UNCHANGED" },
    });
  },
  ({ orders, now }) => {
    const id = "7802373f-4f52-4387-bdd1-c5b74833d6e2";
    orders.set(id, {
      ...{ kind: "moveTns", id, createdAt: now(), modifiedAt: now(), status: "COMPLETE", failures: [] },
      ...{ completed: ["+19195550100"], numbers: ["+19195550100"], history: [], notes: [] },
      ...{ siteId: SITE, sipPeerId: PEER },
    });
  },
];

/** What lies beside a program that shows it, by its path. */
export const FILES: Readonly<Record<string, string>> = {
  "loa.pdf": "%PDF-1.4 a letter of authorization",
};

/** Makes the account one on which every example works. */
export function prepareForExamples(account: AccountModel): void {
  for (const put of THERE) put(account);
  account.changed();
}
