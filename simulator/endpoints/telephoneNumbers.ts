import type { OwnedNumber } from "../account/types.js";
import { type Call, emptyReply, Refusal, type Reply, statusRefusal, xmlReply } from "../call.js";
import { tollFreePlace } from "../geography.js";
import { pageOf, sizeOf } from "../paging.js";
import type { Endpoint, Route } from "../routing.js";
import { wire } from "../telephone.js";
import type { XmlTree } from "../xml.js";
import { localTo } from "./coverage.js";
import { isoTime } from "./created.js";
import { messagingTree } from "./messagingTree.js";
import { routeTree } from "./newerOptions.js";
import { pathNumber } from "./orderBody.js";

const root = "TelephoneNumberResponse";

/** Without the Numbers role, `/tns` is 403 with an empty body (docs/maintainers/api.md#roles). */
const withRole =
  (endpoint: Endpoint): Endpoint =>
  (call) => {
    if (call.settings.withoutNumbersRole) throw new Refusal(emptyReply(403));
    return endpoint(call);
  };

/** The number in the path with the account's data about it. 404 with 15506 when no such number exists. */
function subject(call: Call): { number: string; owned?: OwnedNumber } {
  const number = pathNumber(call, "tn");
  const owned = call.account.numbers.get(number);
  if (owned === undefined && !call.account.inventory.has(number)) {
    throw statusRefusal(404, root, "15506", `The telephone number '${call.parameters.tn}' does not exist`);
  }
  return { number, owned };
}

/** The owned number in the path, for look-ups that only an owner can make. */
function ownedSubject(call: Call): OwnedNumber {
  const { owned } = subject(call);
  if (owned === undefined || owned.status === "Aging") {
    throw statusRefusal(404, root, "15506", `The telephone number '${call.parameters.tn}' does not exist`);
  }
  return owned;
}

function getNumber(call: Call): Reply {
  const { number, owned } = subject(call);
  const last = owned && lastOrder(call, owned);
  return xmlReply(200, root, {
    TelephoneNumber: wire(call, number),
    Status: statusOf(call, number, owned),
    LastModifiedDate: owned && isoTime(owned.modifiedAt).replace("T", " ").replace("Z", ""),
    OrderCreateDate: last && isoTime(last.createdAt),
    OrderId: last?.id,
    OrderType: last?.type,
    SiteId: owned && owned.status !== "Aging" ? owned.siteId : undefined,
    AccountId: owned && call.account.accountId,
  });
}

/** The order that `/tns/{tn}` names: the last of any kind, or the last that brought or disconnected the number. */
function lastOrder(call: Call, owned: OwnedNumber): { id: string; type: string; createdAt: number } {
  const { orderId: id, orderType: type, orderCreatedAt: createdAt } = owned;
  return (call.settings.anyLastOrder ? owned.lastOrder : undefined) ?? { id, type, createdAt };
}

function statusOf(call: Call, number: string, owned: OwnedNumber | undefined): string {
  if (owned) return owned.status;
  return call.account.reservationOf(number) ? "Reserved" : "Available";
}

function getDetails(call: Call): Reply {
  const { number, owned } = subject(call);
  return xmlReply(200, root, { TelephoneNumberDetails: { ...listed(call, number, owned), ...ownership(call, owned) } });
}

function ownership(call: Call, owned: OwnedNumber | undefined): XmlTree {
  if (owned === undefined || owned.status === "Aging") return {};
  const site = call.account.sites.get(owned.siteId);
  const isTold = owned.status !== "InAccount" || call.settings.inAccountPeerTold;
  const peer = isTold ? call.account.peers.get(owned.sipPeerId) : undefined;
  return {
    Site: site && { Id: site.id, Name: site.name },
    SipPeer: peer && { PeerId: peer.id, PeerName: peer.name },
    Features: featuresTree(owned),
    MessagingSettings: messagingTree(call, owned),
    TnAttributes: owned.protected ? { TnAttribute: "Protected" } : undefined,
    TnOptions: optionsTree(owned),
    OriginationRoutePlan: owned.options.routePlan && {
      Id: owned.options.routePlan.id,
      Route: owned.options.routePlan.routes.map(routeTree),
    },
  };
}

