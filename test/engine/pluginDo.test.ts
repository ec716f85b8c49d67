import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { eventually } from "../eventually.js";
import type { Workspace } from "./harness/workspace.js";
import { ADDRESS, idOf, installPlugin, OWN_PROCESS } from "./pluginSupport.js";
import { engineAccount, fails, number, ok, writes } from "./support.js";

/*
 * `pulumi do TYPE create|upsert|patch|delete NAME` keeps what it makes in the stack, each as a snippet of a program. A run of it
 * registers that one resource. `pulumi up` registers all of them.
 */

const { simulator, pluginStackOf } = await engineAccount();
const { ledger } = simulator;

/** What changes one resource of a stack: `perform("Site", "create", "office", {...})`. */
function performer(stack: Workspace) {
  const argsOf = (type: string, operation: string, name: string, inputs?: Record<string, unknown>) => {
    const file = join(stack.folder, `${name}.yaml`);
    if (inputs) writeFileSync(file, JSON.stringify(inputs));
    return ["do", `bandwidth:index:${type}`, operation, name, ...(inputs ? ["--input-file", file] : []), "--yes"];
  };
  return {
    perform: (...args: Parameters<typeof argsOf>) => stack.run(...argsOf(...args)),
    begin: (...args: Parameters<typeof argsOf>) => stack.spawn(...argsOf(...args)),
  };
}

async function emptyStack() {
  const stack = await pluginStackOf({}, OWN_PROCESS);
  installPlugin(stack);
  return { stack, ...performer(stack) };
}

const NUMBERS = "PhoneNumberOrder";
const raleigh = { name: "Raleigh", address: ADDRESS };
const siteId = () => idOf(simulator.account.sites, "Raleigh");
const searched = (quantity: number) => ({ siteId: siteId(), search: { areaCode: "919" }, quantity });
const listed = (...lines: number[]) => ({ siteId: siteId(), telephoneNumbers: lines.map((line) => number(line)) });

async function withPeer({ perform }: ReturnType<typeof performer>): Promise<void> {
  await ok(perform("Site", "create", "office", raleigh));
  const hosts = [{ hostName: "192.0.2.7", port: 5060 }];
  const peer = { siteId: siteId(), name: "Main", isDefaultPeer: true, voiceHosts: hosts };
  await ok(perform("SipPeer", "create", "trunk", peer));
}

test("a site is created once, changed in place, and deleted", async () => {
  const { stack, perform } = await emptyStack();
  await ok(stack.run("do", "bandwidth:index:Site", "create", "office", "--name", "Raleigh", "--dry-run"));
  expect(simulator.requests.writes()).toEqual([]);
  await ok(perform("Site", "create", "office", raleigh));
  const again = await fails(perform("Site", "create", "office", raleigh));
  expect(again.text).toContain("already exists in stack dev");
  const id = siteId();
  await ok(stack.run("do", "bandwidth:index:Site", "patch", "office", "--description", "Two floors", "--yes"));
  await ok(perform("Site", "upsert", "office", { ...raleigh, name: "Durham" }));
  expect([...simulator.account.sites.values()].map((site) => [site.id, site.name])).toEqual([[id, "Durham"]]);
  await ok(perform("Site", "delete", "office"));
  expect(writes(simulator, 0)).toEqual(["POST /sites", `PUT /sites/${id}`, `PUT /sites/${id}`, `DELETE /sites/${id}`]);
});

test("a number order grows by what is missing, and gives up what it was told to in a run that sees the whole stack", async () => {
  const { stack, ...performing } = await emptyStack();
  const { perform } = performing;
  await withPeer(performing);
  await ok(perform(NUMBERS, "create", "main", searched(2)));
  await fails(perform(NUMBERS, "create", "main", searched(2)));
  await ok(perform(NUMBERS, "upsert", "main", searched(3)));
  await ok(perform(NUMBERS, "upsert", "main", searched(3)));
  expect(ledger.bought()).toEqual([0, 1, 2].map((line) => number(line)));

  const less = await ok(stack.run("do", `bandwidth:index:${NUMBERS}`, "patch", "main", "--quantity", "2", "--yes"));
  expect(less.text).toContain(`1 number not disconnected yet, and still paid for: ${number(2)}.`);
  expect(less.text).toContain("This run is a `pulumi do`, which sees only one resource of the stack");
  expect(ledger.released()).toEqual([]);
  await ok(stack.up());
  expect(ledger.released()).toEqual([number(2)]);

  const blocked = await fails(perform("Site", "delete", "office"));
  expect(blocked.text).toContain("still has SIP peers");
  await ok(perform(NUMBERS, "delete", "main"));
  await fails(perform(NUMBERS, "delete", "main"));
  expect([ledger.boughtTwice(), ledger.released().sort()]).toEqual([[], [0, 1, 2].map((line) => number(line))]);
});

test("what one resource gives up stays for another one that declares it, and passes to it in the next `pulumi up`", async () => {
  const { stack, ...performing } = await emptyStack();
  const { perform } = performing;
  await withPeer(performing);
  await ok(perform(NUMBERS, "create", "a", listed(10, 11)));
  await ok(perform(NUMBERS, "create", "b", listed(20)));
  // Nobody tells this run that "a" has the number. But the stack has it from now on that "b" declares it.
  const refused = await fails(perform(NUMBERS, "upsert", "b", listed(20, 11)));
  expect(refused.text).toContain(`${number(11)}: already in service on this account`);
  await ok(perform(NUMBERS, "upsert", "a", listed(10)));
  expect(ledger.released()).toEqual([]);
  await ok(stack.up());
  expect([ledger.bought().length, ledger.released()]).toEqual([3, []]);
  const { deployment } = await stack.stackExport();
  const held = (name: string) => deployment.resources?.find(({ urn }) => urn.endsWith(`::${name}`))?.outputs;
  expect(held("a")?.telephoneNumbers).toEqual([number(10)]);
  expect(held("b")?.telephoneNumbers).toEqual([number(20), number(11)]);
});

test("a create that was killed while its order was open finds that order when it is run again", async () => {
  const { stack, ...performing } = await emptyStack();
  await withPeer(performing);
  simulator.settings.orderLatencyMs = 3_000;
  const running = performing.begin(NUMBERS, "create", "main", searched(2));
  await eventually(() => expect(simulator.account.ordersOf("orders")).toHaveLength(1));
  await running.kill();
  await stack.unlock();
  // The stack knows what was asked for, so that it is no longer a create.
  await ok(performing.perform(NUMBERS, "upsert", "main", searched(2)));
  expect([ledger.bought().length, ledger.boughtTwice()]).toEqual([2, []]);
  await ok(performing.perform(NUMBERS, "delete", "main"));
  expect(ledger.released()).toHaveLength(2);
});
