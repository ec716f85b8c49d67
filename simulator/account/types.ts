import type { Criteria } from "../inventory.js";
import type { XmlTree } from "../xml.js";
import type { A2pOrdered, Route, RoutePlanOrdered } from "./optionTypes.js";
import type { PeerServices } from "./services.js";

/** Address elements by their wire names. */
export type Address = Record<string, string>;

export interface Site {
  id: string;
  name: string;
  description?: string;
  customerProvidedId?: string;
  customerName?: string;
  address?: Address;
  ucTrunkingConfiguration?: { Type?: string; UsageCategory?: string };
  /** Data that a PUT without it clears, and that the simulator doesn't understand. */
  others?: XmlTree;
}

/** A host by its wire names: HostName, Port, CustomerTrafficAllowed, DataAllowed. */
export type Host = Record<string, string>;

export interface Peer {
  id: string;
  siteId: string;
  name: string;
  description?: string;
  isDefault: boolean;
  shortMessagingProtocol: string;
  voiceHosts: Host[];
  voiceHostGroups: Host[][];
  smsHosts: Host[];
  terminationHosts: Host[];
  address?: Address;
  callingName: { display: boolean; enforced: boolean; others?: XmlTree };
  finalDestinationUri?: string;
  premiseTrunks?: string;
  /** Data that a PUT without it clears, and that the simulator doesn't understand, such as a route plan. */
  others?: XmlTree;
  /** What is under `products`. A PUT of the peer leaves it alone. */
  services?: PeerServices;
}

/** Options of a number. A missing option has the system's default. */
export interface NumberOptions {
  callingNameDisplay?: "on" | "off";
  numberFormat?: string;
  rpidFormat?: string;
  rewriteUser?: string;
  callForward?: string;
  sms?: "on" | "off";
  finalDestinationUri?: string;
  /** A number without it has its SIP peer's settings. */
  a2p?: { state: "overridden" | "off"; campaignId?: string; messageClass?: string };
  portOutPasscode?: string;
  routePlan?: { id: string; routes: Route[] };
  callVerificationEnabled?: string;
  pindropEnabled?: string;
  nnid?: string;
  espid?: string;
}

/** What feature orders set for a number, as `/tns/{tn}/tndetails` shows it, by wire names. */
export interface NumberFeatures {
  e911?: XmlTree;
  lidb?: XmlTree;
  dlda?: XmlTree;
}

export interface OwnedNumber {
  /** E.164. */
  number: string;
  /** `InAccount`: the account has the number, and its service isn't active yet. */
  status: "Inservice" | "InAccount" | "Aging";
  siteId: string;
  sipPeerId: string;
  orderId: string;
  orderType: string;
  orderCreatedAt: number;
  /** The last order of any other kind. */
  lastOrder?: { id: string; type: string; createdAt: number };
  modifiedAt: number;
  protected: boolean;
  options: NumberOptions;
  /** Data that only the live API knows. A full write must repeat it. */
  routeHint?: string;
  features?: NumberFeatures;
  /** The customer's own number: not bought here, and it can't be disconnected. */
  external?: boolean;
  /** Until then, an aging number still blocks its peer's deletion (13555). */
  heldUntil?: number;
}

export interface NumberFailure {
  code: string;
  description: string;
  number?: string;
}

export interface HistoryRecord {
  at: number;
  note: string;
  status: string;
  difference?: string;
}

export interface Note {
  id: string;
  userId: string;
  description: string;
  at: number;
}

/** What all orders have. */
interface AnyOrder {
  id: string;
  customerOrderId?: string;
  createdAt: number;
  modifiedAt: number;
  /** When it ends. Undefined when it never ends, or has already ended. */
  dueAt?: number;
  status: string;
  failures: NumberFailure[];
  completed: string[];
  history: HistoryRecord[];
  script?: OrderScript;
}

export interface NumberOrder extends AnyOrder {
  kind: "orders";
  name?: string;
  siteId: string;
  peerId?: string;
  /** The default peer when the order came, if the order named none. */
  assignedPeerId: string;
  /** The order type's element name and its content, to repeat in answers. */
  type: string;
  typeContent: XmlTree | string;
  attributes: string[];
  partialAllowed: boolean;
  backOrderRequested: boolean;
  packages: XmlTree;
  requested: { numbers: string[] } | { criteria: Criteria; quantity: number };
  completedAt?: number;
  notes: Note[];
}