/** What is set. Leaves out an option without its own value. */
function optionsTree({ options }: OwnedNumber): XmlTree {
  return {
    CallForward: options.callForward,
    NumberFormat: options.numberFormat,
    RPIDFormat: options.rpidFormat,
    RewriteUser: options.rewriteUser,
    FinalDestinationURI: options.finalDestinationUri,
    CallVerificationEnabled: options.callVerificationEnabled,
    PindropEnabled: options.pindropEnabled,
    PortOutPasscode: options.portOutPasscode,
  };
}

/** A number without its own emergency address says so. Other features are simply missing. */
function featuresTree({ features }: OwnedNumber): XmlTree {
  const { e911, lidb, dlda } = features ?? {};
  return {
    E911: e911 ? { LastE911OrderOutcome: "SUCCESS", SipPeerAddress: false, ...e911 } : { LastE911OrderOutcome: "NONE" },
    Lidb: lidb && { Status: "Success", ...lidb },
    Dlda: dlda && { Status: "Success", ...dlda },
  };
}

/** What lists show of a number. */
export function listed(call: Call, number: string, owned: OwnedNumber | undefined): XmlTree {
  const place = call.account.inventory.placeOf(number) ?? tollFreePlace;
  return {
    City: place.city,
    Lata: place.lata,
    State: place.state,
    FullNumber: wire(call, number),
    Tier: 0,
    VendorId: 49,
    VendorName: "Bandwidth CLEC",
    RateCenter: place.rateCenter,
    Status: statusOf(call, number, owned),
    AccountId: owned && call.account.accountId,
    LastModified: owned && isoTime(owned.modifiedAt),
    InServiceDate: owned && isoTime(owned.orderCreatedAt),
  };
}

/** `GET /tns`: the account's numbers, by number. More than 2,500 per page is 1006. */
function listNumbers(call: Call): Reply {
  const size = sizeOf(call);
  if (size === undefined || !call.query.has("page")) {
    throw statusRefusal(404, "TelephoneNumbersResponse", undefined, "Size and page parameters are required");
  }
  if (size > 2_500)
    throw statusRefusal(
      400,
      "TelephoneNumbersResponse",
      "1006",
      "size must be between 1 and 2500 (bounds are included)",
    );
  const npaNxx = call.query.get("npaNxx");
  if (npaNxx !== null && !/^\d{6}$/.test(npaNxx)) {
    throw statusRefusal(400, "TelephoneNumbersResponse", "15511", `The NPA_NXX '${npaNxx}' is invalid`);
  }
  const numbers = [...call.account.numbers.values()]
    .filter((owned) => fits(call, owned))
    .sort((a, b) => (a.number < b.number ? -1 : 1));
  const { items, links } = pageOf(call, numbers, (owned) => wire(call, owned.number), size);
  return xmlReply(200, "TelephoneNumbersResponse", {
    TelephoneNumberCount: numbers.length,
    Links: links,
    TelephoneNumbers: { TelephoneNumber: items.map((owned) => listed(call, owned.number, owned)) },
  });
}

function fits(call: Call, owned: OwnedNumber): boolean {
  const place = call.account.inventory.placeOf(owned.number) ?? tollFreePlace;
  const digits = owned.number.replace(/^\+1/, "");
  const begins = (wanted: string) => digits.startsWith(wanted);
  const actual: Record<string, (wanted: string) => boolean> = {
    accountId: (wanted) => wanted === call.account.accountId,
    fullNumber: (wanted) => wanted.replace(/^\+1/, "").replace(" ", "") === digits,
    // A host ignores a filter that it doesn't know.
    ...(call.dialect === "classic"
      ? { npa: begins, npaNxxX: begins }
      : { areaCode: begins, npaNxxx: begins, countryCodeA3: (wanted) => wanted === "USA" }),
    npaNxx: begins,
    state: (wanted) => same(place.state, wanted),
    city: (wanted) => same(place.city, wanted),
    rateCenter: (wanted) => same(place.rateCenter, wanted),
    lata: (wanted) => place.lata === wanted,
    tier: (wanted) => wanted === "0",
    service: (wanted) => wanted === "Voice" || (wanted === "E911" && owned.features?.e911 !== undefined),
    status: (wanted) => same(owned.status, wanted),
  };
  return [...call.query].every(([name, wanted]) => actual[name]?.(wanted) ?? true);
}

