import PQueue from "p-queue";
import { looks, looksAfter, pausesOf, rhythms } from "../http/backOff.js";
import type { Client } from "../http/client.js";
import { BandwidthError } from "../http/errors.js";
import { NumberLookUps } from "../numbers/numberLookUps.js";
import { DisconnectOutcomeUnknown, LookUpUnclear } from "../orders/errors.js";
import { type Followed, type Following, follow } from "../orders/follow.js";
import { disconnectOrder as kind } from "../orders/kinds.js";
import type { NumberResults } from "../orders/numberResults.js";
import { OrderSize } from "../orders/orderSize.js";
import { chunks, refusedNumbers } from "../orders/refusals.js";
import type { NumberFailure } from "../orders/report.js";
import { mayHaveActed, submittedId } from "../orders/submit.js";
import { wireNumber } from "../values/telephoneNumber.js";
import { type OpenDisconnect, OpenDisconnects } from "./openDisconnects.js";

/** The result for one number. */
export interface NumberDisconnect {
  result: "released" | "failed" | "open";
  orderId?: string;
  failure?: NumberFailure;
}

type Outcome = NumberDisconnect | Error;
type Results = Map<string, Outcome>;

/**
 * Bandwidth publishes no maximum. 1000 is within the limits of other orders, and error 5095 says when it is too many
 * (docs/maintainers/api.md#batches).
 */
const defaultMost = 1_000;
/** "already processing on another order", and errors that ask for another try (docs/maintainers/api.md#repeats). */
const passing = new Set(["5218", "5086", "1000"]);
/** Codes for numbers that the account no longer has. 5006 also has other meanings, so its words or a look-up decide. */
const goneCodes = new Set(["5006", "5071", "5074", "5076", "15506", "4017"]);
const goneWords = /not (currently )?(associated|in service|on (this|your) account)|does not (belong|exist)/i;
/** How long to retry a number that is busy with another order. */
const passingMs = 120_000;
const mostPosts = 3;
/** So many orders for the numbers of one batch are in flight at once. */
const mostAtOnce = 8;

/** Numbers to disconnect with one order, and the results that somebody waits for. */
export interface Departure {
  name: string;
  following: Following;
  results: NumberResults<Outcome>;
}

/** Sends disconnect orders and finds out what they did to each number. */
export class Disconnector {
  private readonly lookUps: NumberLookUps;
  private readonly size: OrderSize;
  private readonly open: OpenDisconnects;

  constructor(
    private readonly client: Client,
    most = defaultMost,
  ) {
    this.lookUps = new NumberLookUps(client);
    this.size = new OrderSize(most);
    this.open = new OpenDisconnects(client);
  }

  /** How many numbers one order may have. */
  get most(): number {
    return this.size.most;
  }

  /**
   * Disconnects numbers of one type. Each number gets a result as soon as it is final. An error is the result of every
   * number that it kept from being handled. It never throws.
   */
  async release({ name, following, results: final }: Departure): Promise<void> {
    const results: Results = new Map();
    const { clock } = this.client;
    const start = clock.now();
    try {
      const pauses = pausesOf(rhythms.disconnect);
      let waiting = await this.followOpen(final.numbers, following, results, await this.open.lately(following.signal));
      for (const [number, result] of results) final.settle(number, result);
      while (waiting.length > 0) {
        await this.releasePart(waiting, name, following, results);
        // Temporary refusals are worth another try, for a while. The others don't wait for them.
        const busy = waiting.filter((number) => isPassing(results.get(number)));
        for (const number of waiting) {
          const result = results.get(number);
          if (result !== undefined && !busy.includes(number)) final.settle(number, result);
        }
        if (busy.length === 0 || following.signal?.aborted || clock.now() - start >= passingMs) break;
        await clock.sleep(pauses.next().value, following.signal);
        waiting = busy;
      }
      for (const [number, result] of results) final.settle(number, result);
    } catch (error) {
      const failure = error instanceof Error ? error : new Error(String(error));
      for (const number of final.numbers) final.settle(number, results.get(number) ?? failure);
    } finally {
      // What is still open, or of unknown fate, must be seen by whoever comes next.
      const unsure = final.numbers.some((number) => isUnsure(results.get(number)));
      if (unsure) this.open.forget();
      for (const number of final.numbers) final.settle(number, results.get(number) ?? noResult(number));
    }
  }

