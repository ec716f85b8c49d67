import type { Values } from "../../../provider/pulumi/values/values.js";
import { address } from "../../resources/support.js";
import { numbersOf } from "../auditors/auditor.js";
import type { Outputs } from "../stack.js";
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
import { at, listed, listedIds, place } from "./program.js";

export const declareRealm = declare("SipRealm");
export const declareCredential = declare("SipCredential");
export const declareNote = declare("OrderNote");
export const declareEmergency = declare("E911Address");
export const declareRecord = declare("LidbRecord");
export const declareListing = declare("DirectoryListing");
export const declareExternal = declare("ExternalTns");

const hash = (digit: string) => digit.repeat(32);
const credential = (hash1: string) => declareCredential("alice", { userName: "alice", hash1 });
const inRealm = (name: string) =>
  declareCredential("alice", { userName: "alice", hash1: hash("a"), realm: `${name}.example.com` });
const realm = (more: Values = {}) => declareRealm("desk", { name: "desk", ...more });
const described = (description: string) => realm({ description });
const onRealm = (password: string) => [
  realm(),
  declareCredential("alice", ({ desk }) => ({ userName: "alice", realmId: desk?.realmId, password })),
];
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
const externalAt = (peer: "voice" | "standby", ...last: number[]) =>
  declareExternal("own", (outputs) => ({ ...at(outputs, peer), telephoneNumbers: last.map(own) }));
const external = (...last: number[]) => externalAt("voice", ...last);

/** What numbers and orders have beside their place. */
export const featureOperations: readonly Operation[] = [
  up("SipRealm", "create", [], [realm()]),
  up("SipRealm", "create with a description", [], [described("Phones")]),
  up("SipRealm", "update", [described("Phones")], [described("Desk phones")]),
  up("SipRealm", "become the default", [realm()], [realm({ isDefault: true })]),
  forcing("SipRealm", ["desk"], [realm()]),
  forcingRefreshed("SipRealm", ["desk"], [described("Phones")]),
  up("SipRealm", "delete", [realm()], []),
  refresh("SipRealm", [realm()]),
  importing("SipRealm", "import", "desk", (stack) => idOf(stack, "desk"), [described("Phones")]),

  up("SipCredential", "create", [], [credential(hash("a"))]),
  up("SipCredential", "update", [credential(hash("a"))], [credential(hash("b"))]),
  up("SipCredential", "move to another realm", [inRealm("one")], [inRealm("two")]),
  forcingRefreshed("SipCredential", ["alice"], [credential(hash("a"))]),
  up("SipCredential", "delete", [credential(hash("a"))], []),
  refresh("SipCredential", [credential(hash("a"))]),
  importing("SipCredential", "import", "alice", () => "alice", [credential(hash("a"))]),

  up("SipCredential on a SipRealm", "create", [realm()], onRealm("open sesame")),
  up("SipCredential on a SipRealm", "create both", [], onRealm("open sesame")),
  up("SipCredential on a SipRealm", "update", onRealm("open sesame"), onRealm("open barley")),
  forcingRefreshed("SipCredential on a SipRealm", ["alice"], onRealm("open sesame")),
  up("SipCredential on a SipRealm", "delete", onRealm("open sesame"), [realm()]),
  up("SipCredential on a SipRealm", "delete both", onRealm("open sesame"), []),
  refresh("SipCredential on a SipRealm", onRealm("open sesame")),
  importing("SipCredential on a SipRealm", "import", "alice", (stack) => idOf(stack, "alice"), onRealm("open sesame")),

  up("OrderNote", "create", owned, [...owned, note("for the new office")]),
  up("OrderNote", "replace", [...owned, note("for the new office")], [...owned, note("for the old office")]),
  forcing("OrderNote", ["note"], [...owned, note("for the new office")]),
  up("OrderNote", "delete", [...owned, note("for the new office")], owned),
  importing("OrderNote", "import", "note", (stack) => idOf(stack, "note"), [...owned, note("hello")]),

  up("E911Address", "create", owned, [...owned, emergency("Office")]),
  up("E911Address", "update", [...owned, emergency("Office")], [...owned, emergency("Lobby")]),
  forcing("E911Address", ["help"], [...owned, emergency("Office")]),
  up("E911Address", "delete", [...owned, emergency("Office")], owned),
  importing("E911Address", "import", "help", listedIds, [...owned, emergency("Office")]),

  up("LidbRecord", "create", owned, [...owned, record("Joes Garage")]),
  up("LidbRecord", "update", [...owned, record("Joes Garage")], [...owned, record("Joes Bar")]),
  forcing("LidbRecord", ["shown"], [...owned, record("Joes Garage")]),
  up("LidbRecord", "delete", [...owned, record("Joes Garage")], owned),
  importing("LidbRecord", "import", "shown", listedIds, [...owned, record("Joes Garage")]),

  up("DirectoryListing", "create", owned, [...owned, listing("LISTED")]),
  up("DirectoryListing", "update", [...owned, listing("LISTED")], [...owned, listing("NON_LISTED")]),
  forcing("DirectoryListing", ["book"], [...owned, listing("LISTED")]),
  up("DirectoryListing", "delete", [...owned, listing("LISTED")], owned),
  importing("DirectoryListing", "import", "book", listedIds, [...owned, listing("LISTED")]),

  up("ExternalTns", "create", place, [...place, external(1, 2)]),
  up("ExternalTns", "update", [...place, external(1, 2)], [...place, external(2, 3)]),
  up("ExternalTns", "move", [...place, external(1, 2)], [...place, externalAt("standby", 2, 3)]),
  forcing("ExternalTns", ["own"], [...place, external(1, 2)]),
  up("ExternalTns", "delete", [...place, external(1, 2)], place),
  importing("ExternalTns", "import", "own", (stack) => numbersOf(state(stack, "own")).join(","), [
    ...place,
    external(1, 2),
  ]),
];
