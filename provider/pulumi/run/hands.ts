import type { Values } from "../values/values.js";
import type { RunMemory } from "./runMemory.js";
import { Index } from "./thingIndex.js";

/** Another resource of the program, or another instance of the same one, as this run knows it. */
export interface Other {
  readonly urn: string;
  /** As in `PhoneNumberOrder "main"`. */
  readonly name: string;
  /** What the program declares for it in this run. */
  readonly inputs?: Values;
  /** What the state says about it. */
  readonly state?: Values;
  /** It has the thing. Otherwise it only declares it. */
  readonly holds: boolean;
  /** Only another provider process has seen it. */
  readonly remembered?: boolean;
}

/** Who has a thing that another resource wants. */
export interface Holder extends Other {
  /** It still wants the thing itself. */
  readonly keeps: boolean;
  /** The program has said what it wants for this resource, so `keeps` is certain. */
  readonly certain: boolean;
  /** Its state still has the thing. Otherwise it has released it already. */
  readonly has: boolean;
}

/** What the program declares for one resource. */
export interface Declaration {
  /** The things that it names, in the words of `claims`. */
  readonly things: readonly string[];
  /** How many things it wants, if it doesn't name them. */
  readonly count?: number;
  readonly inputs: Values;
  /** It names things that nobody knows yet, as a preview does not know what another resource will give. */
  readonly isOpen?: boolean;
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
  current?: Holding;
  /** Instances that a replacement will delete. */
  replaced: Holding[];
  /** Things that were released and left in place for those who declare them. */
  freed: readonly string[];
  /** Things of `current` that other resources take or have taken. */
  readonly promised: Set<string>;
}

/**
 * Who declares and who holds what, in one run. When a program changes, a thing (a telephone number, its options, its emergency
 * address) passes from one resource to another. What another resource declares or holds is not released. What another resource
 * releases is taken and not bought.
 */
export class Hands {
  readonly #hands = new Map<string, Hand>();
  readonly #declared = new Index();
  readonly #held = new Index();
  /** Replaced, freed or left: it belongs to nobody, but is in place. */
  readonly #free = new Index();
  /** Who has taken a thing in this run. */
  readonly #takers = new Map<string, string>();

  /**
   * `memory`: what other provider processes of the same command have seen. `replaces`: something may be replaced in this run.
   * Then another process may have what stands in the place of what this one deletes.
   */
  constructor(
    private readonly memory?: RunMemory,
    private readonly replaces = true,
  ) {}

  /** The program declares this resource. */
  declare(urn: string, declaration: Declaration): void {
    const hand = this.#of(urn);
    this.#declared.replace(urn, hand.declared?.things, declaration.things);
    hand.declared = { ...declaration, set: new Set(declaration.things) };
    const isOpen = declaration.isOpen === true;
    this.memory?.show(urn, { declares: declaration.things, isOpen, lets: this.#letGo(hand) });
  }

  /** Whether the program has declared this resource in this process. */
  isDeclared(urn: string): boolean {
    return this.#knows(urn);
  }

  /** This instance is at the URN. */
  hold(urn: string, holding: Holding): void {
    this.#change(urn, (hand) => {
      const before = hand.current?.things ?? [];
      this.#held.replace(urn, before, holding.things);
      const set = new Set(holding.things);
      hand.current = holding;
      // What an update released for a resource that hasn't reached it yet.
      const given = before.filter((thing) => !set.has(thing) && this.keeper(urn, thing, false) !== undefined);
      hand.freed = [...hand.freed, ...given].filter((thing) => !set.has(thing));
      for (const thing of hand.promised) if (!set.has(thing)) hand.promised.delete(thing);
    });
    for (const thing of holding.things) this.take(urn, thing);
    this.memory?.show(urn, { lets: this.#letGo(this.#of(urn)) });
  }

  /** What is at the URN will be replaced. */
  replace(urn: string): void {
    this.#change(urn, (hand) => {
      if (hand.current) hand.replaced.push(hand.current);
      this.#leave(urn, hand);
    });
    this.memory?.show(urn, { lets: this.#letGo(this.#of(urn)) });
  }

  /**
   * An instance is about to be deleted. It keeps nothing from anybody, and others can take what it leaves in place. `first`:
   * before its replacement is created.
   */
  release(urn: string, { id, things }: Holding, first: boolean): void {
    this.#change(urn, (hand) => {
      if (hand.replaced.length > 0) hand.replaced = hand.replaced.filter((one) => one.id !== id);
      else if ((first || !hand.declared) && hand.current?.id === id) this.#leave(urn, hand);
      const left = things.filter((thing) => this.keeper(urn, thing, true) !== undefined);
      hand.freed = [...hand.freed, ...left];
    });
  }

