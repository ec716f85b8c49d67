import type { OrderSummary } from "../../bandwidth/orders/summary.js";
import type { Thing } from "./reading.js";
import type { StackDivision } from "./stacks.js";

/** A resource of the program. */
export interface Adopted extends Thing {
  name: string;
  /** Names of resources that must exist before and go after. */
  dependsOn: string[];
  /** The site that it is, or that it is at. Undefined for what belongs to the whole account. */
  siteId?: string;
  /** The stack that gets it. Empty if everything is in one stack. */
  stack: string;
}

/** What an adoption reads, and what it leaves out. */
export interface Choice {
  /** Only sites with one of these ids or names. */
  sites?: readonly string[];
  /** Only these SIP peers, by `site/peer`, id or name. */
  peers?: readonly string[];
  /** Only these numbers. */
  numbers?: ReadonlySet<string>;
  /** What has a stack of its own. Everything is in one stack without it. */
  stackPer?: StackDivision;
  /** Whether resources of this type are wanted. */
  wants(type: string): boolean;
  /** Import ids that a stack has already, by type. */
  managed: ReadonlyMap<string, ReadonlySet<string>>;
  /** Numbers that a stack has already. */
  managedNumbers: ReadonlySet<string>;
  /** Numbers whose options or records a stack has already, by type. */
  described: ReadonlyMap<string, ReadonlySet<string>>;
  /** Orders and port-ins that a stack has already. */
  managedOrders: ReadonlySet<string>;
  /** What the resources of a stack declare. */
  declared: readonly Pick<Thing, "type" | "inputs">[];
}

/** The account as a program. */
export interface AccountProgram {
  resources: Adopted[];
  /** What is not in the program, and why. One line each. */
  left: string[];
  /** Orders of programs: their stacks may still have the numbers. */
  ofPrograms: OrderSummary[];
  /** Numbers that were asked for, and that the account does not have. */
  missing: string[];
  /** How many numbers are in the program. */
  numbers: number;
}
