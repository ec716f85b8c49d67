import type { Values } from "../../provider/pulumi/values.js";
import { address } from "../resources/support.js";
import type { Simulator } from "../simulator/index.js";
import { numbersOf } from "./audit.js";
import type { Declaration, Outputs, Program, Stack } from "./stack.js";

/** One thing that a user does with a stack, from a state in which all is well. */
export interface Operation {
  /** Where it stands in the report. */
  group: string;
  name: string;
  /** What was there before. */
  before: Program;
  /** What the command works towards. */
  after: Program;
  command: "up" | "up --refresh" | "refresh" | Import;
  /** What somebody else did in between. */
  somebody?: (simulator: Simulator, stack: Stack) => void;
  dialect?: "classic" | "universal";
}

/** The resource that left the state, and the id under which it is taken back. */
export interface Import {
  name: string;
  id: (stack: Stack) => string;
}

type Wish = Values | ((outputs: Outputs) => Values);

const declare =
  (type: string) =>
  (name: string, wish: Wish): Declaration => ({ type, name, inputs: typeof wish === "function" ? wish : () => wish });

export const declareSite = declare("Site");
export const declarePeer = declare("SipPeer");
export const declareNumbers = declare("PhoneNumberOrder");
export const declareOptions = declare("TnOptions");
export const declareSubscription = declare("Subscription");
const declareReservation = declare("TnReservation");
const declareCredential = declare("SipCredential");
const declareNote = declare("OrderNote");
const declareEmergency = declare("E911Address");
const declareRecord = declare("LidbRecord");
const declareListing = declare("DirectoryListing");
const declareExternal = declare("ExternalTns");

const site = declareSite("raleigh", { name: "Raleigh", address });
const peer = (name: string, more: Values = {}) =>
  declarePeer(name, ({ raleigh }) => ({ siteId: raleigh?.siteId, name, ...more }));
const voice = peer("voice", { isDefaultPeer: true });
const standby = peer("standby");
const place = [site, voice, standby];

const at = ({ raleigh, ...peers }: Outputs, name: string) => ({
  siteId: raleigh?.siteId,
  sipPeerId: peers[name]?.sipPeerId,
});
const searched = (quantity: number, more: Values = {}, where = "voice") =>
  declareNumbers("found", (outputs) => ({ ...at(outputs, where), search: { areaCode: "919" }, quantity, ...more }));
const number = (last: number) => `+1919555${String(100 + last).padStart(4, "0")}`;
const listed = (...last: number[]) =>
  declareNumbers("chosen", (outputs) => ({ ...at(outputs, "voice"), telephoneNumbers: last.map(number) }));
const options = (wish: Values) =>
  declareOptions("features", ({ chosen }) => ({ telephoneNumbers: chosen?.telephoneNumbers, ...wish }));
const mails = (email: string) =>
  declareSubscription("mails", { orderType: "orders", email: { address: email, digestRequested: "NONE" } });
const hook = (url: string) => declareSubscription("hook", { orderType: "disconnects", callback: { url } });

const hosts = peer("hosted", { terminationHosts: [{ hostName: "192.0.2.10" }, { hostName: "192.0.2.11" }] });
const forward = options({ callForward: "+19195550199", callingNameDisplay: "on" });
const everything: Program = [...place, searched(3), listed(50, 51, 52), forward, mails("ops@example.com")];

const up = (
  group: string,
  name: string,
  before: Program,
  after: Program,
  more: Partial<Operation> = {},
): Operation => ({
  group,
  name,
  before,
  after,
  command: "up",
  ...more,
});

const importing = (
  group: string,
  name: string,
  what: string,
  id: Import["id"],
  program: Program = everything,
): Operation => ({
  group,
  name,
  before: program,
  after: program,
  command: { name: what, id },
});

const reservation = (last: number) => declareReservation("held", { reservedTn: number(last) });
const hash = (digit: string) => digit.repeat(32);
const credential = (hash1: string) => declareCredential("alice", { userName: "alice", hash1 });
const note = (description: string) =>
  declareNote("note", ({ chosen }) => ({ orderId: (chosen?.orderIds as string[] | undefined)?.[0], description }));
