import type { Client } from "../http/client.js";
import { disconnectOrder as kind, orderState } from "../orders/kinds.js";
import { type ListedOrder, listedOrders, orderForm, provenOrder } from "../orders/list.js";
import { wholeList } from "../orders/pagedList.js";
import { toE164 } from "../orders/report.js";
import { texts, type XmlElement } from "../xml/xml.js";

/** A disconnect that isn't finished. */
export interface OpenDisconnect {
  orderId: string;
  /** E.164. */
  numbers: string[];
}

/** The largest page of this list (docs/maintainers/api.md#paging). */
const pageSize = 5_000;
const dayMs = 86_400_000;
/** An interrupted run's order isn't older than this. Most disconnects finish in a second. */
const daysBack = 7;

/** How long the disconnects of one run share a list. */
const sharedMs = 60_000;

/** The disconnects that an interrupted run may have left open. */
export class OpenDisconnects {
  private shared: { at: number; open: Promise<readonly OpenDisconnect[]> } | undefined;

  constructor(private readonly client: Client) {}

  /**
   * As the list has shown them a short time ago. That is enough before a disconnect: a run that was interrupted is over by
   * then, this run follows its own orders, and the API refuses a number that is in an open order (5218).
   */
  async lately(signal?: AbortSignal): Promise<readonly OpenDisconnect[]> {
    const { clock } = this.client;
    for (;;) {
      const known = this.shared;
      if (known === undefined || clock.now() - known.at >= sharedMs) {
        const shared = { at: clock.now(), open: this.now(signal) };
        this.shared = shared;
        shared.open.catch(() => this.forget(shared));
        return shared.open;
      }
      try {
        return await known.open;
      } catch {
        // The caller that began this read may have canceled it. Read the list again.
        this.forget(known);
      }
    }
  }

  /** The next caller reads the list again. */
  forget(only = this.shared): void {
    if (this.shared === only) this.shared = undefined;
  }

  /** As the list shows them now. */
  now(signal?: AbortSignal): Promise<OpenDisconnect[]> {
    return openDisconnects(this.client, signal);
  }
}

/**
 * The open disconnects. They can't be looked up by our own id or by number (docs/maintainers/api.md#disconnects), and
 * the list doesn't name numbers. So this narrows the list by date and reads only the open orders. Usually there are
 * none, so this costs one request.
 */
async function openDisconnects(client: Client, signal?: AbortSignal): Promise<OpenDisconnect[]> {
  const open = (await lately(client, signal)).filter(({ status }) => orderState(status) === "open");
  return Promise.all(
    open.map(async ({ orderId }) => {
      const { body } = await provenOrder(client, kind, orderId, signal);
      return { orderId, numbers: askedNumbers(body) };
    }),
  );
}

/** The numbers that a disconnect is about. E.164. */
export function askedNumbers(body: XmlElement): string[] {
  const path = ["orderRequest", "DisconnectTelephoneNumberOrderType", "TelephoneNumberList", "TelephoneNumber"];
  return texts(body, ...path).map(toE164);
}

async function lately(client: Client, signal?: AbortSignal): Promise<ListedOrder[]> {
  const now = client.clock.now();
  // The API's day may begin earlier or later than ours.
  const query = { startdate: day(now - daysBack * dayMs), enddate: day(now + dayMs) };
  const request = { method: "GET", path: client.account(kind.collection), query, signal } as const;
  // If the list doesn't show a disconnect, the API refuses its numbers when they are sent again.
  const form = { ...orderForm("list of disconnects"), size: pageSize, mayBeShort: true };
  return (await wholeList(client, request, form)).flatMap(listedOrders);
}

/** YY-MM-DD, as this list's filters expect. */
const day = (time: number): string => new Date(time).toISOString().slice(2, 10);
