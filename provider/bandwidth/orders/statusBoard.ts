import type { Client } from "../http/client.js";
import { Canceled } from "../http/errors.js";
import type { Query } from "../http/url.js";
import { isKnownState, type OrderKind, orderState } from "./kinds.js";
import { listedOrders } from "./list.js";

/** From so many open orders on, one list costs less than a look at each. */
const fewOrders = 3;
/** A list that could not be read is not asked for again for this time. Then each order is looked at by itself. */
const troubleMs = 60_000;
const dayMs = 86_400_000;

/** An order that somebody waits for. */
export interface Watched {
  readonly orderId: string;
  /** What a list has told last: that the order was still open, with this status, when the list was asked for. */
  told?: { at: number; status: string };
  /** A list has shown that the order is no longer open, or didn't show it. So the order itself has to be looked at. */
  mustLook: boolean;
  /** Ends the sleep before the next look. */
  wake?: () => void;
}

/**
 * The open orders of one kind that a run waits for. One list shows all of them whether they are still open. It never tells
 * how an order has ended: that only the order itself does (docs/maintainers/money.md#waiting).
 */
export class StatusBoard {
  private readonly open = new Set<Watched>();
  private asking: Promise<void> | undefined;
  private troubleUntil = 0;

  constructor(
    private readonly client: Client,
    private readonly kind: OrderKind,
  ) {}

  watch(orderId: string): Watched {
    const watched: Watched = { orderId, mustLook: false };
    this.open.add(watched);
    return watched;
  }

  leave(watched: Watched): void {
    this.open.delete(watched);
  }

  /** How many orders somebody waits for. */
  get count(): number {
    return this.open.size;
  }

  /** Whether a list can tell about these orders for fewer requests. */
  get hasList(): boolean {
    if (this.kind.recent === undefined || this.count < fewOrders) return false;
    return this.client.clock.now() >= this.troubleUntil;
  }

  /** Asks the list, once for all who ask at the same time, and tells everybody. It never throws. */
  ask(): Promise<void> {
    this.asking ??= this.list().finally(() => {
      this.asking = undefined;
    });
    return this.asking;
  }

  /** Sleeps until the next look. It ends early when a list shows that the order is no longer open. */
  async sleep(watched: Watched, ms: number, signal?: AbortSignal): Promise<void> {
    const woken = new AbortController();
    watched.wake = () => woken.abort();
    try {
      await this.client.clock.sleep(ms, signal ? AbortSignal.any([signal, woken.signal]) : woken.signal);
    } catch (error) {
      if (signal?.aborted) throw new Canceled("a wait", "unsent", signal.reason);
      if (!woken.signal.aborted) throw error;
    } finally {
      watched.wake = undefined;
    }
  }

  private async list(): Promise<void> {
    const at = this.client.clock.now();
    const asked = [...this.open];
    try {
      const path = this.client.account(this.kind.collection);
      const { body } = await this.client.request({ method: "GET", path, query: recently(this.kind, at) });
      const shown = new Map(listedOrders(body).map(({ orderId, status }) => [orderId, status]));
      for (const watched of asked) {
        const status = shown.get(watched.orderId);
        const isOpen =
          status !== undefined && orderState(status, this.kind) === "open" && isKnownState(status, this.kind);
        if (isOpen) watched.told = { at, status };
        else watched.mustLook = true;
        if (!isOpen && status !== undefined) watched.wake?.();
      }
    } catch {
      this.troubleUntil = this.client.clock.now() + troubleMs;
      for (const watched of asked) watched.mustLook = true;
    }
  }
}

/** The orders of yesterday and today. The API's day may begin earlier or later than ours. */
function recently({ recent }: OrderKind, now: number): Query {
  const from = new Date(now - dayMs).toISOString().slice(0, 10);
  const to = new Date(now + dayMs).toISOString().slice(0, 10);
  if (recent === "modifiedDateFrom") return { modifiedDateFrom: from };
  return { page: 1, size: 1_000, startdate: from.slice(2), enddate: to.slice(2) };
}

const boards = new WeakMap<Client, Map<string, StatusBoard>>();

/** What all orders of this kind and run share. */
export function boardOf(client: Client, kind: OrderKind): StatusBoard {
  const known = boards.get(client) ?? new Map<string, StatusBoard>();
  boards.set(client, known);
  const board = known.get(kind.collection) ?? new StatusBoard(client, kind);
  known.set(kind.collection, board);
  return board;
}
