import { execFile } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bandwidth } from "../../provider/package.js";
import { serve } from "../../provider/pulumi/plugin/serve.js";
import { COLD, makeSdks, type Sdks } from "./harness/sdk.js";
import type { StackState, Workspace } from "./harness/workspace.js";
import { REPOSITORY } from "./pluginSupport.js";
import {
  engineAccount,
  expectOnlyReads,
  fails,
  number,
  numbers,
  ok,
  PEER,
  program,
  rows,
  SITE,
  writes,
} from "./support.js";

const SDK = "@pulumi-bandwidth/bandwidth";

let sdks: Sdks;
beforeAll(async () => {
  sdks = await makeSdks(["nodejs"]);
}, COLD);
afterAll(() => sdks?.remove());
const { simulator, stackOf } = await engineAccount();

/** A program with a component, a child of a resource, options, and two secrets. */
const withClasses = (quantity: number, protect = true) =>
  program(
    'const floor = new pulumi.ComponentResource("acme:x:Floor", "floor");',
    SITE,
    PEER.replace("});", "}, { parent: site });"),
    numbers(`search: { areaCode: "919" }, quantity: ${quantity}`, `{ protect: ${protect}, parent: floor }`),
    `new bw.TnOptions("display", {
      telephoneNumbers: numbers.telephoneNumbers, callForward: pulumi.secret("+12125550199") }, { retainOnDelete: true });`,
    `new bw.Subscription("hook", { orderType: "orders", callback: {
      url: "https://hooks.example.com/b", username: "u", password: new pulumi.Config().requireSecret("hookPassword") } });`,
    "exports.numbers = numbers.telephoneNumbers;",
  );

/** The same program over the SDK. */
const overSdk = (text: string) => text.replace('require("pulumi-bandwidth")', `require("${SDK}")`);

/** A stack that the classes have brought up. Settings are those of the stack, as they have to go across too. */
async function stackOfClasses(text: string, more: Record<string, string> = {}): Promise<Workspace> {
  const { BW_ACCOUNT_ID = "", BW_CLIENT_ID = "", BW_CLIENT_SECRET = "" } = simulator.environment();
  const stack = await stackOf(text, {
    serve: (env) => serve({ ...bandwidth, load: async () => bandwidth }, { argv: [], env }),
    config: { "bandwidth:accountId": BW_ACCOUNT_ID, "bandwidth:clientId": BW_CLIENT_ID },
    secrets: { "bandwidth:clientSecret": BW_CLIENT_SECRET, hookPassword: "hush hush" },
    env: { BW_ACCOUNT_ID: "", BW_CLIENT_ID: "", BW_CLIENT_SECRET: "" },
  });
  await sdks.install("nodejs", join(stack.folder, "node_modules", SDK));
  await ok(stack.up());
  await stack.setConfig(more);
  return stack;
}

const importState = (stack: Workspace, file: string) => stack.run("stack", "import", "--file", file);

/** Exports the state and makes the other one of it, as a user does. */
async function migrate(stack: Workspace): Promise<{ before: string; after: string }> {
  const [before, after] = ["before.json", "after.json"].map((name) => join(stack.folder, name)) as [string, string];
  await ok(stack.run("stack", "export", "--file", before));
  const args = ["migrate", "--file", before, "--out", after];
  const { stderr } = await promisify(execFile)(join(REPOSITORY, "bin/pulumi-bandwidth"), args);
  expect(stderr).toMatch(/^\d resources are the plugin's in/);
  for (const file of [before, after]) expect(readFileSync(file, "utf8")).not.toContain("hush");
  return { before, after };
}

const providersIn = ({ deployment }: StackState) =>
  (deployment.resources ?? [])
    .filter(({ type }) => type.startsWith("pulumi:providers:") || type.startsWith("pulumi-nodejs:"))
    .map(({ urn, id }) => `${urn} ${id}`);

const NO_CHANGES = "--expect-no-changes";

test("a stack goes from the classes to the plugin, back again, and across for good; nothing is bought or lost", async () => {
  const stack = await stackOfClasses(withClasses(2));
  const mark = simulator.requests.mark();
  const { before, after } = await migrate(stack);
  expect(simulator.requests.since(mark)).toEqual([]);

  await ok(importState(stack, after));
  // Who is not sure that it worked does it again.
  await ok(importState(stack, after));
  stack.setProgram(overSdk(withClasses(2)));
  expect(rows(await ok(stack.preview(NO_CHANGES)))).toEqual([]);

  await ok(importState(stack, before));
  stack.setProgram(withClasses(2));
  expect(rows(await ok(stack.up(NO_CHANGES, "--refresh")))).toEqual([]);

  await ok(importState(stack, after));
  stack.setProgram(overSdk(withClasses(2)));
  // Without its program: the settings of the stack have come across, the secret one too.
  expect(rows(await ok(stack.refresh(NO_CHANGES)))).toEqual([]);
  expect(rows(await ok(stack.up(NO_CHANGES)))).toEqual([]);
  expectOnlyReads(simulator, mark);
  expect(simulator.ledger.bought()).toHaveLength(2);
  // Nothing of the classes is left, and the provider is the one that the SDK asks for.
  const providers = providersIn(await stack.stackExport());
  expect(providers).toEqual(providersIn(JSON.parse(readFileSync(after, "utf8"))));
  expect(providers).toHaveLength(1);

  stack.setProgram(overSdk(withClasses(3, false)));
  expect(rows(await ok(stack.up()))).toEqual(["update numbers: quantity", "update display: telephoneNumbers"]);
  expect(writes(simulator, mark)).toEqual(["POST /orders", "POST /tnoptions"]);
  expect(simulator.ledger.bought()).toHaveLength(3);
  expect(rows(await ok(stack.refresh()))).toEqual([]);

  await ok(stack.destroy());
  expect(simulator.ledger.boughtTwice()).toEqual([]);
  expect(simulator.ledger.released().sort()).toEqual([0, 1, 2].map((line) => number(line)));
});

test("with both limits at 0, no mistake on the way buys or disconnects: a broken file, the wrong program before and after", async () => {
  const classes = program(SITE, PEER, numbers('search: { areaCode: "919" }, quantity: 2'));
  const stack = await stackOfClasses(classes, { "bandwidth:maxPurchases": "0", "bandwidth:maxDisconnects": "0" });
  const { before, after } = await migrate(stack);
  const broken = join(stack.folder, "broken.json");
  writeFileSync(broken, readFileSync(after).subarray(0, 2000));
  await fails(importState(stack, broken));
  expect(rows(await ok(stack.up(NO_CHANGES)))).toEqual([]);

  // The program with the plugin meets the state of the classes.
  stack.setProgram(overSdk(classes));
  expect((await fails(stack.up())).text).toContain("maxPurchases");
  await ok(importState(stack, before));

  // The program with the classes meets the state of the plugin.
  await ok(importState(stack, after));
  stack.setProgram(classes);
  expect((await fails(stack.up())).text).toContain("maxPurchases");
  await ok(importState(stack, after));

  stack.setProgram(overSdk(classes));
  expect(rows(await ok(stack.up(NO_CHANGES, "--refresh")))).toEqual([]);
  expect([simulator.ledger.bought().length, simulator.ledger.released()]).toEqual([2, []]);
});
