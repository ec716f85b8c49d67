import { address } from "../../resources/support.js";
import {
  declare,
  forcing,
  forcingRefreshed,
  idOf,
  importing,
  type Operation,
  refresh,
  state,
  up,
} from "./operation.js";
import {
  declareSite,
  declareSubscription,
  everything,
  forward,
  forwarding,
  listed,
  listedIds,
  mails,
  messages,
  number,
  options,
  peer,
  place,
  routes,
  searched,
  site,
  texting,
  voice,
} from "./program.js";

export const declareReservation = declare("TnReservation");

const hosts = peer("hosted", { terminationHosts: [{ hostName: "192.0.2.10" }, { hostName: "192.0.2.11" }] });
const events = (path: string) =>
  declareSubscription("events", { eventType: "MESSAGING_LOST", callback: { url: `https://example.com/${path}` } });
const hook = (url: string) => declareSubscription("hook", { orderType: "disconnects", callback: { url } });
const reservation = (last: number) => declareReservation("held", { reservedTn: number(last) });

/** Places, the numbers there, and their options. */
export const numberOperations: readonly Operation[] = [
  up("Site", "create", [], [site]),
  up("Site", "update", [site], [declareSite("raleigh", { name: "Raleigh", address, description: "moved" })]),
  forcing("Site", ["raleigh"], [site]),
  up("Site", "delete", [site], []),
  importing("Site", "import", "raleigh", (stack) => String(state(stack, "raleigh").siteId), everything),

  up("SipPeer", "create", [site, voice], [site, voice, hosts]),
  up("SipPeer", "update", [site, voice, hosts], [site, voice, peer("hosted", { description: "busy" })]),
  forcing("SipPeer", ["hosted"], [site, voice, hosts]),
  up("SipPeer", "delete", [site, voice, hosts], [site, voice]),
  importing("SipPeer", "import", "standby", (stack) => idOf(stack, "standby"), everything),

  up("PhoneNumberOrder", "create", place, [...place, searched(3)]),
  up("PhoneNumberOrder", "create list", place, [...place, listed(1, 2, 3)]),
  up("PhoneNumberOrder", "grow", [...place, searched(3)], [...place, searched(5)]),
  up("PhoneNumberOrder", "shrink", [...place, searched(5)], [...place, searched(3)]),
  up("PhoneNumberOrder", "exchange", [...place, listed(1, 2, 3)], [...place, listed(2, 3, 4, 5)]),
  up("PhoneNumberOrder", "create with options", place, [...place, searched(3, { options: texting })]),
  up(
    "PhoneNumberOrder",
    "grow with other options",
    [...place, searched(2, { options: texting })],
    [...place, searched(3, { options: { ...texting, campaignId: "CDEMO02" } })],
  ),
  up("PhoneNumberOrder", "move", [...place, searched(3)], [...place, searched(3, {}, "standby")]),
  up("PhoneNumberOrder", "protect", [...place, searched(3)], [...place, searched(3, { protected: true })]),
  up(
    "PhoneNumberOrder",
    "replace",
    [...place, searched(2)],
    [...place, searched(2, { replacementTriggers: ["anew"] })],
  ),
  forcing("PhoneNumberOrder", ["found"], [...place, searched(3)]),
  up("PhoneNumberOrder", "delete", [...place, searched(3)], place),
  importing("PhoneNumberOrder", "import order", "found", (stack) => idOf(stack, "found"), everything),
  importing("PhoneNumberOrder", "import list", "chosen", listedIds, everything),

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
  up("TnOptions", "grow", [...place, listed(1, 2), forwarding(1)], [...place, listed(1, 2), forward]),
  up("TnOptions", "shrink", [...place, listed(1, 2), forward], [...place, listed(1, 2), forwarding(1)]),
  forcing("TnOptions", ["features"], [...place, listed(1, 2), forward]),
  up("TnOptions", "delete", [...place, listed(1, 2), forward], [...place, listed(1, 2)]),
  up("TnOptions", "create messages", [...place, listed(1, 2)], [...place, listed(1, 2), messages("CDEMO01", "a1b2c3")]),
  up(
    "TnOptions",
    "change messages",
    [...place, listed(1, 2), messages("CDEMO01", "a1b2c3")],
    [...place, listed(1, 2), messages("CDEMO02", "9876")],
  ),
  up(
    "TnOptions",
    "routes in place of forwarding",
    [...place, listed(1, 2), forward],
    [...place, listed(1, 2), options({ callingNameDisplay: "on", originationRoutePlan: routes })],
    { inSequence: 2 },
  ),
  up("TnOptions", "delete messages", [...place, listed(1, 2), messages("CDEMO01", "a1b2c3")], [...place, listed(1, 2)]),
  importing("TnOptions", "import", "features", listedIds, everything),

  up("Subscription", "create mail", [], [mails("ops@example.com")]),
  up("Subscription", "create hook", [], [hook("https://example.com/hook")]),
  up("Subscription", "create for events", [], [events("lost")]),
  up("Subscription", "update for events", [events("lost")], [events("found")]),
  up("Subscription", "update", [mails("ops@example.com")], [mails("noc@example.com")]),
  up(
    "Subscription",
    "replace",
    [mails("ops@example.com")],
    [declareSubscription("mails", { orderType: "portins", email: { address: "ops@example.com" } })],
  ),
  forcingRefreshed("Subscription", ["mails"], [mails("ops@example.com")]),
  up("Subscription", "delete", [mails("ops@example.com")], []),
  importing("Subscription", "import", "mails", (stack) => idOf(stack, "mails"), everything),

  up("TnReservation", "create", [], [reservation(60)]),
  up("TnReservation", "replace", [reservation(60)], [reservation(61)]),
  forcingRefreshed("TnReservation", ["held"], [reservation(60)]),
  up("TnReservation", "delete", [reservation(60)], []),
  refresh("TnReservation", [reservation(60)]),
  importing("TnReservation", "import", "held", (stack) => idOf(stack, "held"), [reservation(60)]),
];
