/** The three meanings of a 403, in code and words. Many answers say only "Access Denied". */
export const denials = {
  role: ["12011", "For account '9500249' user 'simulator-user' does not have role 'Configuration'"],
  feature: ["12055", "'SIP registrar' feature is not enabled on account 9500249"],
  account: ["1001", "Not available for a trial account"],
  nothing: ["1001", "Access Denied"],
} as const;

/** How the simulated account behaves. Every field can change while it runs (also over `/admin/settings`). */
export interface Settings {
  /** Time from an order's POST to its final state. */
  orderLatencyMs: number;
  /** How long a disconnected number blocks its peer's deletion (13555). */
  disconnectReleaseMs: number;
  /** How long a new order stays invisible to `GET /orders?customerOrderId=`. */
  orderVisibilityDelayMs: number;
  /** The form of an empty order list (docs/maintainers/api.md#paging: all three have been seen or are documented). */
  emptyOrderList: "204" | "404" | "200";
  /** The id in the body of a created order differs from the one in Location (docs/maintainers/api.md#ids). */
  bodyIdDiffers: boolean;
  /** Time from one state of a port-in to the next. Undefined: it waits for `advancePortIn`. */
  portInStepMs?: number;
  /** A port-in waits for a document before it is submitted. */
  portInNeedsDocuments: boolean;
  /**
   * A SUPP of a port-in or an LSR order is answered with 200 and not passed on. From then on, the order has 7300 and
   * shows the old values or the new ones. "unsaid": it shows the old values and no error.
   */
  suppsWithoutEffect?: "old values" | "new values" | "unsaid";
  /** The counts of a SIP peer's numbers are in an element with a plural name. Published answers have both forms. */
  pluralCounts: boolean;
  /** A 7300 stays on the order when a later change is passed on. Another refusal is added to it. */
  notPassedOnStays: boolean;
  /** A canceled port-in is `CANCELED`, in the spelling that some pages have. */
  canceledWithOneL: boolean;
  /** Time from one state of an LSR order to the next. Undefined: it waits for `advanceLsrOrder`. */
  lsrStepMs?: number;
  /** A PUT of an LSR order keeps what it leaves out. The reference doesn't document it. */
  lsrPutKeeps: boolean;
  /** Time between two attempts to deliver a callback to an unreachable receiver. Undefined: only one attempt. */
  callbackRetryMs?: number;
  /** Time from the request for a report to its file. */
  reportLatencyMs: number;
  /** How a report's file is delivered: by a redirect to another host (307), or directly. */
  reportFiles: "redirect" | "direct";
  /** A ready billing report answers 303, as some have seen it, instead of the documented 200. */
  billingReportRedirects: boolean;
  /** Subscriptions show their URL in quotes (docs/maintainers/api.md#subscriptions). */
  quotedUrls: boolean;
  /** The maximum of numbers per disconnect order. Above it: 5095. */
  maxDisconnect: number;
  /** The maximum of numbers per options order. Above it: 5095. */
  maxOptions: number;
  /** The server's maximum page size, whatever was requested. Undefined: no such limit. */
  largestPage?: number;
  /** Which lists have links to their next page: those whose documentation shows links, none, or all. */
  listLinks: "documented" | "never" | "always";
  /** The meaning of `page` in a list without links: a page number, or the page's first entry. */
  pagesWithoutLinks: "numbered" | "named";
  /** Every page is the first one, whatever was requested. */
  ignoresPage: boolean;
  /** How much more each list counts than there is. */
  countsTooMany: number;
  /**
   * The Universal Platform refuses a search by area code without a country. Its pages say so, and also that there is a
   * default.
   */
  areaCodeNeedsCountry: boolean;
  /** Accept 10 digits on api/v2, as the live host mostly does. */
  tenDigitsOnUniversal: boolean;
  /** The list of orders shows customer order ids. Its specification has no place for them, and recorded answers have. */
  orderIdsListed: boolean;
  /** Whether the 201 of sites and peers has a body: seen without on the classic hosts, with on the new one. */
  createdBody: "byDialect" | "always" | "never";
  /** `SmsHosts` and `ShortMessagingProtocol` of a peer are ignored and never shown, as the newer API's pages say. */
  peersWithoutMessaging: boolean;
  /** A site may have no address, as Bandwidth's own command line creates it. */
  sitesWithoutAddress: boolean;
  /** A peer with termination or SMS hosts can't be deleted (13556, 13601). */
  hostsBlockPeerDelete: boolean;
  /** Another carrier's numbers can be moved between peers. Otherwise 5224, which is in the list of error codes. */
  externalsMove: boolean;
  /** A SIP peer's pages show formats and user part of its numbers, as the schema says. No example shows them. */
  allOptionsReadable: boolean;
  /**
   * They show `false` for a number without its own format or user part, as the schema says. Otherwise they say nothing.
   */
  unsetOptionsFalse: boolean;
  /**
   * The state of bought numbers: `InAccount` until `activateNumber`, as on a Universal Platform account that lacks a
   * requirement of the service.
   */
  newNumbers: "Inservice" | "InAccount";
  /**
   * Which lists show `InAccount` numbers: none, only their SIP peer's list, or also the lists of numbers in service. No
   * source says.
   */
  inAccountShown: "nowhere" | "atPeer" | "everywhere";
  /** The details of an `InAccount` number show its SIP peer. Otherwise only its site. No source says. */
  inAccountPeerTold: boolean;
  /** `/tns/{tn}` names a number's last order of any kind. Otherwise the order that brought or disconnected it. */
  anyLastOrder: boolean;
  /** The logged-in user: notes under any other name are refused (12501). Undefined: every name is accepted. */
  noteUser?: string;
  /** The credentials lack the Numbers role: `/tns` answers 403 with an empty body. */
  withoutNumbersRole: boolean;
  /**
   * Ignores unknown elements of a document, as the live server does. Otherwise refuses them, so that a caller's mistake
   * shows.
   */
  ignoresUnknownElements: boolean;
  /** "It does not exist" comes as words without a code, as the live API does for credentials. */
  missingWithoutCode: boolean;
  /** What these credentials or this account aren't allowed to do: a part of the path, and why. The answer is a 403. */
  denied: { path: string; why: keyof typeof denials }[];
  /** Requests per second before 429. Undefined: no limit. */
  requestsPerSecond?: number;
  /** The host of the links and Location headers. The live API names hosts that were not called. */
  linkBase: string;
  /** The lifetime of issued tokens. */
  tokenLifetimeSeconds: number;
  /** Whether Basic credentials are still accepted. */
  acceptBasic: boolean;
  /**
   * The account's realms, by their full names. The first with `isDefault` gets the credentials without a realm.
   * Undefined: an account that accepts every name as a realm, and needs none.
   */
  realms?: { name: string; isDefault?: boolean }[];
  /** Time from the request for a new realm, or for a delete, to its end. */
  realmLatencyMs: number;
  /** The state in which new realms end. Undefined: they stay in CREATE_PENDING. */
  realmsEnd?: string;
  /** The state in which deletes of realms end: `GONE` when they succeed. Undefined: they stay in DELETE_PENDING. */
  realmDeletesEnd?: string;
  /** How a realm's full name begins: `desk-1a2b3c.auth.…` as on the live API, or `desk.1a2b3c.auth.…` as in its pages. */
  realmNames: "dash" | "dot";
  /** A realm is found by its short name too. On the live API it may be a 404. */
  realmsByShortName: boolean;
  /** The first realm of an account becomes its default by itself. No source says. */
  firstRealmIsDefault: boolean;
  /** The account has no SIP registrar: realms are refused (33004). */
  withoutSipRegistrar: boolean;
  /** The account has no voice over HTTP: voice applications are refused (12150). */
  withoutHttpVoice: boolean;
  /** The account has no messaging over HTTP: messaging applications are refused (12130). */
  withoutHttpMessaging: boolean;
  /** The list of an application's SIP peers shows none, as Bandwidth's own command line has seen it. */
  associationsIncomplete: boolean;
  /** The answer to a look at a service of a SIP peer that is off: no page shows it. */
  serviceOff: "words" | "nothing" | "empty element";
  /** Answers spell the protocol of MMS in lower case, as some samples do. */
  lowerCaseMms: boolean;
  /** A SIP peer's messaging application can't be exchanged for another one directly (12147). */
  applicationsByDetour: boolean;
  /** The countries to which messages may leave through routes of their own. */
  breakOutCountries: string[];
  /** Answers call the kinds of applications `Voice` and `Messaging`, as some samples do. */
  olderServiceTypes: boolean;
  /** The account has passcodes against port-out. Otherwise 5194. */
  passcodes: boolean;
  /** The account has route plans. Otherwise 5200. */
  routePlans: boolean;
  /** The account may change messaging routes. Otherwise 5144. */
  routesChangeable: boolean;
  /** The messaging routes that there are. */
  nnRoutes: { nnid: string; espid: string; name: string }[];
  /** What SIP peers without SMS of their own say about A2P messages: `OFF` has none, `ON` locks every number's settings. */
  a2pLongCode: "ON" | "OFF" | "DefaultOn" | "DefaultOff";
  /** The account's campaigns. */
  campaigns: { campaignId: string; messageClass: string; status: string; imported: boolean; description?: string }[];
  /** A number without its own `Sms` has messages if its SIP peer has SMS. Otherwise it has none until an order sets it. */
  messagesOnNewNumbers: boolean;
  /** `POST /tns` leaves out numbers that the account has not. Otherwise it names them as errors. No source says. */
  strangersLeftOut: boolean;
  /**
   * A look-up of many numbers is refused whole when one of them is unknown, or has no passcode where passcodes are asked for. The
   * refusal names these numbers, none, or all that were asked for. No source says.
   */
  listsRefused: "never" | "named" | "unnamed" | "all named";
  /** A SIP peer's pages show the campaigns and routes of its numbers. Otherwise only whether messages are on. */
  campaignsReadable: boolean;
  /** A PUT of a SIP credential changes only its hashes, and silently keeps realm and application. */
  credentialPutKeeps: boolean;
}

