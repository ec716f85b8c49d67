/** The report, as its JSON file has it. What is added later keeps the version; what changes its meaning raises it. */
export interface Report {
  formatVersion: 1;
  /** The package that made it, with its version. */
  madeBy: string;
  /** ISO 8601, UTC. */
  createdAt: string;
  accountId: string;
  /** Whether everything that the report is about could be read. */
  complete: boolean;
  /** What could not be read. Nothing is called missing because of it. */
  unread: Unread[];
  /** Facts about the states that were given, such as what is left out of the comparison. */
  notes: string[];
  totals: Totals;
  stacks: StackSummary[];
  sites: SiteLine[];
  /** Numbers in service by area code, the most first. */
  areas: AreaLine[];
  /** Applications, credentials and webhooks. */
  others: OtherLine[];
  differences: Difference[];
  orders: OrderLine[];
  idle: IdleLine[];
  numbers: NumberLine[];
}

export interface Unread {
  what: string;
  reason: string;
}

export interface Totals {
  sites: number;
  sipPeers: number;
  /** Numbers on the account, those of other carriers included. */
  numbers: number;
  /** Numbers of other carriers (`ExternalTns`). */
  externalNumbers: number;
  /** Numbers that a given stack holds. */
  inStacks: number;
}

export interface StackSummary {
  /** `project/stack`. */
  name: string;
  file: string;
  /** How many resources of this provider it has. */
  resources: number;
  /** How many numbers it holds. */
  numbers: number;
}

export interface SiteLine {
  siteId: string;
  name: string;
  stacks: string[];
  /** Absent if the list of its SIP peers could not be read. */
  sipPeers?: PeerLine[];
}

export interface PeerLine {
  sipPeerId: string;
  name: string;
  stacks: string[];
  /** How many numbers it has. Absent if their list could not be read. */
  numbers?: number;
  /** How many of them no given stack holds. */
  unmanaged?: number;
  areas: AreaLine[];
}

export interface AreaLine {
  /** `919`, `toll-free`, or `+44` outside the North American plan. */
  area: string;
  numbers: number;
}

export interface OtherLine {
  type: string;
  id: string;
  name: string;
  stacks: string[];
}

/**
 * - `unmanaged`: it is on the account, and no given stack has it.
 * - `missing`: a stack declares it, and the account does not have it.
 * - `moved`: it is at another place than its stack says.
 * - `changed`: the number has other options than its stack says.
 * - `renamed`: it has another name than its stack says.
 * - `twice`: two resources hold it.
 */
export type DifferenceKind = "unmanaged" | "missing" | "moved" | "changed" | "renamed" | "twice";

export interface Difference {
  kind: DifferenceKind;
  /** Name of the resource, such as `Site`. `TelephoneNumber` for a number. */
  type: string;
  /** Its id, or the number in E.164. */
  id: string;
  name?: string;
  /** The resources that hold or declare it. */
  holders: Holder[];
  /** Where it is, what its name is, or what its options are. */
  found?: string;
  /** The same as its stack has it. */
  declared?: string;
}

/** A resource of a stack. */
export interface Holder {
  stack: string;
  type: string;
  name: string;
}

export interface OrderLine {
  kind: string;
  orderId: string;
  /** The API's word. */
  status: string;
  numbers?: number;
  placed?: string;
  customerOrderId?: string;
}

/** Something that is set and has no effect, or a place with nothing in it. */
export interface IdleLine {
  what: string;
  /** Why it has no effect. */
  reason: string;
  numbers: string[];
}

/**
 * - `own`: the number has its own address.
 * - `sipPeer`: that of its SIP peer applies.
 * - `ordered`: an order of the last two years gave it one. The number was not looked up.
 * - `none`: it was looked up, and has none.
 * - `notNeeded`: such a number cannot have one.
 * - `unknown`: no order names it, and it was not looked up.
 */
export type EmergencyTold = "own" | "sipPeer" | "ordered" | "none" | "notNeeded" | "unknown";

/** `own`, `sipPeer` (that of the SIP peer applies), `none`, `notNeeded` (no messages, or no long code) or `unknown`. */
export type CampaignTold = "own" | "sipPeer" | "none" | "notNeeded" | "unknown";

export interface NumberLine {
  /** E.164. */
  number: string;
  /** Absent if no list shows where it is. */
  siteId?: string;
  sipPeerId?: string;
  /** Whether another carrier has it. */
  external: boolean;
  /** The resources that hold it. */
  holders: Holder[];
  emergencyAddress: EmergencyTold;
  campaign: CampaignTold;
  /** Whether it has a port-out passcode. The passcode itself is in no report. */
  portOutPasscode: "set" | "none" | "notNeeded" | "unknown";
  sms?: boolean;
  callForward?: string;
}
