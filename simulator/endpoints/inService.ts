import type { OwnedNumber } from "../account/types.js";
import { type Call, emptyReply, Refusal, type Reply, statusRefusal, xmlReply } from "../call.js";
import { tollFreePlace } from "../geography.js";
import { firstLink, pageOf, sizeOf } from "../paging.js";
import type { Route } from "../routing.js";
import { wire } from "../telephone.js";
import { isoTime } from "./created.js";
import { pathNumber } from "./orderBody.js";
import { shown } from "./shown.js";
import { siteOf } from "./sites.js";

type Filter = (call: Call, number: string, wanted: string) => boolean;

const digitsOf = (number: string) => number.replace(/^\+1/, "");
const placeOf = (call: Call, number: string) => call.account.inventory.placeOf(number) ?? tollFreePlace;
const same = (one: string, other: string) => one.toUpperCase() === other.toUpperCase();

const beginsWith: Filter = (_call, number, wanted) => digitsOf(number).startsWith(wanted);
const codes: Record<string, Filter> = { areaCode: beginsWith, npaNxx: beginsWith, npaNxxx: beginsWith };

/** The filters that every list calls by the same name. */
const common: Record<string, Filter> = {
  lata: (call, number, wanted) => placeOf(call, number).lata === wanted,
  state: (call, number, wanted) => same(placeOf(call, number).state, wanted),
};
const city: Filter = (call, number, wanted) => same(placeOf(call, number).city, wanted);
const rateCenter: Filter = (call, number, wanted) => same(placeOf(call, number).rateCenter, wanted);
/** The simulated numbers belong to the United States. */
const country: Filter = (_call, number, wanted) => wanted === "USA" && number.startsWith("+1");

/** The account's list and the site's list spell their filters differently. So do the two hosts. */
const filters: Record<string, Record<string, Filter>> = {
  "classic account": { ...common, areacode: beginsWith, npanxx: beginsWith, ratecenter: rateCenter },
  "classic site": { ...common, ...codes, city, rateCenter },
  "universal account": { ...common, ...codes, city, countryCodeA3: country, ratecenter: rateCenter },
  "universal site": { ...common, ...codes, city, countryCodeA3: country, rateCenter },
};

/** A list ignores a filter that it doesn't know. */
function filtered(call: Call, numbers: string[], list: "account" | "site"): string[] {
  if (call.dialect === "universal" && call.query.has("areaCode") && !call.query.has("countryCodeA3")) {
    throw new Refusal(emptyReply(404));
  }
  const active = [...call.query]
    .map(([name, wanted]) => ({ filter: filters[`${call.dialect} ${list}`]?.[name], wanted }))
    .filter(({ filter }) => filter !== undefined);
  if (active.length === 0) return numbers;
  return numbers.filter((number) => active.every(({ filter, wanted }) => filter?.(call, number, wanted)));
}

const inService = (call: Call, scope?: { siteId?: string }) => shown(call, call.account.held(scope), "inService");

/** 204 when there are none. 404 for a rate center without its state. */
function listInService(call: Call): Reply {
  if (call.query.has("ratecenter") && !call.query.has("state")) return emptyReply(404);
  return numberPage(call, filtered(call, inService(call), "account"));
}

function listOfSite(call: Call): Reply {
  return numberPage(call, filtered(call, inService(call, { siteId: siteOf(call).id }), "site"));
}

function numberPage(call: Call, numbers: string[]): Reply {
  const { items, links } = pageOf(call, numbers, (number) => wire(call, number), sizeOf(call) ?? 300);
  if (items.length === 0) return emptyReply(204);
  return xmlReply(200, "TNs", {
    TotalCount: numbers.length,
    Links: links,
    TelephoneNumbers: { Count: items.length, TelephoneNumber: items.map((number) => wire(call, number)) },
  });
}

function totals(call: Call): Reply {
  return xmlReply(200, "Quantity", { Count: inService(call).length });
}

/** No body in either case: 200 means in service, 404 means not. */
function verify(call: Call): Reply {
  const number = pathNumber(call, "tn");
  const held = call.account.heldNumber(number) ? [number] : [];
  return emptyReply(shown(call, held, "inService").length > 0 ? 200 : 404);
}

/** The numbers disconnected on these days, which come as a pair and as YY-MM-DD. */
function disconnected(call: Call): string[] {
  const { startdate, enddate } = Object.fromEntries(call.query);
  if ((startdate === undefined) !== (enddate === undefined)) {
    throw statusRefusal(400, "ErrorResponse", undefined, "startdate and enddate must be used as a pair");
  }
  const day = ({ modifiedAt }: OwnedNumber) => isoTime(modifiedAt).slice(2, 10);
  return [...call.account.numbers.values()]
    .filter((owned) => owned.status === "Aging")
    .filter((owned) => startdate === undefined || (day(owned) >= startdate && day(owned) <= (enddate ?? "")))
    .map((owned) => owned.number)
    .sort();
}

function listDisconnected(call: Call): Reply {
  const size = sizeOf(call);
  if (size === undefined || !call.query.has("page")) return xmlReply(404, "Links", firstLink(call));
  const numbers = disconnected(call);
  const { items, links } = pageOf(call, numbers, (number) => wire(call, number), size);
  return xmlReply(200, "TNs", {
    TotalCount: numbers.length,
    Links: links,
    TelephoneNumbers: { Count: items.length, TelephoneNumber: items.map((number) => wire(call, number)) },
  });
}

function disconnectedTotals(call: Call): Reply {
  return xmlReply(200, "Quantity", { Count: disconnected(call).length });
}

export const inServiceRoutes: Route[] = [
  ["GET", "/accounts/:account/inserviceNumbers", listInService],
  ["GET", "/accounts/:account/inserviceNumbers/totals", totals],
  ["GET", "/accounts/:account/inserviceNumbers/:tn", verify],
  ["GET", "/accounts/:account/discnumbers", listDisconnected],
  ["GET", "/accounts/:account/discnumbers/totals", disconnectedTotals],
  ["GET", "/accounts/:account/sites/:site/inserviceNumbers", listOfSite],
];
