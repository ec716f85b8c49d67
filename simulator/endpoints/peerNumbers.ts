import { applyOptions } from "../account/options.js";
import { hasMessages } from "../account/reachability.js";
import type { OwnedNumber } from "../account/types.js";
import {
  type Call,
  emptyReply,
  Refusal,
  type Reply,
  requestBody,
  simulatorRefusal,
  statusRefusal,
  xmlReply,
} from "../call.js";
import { firstLink, pageOf, sizeOf } from "../paging.js";
import type { Route } from "../routing.js";
import { group, many, shapeProblems } from "../shape.js";
import { fromWire, wire } from "../telephone.js";
import { child, textOf, textsOf, type XmlTree } from "../xml.js";
import { messagingTree } from "./messagingTree.js";
import { pathNumber } from "./orderBody.js";
import { shown } from "./shown.js";
import { peerOf } from "./sipPeers.js";

const root = "SipPeerTelephoneNumberResponse";

/** `GET …/sippeers/{id}/tns`. Shows the numbers' options only with includeAttributes=true. */
function listNumbers(call: Call): Reply {
  const peer = peerOf(call);
  const numbers = shown(call, call.account.held({ sipPeerId: peer.id }), "atPeer");
  const size = Math.min(sizeOf(call) ?? 5_000, 5_000);
  // The classic pages show no links for this list. The Universal Platform's pages do.
  const { listLinks } = call.settings;
  const linkless = listLinks === "never" || (listLinks === "documented" && call.dialect === "classic");
  const { items, links } = pageOf(call, numbers, (number) => wire(call, number), size, linkless);
  const attributes = call.query.get("includeAttributes") === "true";
  const entries = items.map((number) => {
    const owned = call.account.numbers.get(number);
    return attributes && owned ? numberTree(call, owned) : { FullNumber: wire(call, number) };
  });
  return xmlReply(200, "SipPeerTelephoneNumbersResponse", {
    Links: links?.next === undefined ? undefined : links,
    SipPeerTelephoneNumbers: { SipPeerTelephoneNumber: entries },
  });
}

/**
 * The options that a reader sees: the four in the examples, or those in the schema. Neither has the final destination.
 */
function numberTree(call: Call, owned: OwnedNumber): XmlTree {
  const { options } = owned;
  const { allOptionsReadable: all, unsetOptionsFalse } = call.settings;
  const isOn = hasMessages(call.account, owned);
  const told = (option: string | undefined) =>
    all ? (option ?? (unsetOptionsFalse ? "false" : undefined)) : undefined;
  return {
    FullNumber: wire(call, owned.number),
    CallForward: options.callForward,
    NumberFormat: told(options.numberFormat),
    RPIDFormat: told(options.rpidFormat),
    RewriteUser: told(options.rewriteUser),
    CallingNameDisplay: options.callingNameDisplay && options.callingNameDisplay === "on",
    TnAttributes: owned.protected ? { TnAttribute: "Protected" } : undefined,
    MessagingSettings:
      isOn || options.sms !== undefined
        ? call.settings.campaignsReadable && all
          ? messagingTree(call, owned)
          : { SmsEnabled: isOn }
        : undefined,
    RouteHint: owned.routeHint,
  };
}

/** The number in the path at the peer in the path (13536). */
function numberAtPeer(call: Call): OwnedNumber {
  const peer = peerOf(call);
  const owned = call.account.heldNumber(pathNumber(call, "tn"));
  if (owned === undefined || owned.sipPeerId !== peer.id) {
    const words = `Telephone number ${call.parameters.tn} does not exist on Account ${call.account.accountId}, Site ${peer.siteId}, and Sip Peer ${peer.id}`;
    throw statusRefusal(404, root, "13536", words);
  }
  return owned;
}

function getNumber(call: Call): Reply {
  return xmlReply(200, root, { SipPeerTelephoneNumber: numberTree(call, numberAtPeer(call)) });
}

const putShape = group({
  FullNumber: "text",
  NumberFormat: "text",
  RPIDFormat: "text",
  RewriteUser: "text",
  CallForward: "text",
  CallingNameDisplay: "text",
  TnAttributes: group({ TnAttribute: many("text") }),
  // A full write repeats what a read shows. Only an option order changes campaigns and routes.
  MessagingSettings: group({
    ...{ SmsEnabled: "text", A2pState: "text", CampaignId: "text", MessageClass: "text" },
    AssignedNnRoute: "any",
  }),
  RouteHint: "text",
});

type PutCheck = [name: string, code: string, good: RegExp, words: (value: string, number: string) => string];

/** What the answer to a PUT documents for each value. */
const putChecks: PutCheck[] = [
  [
    "CallForward",
    "13513",
    /^(\+1)?[2-9]\d{2}[2-9]\d{6}$/,
    (value) => `Call Forwarding number '${value}' is not a valid 10-digit telephone number`,
  ],
  [
    "NumberFormat",
    "13514",
    /^(10digit|11digit|e164)$/,
    (value, number) => `Number Format '${value}' is invalid for telephone number '${number}'`,
  ],
  [
    "RPIDFormat",
    "13516",
    /^(10digit|11digit|e164)$/,
    (value, number) => `RPID Format '${value}' is invalid for telephone number '${number}'`,
  ],
  [
    "CallingNameDisplay",
    "13575",
    /^(true|false)$/,
    (value) => `CallingNameDisplay '${value}' is invalid. Valid values are: 'true', 'false'`,
  ],
];

