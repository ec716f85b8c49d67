import type { PropertyFailure } from "../values/failure.js";
import type { Values } from "../values/values.js";
import type { RunClock } from "./clock.js";
import type { Sight } from "./command.js";
import { type Departing, type Departure, Departures } from "./departures.js";
import { type Declaration, Hands, type Holder, type Holding, nameOf, type Other } from "./hands.js";
import { Quiet } from "./quiet.js";
import type { RunMemory } from "./runMemory.js";

export type { Declaration, Holder, Holding, Other } from "./hands.js";

/** How long nothing must happen in a run before it counts as at rest, unless a setting says otherwise. */
export const REST_MS = 2_000;

/** What a program's run knows besides what the engine asks this process for. */
export interface RunKnowledge {
  memory?: RunMemory;
  sight?: Sight;
  clock?: RunClock;
  /** Where this run's things live. */
  world?: () => string | undefined;
}

const WHOLE: Sight = { partial: false, destroys: false, steps: Number.POSITIVE_INFINITY, repeats: false };

const CROWDED = "all steps that may run at once (`--parallel`) waited for the rest of the program";

/** Something that only one resource of a program may have: a termination address, a telephone number. */
export interface Claim {
  /** What it is, in words that fit "… is also declared by X". */
  what: string;
  property: string;
  /** What makes two claims equal, if `what` leaves out something that not everybody may read. */
  key?: string;
  /** It can't pass to another resource. Another resource with this name is something else. */
  stays?: true;
}

/** What is in the place of a resource, and what is known about it. */
export interface ReplacementRecord {
  readonly id: string;
  readonly state: Values;
}

/** The other resources of the run, for questions of one of them. Things are named in the words of `claims`. */
export interface Others {
  /** Who else declares or holds the thing. Something with a keeper is not released. */
  keeper(thing: string): Other | undefined;
  /** Who else has the thing, and whether it releases it. */
  holder(thing: string): Holder | undefined;
  /** Whether this place has the thing, or had it earlier in this run, as the run has seen. */
  isHere(thing: string): boolean;
  /** Says that this resource takes the thing, so that nobody else takes it too. */
  take(thing: string): void;
  /** Who else has taken the thing in this run. */
  taker(thing: string): Other | undefined;
  /**
   * Waits until the run is at rest. By then it knows whatever the program declares, unless something else holds the program up.
   * `yields`: if the engine has no room for anything else meanwhile, this operation goes on, and knows it by its `blindness`.
   */
  atRest(options?: { signal?: AbortSignal; limitMs?: number; yields?: boolean }): Promise<void>;
  /** Waits until no other operation is running, except those that wait themselves, or until the time is up. */
  idle(options?: { signal?: AbortSignal; limitMs?: number }): Promise<void>;
  /**
   * Why this run, even at rest, may not know everything that the program declares, in words that fit "this run … ". Undefined:
   * it does know.
   */
  readonly blindness?: string;
  /** The preview of this command has shown what the whole program declares, so what nobody declares here is declared by nobody. */
  readonly foreseen?: boolean;
  /** Something has failed in this run. With `--continue-on-error`, deletes come all the same: docs/maintainers/engine.md#what-a-provider-is-not-told */
  readonly hasFailed?: boolean;
  /** Only some resources of the program are registered in this run, maybe only one (`pulumi do`). */
  readonly partial: boolean;
  /** Only some resources of the stack are destroyed in this run, and nothing is known about the others. */
  readonly destroysPart: boolean;
  /** The other instances with the thing whose delete has begun in this run. */
  departing(thing: string): readonly Departing[];
  /** In a delete: records which resource keeps the thing, so that the delete of that resource knows it. */
  leave(thing: string, to: string): void;
}

