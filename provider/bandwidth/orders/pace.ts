import type { Client } from "../http/client.js";
import type { OrderKind } from "./kinds.js";

/** So many of the last orders tell how long the next one takes. */
const mostSamples = 12;
/** The share of them that the first look may find open: one look too many costs less than a late one for everybody. */
const quantile = 0.25;
/** How much earlier one order of several is looked at, to find out whether they have become faster. */
const earlier = 0.97;
/** Of orders that are open together, one in so many is looked at earlier. */
const scoutEach = 8;
/** For so long it counts that an order was still open at some age: others aren't looked at as early. */
const rememberedMs = 60_000;
/** Two looks this close to each other tell well enough when an order was done. */
const closeMs = 120;
/** A first look that finds an order done this soon needs no improvement. */
const soonMs = 60;

/** How long the orders of one kind have lately taken in this run, and so when to look at the next one. */
export class Pace {
  private samples: Sample[] = [];
  private orders = 0;
  /** When an order was still open that was looked at earlier than others: its age, and the time. */
  private open: { ageMs: number; at: number } | undefined;

  constructor(private readonly clock: Pick<Client["clock"], "now">) {}

  /**
   * When to look at an order for the first time, in milliseconds after the API accepted it. Undefined: nothing is known. `alone`: no
   * other order is open. Of several, only a few are looked at earlier: when they are all open still, each look too many counts.
   */
  firstLookMs(alone: boolean): number | undefined {
    const usual = this.usualMs;
    this.orders += 1;
    if (usual === undefined || (!alone && this.orders % scoutEach !== 0)) return usual;
    const sooner = Math.max(soonMs, usual * earlier);
    const isTooSoon =
      this.open && this.clock.now() - this.open.at < rememberedMs && sooner <= this.open.ageMs / earlier;
    return isTooSoon ? usual : sooner;
  }

  /** How long an order takes as a rule. */
  get usualMs(): number | undefined {
    const sorted = this.samples.map(({ ms }) => ms).sort((one, other) => one - other);
    return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * quantile))];
  }

  /**
   * An order is done. All times are since it was accepted: that of the last look that found it open, if any, that of the look that
   * found it done, and when that look was due.
   */
  settled(openMs: number | undefined, doneMs: number, dueMs = doneMs): void {
    const usual = this.usualMs ?? 0;
    if (openMs !== undefined && openMs <= usual) this.open = { ageMs: openMs, at: this.clock.now() };
    const found = openMs === undefined ? { ms: Math.max(soonMs, Math.min(doneMs, dueMs)) } : between(openMs, doneMs);
    // What two close looks have told is worth more than any guess, and the lower quarter would long be a guess that was too low.
    if (!found.isGuess) this.samples = this.samples.filter(({ isGuess }) => !isGuess);
    this.samples.push(found);
    if (this.samples.length > mostSamples) this.samples.shift();
  }
}

/** How long an order took, in milliseconds. */
interface Sample {
  ms: number;
  /** It was done at some time between two looks that were far from each other. */
  isGuess?: boolean;
}

/**
 * When an order was done, as far as two looks tell. Where they are close to each other, the second one was early enough. A guess
 * before it would often be too early, and cost a look for every order that is open at the same time.
 */
const between = (openMs: number, doneMs: number): Sample =>
  doneMs - openMs <= closeMs ? { ms: doneMs } : { ms: (openMs + doneMs) / 2, isGuess: true };

const paces = new WeakMap<Client, Map<string, Pace>>();

/** What the orders of this run have shown, kind by kind. */
export function paceOf(client: Client, { collection }: OrderKind): Pace {
  const known = paces.get(client) ?? new Map<string, Pace>();
  paces.set(client, known);
  const pace = known.get(collection) ?? new Pace(client.clock);
  known.set(collection, pace);
  return pace;
}
