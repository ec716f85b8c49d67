import { describe, expect, test } from "vitest";
import type { Client, Clock } from "../../provider/bandwidth/http/client.js";
import { follow } from "../../provider/bandwidth/orders/follow.js";
import { lidbOrder, lsrOrder, newNumberOrder, type OrderKind } from "../../provider/bandwidth/orders/kinds.js";

/** A time in which many wait at once: it goes on to whoever wakes up first, when nobody does anything any more. */
class SharedTime implements Clock {
  private time = Date.UTC(2026, 0, 1);
  private readonly sleepers = new Set<{ at: number; wake: () => void }>();

  now = () => this.time;

  sleep = (ms: number, signal?: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      const sleeper = { at: this.time + ms, wake: resolve };
      this.sleepers.add(sleeper);
      signal?.addEventListener("abort", () => {
        this.sleepers.delete(sleeper);
        reject(signal.reason);
      });
    });

  async until<T>(work: Promise<T>): Promise<T> {
    let isOver = false;
    void work.finally(() => {
      isOver = true;
    });
    for (;;) {
      for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
      if (isOver) return work;
      const [next] = [...this.sleepers].sort((one, other) => one.at - other.at);
      if (next === undefined) throw new Error("everybody waits for something that nobody does");
      this.sleepers.delete(next);
      this.time = Math.max(this.time, next.at);
      next.wake();
    }
  }
}

interface Look {
  at: number;
  /** The order, or undefined for a list. */
  orderId?: string;
}

/** An API whose orders are done after some time, and that answers within 5 ms. */
class Desk {
  readonly time = new SharedTime();
  readonly looks: Look[] = [];
  readonly delays: number[] = [];
  private readonly doneAt = new Map<string, number>();
  /** The list doesn't answer. */
  listFails = false;
  /** The list shows every order as it was this long ago. */
  lagMs = 0;
  private placed = 0;

  readonly client = {
    clock: this.time,
    random: () => 0.5,
    account: (...path: string[]) => path,
    request: async ({ path: [, orderId] }: { path: string[] }) => {
      this.looks.push({ at: this.time.now(), orderId });
      await this.time.sleep(5);
      if (orderId !== undefined) return { status: 200, root: "R", body: this.shown(orderId, this.time.now()) };
      if (this.listFails) throw new Error("no list today");
      const at = this.time.now() - this.lagMs;
      const entries = [...this.doneAt.keys()].map((id) => ({ ...this.shown(id, at), OrderId: id }));
      return { status: 200, root: "R", body: { List: { Entry: entries } } };
    },
  } as unknown as Client;

  private shown(orderId: string, at: number) {
    const status = at >= (this.doneAt.get(orderId) ?? 0) ? "COMPLETE" : "PROCESSING";
    return { OrderStatus: status, ProcessingStatus: status };
  }

  /** Places an order and waits for its end. */
  async order(kind: OrderKind, takesMs: number): Promise<void> {
    const orderId = `o${this.placed++}`;
    const acceptedAt = this.time.now();
    this.doneAt.set(orderId, acceptedAt + takesMs);
    const { report } = await follow(this.client, kind, orderId, { timeoutMs: 3_600_000 }, { acceptedAt });
    expect(report.state).toBe("done");
    this.delays.push(this.time.now() - acceptedAt - takesMs);
  }

  /** So many orders, so many of them at once, as the engine would place them. */
  async orders(kind: OrderKind, count: number, atOnce: number, takesMs: (index: number) => number): Promise<void> {
    let next = 0;
    const one = async () => {
      for (let index = next++; index < count; index = next++) await this.order(kind, takesMs(index));
    };
    await this.time.until(Promise.all(Array.from({ length: atOnce }, one)));
  }

  get meanDelay(): number {
    return this.delays.reduce((sum, delay) => sum + delay, 0) / this.delays.length;
  }
}

/** The goal: it is known soon after it is done, measured by how long it takes. */
const goalMs = (takesMs: number) => Math.max(120, takesMs / 20);

