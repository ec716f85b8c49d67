import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Simulator, startSimulator } from "../../simulator/index.js";
import type { Workspace } from "./harness/workspace.js";
import {
  idOf,
  installPlugin,
  numbers,
  otherPeer,
  peer,
  pluginStack,
  REPOSITORY,
  searched,
  site,
  webhook,
} from "./pluginSupport.js";
import { fails, number, ok, writes } from "./support.js";

let simulator: Simulator;
let stack: Workspace;
beforeAll(async () => {
  simulator = await startSimulator();
  stack = await pluginStack(simulator, {
    resources: {
      office: site(),
      branch: site("Durham"),
      trunk: peer(),
      spare: otherPeer(),
      numbers: numbers(searched(2)),
      webhook: webhook(),
      other: { ...webhook(), properties: { orderType: "disconnects", email: { address: "noc@example.com" } } },
    },
  });
  await ok(stack.up());
  installPlugin(stack);
});
afterAll(async () => {
  stack.cleanup();
  await simulator.close();
});

/** What a command of `pulumi do` prints, which is to be JSON. */
async function asked(...args: string[]): Promise<unknown> {
  const { stdout } = await ok(stack.run("do", ...args, "--output", "json"));
  return JSON.parse(stdout);
}

test("`pulumi do` lists what exists, all or some, filtered and counted, on the account that the environment names", async () => {
  const { sites, peers } = simulator.account;
  const mark = simulator.requests.mark();
  const office = idOf(sites, "Raleigh");
  const both = ["Raleigh", "Durham"].map((name) => ({ id: idOf(sites, name), name }));
  expect(new Set((await asked("bandwidth:index:Site", "list")) as unknown[])).toEqual(new Set(both));
  const all = ["Main", "Other"].map((name) => ({ id: `${office}/${idOf(peers, name)}`, name }));
  expect(await asked("bandwidth:index:SipPeer", "list", "--site-id", office)).toEqual(all);
  expect(await asked("bandwidth:index:SipPeer", "list", "--site-id", idOf(sites, "Durham"))).toEqual([]);
  expect(await asked("bandwidth:index:Subscription", "list", "--count", "1")).toHaveLength(1);
  expect(await asked("bandwidth:index:Subscription", "list", "--all", "--order-type", "disconnects")).toEqual([
    expect.objectContaining({ name: "disconnects-noc@example.com" }),
  ]);
  // Every one of these was asked here, and nowhere else.
  expect(simulator.requests.since(mark).length).toBeGreaterThanOrEqual(5);
  expect(writes(simulator, mark)).toEqual([]);
});

test("`pulumi do` looks things up, and says what is wrong with what it was asked", async () => {
  expect(await asked("bandwidth:index:getTn", "--telephone-number", number(1))).toMatchObject({
    telephoneNumber: number(1),
    siteId: idOf(simulator.account.sites, "Raleigh"),
  });
  const wrong = await fails(stack.run("do", "bandwidth:index:getTn", "--telephone-number", "911"));
  expect(wrong.text).toMatch(/telephoneNumber.*must be a telephone number/);
});

test("`pulumi package get-schema` reads the schema from the command itself, as `pulumi package add` does", async () => {
  const { stdout } = await ok(stack.run("package", "get-schema", join(REPOSITORY, "bin/pulumi-resource-bandwidth")));
  const made = JSON.parse(readFileSync(join(REPOSITORY, "dist/schema.json"), "utf8"));
  const read = JSON.parse(stdout);
  for (const part of ["resources", "functions", "types"]) {
    expect(Object.keys(read[part]).sort()).toEqual(Object.keys(made[part]).sort());
  }
});
