import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { type Simulator, startSimulator } from "../../simulator/index.js";
import type { Workspace } from "./harness/workspace.js";
import {
  ADDRESS,
  change,
  numbers,
  peer,
  pluginStack,
  type Resource,
  ref,
  resourcesOf,
  searched,
  site,
  webhook,
  type YamlProgram,
  yaml,
} from "./pluginSupport.js";
import { expectSettledAtOnce, fails, number, ok, rows, writes } from "./support.js";

let simulator: Simulator;
const stacks: Workspace[] = [];
let ids: Record<string, string>;
beforeAll(async () => {
  simulator = await startSimulator();
  ids = await existing();
});
afterEach(() => {
  for (const stack of stacks.splice(0)) stack.cleanup();
});
afterAll(() => simulator.close());

async function start(program: YamlProgram): Promise<Workspace> {
  const stack = await pluginStack(simulator, program);
  stacks.push(stack);
  return stack;
}

const TYPES: Record<string, string> = {
  office: "bandwidth:index:Site",
  trunk: "bandwidth:index:SipPeer",
  numbers: "bandwidth:index:PhoneNumberOrder",
  options: "bandwidth:index:TnOptions",
  webhook: "bandwidth:index:Subscription",
};

/** An account with one of each, that nobody's state knows; gives their import ids. */
async function existing(): Promise<Record<string, string>> {
  const terminationHosts = [{ hostName: "192.0.2.40", port: 5060 }];
  const properties = { telephoneNumbers: ref("numbers.telephoneNumbers"), callForward: "+16042661720", sms: "on" };
  const stack = await start({
    resources: {
      office: site(),
      trunk: peer({ terminationHosts, smsHosts: [{ hostName: "192.0.2.60" }] }),
      numbers: numbers(searched(2)),
      options: { type: "bandwidth:TnOptions", properties },
      webhook: webhook({ username: "us", password: "a word" }),
    },
  });
  await ok(stack.up());
  const all = await resourcesOf(stack);
  const found = Object.fromEntries(all.map(({ urn, id }) => [urn.slice(urn.lastIndexOf("::") + 2), id ?? ""]));
  return { ...found, options: `${number(0)},${number(1)}` };
}

/** Makes the generated code the program. */
function adoptGenerated(stack: Workspace, file: string): void {
  stack.setProgram({
    "Pulumi.yaml": yaml({}).replace(/^resources:.*$/m, readFileSync(join(stack.folder, file), "utf8")),
  });
}

test("all five resources are imported from a file, and the generated code previews without a diff", async () => {
  const stack = await start({});
  const resources = Object.entries(TYPES).map(([name, type]) => ({ type, name, id: ids[name] }));
  writeFileSync(join(stack.folder, "import.json"), JSON.stringify({ resources }));
  const mark = simulator.requests.mark();
  const run = await ok(stack.import("--file", "import.json", "--out", "generated.yaml", "--protect=false"));
  expect(run.changes.import).toBe(5);
  adoptGenerated(stack, "generated.yaml");
  const preview = await ok(stack.preview("--diff"));
  expect(rows(preview), preview.text).toEqual([]);
  await expectSettledAtOnce(stack, simulator);
  expect(writes(simulator, mark)).toEqual([]);
});

test("each resource is imported by itself, numbers by their list too", async () => {
  const stack = await start({});
  const single = { ...ids, numbers: `${number(0).slice(2)}, ${number(1)}` };
  for (const [name, type] of Object.entries(TYPES)) {
    const run = await ok(stack.import(type, name, single[name as keyof typeof single] ?? "", "--protect=false"));
    expect(rows(run)).toEqual([`import ${name}`]);
    expect(run.text).toContain(`type: ${type.replace("index:", "")}`);
  }
  expect((await resourcesOf(stack)).map(({ id }) => id).sort()).toEqual(
    Object.values({ ...ids, numbers: `${number(0)},${number(1)}` }).sort(),
  );
});

test("an id of the wrong form says what form is expected, and one that names nothing says so", async () => {
  const stack = await start({});
  const listed = "a comma-separated list of telephone numbers";
  const wrong: [type: string, id: string, told: string[]][] = [
    ["Site", "4711", ['nothing has the id "4711"', "an id here is siteId, as in 13606"]],
    ["SipPeer", "4711", ["expected: siteId/sipPeerId, as in 13606/500709"]],
    ["SipPeer", `${ids.office}/4711`, [`nothing has the id "${ids.office}/4711"`, "siteId/sipPeerId"]],
    ["PhoneNumberOrder", "my-order", ['nothing has the id "my-order"', `an order id, or ${listed}`]],
    ["PhoneNumberOrder", number(99), [`not in service on this account: ${number(99)}`]],
    ["TnOptions", "main", ['"main" is not a telephone number', "as in +19195550100,+19195550101"]],
    ["TnOptions", number(99), [`nothing has the id "${number(99)}"`, listed]],
    ["Subscription", "orders", ['nothing has the id "orders"', "an id here is subscriptionId"]],
  ];
  for (const [type, id, told] of wrong) {
    const run = await fails(stack.import(`bandwidth:index:${type}`, "it", id));
    for (const words of told) expect(run.text).toContain(words);
  }
  expect(await resourcesOf(stack)).toEqual([]);
});

test("the resource option `import` takes over what is as declared, and shows what is not; `get` only reads", async () => {
  const mark = simulator.requests.mark();
  const address = { ...ADDRESS, addressType: "Service", country: "United States" };
  const office = (name: string): Resource => ({
    type: "bandwidth:Site",
    properties: { name, address },
    options: { import: ids.office },
  });
  const wish = (name: string): YamlProgram => ({
    resources: {
      office: office(name),
      trunk: { type: "bandwidth:SipPeer", get: { id: ids.trunk } },
      held: { type: "bandwidth:PhoneNumberOrder", get: { id: ids.numbers } },
    },
    outputs: { peer: ref("trunk.name"), numbers: ref("held.telephoneNumbers") },
  });
  const stack = await start(wish("Durham"));
  const differs = await stack.preview("--diff");
  expect(differs.text).toMatch(/name\s*: "Raleigh" => "Durham"|inputs to import do not match/);

  change(stack, wish("Raleigh"));
  const up = await ok(stack.up());
  expect(rows(up).sort()).toEqual(["import office", "read held", "read trunk"]);
  expect(await stack.outputs()).toEqual({ peer: "Main", numbers: [number(0), number(1)] });
  // Once imported, the option may go.
  change(stack, {
    ...wish("Raleigh"),
    resources: { ...wish("Raleigh").resources, office: { ...office("Raleigh"), options: {} } },
  });
  expect(rows(await ok(stack.up())).filter((row) => !row.startsWith("read"))).toEqual([]);
  expect(writes(simulator, mark)).toEqual([]);
});

test("what a program does not declare survives the resource option `import`", async () => {
  const [siteId] = (ids.trunk ?? "").split("/");
  const stack = await start({
    resources: {
      trunk: {
        type: "bandwidth:SipPeer",
        properties: { siteId, name: "Renamed" },
        options: { import: ids.trunk },
      },
    },
  });
  await ok(stack.up());
  const changed = [...simulator.account.peers.values()].find(({ name }) => name === "Renamed");
  expect(changed?.terminationHosts).toHaveLength(1);
  expect(changed?.smsHosts).toHaveLength(1);
});