test("of orders that are open together, only a few are looked at before they can be done", async () => {
  const desk = new Desk();
  await desk.orders(newNumberOrder, 160, 16, () => 300);
  // One look tells how each has ended. The others, lists included, are what it costs to learn.
  expect(desk.looks.length).toBeLessThanOrEqual(160 + 24);
  expect(desk.meanDelay).toBeLessThanOrEqual(60);
});

test("orders that become faster are known sooner after a while, also when many are open together", async () => {
  const desk = new Desk();
  await desk.orders(newNumberOrder, 64, 16, () => 2_000);
  desk.delays.length = 0;
  await desk.orders(newNumberOrder, 1_600, 16, () => 500);
  const last = desk.delays.slice(-160);
  expect(last.reduce((sum, delay) => sum + delay, 0) / last.length).toBeLessThan(desk.delays[0] ?? 0);
});

describe.each([100, 500, 2_000, 10_000, 30_000])("orders that take %i ms", (takesMs) => {
  test("are known to be done soon after, for few looks, 16 at once", async () => {
    const desk = new Desk();
    await desk.orders(newNumberOrder, 64, 16, () => takesMs);
    expect(desk.meanDelay).toBeLessThanOrEqual(goalMs(takesMs));
    expect(desk.looks.length / 64).toBeLessThanOrEqual(6);
  });

  test("the same when they differ by a third, and one after the other", async () => {
    const desk = new Desk();
    const takes = (index: number) => takesMs * (5 / 6 + ((index * 7) % 16) / 48);
    await desk.orders(lidbOrder, 64, 16, takes);
    expect(desk.meanDelay).toBeLessThanOrEqual(goalMs(takesMs));
    expect(desk.looks.length / 64).toBeLessThanOrEqual(6);
    const single = new Desk();
    await single.orders(newNumberOrder, 30, 1, () => takesMs);
    expect(single.meanDelay).toBeLessThanOrEqual(goalMs(takesMs));
    expect(single.looks.length / 30).toBeLessThanOrEqual(6);
  });
});

test("when it is known how long orders take, the first look does not come before it can be true", async () => {
  const desk = new Desk();
  await desk.orders(newNumberOrder, 20, 4, () => 10_000);
  const before = desk.looks.length;
  const start = desk.time.now();
  await desk.orders(newNumberOrder, 4, 4, () => 10_000);
  const first = Math.min(...desk.looks.slice(before).map(({ at }) => at - start));
  expect(first).toBeGreaterThan(9_500);
});

test("what two close looks have told of an order replaces what was guessed before, so the third order is looked at once", async () => {
  const desk = new Desk();
  const looksOf = async (takesMs: number) => {
    const before = desk.looks.length;
    await desk.orders(newNumberOrder, 1, 1, () => takesMs);
    return desk.looks.length - before;
  };
  expect([await looksOf(300), await looksOf(300), await looksOf(300), await looksOf(300)]).toEqual([2, 3, 1, 1]);
});

test("at rest all open orders together are asked about once a second", async () => {
  const desk = new Desk();
  await desk.orders(newNumberOrder, 16, 16, () => 60_000);
  const start = Math.min(...desk.looks.map(({ at }) => at));
  const resting = desk.looks.filter(({ at }) => at - start > 20_000 && at - start < 30_000);
  expect(resting.length).toBeLessThan(16);
});

test("a list that lags behind, or cannot be read, delays nothing for good and ends no wait", async () => {
  const lagging = new Desk();
  lagging.lagMs = 1e9;
  await lagging.orders(newNumberOrder, 16, 16, () => 3_000);
  expect(Math.max(...lagging.delays)).toBeLessThan(3_500);
  const failing = new Desk();
  failing.listFails = true;
  await failing.orders(newNumberOrder, 16, 16, () => 3_000);
  expect(Math.max(...failing.delays)).toBeLessThan(5_000);
  expect(failing.looks.filter(({ orderId }) => orderId === undefined)).toHaveLength(1);
});

test("an order of an earlier run is looked at at once, and one at another carrier as before", async () => {
  const desk = new Desk();
  const start = desk.time.now();
  await desk.time.until(follow(desk.client, newNumberOrder, "earlier"));
  await desk.time.until(follow(desk.client, lsrOrder, "ported"));
  expect(desk.looks.map(({ at }) => at - start)).toEqual([0, 5]);
});
