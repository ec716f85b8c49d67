import type { NumberFailure, OrderOutcome } from "../../bandwidth/buying/newNumberOrders.js";
import type { Placement } from "../../bandwidth/numbers/numbers.js";
import type { OrderLedger } from "../ordering/orderLedger.js";
import { type DesiredNumbers, missingOf } from "./surplusAndMissing.js";

/** What an earlier run left in the state. */
interface Kept {
  telephoneNumbers?: string[];
  orderIds?: string[];
  status?: string;
  failedNumbers?: NumberFailure[];
  misplacedNumbers?: { telephoneNumber: string; siteId: string; sipPeerId: string }[];
}

/** The numbers in hand during a change. At any moment, `outputs` is the truth so far. */
export class Holdings {
  readonly numbers: string[];
  readonly orderIds: string[];
  status: string;
  failed: NumberFailure[];
  misplaced: NonNullable<Kept["misplacedNumbers"]>;
  /** What this run has taken from others. */
  readonly received: string[] = [];
  /** What this run has released to others. */
  readonly given: string[] = [];
  /** The count for which a look-up has just shown that no order has its id, or for which none can be. */
  unusedCount?: number;
  /** Nothing can have been ordered under this count by another run. So the API's list can't lag behind with it. */
  private ownCount?: number;

  constructor(
    readonly ledger: OrderLedger,
    kept: Kept = {},
  ) {
    this.numbers = [...(kept.telephoneNumbers ?? [])];
    this.orderIds = [...(kept.orderIds ?? [])];
    this.status = kept.status ?? "NONE";
    this.failed = kept.failedNumbers ?? [];
    this.misplaced = kept.misplacedNumbers ?? [];
  }

  /** Nothing can have been ordered under the key: no look-up is needed before the first order, and none after it. */
  neverOrdered(): void {
    this.unusedCount = 1;
    this.ownCount = 1;
  }

  /** Whether the API's list may still show another order under this count later. */
  mayLag(count: number, placed: OrderOutcome): boolean {
    return count !== this.ownCount || placed.wasFound === true;
  }

  /** Where the numbers are, as far as it is known. */
  get placement(): { siteId: string; sipPeerId: string }[] {
    const { siteId, sipPeerId } = this.ledger;
    return sipPeerId === undefined ? [] : [{ siteId, sipPeerId }];
  }

  /** The orders that brought its numbers: its own, and those of resources that released numbers to it. */
  get origins(): string[] {
    return [...this.orderIds, ...(this.ledger.origins ?? [])];
  }

  /** How many numbers orders may still bring. */
  get pending(): number {
    return this.ledger.open.reduce((sum, { pending }) => sum + pending, 0);
  }

  /** What a program wants and doesn't have yet. */
  missing(desired: DesiredNumbers): ReturnType<typeof missingOf> {
    return missingOf({ telephoneNumbers: this.numbers, __orders: this.ledger }, desired);
  }

  /** Records the status of an order. The same order may come again when it has progressed. */
  take(outcome: OrderOutcome, asked: string[] = this.askedOf(outcome.orderId)): void {
    const { orderId, status, completed, failed, pending } = outcome;
    this.seeArriving(outcome);
    this.add(completed);
    if (!this.orderIds.includes(orderId)) this.orderIds.push(orderId);
    this.status = status;
    this.failed = failed.map(({ telephoneNumber, code, description }) => ({ telephoneNumber, code, description }));
    this.ledger.open = this.ledger.open.filter((order) => order.orderId !== orderId);
    if (mayBringMore(outcome)) {
      const telephoneNumbers = asked.filter((number) => !completed.includes(number));
      this.ledger.open.push({
        orderId,
        pending: asked.length > 0 ? telephoneNumbers.length : pending,
        telephoneNumbers,
      });
    }
  }

  add(numbers: readonly string[]): void {
    for (const number of numbers) if (!this.numbers.includes(number)) this.numbers.push(number);
  }

  drop(numbers: readonly string[]): void {
    const gone = new Set(numbers);
    this.numbers.splice(0, this.numbers.length, ...this.numbers.filter((number) => !gone.has(number)));
    this.misplaced = this.misplaced.filter(({ telephoneNumber }) => !gone.has(telephoneNumber));
    const taken = this.ledger.taken?.filter((number) => !gone.has(number)) ?? [];
    this.ledger.taken = taken.length > 0 ? taken : undefined;
    this.#unshare(gone);
  }

  /** Records that a resource from which these were taken has them in its state too. `orderId`: one of its orders. */
  share(orderId: string | undefined, telephoneNumbers: readonly string[]): void {
    this.#unshare(new Set(telephoneNumbers));
    this.ledger.shared = [...(this.ledger.shared ?? []), { orderId, telephoneNumbers: [...telephoneNumbers] }];
  }

