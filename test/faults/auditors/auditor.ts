import type { Values } from "../../../provider/pulumi/values/values.js";
import type { Simulator } from "../../../simulator/index.js";
import type { Held } from "../stack.js";

/** In what the account differs from what one resource declares. */
export type Auditor = (simulator: Simulator, held: Held) => string[];

/** The properties in which something is not as it is wanted; left out and empty are the same. */
export function compare(name: string, there: object | undefined, wanted: Record<string, unknown>): string[] {
  if (there === undefined) return [`${name}: not on the account`];
  const is = there as Record<string, unknown>;
  const wrong = Object.keys(wanted).filter((key) => (is[key] ?? "") !== (wanted[key] ?? ""));
  return wrong.map((key) => `${name}: ${key} is ${String(is[key])}, not ${String(wanted[key])}`);
}

export const numbersOf = (state: Values): string[] => (state.telephoneNumbers as string[] | undefined) ?? [];
