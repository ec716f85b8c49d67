import type { z } from "zod";
import type { Home } from "../run/homes.js";
import type { Amounts } from "../run/plan.js";
import type { Claim, Others, Place } from "../run/program.js";
import type { Witness } from "../run/witness.js";
import type { World } from "../run/world.js";
import type { PropertyFailure } from "./check.js";
import type { Change } from "./diff.js";

/** What the reading of a whole account knows, so that its resources need not ask for it one by one. */
export interface Survey {
  /** When it was read, as ISO 8601. */
  readonly at: string;
  /** Some of what it has read may belong to others. Which, it could not read. */
  readonly isDoubtful: boolean;
}

/** What every life-cycle function gets. */
export interface Call<Api> extends Place {
  readonly api: Api;
  /** The resource's place in the program. */
  readonly urn: string;
  /**
   * A random text that belongs only to this state. It is in the state before the first order is placed
   * (docs/maintainers/money.md#state-key).
   */
  readonly stateKey: string;
  /**
   * The URN that ids of orders and marks are made of, where it isn't `urn`: in a stack that came from dynamic resources, it is
   * the one of before.
   */
  readonly originUrn?: string;
  /**
   * The same under other provider resources of this state. After an upgrade of the SDK, or when a program renames its explicit
   * provider, the key is another one, and an earlier run has ordered under these.
   */
  readonly formerHomes?: readonly Home[];
  /** The providers that a state which is written remembers: first the one that its own key comes from. */
  provenance?(): string[];
  /** A create goes on with what was ordered under this home. So the state remembers that one. */
  goOnUnder?(home: { providerId?: string }): void;
  /**
   * Whether nothing can have been ordered under this key of a resource: this process has made the state key that it is made of,
   * and asks about it for the first time. Undefined: the front-end doesn't know who has made the state key
   * (docs/maintainers/engine.md#state-keys-of-this-run).
   */
  isFirstUse?(key: string): boolean;
  /**
   * The identity of this resource in this run: the state's key and the URN. Undefined if the run doesn't show it, as in the
   * `destroy` of a dynamic resource: what its state remembers may be from before a move to another stack.
   */
  readonly ownerId?: string;
  /** Where this run's things live, if the package knows it. */
  readonly world?: World;
  /** What the reads of this run have seen. */
  readonly witness?: Witness;
  /** In an update: what the program's `adopt` names. A create has adopted it already. */
  readonly adopts?: string;
  /** In the reading of a whole account: what was found out for all of its resources at once. */
  readonly survey?: Survey;
  /** Aborts when the user cancels: stop waiting, keep what is known. */
  readonly signal: AbortSignal;
  /** The resource's own `customTimeouts`, if the program sets one. */
  readonly timeoutMs?: number;
  /** Shows what the provider waits for. It disappears at the end. */
  status(message: string): void;
  /** Shows something that stays on the screen. */
  info(message: string): void;
  warn(message: string): void;
}

/** What the state says about a resource: the inputs as they last were on the server, and the outputs. */
export type State<Inputs extends z.ZodObject, Outputs extends z.ZodObject> = Partial<z.infer<Inputs>> &
  Partial<z.infer<Outputs>>;

/** Inputs as the server returns them. They may contain what no program may declare. */
export type Observed<Inputs extends z.ZodObject> = { [Name in keyof z.infer<Inputs>]?: unknown };

export interface Findings {
  failures?: PropertyFailure[];
  /** Shown on the screen. Nothing is refused. */
  warnings?: PropertyFailure[];
}

export interface ImportId {
  /** The form of the id, as in `siteId/sipPeerId`. */
  form: string;
  example: string;
  /** When `adopt` counts besides the create. A whole sentence. */
  alsoLater?: string;
}

/**
 * Error codes that the API can answer with: what each means for the user, and what to do. A key may also be a range of codes,
 * as in `"6100 to 6579"`.
 */
export type ErrorCodes = Readonly<Record<string, string>>;

/** One use of a resource or function, shown in every language. */
export interface Example {
  title: string;
  /** `"$site.siteId"` stands for an output of another resource, which is shown too. */
  inputs: Record<string, unknown>;
}

/**
 * A resource, defined once. The class of a TypeScript program, the plugin's methods, the schema, the checks and the
 * documentation all come from this definition.
 */
