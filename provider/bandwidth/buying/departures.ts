import type { Client } from "../http/client.js";
import { SharedRead } from "../http/sharedRead.js";
import { disconnectOrder as kind, orderState } from "../orders/kinds.js";
import { listedOrders, orderForm, provenOrder } from "../orders/list.js";
import { wholeList } from "../orders/pagedList.js";
import { portOuts } from "../porting/portOuts.js";
import { askedNumbers } from "./openDisconnects.js";

/** With more orders than this, it takes fewer requests to look up some numbers one by one. */
const mostOrders = 10;
/** The largest page of the list of disconnects (docs/maintainers/api.md#paging). */
const pageSize = 5_000;
const dayMs = 86_400_000;
/** Days of this many days before and after are asked for too: the API's day, or its clock, may differ from ours. */
const slackMs = 2 * dayMs;
/** What was read is shared for this long, as in the two reads of an import. */
const momentMs = 5_000;

/**
 * Which numbers may have left the account since a moment, whether or not they are back: those of disconnects and of
 * port-outs (docs/maintainers/money.md#who-still-has-an-orders-numbers). A number that is on the account and not among
 * them was not brought by another order since.
 */
export class Departures {
  private readonly readings = new Map<string, SharedRead<Set<string> | undefined>>();

  constructor(private readonly client: Client) {}

  /** `since`: a time as the API writes it. Undefined when lists don't show it, or not with few requests. */
  leftSince(since: string): Promise<Set<string> | undefined> {
    const time = Date.parse(since);
    if (Number.isNaN(time)) return Promise.resolve(undefined);
    const first = day(time - slackMs);
    const known = this.readings.get(first);
    if (known?.isFresh(momentMs)) return known.whole;
    // What the lists don't show, or these credentials may not see, the numbers themselves show.
    const reading = new SharedRead(
      this.client,
      this.read(first).catch(() => undefined),
    );
    this.readings.set(first, reading);
    return reading.whole;
  }

  private async read(first: string): Promise<Set<string> | undefined> {
    const last = day(this.client.clock.now() + slackMs);
    const [disconnected, ported] = await Promise.all([this.disconnects(first, last), this.portOuts(first, last)]);
    if (disconnected.length + ported.length > mostOrders) return undefined;
    const found = await Promise.all([
      ...disconnected.map(async (orderId) => askedNumbers((await provenOrder(this.client, kind, orderId)).body)),
      ...ported.map(async (orderId) => (await portOuts(this.client).get(orderId))?.telephoneNumbers ?? []),
    ]);
    // An order that names no number may be about any.
    if (found.some((numbers) => numbers.length === 0)) return undefined;
    return new Set(found.flat());
  }

  private async disconnects(first: string, last: string): Promise<string[]> {
    // YY-MM-DD, as this list's filters expect.
    const query = { startdate: first.slice(2), enddate: last.slice(2) };
    const request = { method: "GET", path: this.client.account(kind.collection), query } as const;
    const form = { ...orderForm("list of disconnects"), size: pageSize };
    const listed = (await wholeList(this.client, request, form)).flatMap(listedOrders);
    return listed.filter(({ status }) => orderState(status) !== "failed").map(({ orderId }) => orderId);
  }

  private async portOuts(startDate: string, endDate: string): Promise<string[]> {
    return (await portOuts(this.client).list({ startDate, endDate })).map(({ orderId }) => orderId);
  }
}

/** YYYY-MM-DD. */
const day = (time: number): string => new Date(time).toISOString().slice(0, 10);
