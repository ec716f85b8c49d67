import type { Fault, OrderScript, RequestRecord } from "../../simulator/index.js";
import type { Account } from "./account.js";
import type { Operation } from "./operations/operation.js";
import type { ProviderProcess } from "./providerProcess.js";

/** One request of an operation, as it was sent when nothing went wrong. */
export interface Place {
  operation: Operation;
  requests: readonly RequestRecord[];
  /** The paths that were asked for before it. */
  known: ReadonlySet<string>;
  /** Which of them, from 0. */
  index: number;
}

/** Where a fault is laid out. */
export interface Scene {
  account: Pick<Account, "simulator">;
  process: Pick<ProviderProcess, "kill" | "cancel">;
  /** The request that it hits, counted from 0 and from now. */
  index: number;
  /** What that request should be, where it matters. */
  request?: RequestRecord;
}

/** Something that goes wrong at one request of an operation. */
export interface InjectedFault {
  name: string;
  /** Whether it can go wrong there; everywhere unless told. */
  fits?: (place: Place) => boolean;
  arm: (scene: Scene) => void;
  /** What somebody at Bandwidth puts right before the next `up`. */
  mend?: (account: Scene["account"]) => void;
  requestTimeoutMs?: number;
  /** The command goes well, and is killed before the engine hears of it. */
  unheard?: boolean;
  /** How many more orders than usual come of it: those for what the first one did not bring. */
  moreOrders?: number;
}

/** Short, where a server that never answers has to be waited for. */
const requestTimeoutMs = 400;
const tokens = /oauth2\/token/;
/** Everything else: what is asked of a number is not below the account. */
const api = /^(?!.*oauth2\/token)/;

/** At this one request. */
const once =
  (fault: Fault, onHit?: (scene: Scene) => void): InjectedFault["arm"] =>
  (scene) => {
    const { account, index } = scene;
    account.simulator.faults.add({ path: api, nth: index + 1, fault, onHit: onHit && (() => onHit(scene)) });
  };

/** At this request and every one after it, until the command has ended. */
const lasting =
  (fault: Fault): InjectedFault["arm"] =>
  ({ account, index }) =>
    account.simulator.faults.add({ path: api, nth: index + 1, times: Number.POSITIVE_INFINITY, fault });

const both = (name: string, fault: Fault, fits?: InjectedFault["fits"]): InjectedFault[] => [
  { name, fits, arm: once(fault) },
  { name: `${name}, lasting`, fits, arm: lasting(fault) },
];

export const nothing: Fault = { kind: "delay", ms: 0 };
const status = (code: number): Fault => ({ kind: "status", status: code });
/** What Bandwidth says when something fails inside, below an element that belongs to no answer. */
const failedInside =
  "<Response><ErrorList><Error><Code>1000</Code><Description>Something failed inside.</Description></Error></ErrorList></Response>";
/** May mean a role, a feature or the kind of account. */
const accessDenied =
  "<Response><ResponseStatus><ErrorCode>1001</ErrorCode><Description>Access Denied</Description></ResponseStatus></Response>";
const isRead = ({ requests, index }: Place) => requests[index]?.method === "GET";
const isWrite = (place: Place) => !isRead(place);
/** What makes something. `POST /tns` only reads. */
const isPost = ({ requests, index }: Place) => requests[index]?.method === "POST" && requests[index].path !== "/tns";
/** There, a 404 without a body may be how the API says that a service is off: no page shows another way. */
const looksAtService = ({ requests, index }: Place) => /\/products\//.test(requests[index]?.path ?? "");
const isLast = ({ requests, index }: Place) => index === requests.length - 1;
/** The first look at something that was not there before, after something was written. */
const isFreshLook = (place: Place) => {
  const earlier = place.requests.slice(0, place.index);
  const { path = "" } = place.requests[place.index] ?? {};
  if (!isRead(place) || place.known.has(path)) return false;
  return earlier.some(writes) && !earlier.some((one) => one.method === "GET" && one.path === path);
};
const writes = ({ method }: RequestRecord) => method !== "GET";

/** Answers that do not come, or not as they should. */
const wire: readonly InjectedFault[] = [
  ...both("answer lost after it acted", { kind: "lostAnswer" }),
  ...both("reset before it acted", { kind: "reset" }),
  ...both("answer breaks off", { kind: "aborted" }),
  ...both("body cut in half", { kind: "cut" }),
  ...both("body empty", { kind: "empty" }),
  { name: "POST answered with nothing, not acted", fits: isPost, arm: once({ kind: "empty", act: false }) },
  { name: "a page that nothing is found, with 404", arm: once({ kind: "html", status: 404 }) },
  { name: "404 without a body", fits: (place) => !looksAtService(place), arm: once(status(404)) },
  ...both("HTML page with 200", { kind: "html" }),
  ...both("HTML page with 200, acted", { kind: "html", act: true }, isWrite),
  ...both("JSON with 200", { kind: "json" }),
  ...both("content type text/html", { kind: "contentType", contentType: "text/html" }),
  ...both("content type application/json", { kind: "contentType", contentType: "application/json" }),
  ...both("errors in XML with 200", { kind: "status", status: 200, body: failedInside }),
  ...both("errors in XML with 200, acted", { kind: "status", status: 200, body: failedInside, act: true }, isWrite),
  ...both("a count that says more than the list", { kind: "countsMore" }, isRead),
  { name: "answer trickles", arm: once({ kind: "trickle", bytes: 200, intervalMs: 1 }) },
  { name: "no answer within the time limit", arm: once({ kind: "silence" }), requestTimeoutMs },
];

