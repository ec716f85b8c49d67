import { afterEach, beforeEach } from "vitest";
import type { Values } from "../../provider/pulumi/values/values.js";
import { Stack } from "./support.js";

/** The numbers that the simulated account sells first. */
export const number = (last: number) => `+1919555010${last}`;

/**
 * A stack with a site and its default peer before each test of a file, and what tests of number orders say of it again and
 * again. `how`: what `Stack.start` takes.
 */
export function numberDesk(...how: Parameters<typeof Stack.start>) {
  let stack: Stack;
  let place: { siteId: string; sipPeerId: string };
  beforeEach(async () => {
    stack = await Stack.start(...how);
    place = await stack.place();
  });
  afterEach(() => stack.close());

  return {
    get stack() {
      return stack;
    },
    get place() {
      return place;
    },
    /** A program with these numbers. */
    listed: (...last: number[]): Values => ({ ...place, telephoneNumbers: last.map(number) }),
    /** A program that wants so many numbers. */
    searched: (quantity: number): Values => ({ ...place, search: { areaCode: "919" }, quantity }),
    /** The numbers that the account has. */
    owned: () => [...stack.simulator.ledger.owned()].sort(),
    /** The numbers that were disconnected. */
    released: () => stack.simulator.ledger.released(),
    peerOf: (last: number) => stack.simulator.account.numbers.get(number(last))?.sipPeerId,
  };
}
