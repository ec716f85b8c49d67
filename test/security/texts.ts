import { type Property, propertiesOf } from "../../provider/pulumi/values/property.js";
import { Asset, type Values } from "../../provider/pulumi/values/values.js";
import { portInOf, workingDay } from "../resources/portInSupport.js";
import { address, resourceNamed } from "../resources/support.js";

const everyPart = {
  ...address,
  ...{ houseSuffix: "a", preDirectional: "N", streetSuffix: "St", postDirectional: "E", addressLine2: "2" },
  ...{ plusFour: "1234", county: "Wake", country: "US" },
};

/** What stays on this machine. */
const local = { path: "reports/january", replacementTriggers: ["january"] };

/** Where a search looks; each needs an order of its own. */
const places = [
  { areaCode: "919" },
  { npaNxx: "919555" },
  { npaNxxx: "9195550" },
  { rateCenter: "RALEIGH", state: "NC" },
  { city: "RALEIGH", state: "NC" },
  { zip: "27606" },
  { lata: "426" },
  { areaCode: "919", localVanity: "CALL" },
  { tollFreeVanity: "CALLNOW" },
  { tollFreeWildCardPattern: "8**" },
  { countryCodeA3: "GBR", phoneNumberType: "GEOGRAPHIC" },
];

/** Good inputs of each resource, in which one text at a time is exchanged. Together they have every text that there is. */
export const good = (siteId: string, orderId: string, portInId: string): Record<string, Values[]> => ({
  Site: [
    {
      name: "Raleigh",
      description: "d",
      customerProvidedId: "1",
      customerName: "n",
      address: { ...everyPart, housePrefix: "A" },
    },
  ],
  Application: [
    {
      ...{ name: "Calls", serviceType: "Voice-V2", callInitiatedCallbackUrl: "https://voice.example.com/calls" },
      callStatusCallbackUrl: "https://voice.example.com/ends",
      callbackCreds: { userId: "u", password: "p" },
      callInitiatedFallbackUrl: "https://voice.example.net/calls",
      callInitiatedFallbackCreds: { userId: "u", password: "p" },
    },
    {
      ...{ name: "Texts", serviceType: "Messaging-V2", inboundCallbackUrl: "https://texts.example.com/in" },
      outboundCallbackUrl: "https://texts.example.com/out",
      inboundCallbackCreds: { userId: "u", password: "p" },
      outboundCallbackCreds: { userId: "u", password: "p" },
      requestedCallbackTypes: ["message-delivered"],
    },
  ],
  SipPeer: [
    {
      siteId,
      name: "Main",
      description: "d",
      isDefaultPeer: true,
      voiceHosts: [{ hostName: "192.0.2.7" }],
      smsHosts: [{ hostName: "192.0.2.8" }],
      terminationHosts: [{ hostName: "192.0.2.9" }],
      finalDestinationUri: "sip:1@192.0.2.7",
      address: { ...everyPart, housePrefix: "A", addressType: "Service" },
    },
    {
      siteId,
      name: "Messages",
      messaging: {
        applicationId: "a",
        sms: { tollFree: true, a2pMessageClass: "c", a2pCampaignId: "c" },
        breakOutCountries: ["CAN"],
      },
    },
    { siteId, name: "Plan", originationRoutePlan: [{ endpoint: "192.0.2.7", priority: 1, weight: 1, name: "n" }] },
    { siteId, name: "Voice", voice: { applicationId: "a" } },
    { siteId, name: "Hosts", messaging: { sms: { protocol: "SMPP", smppHosts: [{ hostName: "192.0.2.7" }] } } },
    { siteId, name: "Groups", voiceHostGroups: [{ hosts: [{ hostName: "192.0.2.7" }] }] },
  ],
  PhoneNumberOrder: [
    { siteId, name: "order", telephoneNumbers: ["+19195550110"], replacementTriggers: ["t"] },
    {
      siteId,
      name: "order",
      telephoneNumbers: ["+19195550113"],
      options: {
        ...{ rewriteUser: "user", callForward: "9195550101", finalDestinationUri: "1@192.0.2.7", sms: "on" },
        ...{ campaignId: "CDEMO01", messageClass: "Campaign-A", portOutPasscode: "a1b2c3" },
        ...{ nnid: "112233", espid: "E100" },
      },
    },
    {
      siteId,
      name: "order",
      telephoneNumbers: ["+19195550114"],
      options: { originationRoutePlan: [{ endpoint: "pbx.example.com", priority: 1, weight: 1, name: "Office" }] },
    },
    { siteId, sipPeerId: "1", telephoneNumbers: ["+19195550111"], reservationIds: ["r"] },
    // Universal Platform only.
    { siteId, telephoneNumbers: ["+19195550112"], voiceConfigurationPackageId: "v", requirementsPackageId: "r" },
    ...places.map((search) => ({ siteId, name: "order", search, quantity: 1 })),
  ],
  TnOptions: [
    {
      telephoneNumbers: ["+19195550100"],
      rewriteUser: "user",
      numberFormat: "e164",
      callForward: "9195550101",
      finalDestinationUri: "1@192.0.2.7",
      sms: "on",
      campaignId: "CDEMO01",
      messageClass: "Campaign-A",
      portOutPasscode: "a1b2c3",
      nnid: "112233",
      espid: "E100",
    },
    {
      telephoneNumbers: ["+19195550101"],
      originationRoutePlan: [{ endpoint: "pbx.example.com", priority: 1, weight: 1, name: "Office" }],
    },
  ],
  Subscription: [
    {
      orderType: "orders",
      orderId: "o",
      callback: { url: "https://hooks.example.com/", username: "u", password: "p", publicKey: "YQ==" },
    },
    { orderType: "orders", email: { address: "ops@example.com" } },
  ],
  TnReservation: [{ reservedTn: "+19195550180" }],
  SipRealm: [{ name: "desk", description: "Phones", isDefault: true }],
  SipCredential: [
    { userName: "alice", domain: "sip.example.com", hash1: "0".repeat(32), hash1b: "1".repeat(32) },
    { userName: "bob", realm: "r", password: "p", httpVoiceV2AppId: "93de2206-9669-4e07-948d-329f4b722ee2" },
    { userName: "carol", realmId: "22", password: "p", applicationId: "93de2206-9669-4e07-948d-329f4b722ee2" },
  ],
  OrderNote: [{ orderType: "orders", orderId, description: "d", userId: "u" }],
  E911Address: [
    {
      telephoneNumbers: ["+19195550100"],
      callerName: "Office",
      address: { ...everyPart, housePrefix: "A" },
    },
  ],
  LidbRecord: [
    {
      telephoneNumbers: ["+19195550100"],
      subscriberInformation: "Joes Garage",
      useType: "BUSINESS",
      visibility: "PUBLIC",
    },
  ],
  DirectoryListing: [
    {
      telephoneNumbers: ["+19195550100"],
      subscriberType: "BUSINESS",
      listingType: "LISTED",
      listingName: {
        ...{ firstName: "F", firstName2: "G", lastName: "L", designation: "D", placeListingAs: "P" },
        ...{ titleOfLineage: "Jr", titleOfAddress: "Dr", titleOfAddress2: "Sr" },
        ...{ titleOfLineageName2: "Jr", titleOfAddressName2: "Dr", titleOfAddress2Name2: "Sr" },
      },
      listAddress: true,
      address: { ...everyPart, housePrefix: "A" },
    },
  ],
  ExternalTns: [{ siteId, sipPeerId: "1", telephoneNumbers: ["+19199990100"] }],
  LsrOrder: [
    {
      pon: "P-1",
      telephoneNumbers: ["+19192381468"],
      customerOrderId: "mine",
      spid: "123C",
      billingTelephoneNumber: "+19192381468",
      requestedFocDate: "2029-03-05",
      authorizingPerson: "Jim Hopkins",
      subscriber: {
        ...{ subscriberType: "RESIDENTIAL", businessName: "B", lastName: "L", firstName: "F", middleInitial: "M" },
        ...{ accountNumber: "1", pinNumber: "1" },
        serviceAddress: {
          ...{ housePrefix: "A", houseNumber: "11", houseSuffix: "a", preDirectional: "N", streetName: "Park" },
          ...{ streetSuffix: "Ave", postDirectional: "E", addressLine2: "2", county: "Kings", city: "New York" },
          ...{ stateCode: "NY", zip: "10016" },
        },
      },
    },
  ],
  PortIn: [
    {
      ...portInOf(siteId),
      sipPeerId: "1",
      newBillingTelephoneNumber: "+13035550199",
      subscriber: {
        subscriberType: "BUSINESS",
        businessName: "Joes Garage",
        firstName: "Joe",
        middleInitial: "J",
        lastName: "Smith",
        serviceAddress: { ...everyPart, housePrefix: "A" },
      },
      wirelessInfo: { accountNumber: "1", pinNumber: "1234" },
      requestedFocDate: workingDay(),
      triggered: true,
      activateAt: "now",
      alternateSpid: "X455",
      billingType: "PORTIN",
    },
  ],
  PortInDocument: [
    {
      orderId: portInId,
      content: new Asset("h", { text: "I authorize" }),
      contentType: "text/plain",
      documentType: "LOA",
      documentName: "Letter",
    },
  ],
  ReportInstance: [
    {
      reportId: "100021",
      outputFormat: "csv",
      parameters: [
        { name: "Most Rows", values: ["5"] },
        { name: "Caller", values: ["Jane"] },
      ],
      expiresAt: "2027-01-01",
      ...local,
    },
  ],
  BillingReport: [{ type: "BDR", startDate: "2026-01-01", endDate: "2026-01-31", ...local }],
  BillingDetailRecords: [{ startDate: "2026-01-01", endDate: "2026-01-31", ...local }],
});

