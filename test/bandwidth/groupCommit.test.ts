import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { groupCommit } from "../../provider/bandwidth/orders/groupCommit.js";

interface Call {
  name: string;
  lane?: string;
  signal?: AbortSignal;
}

/** What was sent, call by call, and how each ends. */
let sent: string[][];
let ends: Map<string, { resolve(result: string): void; reject(error: Error): void }>;
let commit: (call: Call) => Promise<string>;

beforeEach(() => {
  vi.useFakeTimers();
  sent = [];
  ends = new Map();
  commit = groupCommit<Call, string>({
    send(calls) {
      sent.push(calls.map(({ name }) => name));
      return calls.map(
        ({ name }) => new Promise<string>((resolve, reject) => void ends.set(name, { resolve, reject })),
      );
    },
    laneOf: ({ lane = "" }) => lane,
    signalOf: ({ signal }) => signal,
  });
});
afterEach(() => vi.useRealTimers());

const end = async (...names: string[]) => {
  for (const name of names) ends.get(name)?.resolve(`${name} done`);
  await vi.advanceTimersByTimeAsync(0);
};

test("a call that comes alone waits 25 ms and no longer", async () => {
  const answer = commit({ name: "a" });
  await vi.advanceTimersByTimeAsync(24);
  expect(sent).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(sent).toEqual([["a"]]);
  await end("a");
  expect(await answer).toBe("a done");
  // Nothing is in flight, so the next one doesn't wait longer either.
  await vi.advanceTimersByTimeAsync(10_000);
  void commit({ name: "b" });
  await vi.advanceTimersByTimeAsync(25);
  expect(sent).toEqual([["a"], ["b"]]);
});

test("calls that keep coming go out together, a tenth of a second after the first at the latest", async () => {
  const names = Array.from({ length: 12 }, (_, index) => `c${index}`);
  for (const name of names) {
    void commit({ name });
    await vi.advanceTimersByTimeAsync(10);
  }
  // The tenth call comes 90 ms after the first.
  expect(sent).toEqual([names.slice(0, 10)]);
  await end(...names.slice(0, 10));
  await vi.advanceTimersByTimeAsync(25);
  expect(sent[1]).toEqual(names.slice(10));
});

test("what comes while an order is in flight goes out together when it is done", async () => {
  void commit({ name: "a" });
  await vi.advanceTimersByTimeAsync(25);
  for (const name of ["b", "c", "d"]) {
    void commit({ name });
    await vi.advanceTimersByTimeAsync(300);
  }
  expect(sent).toEqual([["a"]]);
  await end("a");
  // Whoever has just got an answer may call again, and shares the order.
  void commit({ name: "e" });
  await vi.advanceTimersByTimeAsync(25);
  expect(sent).toEqual([["a"], ["b", "c", "d", "e"]]);
});

test("an order that stays open holds nobody back for more than five seconds", async () => {
  void commit({ name: "stuck" });
  await vi.advanceTimersByTimeAsync(25);
  const other = commit({ name: "b" });
  await vi.advanceTimersByTimeAsync(4_999);
  expect(sent).toEqual([["stuck"]]);
  await vi.advanceTimersByTimeAsync(1);
  expect(sent).toEqual([["stuck"], ["b"]]);
  await end("b");
  expect(await other).toBe("b done");
});

test("calls that can't share an order don't wait for each other", async () => {
  void commit({ name: "a", lane: "one address" });
  await vi.advanceTimersByTimeAsync(25);
  void commit({ name: "b", lane: "another address" });
  await vi.advanceTimersByTimeAsync(25);
  expect(sent).toEqual([["a"], ["b"]]);
});

test("each call gets its own answer as soon as it is known, and its own error", async () => {
  const [a, b, c] = [commit({ name: "a" }), commit({ name: "b" }), commit({ name: "c" })];
  await vi.advanceTimersByTimeAsync(25);
  await end("b");
  expect(await b).toBe("b done");
  ends.get("a")?.reject(new Error("a was refused"));
  await expect(a).rejects.toThrow("a was refused");
  // It is still in flight.
  void commit({ name: "d" });
  await vi.advanceTimersByTimeAsync(100);
  expect(sent).toEqual([["a", "b", "c"]]);
  await end("c");
  expect(await c).toBe("c done");
  await vi.advanceTimersByTimeAsync(25);
  expect(sent).toEqual([["a", "b", "c"], ["d"]]);
});

test("a call that is canceled while it waits is not sent, and the others are", async () => {
  void commit({ name: "a" });
  await vi.advanceTimersByTimeAsync(25);
  const cancel = new AbortController();
  const canceled = commit({ name: "b", signal: cancel.signal });
  canceled.catch(() => {});
  void commit({ name: "c" });
  cancel.abort();
  await expect(canceled).rejects.toMatchObject({ name: "AbortError", fate: "unsent" });
  await expect(commit({ name: "d", signal: cancel.signal })).rejects.toMatchObject({ fate: "unsent" });
  await end("a");
  await vi.advanceTimersByTimeAsync(25);
  expect(sent).toEqual([["a"], ["c"]]);
});
