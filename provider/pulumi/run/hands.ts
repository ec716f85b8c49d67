import type { Values } from "../values/values.js";
import type { RunMemory } from "./runMemory.js";
import { Index } from "./thingIndex.js";

/** Another resource of the program, or another instance of the same one, as far as this run knows it. */
export interface Other {
  readonly urn: string;
  /** As in `PhoneNumberOrder "main"`. */
  readonly name: string;
  /** What the program declares of it in this run. */
  readonly inputs?: Values;
  /** What is known of it in the state. */
  readonly state?: Values;
  /** It has the thing; else it only declares it. */
  readonly holds: boolean;
  /** Only another provider process has seen it. */
  readonly remembered?: boolean;
}

/** Who has a thing that another resource wants. */
export interface Holder extends Other {
  /** It still wants the thing itself. */
  readonly keeps: boolean;
  /** The program has said by now what it wants of this resource, so `keeps` is certain. */
  readonly certain: boolean;
  /** Its state still has the thing; else it has let it go already. */
  readonly has: boolean;
}

/** What the program declares of one resource. */
export interface Declaration {
  /** The things that it names, in the words of `claims`. */
  readonly things: readonly string[];
  /** How many things it wants, where it does not name them. */
  readonly count?: number;
  readonly inputs: Values;
}

/** What one instance of a resource has. */
export interface Holding {
  readonly id: string;
  readonly state: Values;
  /** The things that it has. */
  readonly things: readonly string[];
  /** Things that it has left to another resource, which may not have them yet. */
  readonly left?: readonly string[];
  /** How many more it waits for. */
  readonly pending?: number;
}

interface Hand {
  declared?: Declaration & { set: ReadonlySet<string> };
  current?: Holding & { set: ReadonlySet<string> };
  /** Instances that a replacement is to delete. */
  replaced: Holding[];
  /** Things that were given up and left in place for those who declare them. */
  freed: readonly string[];
  /** Things of `current` that other resources take or have taken. */
  readonly promised: Set<string>;
}

/**
 * Who declares and who holds what, in one run. A thing (a telephone number, its options, its emergency address) passes from
 * hand to hand when a program changes: what another resource declares or holds is not given up, and what another resource lets
 * go is taken over and not bought.
 */
export class Hands {
  readonly #hands = new Map<string, Hand>();
  readonly #declared = new Index();
  readonly #held = new Index();
  /** Replaced, freed or left: nobody's, but in place. */
  readonly #free = new Index();
  /** Who has taken a thing over in this run. */
  readonly #takers = new Map<string, string>();

  /** `memory`: what other provider processes of the same command have seen. */
  constructor(private readonly memory?: RunMemory) {}

  /** The program declares this resource. */
  declare(urn: string, declaration: Declaration): void {
    const hand = this.#of(urn);
    this.#declared.replace(urn, hand.declared?.things, declaration.things);
    hand.declared = { ...declaration, set: new Set(declaration.things) };
    this.memory?.show(urn, { declares: declaration.things, lets: this.#letGo(hand) });
  }

  /** This instance stands at the URN. */
  hold(urn: string, holding: Holding): void {
    this.#change(urn, (hand) => {
      const before = hand.current?.things ?? [];
      this.#held.replace(urn, before, holding.things);
      const set = new Set(holding.things);
      hand.current = { ...holding, set };
      // What an update gave up for somebody who has not come to it yet.
      const given = before.filter((thing) => !set.has(thing) && this.keeper(urn, thing, false) !== undefined);
      hand.freed = [...hand.freed, ...given].filter((thing) => !set.has(thing));
      for (const thing of hand.promised) if (!set.has(thing)) hand.promised.delete(thing);
    });
    for (const thing of holding.things) this.take(urn, thing);
    this.memory?.show(urn, { lets: this.#letGo(this.#of(urn)) });
  }

  /** What stands at the URN is to be replaced. */
  replace(urn: string): void {
    this.#change(urn, (hand) => {
      if (hand.current) hand.replaced.push(hand.current);
      this.#leave(urn, hand);
    });
    this.memory?.show(urn, { lets: this.#letGo(this.#of(urn)) });
  }

  /**
   * An instance is about to be deleted: it keeps nothing from anybody, and what it leaves in place can be taken over. `first`: before
   * the one is made that takes its place.
   */
  release(urn: string, { id, things }: Holding, first: boolean): void {
    this.#change(urn, (hand) => {
      if (hand.replaced.length > 0) hand.replaced = hand.replaced.filter((one) => one.id !== id);
      else if ((first || !hand.declared) && hand.current?.id === id) this.#leave(urn, hand);
      const left = things.filter((thing) => this.keeper(urn, thing, true) !== undefined);
      hand.freed = [...hand.freed, ...left];
    });
  }

  /** What the program declares of the URN, where nothing but this instance is known to stand there. */
  declaredInPlaceOf(urn: string, id: string): Values | undefined {
    const { declared, current } = this.#hands.get(urn) ?? {};
    return current === undefined || current.id === id ? declared?.inputs : undefined;
  }