  /** The results of numbers that are already in a disconnect. The others get no result. */
  async underWay(numbers: readonly string[], following: Following): Promise<Results> {
    const results: Results = new Map();
    await this.followOpen(numbers, following, results, await this.open.now(following.signal));
    return results;
  }

  private async releasePart(numbers: string[], name: string, following: Following, results: Results): Promise<void> {
    if (numbers.length > this.most) return this.releaseParts(numbers, name, following, results);
    let asked = numbers;
    for (let lostPosts = 0; asked.length > 0; ) {
      try {
        following.signal?.throwIfAborted();
        const numbers = asked;
        const orderId = await this.size.send(asked.length, () => this.post(numbers, name, following.signal));
        if (orderId === undefined) return this.releaseParts(asked, name, following, results);
        const expected = { acceptedAt: this.client.clock.now() };
        await this.settle(asked, orderId, await follow(this.client, kind, orderId, following, expected), results);
        return;
      } catch (error) {
        const named = error instanceof BandwidthError ? refusedNumbers(error.details, asked) : new Map();
        if (mayHaveActed(error) || error instanceof LookUpUnclear) {
          lostPosts += 1;
          const { length } = asked;
          asked = await this.afterLostAnswer(asked, following, results).catch((cause: unknown) => {
            throw new DisconnectOutcomeUnknown(length, { cause });
          });
          if (asked.length > 0 && lostPosts >= mostPosts) throw error;
        } else if (named.size > 0) {
          await this.judge([...named.values()], undefined, results);
          asked = asked.filter((number) => !named.has(number));
        } else if (error instanceof BandwidthError && error.has("5095") && asked.length > 1) {
          this.size.refuse(asked.length);
          return this.releaseParts(asked, name, following, results);
        } else if (error instanceof BandwidthError && error.has(...passing)) {
          const [detail] = error.details;
          for (const number of asked)
            results.set(number, { result: "failed", failure: { ...detail, telephoneNumber: number } });
          return;
        } else {
          throw error;
        }
      }
    }
  }

  /** What is too much for one order, in several, side by side. */
  private async releaseParts(numbers: string[], name: string, following: Following, results: Results): Promise<void> {
    const queue = new PQueue({ concurrency: mostAtOnce });
    const parts = chunks(numbers, this.most);
    const ended = await Promise.allSettled(
      parts.map((part) => queue.add(() => this.releasePart(part, name, following, results))),
    );
    const failed = ended.find((one) => one.status === "rejected");
    if (failed) throw failed.reason;
  }

  private async post(numbers: string[], name: string, signal?: AbortSignal): Promise<string> {
    const list = numbers.map((number) => wireNumber(number, this.client.dialect));
    const answer = await this.client.request({
      method: "POST",
      path: this.client.account(kind.collection),
      body: {
        root: "DisconnectTelephoneNumberOrder",
        content: {
          // Lowercase, as in the reference's own request (docs/maintainers/api.md#disconnects).
          name,
          DisconnectTelephoneNumberOrderType: { TelephoneNumberList: { TelephoneNumber: list } },
        },
      },
      signal,
    });
    const orderId = submittedId(kind, answer);
    if (orderId === undefined)
      throw new LookUpUnclear(`The API answered a disconnect with ${answer.status} and no order id.`);
    return orderId;
  }