export interface ResourceDefinition<
  Api,
  Inputs extends z.ZodObject = z.ZodObject,
  Outputs extends z.ZodObject = z.ZodObject,
> {
  name: string;
  /** What it is, then an empty line, then what a user has to know. Markdown. */
  description: string;
  /** The operations of the API that it uses, as the coverage page names them. */
  operations: readonly string[];
  inputs: Inputs;
  outputs: Outputs;
  importId: ImportId;
  /** Shown in the documentation: the codes that its own operations answer with. */
  errors?: ErrorCodes;
  /** Shown in the documentation; without them one is made from the properties' own examples. */
  examples?: readonly Example[];
  /** Needs `stateKey`: its life is an order that costs money. */
  placesOrders?: boolean;
  /** Needs `stateKey`: what it makes carries a mark of this state, so that an interrupted run finds it again. */
  leavesMark?: boolean;
  /**
   * Its delete knows what a forced replacement has taken over, and what is left. Without it, nothing is deleted if the
   * replacement has the same id.
   */
  handlesReplacement?: boolean;
  /**
   * What an adoption of a whole account brought is not deleted before the user has said that no other stack has it. This says
   * where the resource itself asks for that word, number by number: "everywhere", or "inChanges". With "inChanges", a delete is
   * refused as a whole, unless a replacement keeps what the numbers have. Without it, every delete is refused as a whole.
   */
  asksForAdopted?: "everywhere" | "inChanges";
  /** What it does with its `telephoneNumbers`: it holds them, or it gives something to numbers that others hold. */
  numbers?: "held" | "described";
  /** Only one resource may have it: each that has it changes it, or takes it away. */
  hasOneOwner?: boolean;
  /** No other thing of an account leads to it. Who reads a whole account asks for its `list`. */
  standsAlone?: boolean;
  /** The output by which other resources name it. */
  referredBy?: string;
  /**
   * What a look says about the account: the state's thing exists ("seen"), all of it is gone ("lost"), or nothing. Without it,
   * what is found is seen. What nobody finds and isn't "lost" goes by itself, as a reservation does.
   */
  evidence?(before: State<Inputs, Outputs>, found: State<Inputs, Outputs> | undefined): "seen" | "lost" | undefined;
  /** The old object must be deleted before its replacement is created (unique names, unique targets), always or in this case. */
  deleteBeforeReplace?: boolean | ((state: State<Inputs, Outputs>, wanted: Partial<z.infer<Inputs>>) => boolean);

  /**
   * Rules about several properties, in addition to the rules of each property. Unknown values are left out of `inputs`. `given`
   * says of any path whether the program declares something there, known or not. `api` is there if the settings are known, for
   * what depends on them. A check sends nothing to the server.
   */
  check?(inputs: Partial<z.infer<Inputs>>, given: (path: string) => boolean, api?: Api): Findings;

  /**
   * What no other resource of the same program may have. `given` as in `check`, for what is unknown. For a state, it returns
   * what the resource holds.
   */
  claims?(inputs: Partial<z.infer<Inputs>>, given: (path: string) => boolean): Claim[];
  /** How many things it wants to hold, if its inputs don't name them. */
  keeps?(inputs: Partial<z.infer<Inputs>>): number | undefined;
  /** What the state says it has left to another resource, in the words of `claims`. */
  left?(state: State<Inputs, Outputs>): string[];
  /** How many more things the state waits for. */
  pending?(state: State<Inputs, Outputs>): number;

  /** The inputs as they are now, from the state, for the comparison with what the program declares. */
  actual?(state: State<Inputs, Outputs>, wanted: Partial<z.infer<Inputs>>): Partial<z.infer<Inputs>>;
  /** Changes that only the resource can see. */
  changes?(state: State<Inputs, Outputs>, wanted: Partial<z.infer<Inputs>>, others?: Others): Change[];
  /** What an earlier run left unfinished, though nothing changes. Asked only in a run that knows what the whole program declares. */
  remind?(state: State<Inputs, Outputs>, others: Others): string | undefined;
  /** What the user should know before a change or a replacement. Shown in previews too. */
  announce?(
    state: State<Inputs, Outputs>,
    wanted: Partial<z.infer<Inputs>>,
    isReplaced: boolean,
    others?: Others,
  ): string | undefined;
  /** How much of each limit a change would use. Without a state it is a create. Without declared inputs it is a delete. */
  plans?(
    state: State<Inputs, Outputs> | undefined,
    wanted: Partial<z.infer<Inputs>> | undefined,
    others?: Others,
  ): Amounts;
  /** The outputs that these changes may alter, for previews. Without it, all outputs that are not `stable`. */
  mayChange?(changes: readonly Change[]): readonly string[];

  create(
    call: Call<Api> & { inputs: z.infer<Inputs> },
  ): Promise<{ id: string; outputs: z.infer<Outputs> & Partial<z.infer<Inputs>> }>;
  /** Writes down, where other owners see it, that what was read belongs to this resource from now on. */
  noteOwnership?(call: Call<Api> & { state: State<Inputs, Outputs> }): Promise<void>;
  /** Does the same for what the resource option `import` took over. The import is done by then, so this refuses nothing. */
  noteImport?(call: Call<Api> & { state: State<Inputs, Outputs> }): Promise<void>;
  /** `undefined` only if the API proves that the resource is gone. Without a state it is an import. */
  read(
    call: Call<Api> & { id: string; state?: State<Inputs, Outputs> },
  ): Promise<
    { id?: string; inputs: Observed<Inputs>; outputs: z.infer<Outputs> & Partial<z.infer<Inputs>> } | undefined
  >;
  /**
   * What only costly look-ups show, and an import compares because the program declares it. Returns outputs to add to what was read.
   */
  completeImport?(
    call: Call<Api> & { state: State<Inputs, Outputs>; wanted: Partial<z.infer<Inputs>> },
  ): Promise<Partial<z.infer<Outputs>> | undefined>;
  update(
    call: Call<Api> & { id: string; state: State<Inputs, Outputs>; inputs: z.infer<Inputs> },
  ): Promise<z.infer<Outputs> & Partial<z.infer<Inputs>>>;
  delete(call: Call<Api> & { id: string; state: State<Inputs, Outputs> }): Promise<void>;
  /**
   * Whether the account knows something that this state names, and that only its own account can know. Asked when a thing is
   * gone and nothing else of the state was seen.
   */
  isKnownHere?(call: Call<Api> & { id: string; state: State<Inputs, Outputs> }): Promise<boolean>;
  /** Everything that exists, as import ids with readable names. */
  list?: {
    inputs: z.ZodObject;
    find(call: {
      api: Api;
      query: Record<string, unknown>;
      signal: AbortSignal;
    }): AsyncIterable<{ id: string; name: string }>;
  };
}