const same = (one: string, other: string) => one.toUpperCase() === other.toUpperCase();

function getSite(call: Call): Reply {
  const { siteId } = ownedSubject(call);
  return xmlReply(200, "Site", { Id: siteId, Name: call.account.sites.get(siteId)?.name });
}

function getPeer(call: Call): Reply {
  const { sipPeerId } = ownedSubject(call);
  return xmlReply(200, "SipPeer", { Id: sipPeerId, Name: call.account.peers.get(sipPeerId)?.name });
}

function getRateCenter(call: Call): Reply {
  const place = call.account.inventory.placeOf(subject(call).number) ?? tollFreePlace;
  return xmlReply(200, root, { TelephoneNumberDetails: { State: place.state, RateCenter: place.rateCenter } });
}

function getLata(call: Call): Reply {
  const place = call.account.inventory.placeOf(subject(call).number) ?? tollFreePlace;
  return xmlReply(200, root, { TelephoneNumberDetails: { Lata: place.lata } });
}

function getLca(call: Call): Reply {
  const place = call.account.inventory.placeOf(subject(call).number) ?? tollFreePlace;
  const { npaNxxs, rateCenters } = localTo(call, place);
  const states = [...new Set(rateCenters.map(({ state }) => state))];
  return xmlReply(200, "SearchResult", {
    ListofNPANXX: { NPANXX: npaNxxs },
    Location: {
      RateCenters: states.map((state) => {
        const there = rateCenters.filter((one) => one.state === state);
        return { State: state, RCs: { RC: there.map(({ rateCenter }) => rateCenter) } };
      }),
    },
  });
}

function getHistory(call: Call): Reply {
  const { number } = subject(call);
  const lines = call.account.ledger.entries.filter((entry) => entry.number === number);
  const events = lines.map((entry) => ({
    AccountId: call.account.accountId,
    LastModifiedDate: isoTime(entry.at),
    OrderId: entry.orderId,
    Status: entry.kind === "disconnect" ? "Aging" : "Inservice",
    UserId: "simulator-user",
    OrderType: entry.kind === "disconnect" ? "DISCONNECT" : "NEW_NUMBER_ORDER",
  }));
  if (events.length === 0) {
    throw new Refusal(
      xmlReply(404, "ErrorResponse", { irisStatus: { Code: 404, Description: "Results were not found." } }),
    );
  }
  return xmlReply(200, root, {
    TelephoneNumberStatuses: { TelephoneNumberStatus: events },
    TelephoneNumber: wire(call, number),
  });
}

function getReservation(call: Call): Reply {
  const { number } = subject(call);
  const reservation = call.account.reservationOf(number);
  if (reservation === undefined) {
    throw statusRefusal(404, "TNReservation", "5043", `Reservation for ${call.parameters.tn} not found.`);
  }
  return xmlReply(200, "TNReservation", {
    ReservationID: reservation.id,
    Account: call.account.accountId,
    ReservationExpires: Math.round((reservation.expiresAt - call.account.now()) / 1_000),
    ReservedTN: wire(call, number),
  });
}

export const telephoneNumberRoutes: Route[] = (
  [
    ["GET", "/tns", listNumbers],
    ["GET", "/tns/:tn", getNumber],
    ["GET", "/tns/:tn/tndetails", getDetails],
    ["GET", "/tns/:tn/sites", getSite],
    ["GET", "/tns/:tn/sippeers", getPeer],
    ["GET", "/tns/:tn/ratecenter", getRateCenter],
    ["GET", "/tns/:tn/lca", getLca],
    ["GET", "/tns/:tn/lata", getLata],
    ["GET", "/tns/:tn/history", getHistory],
    ["GET", "/tns/:tn/tnreservation", getReservation],
  ] satisfies Route[]
).map(([method, path, endpoint]) => [method, path, withRole(endpoint)]);
