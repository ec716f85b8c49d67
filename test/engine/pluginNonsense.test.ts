import { expect, test } from "vitest";
import type { Fault } from "../../simulator/index.js";
import type { RunResult } from "./harness/workspace.js";
import {
  change,
  numbers,
  OWN_PROCESS,
  peer,
  resourcesOf,
  searched,
  site,
  webhook,
  type YamlProgram,
} from "./pluginSupport.js";
import { engineAccount, expectSettled, fails, ok } from "./support.js";

const { simulator, pluginStackOf } = await engineAccount();

const wish = (quantity: number, url = "https://hooks.example.com/bandwidth"): YamlProgram => ({
  resources: { office: site(), trunk: peer(), numbers: numbers(searched(quantity)), webhook: webhook({ url }) },
});

const EVERYTHING = /^(?!.*oauth2)/;

/** What Bandwidth, or something in front of it, answers instead of an answer. */
const NONSENSE: [name: string, fault: Fault][] = [
  ["an HTML page", { kind: "html", act: true }],
  ["XML that is cut off", { kind: "cut" }],
  ["nothing at all", { kind: "empty", status: 200 }],
];

/** Words of a process that died instead of answering. */
const DEAD = /exited prematurely|Unavailable|connection refused|transport is closing|panic/i;

test.each(
  NONSENSE,
)("%s in the place of every answer is a clear error, the process lives on, and no id is lost", async (_name, fault) => {
  const stack = await pluginStackOf(wish(2), OWN_PROCESS);
  const spoil = (methods: string, path: RegExp) => {
    for (const method of methods.split(" ")) simulator.faults.on(method, path, fault, { times: 1_000 });
  };
  const { account, ledger } = simulator;
  const nothingTwice = (owned: number) => {
    expect([account.sites.size, account.peers.size, account.subscriptions.size]).toEqual([1, 1, 1]);
    expect(ledger.owned()).toHaveLength(owned);
    expect(ledger.boughtTwice()).toEqual([]);
  };
  const failed = async (run: Promise<RunResult>) => {
    const { text } = await fails(run);
    expect(text).not.toMatch(DEAD);
    expect(text).toMatch(/error: /);
    expect(text).toMatch(/(GET|POST|PUT|DELETE) \/accounts\/\S+: 200 |list of .* is (not a list|empty text)/);
    simulator.faults.clear();
  };

  // The order is made, and nobody can read the answer: the next run finds it.
  spoil("POST GET", /\/orders/);
  await failed(stack.up());
  await ok(stack.up());
  nothingTwice(2);

  // A read that is nonsense proves nothing: everything stays in the state.
  spoil("GET", EVERYTHING);
  await failed(stack.refresh());
  expect(await resourcesOf(stack)).toHaveLength(4);

  change(stack, wish(3, "https://hooks.example.com/other"));
  spoil("POST PUT GET", EVERYTHING);
  await failed(stack.up());
  expect(await resourcesOf(stack)).toHaveLength(4);
  await ok(stack.up());
  nothingTwice(3);
  await expectSettled(stack, simulator);

  spoil("DELETE POST GET", EVERYTHING);
  await failed(stack.destroy());
  await ok(stack.destroy());
  expect([ledger.owned().length, account.sites.size, account.subscriptions.size]).toEqual([0, 0, 0]);
});