/** A look-up, defined once. */
export interface FunctionDefinition<
  Api,
  Inputs extends z.ZodObject = z.ZodObject,
  Outputs extends z.ZodObject = z.ZodObject,
> {
  name: string;
  description: string;
  /** The operations of the API that it uses, as the coverage page names them. */
  operations: readonly string[];
  inputs: Inputs;
  outputs: Outputs;
  /** Shown in the documentation: the codes that its own operations answer with. */
  errors?: ErrorCodes;
  /** Shown in the documentation; without them one is made from the properties' own examples. */
  examples?: readonly Example[];
  check?(inputs: Partial<z.infer<Inputs>>, given: (path: string) => boolean): Findings;
  invoke(call: { api: Api; inputs: z.infer<Inputs>; signal: AbortSignal }): Promise<z.infer<Outputs>>;
}

// A list of definitions forgets each definition's own property types. The inputs have been checked against them.
export type AnyResource<Api> = ResourceDefinition<Api, z.ZodObject, z.ZodObject>;
export type AnyFunction<Api> = FunctionDefinition<Api, z.ZodObject, z.ZodObject>;

/** Gives a definition its types, and adds it to the list of all. `Operation`: the names that operations may have. */
export function defineResource<Api, Operation extends string = string>() {
  return <Inputs extends z.ZodObject, Outputs extends z.ZodObject>(
    definition: ResourceDefinition<Api, Inputs, Outputs> & { operations: readonly Operation[] },
  ): AnyResource<Api> => definition as unknown as AnyResource<Api>;
}

export function defineFunction<Api, Operation extends string = string>() {
  return <Inputs extends z.ZodObject, Outputs extends z.ZodObject>(
    definition: FunctionDefinition<Api, Inputs, Outputs> & { operations: readonly Operation[] },
  ): AnyFunction<Api> => definition as unknown as AnyFunction<Api>;
}
