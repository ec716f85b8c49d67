import { orderPause, pausesOf, rhythms } from "../http/backOff.js";
import type { Client } from "../http/client.js";
import type { OrderKind } from "./kinds.js";
import { type Pace, paceOf } from "./pace.js";
import { boardOf, type StatusBoard, type Watched } from "./statusBoard.js";

/** However often a list says that an order is open: after this time, and each time its age has doubled, it is looked at. */
const trustMs = 2_000;

/** When to look at one order, and whether the list of all open orders can answer instead. */
export class LookTurns {
  /** The last look was the last one: the time is over. */
  isLast = false;
  private readonly board: StatusBoard;
  private readonly pace: Pace;
  private readonly watched: Watched;
  private readonly begin: number;
  private readonly firstLookMs: number | undefined;
  private readonly carrierPauses: Generator<number, never>;
  /** Looks so far, with or without an answer. */
  private looks = 0;
  private lateLooks = 0;
  /** When the last look began: by the order itself, or by a list. */
  private lookedAt: number;
  private lookedItselfAt: number;
  private openMs: number | undefined;

  constructor(
    private readonly client: Client,
    private readonly kind: OrderKind,
    orderId: string,
    private readonly acceptedAt: number | undefined,
  ) {
    this.board = boardOf(client, kind);
    this.pace = paceOf(client, kind);
    this.watched = this.board.watch(orderId);
    this.firstLookMs = this.pace.firstLookMs(this.board.count === 1);
    this.begin = acceptedAt ?? client.clock.now();
    this.lookedAt = this.begin;
    this.lookedItselfAt = this.begin;
    this.carrierPauses = pausesOf(rhythms.carrierOrder, client.random);
  }

  /**
   * Waits for the next look, at most `leftMs`. Gives the status if a list says that the order is still open. Undefined: look at the
   * order itself.
   */
  async next(leftMs: number, signal?: AbortSignal): Promise<string | undefined> {
    const { clock } = this.client;
    for (;;) {
      const wait = this.lookedAt + this.pause() - clock.now();
      this.isLast = leftMs <= 0 || wait >= leftMs;
      signal?.throwIfAborted();
      if (wait > 0 && leftMs > 0) await this.board.sleep(this.watched, Math.min(wait, leftMs), signal);
      const told = this.listed();
      if (told !== undefined) return told;
      if (this.isLast || this.watched.mustLook || !this.asksList) break;
      await this.board.ask();
      if (this.watched.mustLook) break;
      const status = this.listed();
      if (status !== undefined) return status;
    }
    this.watched.mustLook = false;
    this.looks += 1;
    this.lookedAt = clock.now();
    this.lookedItselfAt = this.lookedAt;
    return undefined;
  }

  /** The look has found the order open. */
  foundOpen(): void {
    this.openMs = this.lookedAt - this.begin;
    if (this.openMs >= (this.pace.usualMs ?? Number.POSITIVE_INFINITY)) this.lateLooks += 1;
  }

  /** The look has found the order settled. */
  settled(): void {
    if (this.acceptedAt === undefined) return;
    this.pace.settled(this.openMs, this.lookedAt - this.begin, this.looks === 1 ? this.firstLookMs : undefined);
  }

  end(): void {
    this.board.leave(this.watched);
  }

  /** What a list has told since the last look. */
  private listed(): string | undefined {
    const { told, mustLook } = this.watched;
    if (mustLook || told === undefined || told.at <= this.lookedAt) return undefined;
    this.looks += 1;
    this.lookedAt = told.at;
    return told.status;
  }

  private get asksList(): boolean {
    // When orders are done as usual, the first look is the only one. A list would come on top.
    if (this.looks === 0 && this.firstLookMs !== undefined) return false;
    const since = this.client.clock.now() - this.lookedItselfAt;
    return this.board.hasList && since < Math.max(trustMs, this.lookedItselfAt - this.begin);
  }

  private pause(): number {
    // An order that is not of this moment may be done already.
    if (this.looks === 0 && this.acceptedAt === undefined) return 0;
    if (this.kind.recent === undefined) return this.carrierPauses.next().value;
    if (this.looks === 0 && this.firstLookMs !== undefined) return this.firstLookMs;
    return orderPause({
      ageMs: this.lookedAt - this.begin,
      usualMs: this.pace.usualMs,
      lateLooks: this.lateLooks,
      shared: this.board.hasList,
      count: this.board.count,
    });
  }
}