const owned = [...place, listed(1, 2)];
const onNumbers = ({ chosen }: Outputs) => ({ telephoneNumbers: chosen?.telephoneNumbers });
const emergency = (callerName: string) =>
  declareEmergency("help", (outputs) => ({ ...onNumbers(outputs), callerName, address, allowRemoval: true }));
const record = (subscriberInformation: string) =>
  declareRecord("shown", (outputs) => ({
    ...onNumbers(outputs),
    subscriberInformation,
    useType: "BUSINESS",
    visibility: "PUBLIC",
  }));
const listing = (listingType: string) =>
  declareListing("book", (outputs) => ({
    ...onNumbers(outputs),
    subscriberType: "BUSINESS",
    listingType,
    listingName: { lastName: "Garage" },
    listAddress: true,
    address,
    onDelete: "unlist",
  }));
const own = (last: number) => `+1919999${String(100 + last).padStart(4, "0")}`;
const external = (...last: number[]) =>
  declareExternal("own", (outputs) => ({ ...at(outputs, "voice"), telephoneNumbers: last.map(own) }));
const listedIds = (stack: Stack) => numbersOf(stack.find("chosen")?.state ?? {}).join(",");

const state = (stack: Stack, name: string): Values => stack.find(name)?.state ?? {};

export const operations: readonly Operation[] = [
  up("Site", "create", [], [site]),
  up("Site", "update", [site], [declareSite("raleigh", { name: "Raleigh", address, description: "moved" })]),
  up("Site", "delete", [site], []),
  importing("Site", "import", "raleigh", (stack) => String(state(stack, "raleigh").siteId)),

  up("SipPeer", "create", [site, voice], [site, voice, hosts]),
  up("SipPeer", "update", [site, voice, hosts], [site, voice, peer("hosted", { description: "busy" })]),
  up("SipPeer", "delete", [site, voice, hosts], [site, voice]),
  importing("SipPeer", "import", "standby", (stack) => stack.find("standby")?.id ?? ""),

  up("PhoneNumberOrder", "create", place, [...place, searched(3)]),
  up("PhoneNumberOrder", "create list", place, [...place, listed(1, 2, 3)]),
  up("PhoneNumberOrder", "grow", [...place, searched(3)], [...place, searched(5)]),
  up("PhoneNumberOrder", "shrink", [...place, searched(5)], [...place, searched(3)]),
  up("PhoneNumberOrder", "exchange", [...place, listed(1, 2, 3)], [...place, listed(2, 3, 4, 5)]),
  up("PhoneNumberOrder", "move", [...place, searched(3)], [...place, searched(3, {}, "standby")]),
  up("PhoneNumberOrder", "protect", [...place, searched(3)], [...place, searched(3, { protected: true })]),
  up(
    "PhoneNumberOrder",
    "replace",
    [...place, searched(2)],
    [...place, searched(2, { replacementTriggers: ["anew"] })],
  ),
  up("PhoneNumberOrder", "delete", [...place, searched(3)], place),
  importing("PhoneNumberOrder", "import order", "found", (stack) => stack.find("found")?.id ?? ""),
  importing("PhoneNumberOrder", "import list", "chosen", (stack) => numbersOf(state(stack, "chosen")).join(",")),

  up("Universal dialect", "create", place, [...place, searched(3)], { dialect: "universal" }),
  up("Universal dialect", "move", [...place, searched(3)], [...place, searched(3, {}, "standby")], {
    dialect: "universal",
  }),
  up("Universal dialect", "delete", [...place, listed(1, 2)], place, { dialect: "universal" }),

  up("TnOptions", "create", [...place, listed(1, 2)], [...place, listed(1, 2), forward]),
  up(
    "TnOptions",
    "update",
    [...place, listed(1, 2), forward],
    [...place, listed(1, 2), options({ callForward: "+19195550198", rewriteUser: "desk" })],
  ),
  up("TnOptions", "delete", [...place, listed(1, 2), forward], [...place, listed(1, 2)]),
  importing("TnOptions", "import", "features", (stack) => numbersOf(state(stack, "chosen")).join(",")),

  up("Subscription", "create mail", [], [mails("ops@example.com")]),
  up("Subscription", "create hook", [], [hook("https://example.com/hook")]),
  up("Subscription", "update", [mails("ops@example.com")], [mails("noc@example.com")]),
  up(
    "Subscription",
    "replace",
    [mails("ops@example.com")],
    [declareSubscription("mails", { orderType: "portins", email: { address: "ops@example.com" } })],
  ),
  up("Subscription", "delete", [mails("ops@example.com")], []),
  importing("Subscription", "import", "mails", (stack) => stack.find("mails")?.id ?? ""),

  up("TnReservation", "create", [], [reservation(60)]),
  up("TnReservation", "replace", [reservation(60)], [reservation(61)]),
  up("TnReservation", "delete", [reservation(60)], []),
  { group: "TnReservation", name: "refresh", before: [reservation(60)], after: [reservation(60)], command: "refresh" },
  importing("TnReservation", "import", "held", (stack) => stack.find("held")?.id ?? "", [reservation(60)]),

  up("SipCredential", "create", [], [credential(hash("a"))]),
  up("SipCredential", "update", [credential(hash("a"))], [credential(hash("b"))]),
  up("SipCredential", "delete", [credential(hash("a"))], []),
  {
    group: "SipCredential",
    name: "refresh",
    before: [credential(hash("a"))],
    after: [credential(hash("a"))],
    command: "refresh",
  },
  importing("SipCredential", "import", "alice", () => "alice", [credential(hash("a"))]),

  up("OrderNote", "create", owned, [...owned, note("for the new office")]),
  up("OrderNote", "replace", [...owned, note("for the new office")], [...owned, note("for the old office")]),
  up("OrderNote", "delete", [...owned, note("for the new office")], owned),
  importing("OrderNote", "import", "note", (stack) => stack.find("note")?.id ?? "", [...owned, note("hello")]),

  up("E911Address", "create", owned, [...owned, emergency("Office")]),
  up("E911Address", "update", [...owned, emergency("Office")], [...owned, emergency("Lobby")]),
  up("E911Address", "delete", [...owned, emergency("Office")], owned),
  importing("E911Address", "import", "help", listedIds, [...owned, emergency("Office")]),

  up("LidbRecord", "create", owned, [...owned, record("Joes Garage")]),
  up("LidbRecord", "update", [...owned, record("Joes Garage")], [...owned, record("Joes Bar")]),
  up("LidbRecord", "delete", [...owned, record("Joes Garage")], owned),
  importing("LidbRecord", "import", "shown", listedIds, [...owned, record("Joes Garage")]),

  up("DirectoryListing", "create", owned, [...owned, listing("LISTED")]),
  up("DirectoryListing", "update", [...owned, listing("LISTED")], [...owned, listing("NON_LISTED")]),
  up("DirectoryListing", "delete", [...owned, listing("LISTED")], owned),
  importing("DirectoryListing", "import", "book", listedIds, [...owned, listing("LISTED")]),

  up("ExternalTns", "create", place, [...place, external(1, 2)]),
  up("ExternalTns", "update", [...place, external(1, 2)], [...place, external(2, 3)]),
  up("ExternalTns", "delete", [...place, external(1, 2)], place),
  importing("ExternalTns", "import", "own", (stack) => numbersOf(state(stack, "own")).join(","), [
    ...place,
    external(1, 2),
  ]),

  { group: "Whole stack", name: "refresh", before: everything, after: everything, command: "refresh" },
  {
    group: "Whole stack",
    name: "refresh after drift",
    before: everything,
    after: everything,
    command: "refresh",
    somebody: ({ account }, stack) => {
      const [lost = "", moved = ""] = numbersOf(state(stack, "found"));
      account.disconnectNumber(lost);
      account.moveNumber(moved, String(state(stack, "standby").sipPeerId));
    },
  },
  up("Whole stack", "up --refresh after drift", everything, everything, {
    command: "up --refresh",
    somebody: ({ account }, stack) => {
      const [lost = ""] = numbersOf(state(stack, "found"));
      account.disconnectNumber(lost);
      account.renameSite(String(state(stack, "raleigh").siteId), "Durham");
    },
  }),
  up("Whole stack", "create", [], everything),
  up("Whole stack", "destroy", everything, []),
];
