import type { Values } from "./values.js";

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
}

/** Who has a thing that another resource wants. */
export interface Holder extends Other {
  /** It still wants the thing itself. */
  readonly keeps: boolean;
  /** The program has said by now what it wants of this resource, so `keeps` is certain. */
  readonly certain: boolean;
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
}

interface Hand {
  declared?: Declaration & { set: ReadonlySet<string> };
  current?: Holding & { set: ReadonlySet<string> };
  /** Instances that a replacement is to delete. */
  replaced: Holding[];
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

  /** The program declares this resource. */
  declare(urn: string, declaration: Declaration): void {
    this.#of(urn).declared = { ...declaration, set: new Set(declaration.things) };
  }

  /** This instance stands at the URN. */
  hold(urn: string, holding: Holding): void {
    const hand = this.#of(urn);
    hand.current = { ...holding, set: new Set(holding.things) };
    for (const thing of hand.promised) if (!hand.current.set.has(thing)) hand.promised.delete(thing);
    for (const [other, { current, promised }] of this.#hands) {
      if (other === urn || !current) continue;
      for (const thing of holding.things) if (current.set.has(thing)) promised.add(thing);
    }
  }

  /** What stands at the URN is to be replaced. */
  replace(urn: string): void {
    const hand = this.#of(urn);
    if (hand.current) hand.replaced.push(hand.current);
    hand.current = undefined;
  }

  /** An instance is about to be deleted: it keeps nothing from anybody. */
  release(urn: string, id: string): void {
    const hand = this.#of(urn);
    if (hand.replaced.length > 0) hand.replaced = hand.replaced.filter((one) => one.id !== id);
    else if (!hand.declared && hand.current?.id === id) hand.current = undefined;
  }

  /** Who else declares or holds the thing. `own`: another instance at the same URN counts too, as in a delete. */
  keeper(urn: string, thing: string, own: boolean): Other | undefined {
    let declares: Other | undefined;
    for (const [other, hand] of this.#hands) {
      if (other === urn && !own) continue;
      const holds = hand.current?.set.has(thing) === true;
      if (holds) return otherOf(other, hand, true);
      if (hand.declared?.set.has(thing)) declares ??= otherOf(other, hand, false);
    }
    return declares;
  }

  /** Who else has the thing, and whether it lets it go. */
  holder(urn: string, thing: string): Holder | undefined {
    for (const [other, hand] of this.#hands) {
      const { current, replaced } = hand;
      if (other !== urn && current?.set.has(thing)) {
        return { ...otherOf(other, hand, true), keeps: keeps(hand, thing), certain: hand.declared !== undefined };
      }
      const free = [...replaced.flatMap(({ things }) => things), ...(current?.left ?? [])];
      if (free.includes(thing)) return { ...otherOf(other, hand, true), keeps: false, certain: true };
    }
    return undefined;
  }

  /** A resource is about to take the thing from its holder. */
  take(urn: string, thing: string): void {
    for (const [other, { current, promised }] of this.#hands) {
      if (other !== urn && current?.set.has(thing)) promised.add(thing);
    }
  }

  #of(urn: string): Hand {
    let hand = this.#hands.get(urn);
    if (!hand) {
      hand = { replaced: [], promised: new Set() };
      this.#hands.set(urn, hand);
    }
    return hand;
  }
}

function keeps({ declared, current, promised }: Hand, thing: string): boolean {
  // Not declared in this run: it is no longer in the program, and will be deleted.
  if (!declared || !current || promised.has(thing)) return false;
  if (declared.count === undefined) return declared.set.has(thing);
  return current.set.size - promised.size <= declared.count;
}

function otherOf(urn: string, { declared, current, replaced }: Hand, holds: boolean): Other {
  return { urn, name: nameOf(urn), inputs: declared?.inputs, state: (current ?? replaced.at(-1))?.state, holds };
}

/** A resource's type and name out of its URN, as in `PhoneNumberOrder "main"`. */
export function nameOf(urn: string): string {
  const parts = urn.split("::");
  const type = parts[2]?.split(/[$:]/).at(-1);
  return `${type} "${parts.slice(3).join("::")}"`;
}
