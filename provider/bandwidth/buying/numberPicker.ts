import type { Client } from "../http/client.js";
import { inventory } from "../numbers/inventory.js";
import { isOrderedByName, type SearchCriteria } from "../numbers/searchOrder.js";
import { OrderFateUnknown } from "../orders/errors.js";
import type { NewNumberOrder } from "./orderDocuments.js";
import type { OrderOutcome } from "./orderOutcome.js";

/** The maximum that one search shows (4010). */
const mostFound = 5_000;

/**
 * Searches for the numbers of orders that must name them. An order can name an area, but not a country or a type of
 * number. Only a search can (docs/maintainers/api.md#search-rules).
 */
export class NumberPicker {
  /** Numbers that orders in progress have named. Two orders with the same search must not name the same numbers. */
  private readonly chosen = new Set<string>();

  constructor(private readonly client: Client) {}

  /**
   * Places the order, and names its numbers where it needs names. The outcome is partial if the search finds too few.
   */
  async withNames(
    order: NewNumberOrder,
    place: (named: NewNumberOrder) => Promise<OrderOutcome>,
    signal?: AbortSignal,
  ): Promise<OrderOutcome> {
    const { what } = order;
    if (!("search" in what) || !isOrderedByName(what.search)) return place(order);
    const telephoneNumbers = await this.choose(what.search, what.quantity, order.partialAllowed, signal);
    let over = true;
    try {
      const outcome = await place({ ...order, what: { telephoneNumbers } });
      over = outcome.state !== "open";
      return telephoneNumbers.length < what.quantity ? withShortage(outcome, what.quantity) : outcome;
    } catch (error) {
      over = !(error instanceof OrderFateUnknown);
      throw error;
    } finally {
      // From now on, the search itself shows which of them are available.
      if (over) for (const number of telephoneNumbers) this.chosen.delete(number);
    }
  }

  private async choose(
    search: SearchCriteria,
    quantity: number,
    fewerWillDo: boolean,
    signal?: AbortSignal,
  ): Promise<string[]> {
    const numbers = await this.search(search, quantity, signal);
    if (numbers.length === 0 || (numbers.length < quantity && !fewerWillDo)) {
      const hint = numbers.length > 0 ? ", or set partialAllowed" : "";
      throw new Error(
        `The search found ${numbers.length} of ${quantity} numbers. Nothing was ordered. Change search or quantity${hint}.`,
      );
    }
    for (const number of numbers) this.chosen.add(number);
    return numbers;
  }

  /**
   * Finds this many numbers that nobody else has chosen. Others may choose numbers while the answer is on its way. Then
   * it asks for more.
   */
  private async search(search: SearchCriteria, quantity: number, signal?: AbortSignal): Promise<string[]> {
    for (let asked = 0; ; ) {
      const before = asked;
      asked = Math.min(mostFound, quantity + this.chosen.size);
      const found = await inventory(this.client).available({ ...search, quantity: asked }, false, signal);
      const free = found.map(({ telephoneNumber }) => telephoneNumber).filter((number) => !this.chosen.has(number));
      const numbers = [...new Set(free)].slice(0, quantity);
      if (numbers.length === quantity || found.length < asked || asked <= before) return numbers;
    }
  }
}

/** The outcome of an order that got all the numbers it named, though more were wanted. */
function withShortage(outcome: OrderOutcome, requested: number): OrderOutcome {
  if (outcome.state !== "done") return { ...outcome, requested };
  const description = `The search found only ${outcome.completed.length} of ${requested} numbers.`;
  return { ...outcome, state: "partial", requested, failed: [...outcome.failed, { description }] };
}