/** What a run of a program knows about the place of one resource in it. */
export interface Place {
  /** Whether another resource of the program has this id. Two resources with the same content must not become one. */
  isHeldByOther(id: string): boolean;
  /** Whether another provider process of this command has left this standing: it has adopted it in place of what is deleted here. */
  isHeldElsewhere(id: string): boolean;
  /** Whether a resource of this type in the program has this id. */
  isHeld(type: string, id: string): boolean;
  /** Whether this resource had this id earlier in this run. Then it is what is being replaced. */
  wasMine(id: string): boolean;
  /** In a delete: what is in the place of this one by now. Another run may have created it, and ended before this delete. */
  readonly replacement?: ReplacementRecord;
  /**
   * In a delete of this id: what the program declares for the resource that is created after it in the same place
   * (`deleteBeforeReplace`). Undefined if something is there already, or if it is no longer declared.
   */
  makesRoomFor(id: string): Values | undefined;
  /** In a create: what is deleted after this one is created, as the program's diff said. */
  readonly replaces?: ReplacementRecord;
  readonly others: Others;
  /** This is what is here from now on: just created, about to be changed, changed, or found to need no change. */
  recordState(holding: Holding): void;
  /** What was here is about to be deleted, and holds nothing anymore. */
  recordDeleting(holding: Holding): void;
  /** What was here has been deleted. What is created after that no longer releases it. */
  recordDeleted(): void;
  /** Its delete has failed, so it stays in the state. */
  recordKept(): void;
}

/** What one run of a program has shown so far: two resources that want the same thing, and ids that have a holder. */
export class Program {
  readonly #claims = new Map<string, string>();
  readonly #claimed = new Map<string, readonly string[]>();
  readonly #holders = new Map<string, string>();
  readonly #standing = new Map<string, ReplacementRecord>();
  readonly #replaced = new Map<string, ReplacementRecord>();
  readonly #hands: Hands;
  readonly #departures = new Departures();
  /** What other provider processes of the same command have seen. */
  readonly memory: RunMemory | undefined;
  readonly #sight: Sight;
  readonly #world: (() => string | undefined) | undefined;
  readonly quiet: Quiet;

  /** `restMs`: how long nothing must happen before the run counts as at rest. */
  constructor(restMs: () => number = () => REST_MS, { memory, sight = WHOLE, clock, world }: RunKnowledge = {}) {
    this.quiet = new Quiet(restMs, clock);
    this.#hands = new Hands(memory, !sight.destroys);
    this.memory = memory;
    this.#world = world;
    this.#sight = sight;
  }

  /** Whether this run changes something. A preview does not, and neither does a run of which nothing tells. */
  get isUpdate(): boolean {
    return this.#sight.unannounced === true || this.memory?.knowsPreview === true;
  }