/**
 * Immediately, without an order. Values that are left out don't change, except those that only the live API knows. The
 * reference documents neither.
 */
function setNumber(call: Call): Reply {
  const owned = numberAtPeer(call);
  const element = requestBody(call, "SipPeerTelephoneNumber", root);
  const [problem] = shapeProblems(element, putShape);
  if (problem) throw simulatorRefusal(root, problem);
  for (const [name, code, good, words] of putChecks) {
    const value = textOf(element, name);
    if (value !== undefined && !good.test(value)) throw statusRefusal(400, root, code, words(value, owned.number));
  }
  const display = textOf(element, "CallingNameDisplay");
  const sms = textOf(element, "MessagingSettings", "SmsEnabled");
  const values: Record<string, string | undefined> = {
    NumberFormat: textOf(element, "NumberFormat"),
    RPIDFormat: textOf(element, "RPIDFormat"),
    RewriteUser: textOf(element, "RewriteUser"),
    CallForward: textOf(element, "CallForward"),
    CallingNameDisplay: display && (display === "true" ? "on" : "off"),
    Sms: sms && (sms === "true" ? "on" : "off"),
    Protected:
      child(element, "TnAttributes") && String(textsOf(element, "TnAttributes", "TnAttribute").includes("Protected")),
  };
  const given = Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined);
  applyOptions(owned, Object.fromEntries(given));
  owned.routeHint = textOf(element, "RouteHint");
  const at = call.account.now();
  call.account.ledger.record({ kind: "option", number: owned.number, at, orderId: "", by: "api" });
  call.account.changed();
  return emptyReply(200);
}

function countNumbers(call: Call): Reply {
  const peer = peerOf(call);
  const numbers = shown(call, call.account.held({ sipPeerId: peer.id }), "atPeer");
  const named = numbers.filter((number) => call.account.numbers.get(number)?.options.callingNameDisplay === "on");
  const around = call.settings.pluralCounts ? "SipPeerTelephoneNumbersCounts" : "SipPeerTelephoneNumbersCount";
  return xmlReply(200, "SipPeerTelephoneNumbersCountResponse", {
    [around]: {
      SipPeerTelephoneNumbersCount: numbers.length,
      CnamCount: named.length,
      LidbCount: 0,
    },
  });
}

const moveShape = group({ FullNumber: many("text") });

/**
 * The classic move: all numbers at once or none. The Universal Platform doesn't have it
 * (docs/maintainers/api.md#dialects).
 */
function moveNumbers(call: Call): Reply {
  if (call.dialect === "universal") throw new Refusal(xmlReply(404, "Links", firstLink(call)));
  const peer = peerOf(call);
  const answerRoot = "SipPeerTelephoneNumbersResponse";
  const element = requestBody(call, "SipPeerTelephoneNumbers", answerRoot);
  const [problem] = shapeProblems(element, moveShape);
  if (problem) throw simulatorRefusal(answerRoot, problem);
  const given = textsOf(element, "FullNumber");
  if (given.length === 0) throw statusRefusal(400, answerRoot, "13505", "Full number is required");
  if (given.length > 5_000) {
    throw statusRefusal(
      400,
      answerRoot,
      "5095",
      "The count of telephone numbers in order exceeds the maximum size of 5000",
    );
  }
  const numbers = given.map((text) => movable(call, text, answerRoot));
  const duplicate = given.find((text, index) => given.indexOf(text) !== index);
  if (duplicate) throw statusRefusal(400, answerRoot, "13511", `Duplicate telephone number '${duplicate}' provided`);
  const at = call.account.now();
  for (const owned of numbers) {
    owned.siteId = peer.siteId;
    owned.sipPeerId = peer.id;
    owned.modifiedAt = at;
    const { number } = owned;
    call.account.ledger.record({
      kind: "move",
      number,
      at,
      orderId: "",
      siteId: peer.siteId,
      sipPeerId: peer.id,
      by: "api",
    });
  }
  call.account.changed();
  return emptyReply(200);
}

function movable(call: Call, text: string, answerRoot: string): OwnedNumber {
  const number = fromWire(call, text);
  if (number === undefined) {
    throw statusRefusal(400, answerRoot, "13512", `'${text}' is not a valid 10-digit telephone number`);
  }
  const owned = call.account.heldNumber(number);
  if (owned === undefined)
    throw statusRefusal(400, answerRoot, "13520", `Telephone number '${text}' is not on account`);
  if (owned.external && !call.account.settings.externalsMove)
    throw statusRefusal(400, answerRoot, "5224", "External telephone numbers can't be moved.");
  return owned;
}

export const peerNumberRoutes: Route[] = [
  ["GET", "/accounts/:account/sites/:site/sippeers/:peer/tns", listNumbers],
  ["GET", "/accounts/:account/sites/:site/sippeers/:peer/tns/:tn", getNumber],
  ["PUT", "/accounts/:account/sites/:site/sippeers/:peer/tns/:tn", setNumber],
  ["GET", "/accounts/:account/sites/:site/sippeers/:peer/totaltns", countNumbers],
  ["POST", "/accounts/:account/sites/:site/sippeers/:peer/movetns", moveNumbers],
];
