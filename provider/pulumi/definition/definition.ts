import type { z } from "zod";
import type { Amounts } from "../run/plan.js";
import type { Claim, Others, Place } from "../run/program.js";
import type { Witness } from "../run/witness.js";
import type { World } from "../run/world.js";
import type { PropertyFailure } from "./check.js";
import type { Change } from "./diff.js";

/** What every life-cycle function is given. */
export interface Call<Api> extends Place {
  readonly api: Api;
  /** The resource's place in the program. */
  readonly urn: string;
  /**
   * A random text that belongs to this state alone, and lies in it before the first order is placed
   * (docs/maintainers/money.md#state-key).
   */
  readonly stateKey: string;
  /**
   * Who this resource is in this run: the state's key and the URN. Undefined where the run does not tell, as in the `destroy` of a
   * dynamic resource: what its state remembers may be from before a move to another stack.
   */
  readonly ownerId?: string;
  /** Where this run's things live, as far as the package tells. */
  readonly world?: World;
  /** What the reads of this run have seen. */
  readonly witness?: Witness;
  /** In an update: what the program's `adopt` names. A create has taken it over before. */
  readonly adopts?: string;
  /** Set when the user cancels: stop waiting, keep what is known. */
  readonly signal: AbortSignal;
  /** The resource's own `customTimeouts`, when the program gives one. */
  readonly timeoutMs?: number;
  /** Says what is being waited for; disappears when it is over. */
  status(message: string): void;
  /** Says something that stays on the screen. */
  info(message: string): void;
  warn(message: string): void;
}

/** What the state holds of a resource: the inputs as they last were on the server, and the outputs. */
export type State<Inputs extends z.ZodObject, Outputs extends z.ZodObject> = Partial<z.infer<Inputs>> &
  Partial<z.infer<Outputs>>;

/** Inputs as the server tells them: it may say things that no program would be allowed to. */
export type Observed<Inputs extends z.ZodObject> = { [Name in keyof z.infer<Inputs>]?: unknown };

export interface Findings {
  failures?: PropertyFailure[];
  /** Said on the screen; nothing is refused. */
  warnings?: PropertyFailure[];
}

export interface ImportId {
  /** How the id looks, as in `siteId/sipPeerId`. */
  form: string;
  example: string;
  /** When `adopt` counts beside the create; a whole sentence. */
  alsoLater?: string;
}

/**
 * Error codes that the API can answer with: what each means for the user, and what to do. Instead of a code it may be a
 * range of them, as in `"6100 to 6579"`.
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
 * documentation all come from here.
 */
export interface ResourceDefinition<
  Api,
  Inputs extends z.ZodObject = z.ZodObject,
  Outputs extends z.ZodObject = z.ZodObject,
> {
  name: string;
  /** What it is; then, after an empty line, what a user has to know. Markdown. */
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
   * Its delete tells apart what a replacement by force has taken over and what is left. Without it nothing is deleted when the
   * replacement has the same id.
   */
  handlesReplacement?: boolean;
  /**
   * What a look tells of the account: that the state's thing is there ("seen"), that all of it is gone ("lost"), or nothing.
   * Without it, what is found is seen. What nobody finds and is not "lost" goes by itself, as a reservation does.
   */
  evidence?(before: State<Inputs, Outputs>, found: State<Inputs, Outputs> | undefined): "seen" | "lost" | undefined;
  /** The old one has to go before a replacement can be made (unique names, unique targets), always or in this case. */
  deleteBeforeReplace?: boolean | ((state: State<Inputs, Outputs>, wanted: Partial<z.infer<Inputs>>) => boolean);

  /**
   * Rules over several properties, on top of those of each property. Values that are not known yet are left out of
   * `inputs`; `given` tells of any path whether the program says something there, known or not. `api`, where the settings
   * are known, is for what depends on them: a check asks nothing of the server.
   */
  check?(inputs: Partial<z.infer<Inputs>>, given: (path: string) => boolean, api?: Api): Findings;

  /**
   * What no other resource of the same program may have; `given` as in `check`, for what is not known yet. Asked of a state,
   * it tells what the resource holds.
   */
  claims?(inputs: Partial<z.infer<Inputs>>, given: (path: string) => boolean): Claim[];
  /** How many things it wants to hold, where its inputs do not name them. */
  keeps?(inputs: Partial<z.infer<Inputs>>): number | undefined;
  /** What the state says it has left to another resource, in the words of `claims`. */
  left?(state: State<Inputs, Outputs>): string[];
  /** How many more things the state waits for. */
  pending?(state: State<Inputs, Outputs>): number;

  /** The inputs as they are now, out of the state, for the comparison with what the program wants. */
  actual?(state: State<Inputs, Outputs>, wanted: Partial<z.infer<Inputs>>): Partial<z.infer<Inputs>>;
  /** Changes that only the resource can see. */
  changes?(state: State<Inputs, Outputs>, wanted: Partial<z.infer<Inputs>>, others?: Others): Change[];
  /** What the user should know before a change, or a replacement, is made; said in previews too. */
  announce?(
    state: State<Inputs, Outputs>,
    wanted: Partial<z.infer<Inputs>>,
    isReplaced: boolean,
    others?: Others,
  ): string | undefined;
  /** What a change would take of what settings limit. Without a state it is a create, without wishes a delete. */
  plans?(
    state: State<Inputs, Outputs> | undefined,
    wanted: Partial<z.infer<Inputs>> | undefined,
    others?: Others,
  ): Amounts;
  /** The outputs that these changes may alter, for previews; without it, all that are not `stable`. */
  mayChange?(changes: readonly Change[]): readonly string[];

  create(
    call: Call<Api> & { inputs: z.infer<Inputs> },
  ): Promise<{ id: string; outputs: z.infer<Outputs> & Partial<z.infer<Inputs>> }>;
  /** Writes down, where other holders see it, that what was read is this resource's from now on. */
  noteOwnership?(call: Call<Api> & { state: State<Inputs, Outputs> }): Promise<void>;
  /** `undefined` only when the API proves that the resource is gone. Without a state it is an import. */
  read(
    call: Call<Api> & { id: string; state?: State<Inputs, Outputs> },
  ): Promise<
    { id?: string; inputs: Observed<Inputs>; outputs: z.infer<Outputs> & Partial<z.infer<Inputs>> } | undefined
  >;
  update(
    call: Call<Api> & { id: string; state: State<Inputs, Outputs>; inputs: z.infer<Inputs> },
  ): Promise<z.infer<Outputs> & Partial<z.infer<Inputs>>>;
  delete(call: Call<Api> & { id: string; state: State<Inputs, Outputs> }): Promise<void>;
  /**
   * Does the account know something that this state names, and that only its own account can know? Asked when a thing is gone
   * and nothing else of the state has been seen.
   */
  isKnownHere?(call: Call<Api> & { id: string; state: State<Inputs, Outputs> }): Promise<boolean>;
  /** Everything that exists, as import ids with the names a person would know them by. */
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

// A list of definitions forgets each one's own property types: what comes in has been checked against them.
export type AnyResource<Api> = ResourceDefinition<Api, z.ZodObject, z.ZodObject>;
export type AnyFunction<Api> = FunctionDefinition<Api, z.ZodObject, z.ZodObject>;

/** Gives a definition its types, and takes it into the list of all. `Operation`: the names that operations may have. */
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