  /** What the program declares for the URN, if only this instance is known to be there. */
  declaredInPlaceOf(urn: string, id: string): Values | undefined {
    const { declared, current } = this.#hands.get(urn) ?? {};
    return current === undefined || current.id === id ? declared?.inputs : undefined;
  }

  /** Who else declares or holds the thing. `own`: another instance at the same URN counts too, as in a delete. */
  keeper(urn: string, thing: string, own: boolean): Other | undefined {
    const isOther = (other: string) => own || other !== urn;
    for (const other of this.#held.of(thing)) {
      const hand = this.#of(other);
      // If two have it and drop it, one must release it: the first.
      const { declared } = hand;
      const drops = other > urn && declared?.count === undefined && declared?.set.has(thing) === false;
      if (isOther(other) && !drops) return otherOf(other, hand, true);
    }
    for (const other of this.#declared.of(thing)) if (isOther(other)) return otherOf(other, this.#of(other), false);
    const isElsewhere = (other: string) => (other !== urn || (own && this.replaces)) && !this.#knows(other);
    for (const other of this.memory?.holders(thing) ?? []) {
      if (isElsewhere(other)) return { ...otherOf(other, this.#of(other), true), remembered: true };
    }
    for (const other of this.memory?.declarers(thing) ?? []) {
      if (isElsewhere(other)) return { ...otherOf(other, this.#of(other), false), remembered: true };
    }
    return undefined;
  }

  /** What this process has seen itself, it knows better than the others. */
  #knows(urn: string): boolean {
    return this.#hands.get(urn)?.declared !== undefined;
  }

  /** Who else has the thing, and whether it releases it. */
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

  /** Whether this place has the thing, or had it earlier in this run. */
  isAt(urn: string, thing: string): boolean {
    const { current, replaced = [], freed = [] } = this.#hands.get(urn) ?? {};
    const had = [current?.things ?? [], freed, ...replaced.map(({ things }) => things)];
    return this.#takers.get(thing) === urn || had.some((things) => things.includes(thing));
  }

  /** A resource takes the thing, even from a holder that doesn't know it yet. */
  takeOver(urn: string, thing: string): void {
    this.#takers.set(thing, urn);
    this.take(urn, thing);
  }

  /** Who else has taken the thing: in this run, or in an earlier one that ended before the holder could release it. */
  taker(urn: string, thing: string): Other | undefined {
    const taker = this.#takers.get(thing);
    if (taker !== undefined && taker !== urn) return otherOf(taker, this.#of(taker), true);
    // A resource that names a thing and has it comes before one that only wants a count.
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

  /** What a resource holds and no longer wants, as far as the program has said so. For a count, it isn't known which. */
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

/** Includes what is still to come. A number that it gives away doesn't change that. */
const amountOf = ({ things, pending = 0 }: Holding) => things.length + pending;

function otherOf(urn: string, { declared, current, replaced }: Hand, holds: boolean): Other {
  return { urn, name: nameOf(urn), inputs: declared?.inputs, state: (current ?? replaced.at(-1))?.state, holds };
}

/** A resource's type and name from its URN, as in `PhoneNumberOrder "main"`. */
export function nameOf(urn: string): string {
  const parts = urn.split("::");
  const type = parts[2]?.split(/[$:]/).at(-1);
  return `${type} "${parts.slice(3).join("::")}"`;
}