export type Path = (string | number)[];

/** Every text in these inputs, and where it stands. */
export function texts(value: unknown, path: Path = []): Path[] {
  if (typeof value === "string") return [path];
  if (Array.isArray(value)) return value.flatMap((item, index) => texts(item, [...path, index]));
  // A file travels as it is, in no document.
  if (typeof value !== "object" || value === null || value instanceof Asset) return [];
  return Object.entries(value).flatMap(([name, part]) => texts(part, [...path, name]));
}

/** The text properties of a resource, but those of a fixed few words, by their path without the places in lists. */
export function textProperties(type: string): string[] {
  const inputs = propertiesOf(resourceNamed(type).inputs);
  return Object.entries(inputs).flatMap(([name, property]) => textsOf(property, name));
}

function textsOf({ kind, values, items, properties = {} }: Property, path: string): string[] {
  if (kind === "string") return values ? [] : [path];
  if (kind === "list") return items ? textsOf(items, path) : [];
  return Object.entries(properties).flatMap(([name, part]) => textsOf(part, `${path}.${name}`));
}

/** Where a text stands, without the places in lists. */
export const propertyAt = (path: Path): string => path.filter((part) => typeof part === "string").join(".");

export function withText(value: unknown, [first, ...rest]: Path, text: string): unknown {
  if (first === undefined) return text;
  const copy = (Array.isArray(value) ? [...value] : { ...(value as Values) }) as Record<string | number, unknown>;
  copy[first] = withText(copy[first], rest, text);
  return copy;
}
