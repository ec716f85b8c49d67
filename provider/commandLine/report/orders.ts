import type { Api } from "../../bandwidth/api.js";
import { orderState } from "../../bandwidth/orders/kinds.js";
import type { OrderSummary } from "../../bandwidth/orders/summary.js";
import type { Reading } from "../adopt/reading.js";
import type { Sections } from "./inventory.js";
import type { OrderLine } from "./model.js";

const DAY_MS = 86_400_000;
/** Orders are read that were placed or changed in so many days. Back-orders are read whatever their age. */
export const ORDER_DAYS = 60;

/** States after which nothing happens to an order any more, besides those of every order. */
const OVER = new Set(["CANCELLED", "CANCELED", "REJECTED"]);

const isOpen = (status: string | undefined): boolean =>
  ["open", "backordered"].includes(orderState(status)) && !OVER.has(status?.toUpperCase() ?? "");

type Lists = readonly [kind: string, list: (api: Api, since: Since, signal: AbortSignal) => Promise<OrderSummary[]>][];

interface Since {
  /** `2026-01-31` and `26-01-31`: lists differ. */
  day: string;
  short: { startDate: string; endDate: string };
}

const LISTS: Lists = [
  [
    "new numbers",
    async (api, { short }, signal) => [
      ...(await api.orders.list({ status: "backordered" }, signal)),
      ...(await api.orders.list(short, signal)),
    ],
  ],
  ["disconnect", (api, { short }, signal) => api.disconnectOrders.list(short, signal)],
  ["port-in", async (api, _since, signal) => portsOf(await api.portInLookUps.list({}, signal), "port_in")],
  ["port-out", async (api, _since, signal) => portsOf(await api.portOuts.list({}, signal), "port_out")],
  ["options", (api, { day }, signal) => api.featureOrders.tnOptions.list({ modifiedDateFrom: day }, signal)],
  ["emergency address", (api, { day }, signal) => api.featureOrders.e911s.list({ modifiedDateFrom: day }, signal)],
  ["calling name", (api, { day }, signal) => api.featureOrders.lidbs.list({ modifiedDateFrom: day }, signal)],
  ["directory listing", (api, { day }, signal) => api.featureOrders.dldas.list({ modifiedDateFrom: day }, signal)],
  ["external numbers", (api, { day }, signal) => api.featureOrders.externalTns.list({ modifiedDateFrom: day }, signal)],
  ["local service request", (api, _since, signal) => api.lsrOrders.list({}, signal)],
];

/** Orders that are not settled yet. A list that cannot be read is a line. */
export async function readOrders(reading: Reading, sections: Sections, now: number): Promise<OrderLine[]> {
  const api = await reading.api;
  const iso = (time: number) => new Date(time).toISOString().slice(0, 10);
  const first = iso(now - ORDER_DAYS * DAY_MS);
  // A day more: the API's day may be another one than ours.
  const short = { startDate: first.slice(2), endDate: iso(now + DAY_MS).slice(2) };
  const found = new Map<string, OrderLine>();
  for (const [kind, list] of LISTS) {
    const orders = await sections.read(`orders: ${kind}`, () => list(api, { day: first, short }, reading.signal));
    for (const { orderId, status, countOfTns, orderDate, customerOrderId } of orders ?? []) {
      if (!isOpen(status)) continue;
      found.set(`${kind} ${orderId}`, {
        kind,
        orderId,
        status: status ?? "not told",
        numbers: countOfTns,
        placed: orderDate,
        customerOrderId,
      });
    }
  }
  return [...found.values()];
}

/** A list may show both directions. */
const portsOf = <Port extends { orderType?: string }>(ports: readonly Port[], type: string): Port[] =>
  ports.filter(({ orderType }) => orderType === undefined || orderType === type);
