/**
 * Operations of Bandwidth's newer specifications that this package leaves out on purpose, and why. A path that ends with `…` stands
 * for everything below it. `test/coverage.test.ts` fails when one of them is served after all.
 */
export interface LeftOut {
  /** Absent: all of them. */
  methods?: readonly string[];
  paths: readonly string[];
  why: string;
}

const account = "/accounts/{accountId}";
const peer = `${account}/sites/{siteId}/sippeers/{sippeerId}`;
const below = (...names: string[]) => names.map((name) => `${account}/${name}…`);

export const leftOut: readonly LeftOut[] = [
  {
    methods: ["PUT"],
    paths: [`${peer}/products/messaging/features/mms`],
    why: "MMS over HTTP is on or off, and nothing about it can be changed. MMS over MM4 stays as it is.",
  },
  {
    methods: ["GET"],
    paths: [`${peer}/products/messaging/features/mms/settings`],
    why: "`features/mms` shows the same.",
  },
  {
    methods: ["GET"],
    paths: [`${peer}/products/termination`, `${peer}/products/termination/hosts…`],
    why: "Older reads. The SIP peer and `products/termination/settings` show what a program can declare.",
  },
  {
    methods: ["GET"],
    paths: [
      ...below("products/e911/", "products/edgemanagement/", "products/termination/", "products/tollfree/"),
      ...below("products/messaging/features/http", "products/messaging/features/mms"),
    ],
    why: "Settings of the account that Bandwidth makes, and that no program depends on. `getMessagingSettings` reads those that messages depend on.",
  },
  {
    paths: [
      ...below("products/uctrunking/", "totalSeats", "sites/{siteId}/totalSeats"),
      `${peer}/totalSeats`,
      `${peer}/uctrunks`,
    ],
    why: "UC trunking, an older product.",
  },
  {
    methods: ["GET"],
    paths: ["/tns/{tn}/availableNnRoutes"],
    why: "One number a request. `getMessagingSettings` lists the routes of the account.",
  },
  {
    paths: below("numbersAssignment"),
    why: "A register that routes nothing. No read tells what a number's state is, so a resource could not see a change made elsewhere.",
  },
  {
    paths: below("voiceConfigurationPackages", "phoneNumbers/voice", "serviceActivation"),
    why: "Not built yet. A number gets its package with its order: `voiceConfigurationPackageId` of `PhoneNumberOrder`.",
  },
  {
    paths: [
      ...below("addresses", "compliance/", "activationRequirements"),
      "/addresses/…",
      "/compliance/…",
      "/coverage/countries",
    ],
    why: "Not built yet. Nothing there can be deleted, and a review takes days. `requirementsPackageId` of `PhoneNumberOrder` names a package that exists.",
  },
  { methods: ["GET"], paths: ["/porting/losingCarriers"], why: "Not built yet. A port-in does not need it." },
  {
    paths: [...below("emergencyNotification", "aeuis", "e911Addresses", "geocodeRequest"), "/tns/{tn}/e911"],
    why: "Not built yet. `E911Address` sets the address of numbers.",
  },
  {
    paths: below("emergency/"),
    why: "Not built yet. Whether it shows the same store as the older operations is not known: mixing both could lose an address.",
  },
  {
    paths: below("campaignManagement/", "tendlc/"),
    why: "Not built yet. Brands and campaigns cost fees and take days to be approved, and a delete only deactivates them. `getCampaigns` lists those that the account has.",
  },
  {
    paths: [
      "/accounts/{accountId}/phoneNumbers/{phoneNumber}/tollFreeVerification",
      ...below("tollFreeVerification"),
      "/tollFreeVerification/useCases",
    ],
    why: "Not built yet. A submission has no key against a second one, and can be corrected only for seven days.",
  },
  { paths: below("shortcodes"), why: "Bandwidth sets short codes up. A program could only move them." },
  {
    paths: below("bulkPortins", "tollFreePortingValidations"),
    why: "Not built yet. A bulk port-in is a draft of ordinary port-ins: `PortIn` places those.",
  },
  { paths: below("csrs"), why: "Not built yet. The answer holds a customer's PIN and address." },
  {
    paths: below("importTn", "removeImportedTnOrders"),
    why: "Not built yet. Orders for messages of other carriers' numbers need a letter of authorization.",
  },
  { paths: below("importToAccount"), why: "Reads of an operation that Bandwidth's staff does." },
  {
    methods: ["POST", "PUT", "DELETE"],
    paths: below("portouts"),
    why: "Not for customers, says Bandwidth's own command line.",
  },
  {
    methods: ["GET"],
    paths: [
      `${account}/portouts/status`,
      `${account}/portouts/totals`,
      `${account}/portins/status`,
      `${account}/orders/totals`,
    ],
    why: "Counts. The lists of these orders show more.",
  },
  { paths: below("phoneNumberLookup"), why: "Each look-up costs money." },
  {
    methods: ["PUT"],
    paths: [
      ...["orders", "disconnects", "lsrorders", "portins"].map((kind) => `${account}/${kind}/{orderId}/notes/{noteId}`),
    ],
    why: "A note is what people have read. `OrderNote` writes another one.",
  },
  {
    methods: ["GET"],
    paths: [`${account}/billingreports`],
    why: "`BillingReport` and `getBillingReport` read one by its id.",
  },
  {
    methods: ["PUT"],
    paths: [`${account}/reports/{reportId}/instances/{instanceId}`],
    why: "A report that is done does not change. `ReportInstance` makes another one.",
  },
  { paths: [`${peer}/associatedOutboundNumbers…`], why: "Gone in the newest specification." },
  { paths: ["/accounts/{accountId}/{orderType}/{orderId}/adminparameters", "/admin/…"], why: "For Bandwidth's staff." },
];
