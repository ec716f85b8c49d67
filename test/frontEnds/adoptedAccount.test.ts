import { afterEach, beforeEach, expect, test } from "vitest";
import type { Simulator } from "../../simulator/index.js";
import {
  type Adoption,
  adopting,
  type Entry,
  oddAccount,
  fromFile as plain,
  removeFolders,
} from "../commandLine/adoptSupport.js";
import { frontEnds, type Run, startAccount } from "./support.js";

let simulator: Simulator;
beforeEach(async () => {
  simulator = await startAccount();
});
afterEach(async () => {
  removeFolders();
  await simulator.close();
});

const typeOf = ({ type }: Entry) => type.split(":").at(-1) ?? "";
const imported = ({ id, outputs }: Entry) => ({ id, state: plain(outputs) });

/** A run of the plugin on the stack that imported the file. */
async function nextRun(settings = {}): Promise<Run> {
  const start = frontEnds.find(([name]) => name === "the plugin")?.[1];
  if (!start) throw new Error("no plugin");
  return start(simulator.environment(), settings, { stack: "adopted" });
}

async function adoptedAccount(seed: number): Promise<Adoption> {
  await oddAccount(simulator, seed, 40);
  return adopting(simulator);
}

test.each([1, 2])("an adopted account would not change, before a refresh and after it (%i)", async (seed) => {
  const { resources } = await adoptedAccount(seed);
  const before = JSON.stringify(simulator.ledger);
  const run = await nextRun();
  const changes: unknown[] = [];
  for (const one of resources) {
    const refreshed = await run.read(typeOf(one), one.name, imported(one));
    if (refreshed?.id !== one.id) changes.push([one.name, refreshed]);
    for (const state of [imported(one), refreshed]) {
      const { changes: differs, replaces } = await run.register(typeOf(one), one.name, plain(one.inputs), state);
      if (differs || replaces) changes.push([one.name, state]);
    }
  }
  expect(changes).toEqual([]);
  expect(JSON.stringify(simulator.ledger)).toBe(before);
});

test("of an adopted list, what leaves the program is disconnected, and nothing else", async () => {
  const { resources } = await adoptedAccount(1);
  const orders = resources.filter((one) => typeOf(one) === "PhoneNumberOrder");
  const [order] = orders.filter(({ inputs }) => (inputs.telephoneNumbers as string[]).length > 2);
  if (!order) throw new Error("no list");
  const listed = order.inputs.telephoneNumbers as string[];
  const all = orders.flatMap(({ inputs }) => inputs.telephoneNumbers as string[]);
  const inService = () => all.filter((number) => simulator.account.numbers.get(number)?.status === "Inservice");
  const [gone, ...rest] = listed;
  const shorter = { ...plain(order.inputs), telephoneNumbers: rest };
  const owns = { ownsAdopted: "true" };
  const made = await (await nextRun(owns)).update("PhoneNumberOrder", order.name, imported(order), shorter);
  expect(inService()).toEqual(all.filter((number) => number !== gone));
  await (await nextRun(owns)).remove("PhoneNumberOrder", order.name, made);
  expect(inService()).toEqual(all.filter((number) => !listed.includes(number)));
});
