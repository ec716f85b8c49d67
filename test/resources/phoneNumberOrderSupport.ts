import { afterEach, beforeEach, expect } from "vitest";
import type { Values } from "../../provider/pulumi/values/values.js";
import { Stack } from "./support.js";

const TYPE = "PhoneNumberOrder";

export let stack: Stack;
export let siteId: string;
export let sipPeerId: string;
/** Ten numbers of area code 919. */
export let program: Values;

async function begin(environment: Record<string, string> = {}): Promise<void> {
  stack = await Stack.start({ inventory: [{ areaCode: "919", count: 100 }] }, environment);
  siteId = await stack.site();
  sipPeerId = await stack.peer(siteId);
  program = { siteId, sipPeerId, search: { areaCode: "919" }, quantity: 10 };
}

/** For each test of a file, an account with 100 numbers to sell, and a SIP peer for them. */
export function withNumbersToSell(): void {
  beforeEach(() => begin());
  afterEach(() => stack.close());
}

/** The same with other settings of the provider. */
export async function beginWith(environment: Record<string, string>): Promise<void> {
  await stack.close();
  await begin(environment);
}

export const create = (inputs = program) => stack.create(TYPE, "main", inputs);

/** The numbers that the account pays for. None was bought twice. */
export function balance(): string[] {
  const { ledger } = stack.simulator;
  expect(ledger.boughtTwice()).toEqual([]);
  return [...ledger.owned()].sort();
}
