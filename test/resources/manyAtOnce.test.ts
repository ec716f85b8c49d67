import PQueue from "p-queue";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Values } from "../../provider/pulumi/values/values.js";
import { address, Stack } from "./support.js";

/*
 * What many resources cost in requests, with as many steps at once as the engine does (docs/maintainers/money.md#cost). How many gather
 * depends on the moment, so the limits leave room. One by one, they cost twice as much or more.
 */

let stack: Stack;
beforeEach(async () => {
  stack = await Stack.start({ orderLatencyMs: 300 });
});
afterEach(() => stack.close());

const range = (count: number) => Array.from({ length: count }, (_, index) => index);

/** Does a step for each, 16 at once, and counts its requests. */
async function requests(count: number, step: (index: number) => Promise<unknown>): Promise<number> {
  const mark = stack.simulator.requests.mark();
  const queue = new PQueue({ concurrency: 16 });
  await queue.addAll(range(count).map((index) => () => step(index)));
  return stack.simulator.requests.since(mark).length;
}

test("48 orders of numbers are placed with a POST and a look each, and little else", async () => {
  const place = await stack.place();
  const program = { ...place, search: { areaCode: "919" }, quantity: 2 };
  const made = await requests(48, (index) => stack.create("PhoneNumberOrder", `o${index}`, program));
  expect(stack.simulator.ledger.owned()).toHaveLength(96);
  expect(made).toBeLessThanOrEqual(3 * 48);
});

test("48 resources with options of one number share few orders, when they are made and when they go", async () => {
  const numbers = await stack.numbers(48);
  const made = new Map<number, { id: string; state: Values }>();
  const program = (index: number) => ({ telephoneNumbers: [numbers[index]], callForward: "+18285550199" });
  const creates = await requests(48, async (index) => {
    made.set(index, await stack.create("TnOptions", `n${index}`, program(index)));
  });
  expect(creates).toBeLessThanOrEqual(48);
  const deletes = await requests(48, (index) => {
    const { id = "", state = {} } = made.get(index) ?? {};
    return stack.delete("TnOptions", `n${index}`, id, state);
  });
  expect(deletes).toBeLessThanOrEqual(48);
});

test("an emergency address of its own costs three requests to set and three to remove", async () => {
  const numbers = await stack.numbers(32);
  const made = new Map<number, { id: string; state: Values }>();
  const creates = await requests(32, async (index) => {
    const program = {
      telephoneNumbers: [numbers[index]],
      callerName: `Office ${index}`,
      address,
      allowRemoval: true,
    };
    made.set(index, await stack.create("E911Address", `n${index}`, program));
  });
  expect(creates).toBeLessThanOrEqual(3.8 * 32);
  const deletes = await requests(32, (index) => {
    const { id = "", state = {} } = made.get(index) ?? {};
    return stack.delete("E911Address", `n${index}`, id, state);
  });
  expect(deletes).toBeLessThanOrEqual(3.8 * 32);
});

test("disconnects of many resources share few orders and one list of open disconnects", async () => {
  const place = await stack.place();
  const program = { ...place, search: { areaCode: "919" }, quantity: 2 };
  const made = new Map<number, { id: string; state: Values }>();
  await requests(48, async (index) => {
    made.set(index, await stack.create("PhoneNumberOrder", `o${index}`, program));
  });
  const mark = stack.simulator.requests.mark();
  await requests(48, (index) => {
    const { id = "", state = {} } = made.get(index) ?? {};
    return stack.delete("PhoneNumberOrder", `o${index}`, id, state);
  });
  expect(stack.simulator.ledger.owned()).toEqual([]);
  const about = (method: string) =>
    stack.simulator.requests.since(mark).filter((one) => one.method === method && one.path.endsWith("/disconnects"))
      .length;
  expect(about("GET")).toBeLessThanOrEqual(4);
  expect(about("POST")).toBeLessThanOrEqual(20);
});
