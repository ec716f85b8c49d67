import { afterEach, beforeEach, expect, test } from "vitest";
import { Account } from "./account.js";
import { auditLaw, type Before, beforeRun } from "./auditors/law.js";
import { operations } from "./operations.js";
import { type Program, Stack } from "./stack.js";

/** The law of numbers is worth what its auditor sees: each way to break it is gone by hand. */
let account: Account;
let stack: Stack;
let program: Program;
let before: Before;

beforeEach(async () => {
  account = await Account.start();
  stack = new Stack();
  program = operations.find(({ group, name }) => group === "Whole stack" && name === "refresh")?.before ?? [];
  await stack.up(account.process(), program);
  before = beforeRun(account.simulator, stack);
});

afterEach(() => account.close());

const broken = (adopted: ReadonlySet<string> = new Set()) =>
  auditLaw(account.simulator, stack, program, before, adopted);
const held = (name: string) => (stack.find(name)?.state.telephoneNumbers ?? []) as string[];
const disconnect = (number: string) => account.process().api.disconnects.disconnect([number]);

test("a run that does nothing breaks nothing", () => {
  expect(held("found").length).toBeGreaterThan(0);
  expect(broken()).toEqual([]);
});

test.each([
  "found",
  "chosen",
])("a number of %s that is disconnected is seen, whatever the state says after it", async (name) => {
  const [number = ""] = held(name);
  await disconnect(number);
  expect(broken()).toEqual([`disconnected ${number}, which is wanted by ${name}`]);
});

test("a number that the program has dropped may go", async () => {
  const [number = ""] = held("found");
  program = program.filter(({ name }) => name !== "found");
  await disconnect(number);
  expect(broken()).toEqual([]);
});

test("a number that somebody else has bought is not to be disconnected, unless it was taken over", async () => {
  const sipPeerId = String(stack.find("voice")?.state.sipPeerId);
  const number = account.simulator.account.buyNumber({ areaCode: "919", sipPeerId });
  await disconnect(number);
  expect(broken()).toEqual([`disconnected ${number}, which somebody else has bought`]);
  expect(broken(new Set([number]))).toEqual([]);
});

test("an order of a number that is in service is seen, also when it is refused", async () => {
  const [number = ""] = held("found");
  const order = {
    name: "by hand",
    siteId: String(stack.find("raleigh")?.id),
    partialAllowed: false,
    backOrderRequested: false,
    what: { telephoneNumbers: [number] },
  };
  await account
    .process()
    .api.orders.place(order, "again")
    .catch(() => undefined);
  expect(broken()).toEqual([expect.stringContaining(`ordered ${number}, which was in service`)]);
});