  /** Who else declares or holds the thing. `own`: another instance at the same URN counts too, as in a delete. */
  keeper(urn: string, thing: string, own: boolean): Other | undefined {
    const isOther = (other: string) => own || other !== urn;
    for (const other of this.#held.of(thing)) {
      const hand = this.#of(other);
      // Of two that have it and drop it, one must give it up: the first.
      const { declared } = hand;
      const drops = other > urn && declared?.count === undefined && declared?.set.has(thing) === false;
      if (isOther(other) && !drops) return otherOf(other, hand, true);
    }
    for (const other of this.#declared.of(thing)) if (isOther(other)) return otherOf(other, this.#of(other), false);
    // What this process has seen itself, it knows better.
    for (const other of this.memory?.declarers(thing) ?? []) {
      if (other !== urn && !this.#hands.get(other)?.declared) {
        return { ...otherOf(other, this.#of(other), false), remembered: true };
      }
    }
    return undefined;
  }

  /** Who else has the thing, and whether it lets it go. */
  holder(urn: string, thing: string): Holder | undefined {
    for (const other of this.#held.of(thing)) {
      const hand = this.#of(other);
      if (other === urn) continue;
      return {
        ...otherOf(other, hand, true),
        keeps: keeps(hand, thing),
        certain: hand.declared !== undefined,
        has: true,
      };
    }
    for (const other of this.#free.of(thing)) {
      const taker = this.#takers.get(thing);
      const isTaken = taker !== undefined && taker !== urn;
      const place = isTaken ? taker : other;
      return { ...otherOf(place, this.#of(place), true), keeps: isTaken, certain: true, has: false };
    }
    for (const other of this.memory?.givers(thing) ?? []) {
      if (other !== urn && !this.#hands.get(other)?.declared) {
        return { ...otherOf(other, this.#of(other), true), keeps: false, certain: true, has: false };
      }
    }
    return undefined;
  }

  /** A resource takes the thing over, also from a holder that has not heard of it yet. */
  takeOver(urn: string, thing: string): void {
    this.#takers.set(thing, urn);
    this.take(urn, thing);
  }

  /** Who else has taken the thing over: in this run, or in one that ended before who had it could let it go. */
  taker(urn: string, thing: string): Other | undefined {
    const taker = this.#takers.get(thing);
    if (taker !== undefined && taker !== urn) return otherOf(taker, this.#of(taker), true);
    // Who names a thing and has it goes before who only wants so many.
    if (this.#hands.get(urn)?.declared?.count === undefined) return undefined;
    const names = new Set([...this.#declared.of(thing), ...(this.memory?.declarers(thing) ?? [])]);
    for (const other of this.#held.of(thing)) {
      if (other !== urn && names.has(other)) return otherOf(other, this.#of(other), true);
    }
    return undefined;
  }

  /** A resource takes the thing from its holder. */
  take(urn: string, thing: string): void {
    for (const other of this.#held.of(thing)) if (other !== urn) this.#of(other).promised.add(thing);
  }

  /** What a resource holds and does not want, as far as the program has said so; of a count it is not known which. */
  #letGo({ declared, current, replaced }: Hand): string[] {
    const old = replaced.flatMap(({ things }) => things);
    if (!declared || !current) return old;
    const { count, set } = declared;
    const surplus = count === undefined ? current.things.filter((thing) => !set.has(thing)) : [];
    const ofPool = count !== undefined && amountOf(current) > count ? current.things : [];
    return [...old, ...surplus, ...ofPool];
  }

  #leave(urn: string, hand: Hand): void {
    this.#held.replace(urn, hand.current?.things);
    hand.current = undefined;
  }

  #change(urn: string, change: (hand: Hand) => void): void {
    const hand = this.#of(urn);
    const before = freeThings(hand);
    change(hand);
    this.#free.replace(urn, before, freeThings(hand));
  }

  #of(urn: string): Hand {
    let hand = this.#hands.get(urn);
    if (!hand) {
      hand = { replaced: [], freed: [], promised: new Set() };
      this.#hands.set(urn, hand);
    }
    return hand;
  }
}

const freeThings = ({ replaced, current, freed }: Hand): string[] => [
  ...replaced.flatMap(({ things }) => things),
  ...(current?.left ?? []),
  ...freed,
];

function keeps({ declared, current, promised }: Hand, thing: string): boolean {
  // Not declared in this run: it is no longer in the program, and will be deleted.
  if (!declared || !current || promised.has(thing)) return false;
  if (declared.count === undefined) return declared.set.has(thing);
  return amountOf(current) - promised.size <= declared.count;
}

/** With what is still to come, which a number that it gives away leaves as it is. */
const amountOf = ({ things, pending = 0 }: Holding) => things.length + pending;

function otherOf(urn: string, { declared, current, replaced }: Hand, holds: boolean): Other {
  return { urn, name: nameOf(urn), inputs: declared?.inputs, state: (current ?? replaced.at(-1))?.state, holds };
}

/** A resource's type and name out of its URN, as in `PhoneNumberOrder "main"`. */
export function nameOf(urn: string): string {
  const parts = urn.split("::");
  const type = parts[2]?.split(/[$:]/).at(-1);
  return `${type} "${parts.slice(3).join("::")}"`;
}
