/** The three meanings of a 403, as code and words tell them; many answers say nothing but "Access Denied". */
export const denials = {
  role: ["12011", "For account '9500249' user 'simulator-user' does not have role 'Configuration'"],
  feature: ["12055", "'SIP registrar' feature is not enabled on account 9500249"],
  account: ["1001", "Not available for a trial account"],
  nothing: ["1001", "Access Denied"],
} as const;

/** How the simulated account behaves; every field can be changed while it runs (also over `/admin/settings`). */
export interface Settings {
  /** Time from an order's POST to its final state. */
  orderLatencyMs: number;
  /** How long a disconnected number keeps its peer from being deleted (13555). */
  disconnectReleaseMs: number;
  /** How long a fresh order stays invisible to `GET /orders?customerOrderId=`. */
  orderVisibilityDelayMs: number;
  /** What an empty order list looks like (docs/maintainers/api.md#paging: all three are seen or documented). */
  emptyOrderList: "204" | "404" | "200";
  /** The id in the body of a created order differs from the one in Location (docs/maintainers/api.md#ids). */
  bodyIdDiffers: boolean;
  /** From one state of a port-in to the next; undefined: it goes on when `advancePortIn` is told. */
  portInStepMs?: number;
  /** A port-in waits for a document before it is submitted. */
  portInNeedsDocuments: boolean;
  /**
   * A SUPP of a port-in or an LSR order is answered with 200 and not passed on: the order carries 7300 from then on, and shows
   * the old values or the new ones. "unsaid": it shows the old values, and no error.
   */
  suppsWithoutEffect?: "old values" | "new values" | "unsaid";
  /** The counts of a SIP peer's numbers stand in an element of the plural: published answers have both forms. */
  pluralCounts: boolean;
  /** A 7300 stays on the order when a later change is passed on; another refusal is added to it. */
  notPassedOnStays: boolean;
  /** From one state of an LSR order to the next; undefined: it goes on when `advanceLsrOrder` is told. */
  lsrStepMs?: number;
  /** A PUT of an LSR order keeps what it does not name. The reference does not say whether it does. */
  lsrPutKeeps: boolean;
  /** Between two attempts to place a callback whose receiver is not there; undefined: one attempt only. */
  callbackRetryMs?: number;
  /** From the request for a report to its file. */
  reportLatencyMs: number;
  /** How a report's file is given: by a redirect to another host (307), or at once. */
  reportFiles: "redirect" | "direct";
  /** A billing report that is ready answers 303, as some have seen it, in place of the documented 200. */
  billingReportRedirects: boolean;
  /** Subscriptions show their URL in quotes (docs/maintainers/api.md#subscriptions). */
  quotedUrls: boolean;
  /** Numbers per disconnect order; beyond it 5095. */
  maxDisconnect: number;
  /** Numbers per options order; beyond it 5095. */
  maxOptions: number;
  /** The server never puts more on a page than this, whatever size was asked for; undefined: no such limit. */
  largestPage?: number;
  /** Which lists lead to their next page: those whose pages show links, none, or all. */
  listLinks: "documented" | "never" | "always";
  /** What `page` is in a list without links: the number of a page, or the page's first entry. */
  pagesWithoutLinks: "numbered" | "named";
  /** Every page is the first one, whatever was asked for. */
  ignoresPage: boolean;
  /** How much more each list counts than there is. */
  countsTooMany: number;
  /** The Universal Platform refuses a search by area code without a country. Its pages say so, and that there is a default. */
  areaCodeNeedsCountry: boolean;
  /** Accept 10 digits on api/v2, as the live host mostly does. */
  tenDigitsOnUniversal: boolean;
  /** Whether 201 of sites and peers has a body: seen without on the classic hosts, with on the new one. */
  createdBody: "byDialect" | "always" | "never";
  /** `SmsHosts` and `ShortMessagingProtocol` of a peer are ignored and never shown, as the newer API's pages have it. */
  peersWithoutMessaging: boolean;
  /** A site may have no address, as Bandwidth's own command line makes them. */
  sitesWithoutAddress: boolean;
  /** A peer with termination or SMS hosts cannot be deleted (13556, 13601). */
  hostsBlockPeerDelete: boolean;
  /** Numbers of another carrier can be moved between peers; else 5224, which the list of error codes has. */
  externalsMove: boolean;
  /** The pages of a SIP peer tell formats and user part of its numbers, as the schema says; no example shows them. */
  allOptionsReadable: boolean;
  /** They tell `false` where a number has no format or user part of its own, as the schema says; else they say nothing. */
  unsetOptionsFalse: boolean;
  /**
   * State of numbers that are bought: `InAccount` until `activateNumber` is told, as on a Universal Platform account where a
   * requirement of the service is not met.
   */
  newNumbers: "Inservice" | "InAccount";
  /**
   * Which lists show numbers that are `InAccount`: none, that of their SIP peer only, or also those of the numbers in service. No
   * source tells.
   */
  inAccountShown: "nowhere" | "atPeer" | "everywhere";
  /** The details of a number that is `InAccount` tell its SIP peer; else only its site. No source tells. */
  inAccountPeerTold: boolean;
  /** `/tns/{tn}` names the last order of a number, of whatever kind; else the one that brought or released it. */
  anyLastOrder: boolean;
  /** The user who is logged in: notes in any other name are refused (12501). Undefined: every name is taken. */
  noteUser?: string;
  /** The credentials lack the Numbers role: `/tns` answers 403 with an empty body. */
  withoutNumbersRole: boolean;
  /** What does not fit in a document is ignored, as the live server does; otherwise it is refused, so that a slip of the caller shows. */
  ignoresUnknownElements: boolean;
  /** "It does not exist" comes in words without a code, as the live API says it of credentials. */
  missingWithoutCode: boolean;
  /** What these credentials, or this account, may not do: a part of the path, and why. The answer is a 403. */
  denied: { path: string; why: keyof typeof denials }[];
  /** Requests per second before 429; undefined: no limit. */
  requestsPerSecond?: number;
  /** Host of the links and Location headers; the live API names hosts that were not called. */
  linkBase: string;
  /** How long issued tokens live. */
  tokenLifetimeSeconds: number;
  /** Whether Basic credentials are still accepted. */
  acceptBasic: boolean;
  /**
   * The realms of the account, by their full names; the first one with `isDefault` takes the credentials that name none.
   * Undefined: an account that takes every name for a realm, and needs none.
   */
  realms?: { name: string; isDefault?: boolean }[];
  /** A PUT of a SIP credential changes its hashes only, and keeps realm and application, without saying so. */
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
  // Eight times over forty minutes according to one page; others say never (docs/maintainers/api.md#callbacks).
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
};