  #unshare(gone: ReadonlySet<string>): void {
    const shared = (this.ledger.shared ?? []).flatMap(({ orderId, telephoneNumbers }) => {
      const left = telephoneNumbers.filter((number) => !gone.has(number));
      return left.length > 0 ? [{ orderId, telephoneNumbers: left }] : [];
    });
    this.ledger.shared = shared.length > 0 ? shared : undefined;
  }

  /**
   * Takes numbers that another resource has released. Those elsewhere must be moved. `originsOf`: the orders one of which
   * brought the number, if that is known.
   */
  receive(
    numbers: readonly string[],
    places: ReadonlyMap<string, Placement>,
    originsOf: (telephoneNumber: string) => readonly string[],
  ): void {
    if (numbers.length === 0) return;
    const fresh = numbers.filter((number) => !this.numbers.includes(number));
    this.add(fresh);
    this.received.push(...fresh);
    const unknown = fresh.filter((number) => originsOf(number).length === 0);
    if (unknown.length > 0) this.ledger.taken = [...new Set([...(this.ledger.taken ?? []), ...unknown])];
    const origins = [...new Set([...(this.ledger.origins ?? []), ...fresh.flatMap((number) => originsOf(number))])];
    if (origins.length > 0) this.ledger.origins = origins;
    this.#forget(fresh);
    this.misplaced = [...this.misplaced, ...fresh.flatMap((number) => this.#astray(number, places.get(number)))];
  }

  /** Releases numbers to another resource. `untaken`: numbers which that resource doesn't have yet. */
  leave(numbers: readonly string[], untaken: readonly string[]): void {
    const { taken } = this.ledger;
    this.drop(numbers);
    this.given.push(...numbers);
    // Where they came from must stay known, in case they come back.
    this.ledger.taken = taken;
    const left = [...(this.ledger.left ?? []), ...untaken];
    this.ledger.left = left.length > 0 ? [...new Set(left)] : undefined;
  }

  /** Numbers that it had left to another resource no longer matter here. */
  #forget(numbers: readonly string[]): void {
    const left = this.ledger.left?.filter((number) => !numbers.includes(number)) ?? [];
    this.ledger.left = left.length > 0 ? left : undefined;
  }

  /** Nothing is in hand, and there is no order that the state would have to remember. */
  get isEmpty(): boolean {
    return this.numbers.length === 0 && this.orderIds.length === 0;
  }

  /** Compares with where the numbers are. A number in no place is gone. A number elsewhere was moved. */
  see(places: Map<string, Placement>): void {
    this.drop(this.numbers.filter((number) => !places.has(number)));
    this.misplaced = this.numbers.flatMap((telephoneNumber) =>
      this.#astray(telephoneNumber, places.get(telephoneNumber)),
    );
  }

  #astray(telephoneNumber: string, place: Placement | undefined) {
    const { siteId, sipPeerId } = this.ledger;
    // The API shows no peer for some numbers without service. Moving them would change nothing visible.
    const right = place?.siteId === siteId && (!sipPeerId || ["", sipPeerId].includes(place.sipPeerId));
    return place && !right ? [{ telephoneNumber, siteId: place.siteId, sipPeerId: place.sipPeerId }] : [];
  }

  /** An order of an interrupted run was placed for the place that the program declared then. */
  private seeArriving({ completed, siteId, sipPeerId }: OrderOutcome): void {
    if (siteId === undefined || sipPeerId === undefined) return;
    const { ledger } = this;
    if (siteId === ledger.siteId && (ledger.sipPeerId === undefined || sipPeerId === ledger.sipPeerId)) return;
    const fresh = completed.filter((number) => !this.numbers.includes(number));
    this.misplaced = [...this.misplaced, ...fresh.map((telephoneNumber) => ({ telephoneNumber, siteId, sipPeerId }))];
  }

  outputs(searching: boolean) {
    return {
      telephoneNumbers: [...this.numbers],
      ...(searching ? { quantity: this.numbers.length + this.pending } : {}),
      orderIds: [...this.orderIds],
      status: this.status,
      failedNumbers: this.failed,
      misplacedNumbers: this.misplaced,
      __orders: structuredClone(this.ledger),
    };
  }

  private askedOf(orderId: string): string[] {
    return this.ledger.open.find((order) => order.orderId === orderId)?.telephoneNumbers ?? [];
  }
}

export function mayBringMore({ state }: OrderOutcome): boolean {
  return state === "open" || state === "backordered";
}