  get #blindness(): string | undefined {
    if (this.#sight.destroys) return undefined;
    if (this.#sight.single) return "is a `pulumi do`, which sees only one resource of the stack";
    if (this.#sight.partial) return "sees only some resources of the program (`--target` or `--exclude`)";
    // A destroy has no program.
    if (!this.quiet.hasRegistrations) return undefined;
    if (this.quiet.hasFailed) return "met an error elsewhere, so it may not have reached the whole program";
    return this.#sight.steps === 1 && !this.#isForeseen
      ? `registers one resource after the other (\`--parallel 1\`) and ${this.#unforeseen}`
      : undefined;
  }

  /** The preview of this command has seen all that the program declares, apart from what this process has seen since. */
  get #isForeseen(): boolean {
    const { memory } = this;
    return memory?.knowsPreview === true && [...memory.open].every((urn) => this.#hands.isDeclared(urn));
  }

  get #unforeseen(): string {
    return this.memory?.knowsPreview
      ? "had a preview that did not know all numbers yet"
      : "had no preview (`--skip-preview`)";
  }

  /** How many operations of this process can wait before the engine has no room for others. Other processes may wait, too. */
  get #room(): number {
    return Math.max(1, Math.floor(this.#sight.steps / (this.memory?.processes ?? 1)));
  }

  /** Records what a resource claims, in place of its earlier claims, and reports what another resource already has. */
  claim(urn: string, claims: readonly Claim[]): PropertyFailure[] {
    for (const key of this.#claimed.get(urn) ?? []) if (this.#claims.get(key) === urn) this.#claims.delete(key);
    const failures: PropertyFailure[] = [];
    for (const { what, property, key = what } of claims) {
      const holder = this.#claims.get(key);
      if (holder === undefined) this.#claims.set(key, urn);
      else if (holder !== urn) failures.push({ property, reason: `${what} is also declared by ${nameOf(holder)}` });
    }
    this.#claimed.set(
      urn,
      claims.map(({ what, key = what }) => key),
    );
    return failures;
  }

  /** The program has registered a resource, and this is what it declares. */
  declare(urn: string, declaration: Declaration): void {
    this.quiet.registered();
    this.#hands.declare(urn, declaration);
  }

  /** The other resources, for questions of this one. `deletes`: it is an instance that is about to be deleted. */
  others(urn: string, deletes = false, own: { departure?: Departure } = {}): Others {
    let hasYielded = false;
    const hasFailed = () => this.quiet.hasFailed && this.quiet.hasRegistrations && !this.#sight.destroys;
    const blindness = () => this.#blindness ?? (hasYielded ? `${this.#unforeseen}, and ${CROWDED}` : undefined);
    return {
      keeper: (thing) => this.#hands.keeper(urn, thing, deletes),
      holder: (thing) => this.#hands.holder(urn, thing),
      isHere: (thing) => this.#hands.isAt(urn, thing),
      take: (thing) => this.#hands.takeOver(urn, thing),
      taker: (thing) => this.#hands.taker(urn, thing),
      atRest: async ({ yields = false, ...options } = {}) => {
        const room = yields && !this.#isForeseen ? () => this.#room : undefined;
        hasYielded = !(await this.quiet.rest({ ...options, afterProgram: deletes, room }));
      },
      idle: (options) => this.quiet.idle(options),
      get blindness() {
        return blindness();
      },
      foreseen: this.#isForeseen && !this.#sight.partial,
      get hasFailed() {
        return hasFailed();
      },
      partial: this.#sight.partial && !this.#sight.destroys,
      destroysPart: this.#sight.partial && this.#sight.destroys,
      departing: (thing) => this.#departures.having(thing, own.departure),
      leave: (thing, to) => void own.departure?.left.set(thing, to),
    };
  }

  /** What is known by now about a resource's place, and where to record what a step does there. */
  place(type: string, urn: string, deletes = false): Place {
    const place = `${type} ${urn}`;
    const own: { departure?: Departure } = {};
    const holder = (id: string) => this.#holders.get(`${type} ${id}`);
    const makesRoomFor = (id: string) =>
      deletes && !this.#standing.has(place) ? this.#hands.declaredInPlaceOf(urn, id) : undefined;
    return {
      isHeldByOther: (id) => ![undefined, urn].includes(holder(id)),
      isHeldElsewhere: (id) => !this.#sight.destroys && this.memory?.stands(this.#inWorld(type, id)) === true,
      isHeld: (other, id) => this.#holders.has(`${other} ${id}`),
      wasMine: (id) => holder(id) === urn,
      replacement: this.#standing.get(place),
      makesRoomFor,
      replaces: this.#replaced.get(place),
      others: this.others(urn, deletes, own),
      recordState: (holding) => {
        this.hold(type, holding.id, urn);
        this.#hands.hold(urn, holding);
        this.#standing.set(place, { id: holding.id, state: holding.state });
        this.#showStanding(type, urn, holding);
      },
      recordDeleting: (holding) => {
        own.departure = this.#departures.begin(holding.state, holding.things);
        this.#hands.release(urn, holding, makesRoomFor(holding.id) !== undefined);
      },
      recordDeleted: () => {
        own.departure?.end(true);
        this.#replaced.delete(place);
      },
      recordKept: () => own.departure?.end(false),
    };
  }

  /**
   * Remembers what the program's diff of a resource said. A resource that needs no change is settled. One that needs a change
   * may be replaced.
   */
  compared(type: string, urn: string, holding: Holding, changes: readonly { replaces: boolean }[]): void {
    const place = `${type} ${urn}`;
    const { id, state } = holding;
    this.quiet.touch();
    const replaces = changes.some(({ replaces }) => replaces);
    this.#hands.hold(urn, holding);
    if (changes.length === 0) this.place(type, urn).recordState(holding);
    else {
      this.#standing.delete(place);
      if (replaces) this.memory?.show(urn, { stands: "", holds: [] });
    }
    if (replaces) {
      this.#replaced.set(place, { id, state });
      this.#hands.replace(urn);
    } else this.#replaced.delete(place);
  }

  /** Another account may have something else with this id. */
  #inWorld(type: string, id: string): string {
    return `${type} ${id} in ${this.#world?.() ?? "an unknown place"}`;
  }

  /** Who deletes what was replaced may be another process: that of the provider resource which made it. */
  #showStanding(type: string, urn: string, { id, things }: Holding): void {
    this.memory?.show(urn, { stands: this.#inWorld(type, id), holds: this.memory.hasKeys ? things : undefined });
  }

  /** A refresh, or an import, has found this instance. */
  found(type: string, urn: string, holding: Holding): void {
    this.hold(type, holding.id, urn);
    this.#hands.hold(urn, holding);
  }

  hold(type: string, id: string, urn: string): void {
    this.#holders.set(`${type} ${id}`, urn);
  }
}
