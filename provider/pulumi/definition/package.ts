import type { z } from "zod";
import type { RunClock } from "../run/clock.js";
import type { Amounts, PlanWarning } from "../run/plan.js";
import type { World } from "../run/world.js";
import type { PropertyFailure } from "../values/failure.js";
import type { AnyFunction, AnyResource, ErrorCodes } from "./definition.js";

/** Settings as they were given: by the stack's configuration, and by the environment. */
export interface GivenSettings {
  configuration: Readonly<Record<string, string | undefined>>;
  environment: Readonly<Record<string, string | undefined>>;
}

/** What the package's schema says of its origin, and how its SDKs are called. */
export interface Publication {
  publisher?: string;
  license?: string;
  homepage?: string;
  repository?: string;
  logoUrl?: string;
  pluginDownloadUrl?: string;
  keywords?: readonly string[];
  /** Name of the SDK's npm package; it cannot be that of this package. */
  nodePackage?: string;
  /** Import path of the Go SDK's package. */
  goImportPath?: string;
}

/** Something of the package that the engine does not see: a function for services, a command. */
export interface Utility {
  name: string;
  description: string;
  /** The operations of the API that it serves. */
  operations: readonly string[];
  /** Makes a page of the reference; without one only its name is shown there. */
  manual?: Manual;
  /** Shown on that page: the codes that its own operations answer with. */
  errors?: ErrorCodes;
}

/** How a command is used. */
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

/** Everything a front-end serves. */
export interface PackageDefinition<Api> {
  name: string;
  displayName: string;
  version: string;
  description: string;
  /** The package that a program imports, and that the state's stub loads by this name. */
  npmName: string;
  publication?: Publication;
  configuration: z.ZodObject;
  /** Refuses bad settings before any request, all of them at once. */
  checkConfiguration(given: GivenSettings): PropertyFailure[];
  /** What to say once in a run about settings that work and have to change. */
  adviceOn?(given: GivenSettings): string[];
  /** The limits that the plan of a whole run goes beyond; for previews. */
  checkPlan?(given: GivenSettings, planned: Amounts): PlanWarning[];
  connect(given: GivenSettings): Api;
  /** How long a run must be quiet before what it gives up is given up, in milliseconds. */
  restMs?(given: GivenSettings): number;
  /** The time by which a run is at rest, when it is not the real one. */
  clock?: RunClock;
  /** Does the error say that the credentials are not good? */
  isSignInRefused?(error: unknown): boolean;
  /** Where things live, with settings that are right. */
  world?(given: GivenSettings): World;
  resources: readonly AnyResource<Api>[];
  functions: readonly AnyFunction<Api>[];
  utilities: readonly Utility[];
  /** The codes that any operation can answer with. */
  errors?: ErrorCodes;
  /** The schema of this package as its build has written it down; without it, it is made when somebody asks. */
  schema?(): Promise<string>;
  /** All that the API can do, as its reference lists it. */
  operations: readonly string[];
  /** Those of them that are never used, since another one does the same: each with the other one. */
  replaced?: Readonly<Record<string, string>>;
}