export interface DisconnectOrder extends AnyOrder {
  kind: "disconnects";
  name?: string;
  numbers: string[];
  mode: string;
  protected: string;
  notes: Note[];
}

export interface OptionOrder extends AnyOrder {
  kind: "tnoptions";
  groups: {
    content: XmlTree;
    numbers: string[];
    values: Record<string, string>;
    a2p?: A2pOrdered;
    routePlan?: RoutePlanOrdered;
  }[];
  /** Numbers that had messages on before the order. */
  alreadyOn: string[];
}

export interface MoveOrder extends AnyOrder {
  kind: "moveTns";
  siteId: string;
  sipPeerId: string;
  numbers: string[];
}

/** Orders that set one feature of numbers. */
export type FeatureKind = "e911s" | "lidbs" | "dldas";

export interface FeatureOrder<Kind extends FeatureKind> extends AnyOrder {
  kind: Kind;
  groups: { numbers: string[]; content: XmlTree }[];
  /** The order removes the numbers' emergency address. */
  remove?: boolean;
  /** The address was corrected: the order ends as ADJUSTED_… */
  adjusted?: boolean;
}

export interface ExternalOrder extends AnyOrder {
  kind: "externalTns";
  siteId: string;
  sipPeerId?: string;
  action: "IMPORT" | "REMOVE";
  numbers: string[];
}

type FeatureOrders = { [Kind in FeatureKind]: FeatureOrder<Kind> }[FeatureKind];

export type Order = NumberOrder | DisconnectOrder | OptionOrder | MoveOrder | FeatureOrders | ExternalOrder;

export interface Subscription {
  id: string;
  /** Either this or `eventType`. */
  orderType?: string;
  eventType?: string;
  orderId?: string;
  email?: { Email: string; DigestRequested: string };
  callback?: {
    url: string;
    expiresAt: number;
    username?: string;
    /** Stored, never shown. */
    password?: string;
    publicKey?: string;
    user?: string;
    others?: XmlTree;
  };
  status?: string;
  /** Data that a PUT without it clears, and that the simulator doesn't understand. */
  others?: XmlTree;
}

export interface SipCredential {
  /** The number's own value. */
  id?: string;
  userName: string;
  domain?: string;
  hash1: string;
  hash1b?: string;
  realm?: string;
  httpVoiceV2AppId?: string;
  /** Data that no page of the API names. */
  callerPolicy?: string;
}

export interface Reservation {
  id: string;
  number: string;
  expiresAt: number;
}

/** One instance of a report. */
export interface ReportInstance {
  id: string;
  reportId: string;
  outputFormat: string;
  parameters: { name: string; values: string[] }[];
  requestedAt: number;
  readyAt: number;
  expiresAt: number;
  /** It never gets a file. */
  failed?: boolean;
}

/** An archive of billing records: a billing report, or one of the older `/bdrs`. */
export interface BillingArchive {
  kind: "billingreports" | "bdrs";
  id: string;
  type: string;
  startDate: string;
  endDate: string;
  createdAt: number;
  readyAt: number;
}

/** What the next order of a kind does, whatever the inventory says. */
export interface OrderScript {
  /** Which kind of order. Default: `orders`. */
  kind?: Order["kind"];
  /**
   * - `partial`: fails `numbers` (or the last `count`) and does the rest.
   * - `failed`: fails all.
   * - `backordered`: waits for `fillBackOrder`.
   * - `stuck`: stays in PROCESSING.
   * - `unknown`: ends in `status`.
   * - `slow`: takes `latencyMs`.
   */
  outcome: "partial" | "failed" | "backordered" | "stuck" | "unknown" | "slow";
  numbers?: string[];
  count?: number;
  code?: string;
  description?: string;
  /** The literal status of `unknown`. Default: `AWAITING_REVIEW`. */
  status?: string;
  latencyMs?: number;
  /** The number of orders that it applies to. Default: 1. */
  times?: number;
}
