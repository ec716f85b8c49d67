import { expect, test } from "vitest";
import type { StateResource, Workspace } from "./harness/workspace.js";
import {
  change,
  numbers,
  peer,
  ref,
  resourceOf,
  searched,
  site,
  withNumbers,
  type YamlProgram,
} from "./pluginSupport.js";
import { engineAccount, expectSettled, moveTo, ok, rows, urnOf, writes } from "./support.js";

const { simulator, pluginStackOf } = await engineAccount();
let stack: Workspace;

const orderPosts = () => simulator.requests.matching("POST", /\/orders$/);

/** The account owns so many numbers, all of them in the state of the stack, and none paid for twice or given up. */
async function expectOwned(count: number, released = 0, name = "dev"): Promise<void> {
  const { ledger } = simulator;
  expect(ledger.boughtTwice()).toEqual([]);
  expect([ledger.owned().length, ledger.released().length]).toEqual([count, released]);
  expect(ledger.bought()).toHaveLength(count + released);
  const { stdout } = await ok(stack.run("stack", "export", "--stack", name));
  const { deployment } = JSON.parse(stdout) as { deployment: { resources?: StateResource[] } };
  const orders = (deployment.resources ?? []).filter(({ type }) => type === "bandwidth:index:PhoneNumberOrder");
  expect(orders.flatMap(({ outputs }) => outputs?.telephoneNumbers as string[]).sort()).toEqual(
    [...ledger.owned()].sort(),
  );
}

test("an order that was taken out of the state, restored from an old backup, or renamed keeps its numbers", async () => {
  stack = await pluginStackOf(withNumbers(searched(2)));
  await ok(stack.up());
  const backup = await stack.stackExport();
  change(stack, withNumbers(searched(3)));
  await ok(stack.up());
  const { orderIds } = (await resourceOf(stack, "numbers"))?.outputs ?? {};

  await stack.stackImport(backup);
  await ok(stack.refresh());
  expect(rows(await ok(stack.up()))).toEqual([]);
  await expectOwned(3);

  await ok(stack.run("state", "delete", await urnOf(stack, "numbers"), "--yes"));
  const up = await ok(stack.up());
  expect(up.text).toContain("nothing is bought twice");
  expect((await resourceOf(stack, "numbers"))?.outputs?.orderIds).toEqual(orderIds);
  await expectOwned(3);

  const renamed = (quantity: number): YamlProgram => ({
    resources: {
      office: site(),
      trunk: peer(),
      lines: numbers(searched(quantity), { aliases: [{ name: "numbers" }] }),
    },
  });
  change(stack, renamed(3));
  const mark = simulator.requests.mark();
  expect(rows(await ok(stack.up()))).toEqual([]);
  expect(writes(simulator, mark)).toEqual([]);
  change(stack, renamed(4));
  expect(rows(await ok(stack.up()))).toEqual(["update lines: quantity"]);
  expect(orderPosts()).toHaveLength(3);
  await expectOwned(4);
  await expectSettled(stack, simulator);
});

test("an explicit provider that gives way to the default one replaces nothing, also when the order grows later", async () => {
  const explicit = (quantity: number): YamlProgram => {
    const via = { provider: ref("own") };
    return {
      resources: {
        own: { type: "pulumi:providers:bandwidth", properties: { maxConcurrency: 2 } },
        office: site("Raleigh", via),
        trunk: { ...peer(), options: via },
        numbers: numbers(searched(quantity), via),
      },
    };
  };
  stack = await pluginStackOf(explicit(2));
  await ok(stack.up());
  const mark = simulator.requests.mark();
  change(stack, withNumbers(searched(2)));
  expect(rows(await ok(stack.up()))).toEqual([]);
  expect(writes(simulator, mark)).toEqual([]);
  await expectOwned(2);
  change(stack, withNumbers(searched(3)));
  await ok(stack.up());
  await expectOwned(3);
  await expectSettled(stack, simulator);
});

test("an order that is moved to another stack takes its numbers along, and the old stack's destroy leaves them", async () => {
  stack = await pluginStackOf(withNumbers(searched(2)));
  await ok(stack.up());
  await moveTo(stack, "other", "office", "trunk", "numbers");

  const mark = simulator.requests.mark();
  await ok(stack.destroy("--stack", "dev"));
  expect(rows(await ok(stack.up("--stack", "other")))).toEqual([]);
  expect(writes(simulator, mark)).toEqual([]);
  await expectOwned(2, 0, "other");

  change(stack, withNumbers(searched(3)));
  expect(rows(await ok(stack.up("--stack", "other")))).toEqual(["update numbers: quantity"]);
  await expectOwned(3, 0, "other");
  await ok(stack.destroy("--stack", "other"));
  await expectOwned(0, 3, "other");
});

test("an order that was moved to another stack, and is still declared in the old one, belongs to who took it last", async () => {
  stack = await pluginStackOf(withNumbers(searched(2)));
  await ok(stack.up());
  await moveTo(stack, "other", "numbers");
  await ok(stack.up());
  await expectOwned(2);
  const destroy = await ok(stack.destroy("--stack", "other"));
  expect(destroy.text).toContain("stay: another resource has adopted them");
  await expectOwned(2);
});

test("the same project and stack name on two state backends never adopt each other's orders", async () => {
  stack = await pluginStackOf(withNumbers(searched(2)));
  await ok(stack.up());
  const first = [...simulator.ledger.owned()];
  // A copy of the project at somebody else's machine: every URN is the same, only the state is another one.
  const second = await pluginStackOf(withNumbers(searched(2)));
  try {
    await ok(second.up());
    expect(await urnOf(second, "numbers")).toBe(await urnOf(stack, "numbers"));
    expect([orderPosts().length, simulator.ledger.owned().length]).toEqual([2, 4]);
    await ok(second.run("destroy", "--yes", "--skip-preview", "--target", await urnOf(second, "numbers")));
    expect(simulator.ledger.released().sort()).toEqual(
      simulator.ledger
        .bought()
        .filter((number) => !first.includes(number))
        .sort(),
    );
  } finally {
    second.cleanup();
  }
  const mark = simulator.requests.mark();
  await ok(stack.up("--refresh"));
  expect(writes(simulator, mark)).toEqual([]);
  expect([...simulator.ledger.owned()].sort()).toEqual(first.sort());
});