  private async settle(asked: string[], orderId: string, { report, interruption }: Followed, results: Results) {
    const named = new Map(report.failed.map((failure) => [failure.telephoneNumber, failure]));
    const completed = new Set(report.completed);
    const reason = named.get(undefined) ?? { description: `The disconnect ${orderId} ended as ${report.status}.` };
    const refused: NumberFailure[] = [];
    for (const telephoneNumber of asked) {
      const failure = named.get(telephoneNumber);
      if (completed.has(telephoneNumber) || (report.state === "done" && failure === undefined)) {
        results.set(telephoneNumber, { result: "released", orderId });
      } else if (interruption !== undefined || report.state === "backordered") {
        results.set(telephoneNumber, { result: "open", orderId });
      } else {
        refused.push(failure ?? { ...reason, telephoneNumber });
      }
    }
    await this.judge(refused, orderId, results);
  }

  /** Separates numbers that could not be disconnected from numbers that were already gone. */
  private async judge(failures: NumberFailure[], orderId: string | undefined, results: Results): Promise<void> {
    const doubtful: NumberFailure[] = [];
    for (const failure of failures) {
      const number = failure.telephoneNumber;
      if (number === undefined) continue;
      const gone = failure.code !== undefined && goneCodes.has(failure.code);
      // No result before the look-up: if the look-up fails, the number doesn't count as disconnected.
      if (gone && !goneWords.test(failure.description ?? "")) doubtful.push(failure);
      else results.set(number, { result: gone ? "released" : "failed", orderId, failure });
    }
    if (doubtful.length === 0) return;
    const ours = await this.lookUps.ownAmong(doubtful.map(({ telephoneNumber }) => telephoneNumber ?? ""));
    for (const failure of doubtful) {
      const number = failure.telephoneNumber ?? "";
      results.set(number, { result: ours.has(number) ? "failed" : "released", orderId, failure });
    }
  }

  /**
   * Follows the open disconnects of these numbers and returns the numbers that still need one. Numbers in an open
   * disconnect aren't sent again: an interrupted run may have placed that order, and then no state knows it.
   */
  private async followOpen(
    numbers: readonly string[],
    following: Following,
    results: Results,
    open: readonly OpenDisconnect[],
  ): Promise<string[]> {
    const wanted = new Set(numbers);
    const ours = open.flatMap(({ orderId, numbers: inIt }) => {
      const mine = inIt.filter((number) => wanted.delete(number));
      return mine.length > 0 ? [{ orderId, mine }] : [];
    });
    await Promise.all(
      ours.map(async ({ orderId, mine }) =>
        this.settle(mine, orderId, await follow(this.client, kind, orderId, following), results),
      ),
    );
    return [...wanted];
  }

  /**
   * A disconnect without an answer can't be looked up by an id. Its effect can be looked up
   * (docs/maintainers/api.md#disconnects), and so can the order while it is open. Returns the numbers that the account
   * still has: they must be sent again.
   */
  private async afterLostAnswer(asked: string[], following: Following, results: Results): Promise<string[]> {
    let ours = asked;
    for await (const _ of looks(this.client.clock, looksAfter.order, following.signal)) {
      const held = await this.lookUps.ownAmong(ours);
      for (const number of ours) if (!held.has(number)) results.set(number, { result: "released" });
      ours = ours.filter((number) => held.has(number));
      if (ours.length === 0) return ours;
    }
    return this.followOpen(ours, following, results, await this.open.now(following.signal));
  }
}

const noResult = (number: string): Error => new Error(`The disconnect of ${number} has no outcome.`);

/** Whether an order may still do something about the number. */
const isUnsure = (outcome: Outcome | undefined): boolean =>
  outcome === undefined || outcome instanceof Error || outcome.result === "open";

function isPassing(outcome: Outcome | undefined): boolean {
  if (outcome === undefined || outcome instanceof Error || outcome.result !== "failed") return false;
  return outcome.failure?.code !== undefined && passing.has(outcome.failure.code);
}
