import type { z } from "zod";
import type { RunClock } from "../run/clock.js";
import type { Sight } from "../run/command.js";
import type { Amounts, PlanWarning } from "../run/plan.js";
import type { RunMemory } from "../run/runMemory.js";
import type { World } from "../run/world.js";
import type { PropertyFailure } from "../values/failure.js";
import type { Deferred } from "./deferred.js";
import type { AnyFunction, AnyResource, ErrorCodes } from "./definition.js";

/** Settings as given by the stack's configuration and by the environment. */
export interface GivenSettings {
  configuration: Readonly<Record<string, string | undefined>>;
  environment: Readonly<Record<string, string | undefined>>;
}

/** What the package's schema says about its origin, and the names of its SDKs. */
export interface Publication {
  publisher?: string;
  license?: string;
  homepage?: string;
  repository?: string;
  logoUrl?: string;
  pluginDownloadUrl?: string;
  keywords?: readonly string[];
  /** Name of the SDK's npm package. It can't be the name of this package. */
  nodePackage?: string;
  /** Import path of the Go SDK's package. */
  goImportPath?: string;
}

/** A part of the package that the engine doesn't see: a function for services, or a command. */
export interface Utility {
  name: string;
  description: string;
  /** The operations of the API that it serves. */
  operations: readonly string[];
  /** Makes a page of the reference. Without it, only the name is shown there. */
  manual?: Manual;
  /** Shown on that page: the codes that its own operations answer with. */
  errors?: ErrorCodes;
}

/** How to use a command. */
export interface Manual {
  /** Name of its page. */
  page: string;
  /** The command with its arguments. */
  usage: string;
  /** Paragraphs. */
  text: readonly string[];
  /** What each argument and variable means. */
  options: Readonly<Record<string, string>>;
  /** What each exit code means. */
  exitCodes: Readonly<Record<string, string>>;
}

/** What a front-end serves. It loads a definition, and the API, when something is done with them. */
export interface ServedPackage<Api> {
  name: string;
  displayName: string;
  version: string;
  /** The package that a program imports. The state's stub loads it by this name. */
  npmName: string;
  configuration: z.ZodObject;
  /** Refuses bad settings before any request, all at once. */
  checkConfiguration(given: GivenSettings): PropertyFailure[];
  /** What to say once per run about settings that work but have to change. */
  adviceOn?(given: GivenSettings): string[];
  /** The limits that the plan of a whole run exceeds. For previews. */
  checkPlan?(given: GivenSettings, planned: Amounts): PlanWarning[];
  connect(given: GivenSettings): Api | Promise<Api>;
  /** Another run begins with this connection: what an earlier run has read says nothing in it. */
  beginRun?(api: Api): void;
  /** How long a run must be quiet before it disconnects what it releases, in milliseconds. */
  restMs?(given: GivenSettings): number;
  /** The clock for the rest of a run, if it isn't the real one. */
  clock?: RunClock;
  /** What the command shows of a run, if it isn't looked up. */
  sight?: Sight;
  /** What other provider processes of the same command have seen, if it isn't looked up. */
  memory?: RunMemory;
  /** Whether the error says that the credentials are wrong. */
  isSignInRefused?(error: unknown): boolean;
  /** Where things live, by valid settings. */
  world?(given: GivenSettings): World;
  resources: readonly (AnyResource<Api> | Deferred<AnyResource<Api>>)[];
  functions: readonly (AnyFunction<Api> | Deferred<AnyFunction<Api>>)[];
}

/** What the plugin serves. Its first answers need no more than this. */
export interface PluginPackage<Api> {
  version: string;
  /** The schema of this package, as UTF-8 text. */
  schema(): Promise<Uint8Array>;
  load(): Promise<ServedPackage<Api>>;
}

/** A whole package, with every definition: what the schema, the declarations and the pages are made of. */
export interface PackageDefinition<Api> extends ServedPackage<Api> {
  description: string;
  /** The schema, as UTF-8 text. */
  schema(): Promise<Uint8Array>;
  publication?: Publication;
  connect(given: GivenSettings): Api;
  resources: readonly AnyResource<Api>[];
  functions: readonly AnyFunction<Api>[];
  utilities: readonly Utility[];
  /** The codes that any operation can answer with. */
  errors?: ErrorCodes;
  /** Every operation of the API, as its reference lists it, then the newer ones. */
  operations: readonly string[];
  /** Those of them that the reference doesn't list, and newer specifications do. */
  newerOperations?: readonly string[];
  /** The API's own list of all operations: how many it has, and which of ours are not among them. For the coverage page. */
  specification?: { name: string; operations: number; without: readonly string[] };
  /** Operations that the package leaves out, and why. A path that ends with `…` stands for all that begins so. */
  leftOut?: readonly { methods?: readonly string[]; paths: readonly string[]; why: string }[];
  /** The operations that are never used because another one does the same, each with the other one. */
  replaced?: Readonly<Record<string, string>>;
}