/** Answers that say no. */
const refusals: readonly InjectedFault[] = [
  ...[500, 502, 503, 504].flatMap((code) => both(String(code), status(code))),
  ...both("500 after it acted", { kind: "status", status: 500, act: true }, isWrite),
  ...both("504 after it acted", { kind: "status", status: 504, act: true }, isWrite),
  ...both("403", status(403)),
  ...both("403 with words", { kind: "status", status: 403, body: accessDenied }),
  ...both("500 with errors in JSON", { kind: "json", status: 500, body: '{"error":{"code":"1000"}}' }),
  ...both("429, Retry-After", { kind: "status", status: 429, retryAfter: 2 }),
  { name: "429, X-RateLimit-Reset in s", arm: once(rateLimit("s")) },
  { name: "429, X-RateLimit-Reset in ms", arm: once(rateLimit("ms")) },
  { name: "token revoked", arm: once(nothing, ({ account }) => account.simulator.revokeTokens()) },
  {
    name: "token revoked, token endpoint 503 once",
    arm: once(nothing, ({ account }) => {
      account.simulator.revokeTokens();
      account.simulator.faults.add({ path: tokens, fault: status(503) });
    }),
  },
  {
    name: "token revoked, token endpoint down",
    arm: once(nothing, ({ account }) => {
      account.simulator.revokeTokens();
      account.simulator.faults.add({ path: tokens, times: Number.POSITIVE_INFINITY, fault: { kind: "html" } });
    }),
  },
  { name: "page repeated", fits: isRead, arm: once({ kind: "repeatPage" }) },
];

function rateLimit(rateLimitUnit: "s" | "ms"): Fault {
  return { kind: "status", status: 429, rateLimitResetInMs: 3_000, rateLimitUnit };
}

/** The process ends. After an answer and before the next request is, for the account, the same moment. */
const deaths: readonly InjectedFault[] = [
  { name: "killed before it acted", arm: once({ kind: "silence", act: false }, ({ process }) => process.kill()) },
  { name: "killed after it acted", arm: once({ kind: "silence" }, ({ process }) => process.kill()) },
  {
    name: "Ctrl-C before it acted",
    arm: once({ kind: "silence", act: false }, ({ process }) => process.cancel()),
    requestTimeoutMs,
  },
  {
    name: "Ctrl-C after it acted",
    arm: once({ kind: "silence" }, ({ process }) => process.cancel()),
    requestTimeoutMs,
  },
];

/** What only goes wrong at certain requests. */
const inPlace: readonly InjectedFault[] = [
  { name: "404 right after a write", fits: isFreshLook, arm: hideFromLook },
  { name: "killed after the last answer", fits: isLast, arm: () => {}, unheard: true },
];

/** What was just made is not there yet; by its path, so that nothing else is denied. */
function hideFromLook({ account, request }: Scene): void {
  account.simulator.faults.on("GET", new RegExp(`^${request?.path}$`), { kind: "notFound" });
}

/** The kind of order that a request places, if it does. */
function orderKind({ method, path }: RequestRecord): OrderScript["kind"] {
  const kind = /^\/accounts\/[^/]+\/(orders|disconnects|tnoptions|moveTns|e911s|lidbs|dldas|externalTns)$/.exec(
    path,
  )?.[1];
  return method === "POST" ? (kind as OrderScript["kind"]) : undefined;
}

/** How an order goes that this request places. */
export const script =
  (outcome: Omit<OrderScript, "kind">): InjectedFault["arm"] =>
  ({ account, request }) =>
    account.simulator.account.script({ ...outcome, kind: request && orderKind(request) });

export const placesOrder = ({ requests, index }: Place) =>
  requests[index] !== undefined && orderKind(requests[index]) !== undefined;
const buys = ({ requests, index }: Place) => requests[index] !== undefined && orderKind(requests[index]) === "orders";

/** Orders that do not go as ordered. */
const orders: readonly InjectedFault[] = [
  { name: "order stuck in PROCESSING", fits: placesOrder, arm: script({ outcome: "stuck" }), mend: helpOn },
  { name: "order in an unknown status", fits: placesOrder, arm: script({ outcome: "unknown" }), mend: helpOn },
  {
    name: "order slower than the time allowed",
    fits: placesOrder,
    arm: script({ outcome: "slow", latencyMs: 90_000 }),
  },
  { name: "order filled in part", fits: placesOrder, arm: script({ outcome: "partial", count: 1 }), moreOrders: 1 },
  {
    name: "order refused for one number",
    fits: placesOrder,
    arm: script({ outcome: "partial", count: 1, code: "5091", description: "Not applicable at the TN level" }),
    moreOrders: 1,
  },
  { name: "order FAILED", fits: placesOrder, arm: script({ outcome: "failed" }) },
  {
    name: "number taken by somebody else",
    fits: buys,
    arm: withhold,
    mend: ({ simulator }) => simulator.account.inventory.withdrawn.clear(),
  },
];

function helpOn({ simulator: { account } }: Scene["account"]): void {
  for (const order of account.orders.values()) {
    if (order.script?.outcome === "stuck" || order.script?.outcome === "unknown") account.resume(order);
  }
}

/** All that this order could get but one, or one of those that it names. */
function withhold({ account: { simulator }, request }: Scene): void {
  const named = /<TelephoneNumber>\+?1?(\d{10})</.exec(request?.body ?? "")?.[1];
  const { inventory } = simulator.account;
  const all = [...inventory.matching({ areaCode: "919" })].filter((number) => simulator.account.isFree(number));
  simulator.account.withdrawNumbers(named === undefined ? all.slice(1) : [`+1${named}`]);
}

/** What can go wrong at any request, whatever it is. */
export const anywhere: readonly InjectedFault[] = [...wire, ...refusals, ...deaths];

/** Everything that goes wrong. */
export const faults: readonly InjectedFault[] = [...anywhere, ...inPlace, ...orders];
