import type { Client } from "../http/client.js";
import type { OrderKind } from "./kinds.js";

/** So many of the last orders tell how long the next one takes. */
const mostSamples = 12;
/** The share of them that the first look may find open: one look too many costs less than a late one for everybody. */
const quantile = 0.25;
/** How much earlier the next first look is after one that found its order done. Nobody knows how long it was done. */
const earlier = 0.97;
/** A first look that finds an order done this soon needs no improvement. */
const soonMs = 60;

/** How long the orders of one kind have lately taken in this run, and so when to look at the next one. */
export class Pace {
  private readonly samples: number[] = [];

  /** When to look at an order for the first time, in milliseconds after the API accepted it. Undefined: nothing is known. */
  get firstLookMs(): number | undefined {
    const sorted = [...this.samples].sort((one, other) => one - other);
    return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * quantile))];
  }

  /**
   * An order is done. Both times are since it was accepted: that of the last look that found it open, if any, and that of the
   * look that found it done.
   */
  settled(openMs: number | undefined, doneMs: number): void {
    const sample = openMs === undefined ? Math.max(soonMs, doneMs * earlier) : (openMs + 2 * doneMs) / 3;
    this.samples.push(sample);
    if (this.samples.length > mostSamples) this.samples.shift();
  }
}

const paces = new WeakMap<Client, Map<string, Pace>>();

/** What the orders of this run have shown, kind by kind. */
export function paceOf(client: Client, { collection }: OrderKind): Pace {
  const known = paces.get(client) ?? new Map<string, Pace>();
  paces.set(client, known);
  const pace = known.get(collection) ?? new Pace();
  known.set(collection, pace);
  return pace;
}