/** The usual account. */
export const defaultSettings: Settings = {
  orderLatencyMs: 0,
  disconnectReleaseMs: 0,
  orderVisibilityDelayMs: 0,
  emptyOrderList: "204",
  bodyIdDiffers: false,
  portInNeedsDocuments: true,
  lsrPutKeeps: false,
  pluralCounts: false,
  notPassedOnStays: false,
  canceledWithOneL: false,
  // Eight times over forty minutes according to one page. Others say never (docs/maintainers/api.md#callbacks).
  callbackRetryMs: 300_000,
  quotedUrls: true,
  reportLatencyMs: 0,
  reportFiles: "redirect",
  billingReportRedirects: false,
  maxDisconnect: 5_000,
  maxOptions: 5_000,
  listLinks: "documented",
  pagesWithoutLinks: "numbered",
  ignoresPage: false,
  countsTooMany: 0,
  orderIdsListed: true,
  areaCodeNeedsCountry: false,
  tenDigitsOnUniversal: false,
  createdBody: "byDialect",
  peersWithoutMessaging: false,
  sitesWithoutAddress: false,
  hostsBlockPeerDelete: true,
  externalsMove: true,
  allOptionsReadable: true,
  unsetOptionsFalse: false,
  newNumbers: "Inservice",
  inAccountShown: "nowhere",
  inAccountPeerTold: true,
  anyLastOrder: true,
  withoutNumbersRole: false,
  ignoresUnknownElements: false,
  missingWithoutCode: false,
  denied: [],
  linkBase: "https://dashboard.bandwidth.com:443/v1.0",
  tokenLifetimeSeconds: 3_600,
  acceptBasic: true,
  credentialPutKeeps: false,
  realmLatencyMs: 0,
  realmsEnd: "ACTIVE",
  realmDeletesEnd: "GONE",
  realmNames: "dash",
  realmsByShortName: false,
  firstRealmIsDefault: false,
  withoutSipRegistrar: false,
  withoutHttpVoice: false,
  withoutHttpMessaging: false,
  associationsIncomplete: false,
  olderServiceTypes: false,
  passcodes: true,
  routePlans: true,
  routesChangeable: true,
  nnRoutes: [
    { nnid: "112233", espid: "E100", name: "Main" },
    { nnid: "445566", espid: "E200", name: "Second" },
  ],
  a2pLongCode: "DefaultOn",
  campaigns: [
    { campaignId: "CDEMO01", messageClass: "Campaign-A", status: "Active", imported: true },
    { campaignId: "CDEMO02", messageClass: "Campaign-B", status: "Active", imported: true },
  ],
  messagesOnNewNumbers: true,
  strangersLeftOut: false,
  listsRefused: "never",
  campaignsReadable: true,
  serviceOff: "words",
  lowerCaseMms: false,
  applicationsByDetour: false,
  breakOutCountries: ["CAN", "GBR", "MEX"],
};
