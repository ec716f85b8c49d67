import type { Values } from "../values/values.js";

/** An instance that this run deletes, as the deletes of others see it. */
export interface Departing {
  /** What is known of it in the state. */
  readonly state: Values;
  /** To whom it has left a thing, in the words of who left it. Undefined where it has not, or not yet. */
  leftTo(thing: string): string | undefined;
  /** Whether it has been deleted, once that is known. */
  readonly deleted: Promise<boolean>;
}

/** One running delete. */
export interface Departure extends Departing {
  /** The things that the instance has. */
  readonly things: ReadonlySet<string>;
  readonly left: Map<string, string>;
  end(deleted: boolean): void;
}

/**
 * The deletes of one run. Two resources can have one thing, and each can leave it to the other. Here the later delete sees that
 * the earlier one has done so.
 */
export class Departures {
  readonly #all = new Set<Departure>();

  begin(state: Values, things: readonly string[]): Departure {
    let end: (deleted: boolean) => void = () => {};
    const deleted = new Promise<boolean>((resolve) => {
      end = resolve;
    });
    const left = new Map<string, string>();
    const departure = {
      state,
      things: new Set(things),
      left,
      leftTo: (thing: string) => left.get(thing),
      deleted,
      end,
    };
    this.#all.add(departure);
    return departure;
  }

  /** The others that have the thing. */
  having(thing: string, own: Departure | undefined): Departing[] {
    return [...this.#all].filter((one) => one !== own && one.things.has(thing));
  }
}
