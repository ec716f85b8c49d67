import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import type { ExportedState, StateResource } from "../../provider/commandLine/migrate/deployment.js";
import { refusals } from "../../provider/commandLine/migrate/refusals.js";
import { withPlugin } from "../../provider/commandLine/migrate/rewrite.js";
import { reveal, type Values } from "../../provider/pulumi/values/values.js";
import { fromWire } from "../../provider/pulumi/values/wire.js";
import { customerOrderId, type OrderLedger } from "../../provider/resources/ordering/orderLedger.js";
import type { Simulator } from "../../simulator/index.js";
import { prepareForExamples } from "../engine/exampleAccount.js";
import { address } from "../resources/support.js";
import { examples, LETTER, prepared } from "./examples.js";
import { frontEnds, type Made, type Run, startAccount } from "./support.js";

const [[, startClasses], [, startPlugin]] = frontEnds as [(typeof frontEnds)[0], (typeof frontEnds)[0]];

let simulator: Simulator;
let folder: string;
beforeAll(async () => {
  simulator = await startAccount();
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "migrate-"));
  writeFileSync(join(folder, "loa.pdf"), LETTER);
  prepareForExamples(simulator.account);
});
afterEach(() => {
  rmSync(folder, { recursive: true });
  simulator.reset();
});
afterAll(() => simulator.close());

/** The state key of the classes. */
const KEY = "4c1c0a86-4a0b-4a0e-9d6f-6c1f5d8f0b11";
const startOfClasses = () => startClasses(simulator.environment(), {}, { key: KEY });
/** A run with the plugin, whose provider has the id that the migrated state gives it. */
const startOfPlugin = (key = `classes:${KEY}`) => startPlugin(simulator.environment(), {}, { key });

/** What `pulumi stack export` gives of one resource that a class made. */
function exported(type: string, name: string, { id, state }: Made, inputs: Values): ExportedState {
  const place = "urn:pulumi:dev::test::";
  const provider = { urn: `${place}pulumi:providers:pulumi-nodejs::default`, id: "0c1d" };
  const resource: StateResource = {
    urn: `${place}pulumi-nodejs:dynamic/bandwidth:${type}::${name}`,
    type: `pulumi-nodejs:dynamic/bandwidth:${type}`,
    custom: true,
    id,
    inputs,
    outputs: state,
    provider: `${provider.urn}::${provider.id}`,
  };
  const keyType = "pulumi-nodejs:dynamic/bandwidth:StateKey";
  const resources = [
    { ...provider, type: "pulumi:providers:pulumi-nodejs", custom: true, inputs: {} },
    { urn: `${place}${keyType}::pulumi-bandwidth`, type: keyType, custom: true, id: KEY, outputs: { key: KEY } },
    resource,
  ];
  return { version: 3, deployment: { resources } };
}

/** Takes one resource across. What it leaves is in the form of JSON, as in a file. */
function migrated(type: string, name: string, made: Made, inputs: Values): Made & { inputs: Values } {
  const before = JSON.parse(JSON.stringify(exported(type, name, made, inputs))) as ExportedState;
  expect(refusals(before)).toEqual([]);
  const [provider, after] = withPlugin(before).deployment.resources;
  expect(provider?.id).toBe(`classes:${KEY}`);
  expect(after).toMatchObject({ type: `bandwidth:index:${type}`, id: made.id });
  return { id: made.id, state: fromWire(after?.outputs ?? {}), inputs: fromWire(after?.inputs ?? {}) };
}

test.each(examples)("the plugin takes over what the class made, without a difference: %s", async (_, {
  name: type,
}, statements) => {
  const classes = await startOfClasses();
  const program = await prepared(classes, statements, folder);
  const { checked } = await classes.register(type, "it", program);
  const made = await classes.createChecked(type, "it", { ...checked, adopt: undefined });
  const across = migrated(type, "it", made, checked);
  const mark = simulator.requests.mark();

  const plugin = await startOfPlugin();
  const registered = await plugin.register(type, "it", program, across);
  expect(registered).toMatchObject({ changes: false, replaces: false });
  // What the plugin itself would have written into the state: the same inputs.
  expect(reveal(across.inputs)).toEqual(reveal(registered.checked));
  expect(simulator.requests.since(mark).length, "a preview asks nothing").toBe(0);

  const read = await plugin.read(type, "it", across);
  expect(simulator.requests.writes(mark)).toEqual([]);
  expect(read?.id).toBe(across.id);
  expect(await plugin.differs(type, "it", { ...across, state: read?.state ?? {} }, program)).toBe(false);
  await plugin.remove(type, "it", across);
});

test("the next order of numbers goes on where the class has stopped: one more number, under the next id of the same key", async () => {
  const classes = await startOfClasses();
  const search = await searchOfClasses(classes);
  const wish = (quantity: number): Values => ({ ...search, quantity });
  const bought = simulator.ledger.bought().length;
  const { checked } = await classes.register("PhoneNumberOrder", "main", wish(2));
  const made = await classes.createChecked("PhoneNumberOrder", "main", checked);
  const ledger = fromWire(made.state).__orders as OrderLedger;
  const across = migrated("PhoneNumberOrder", "main", made, checked);

  // The book has the key, also where the provider has become another one.
  const run = () => startOfPlugin("another state");
  const grown = await (await run()).update("PhoneNumberOrder", "main", across, wish(3));
  const ids = simulator.account.ordersOf("orders").map(({ customerOrderId: id }) => id);
  expect(ids.slice(-2)).toEqual([1, 2].map((count) => customerOrderId(ledger, count)));
  // A run that died before the state heard of it finds the same order again.
  const again = await (await run()).update("PhoneNumberOrder", "main", across, wish(3));
  expect(reveal(fromWire(again.state)).telephoneNumbers).toEqual(reveal(fromWire(grown.state)).telephoneNumbers);
  expect([simulator.ledger.bought().length - bought, simulator.ledger.released()]).toEqual([3, []]);

  await (await run()).remove("PhoneNumberOrder", "main", again);
  expect(simulator.ledger.released().sort()).toEqual([...(again.state.telephoneNumbers as string[])].sort());
});

/** A site with its peer, and a search for numbers in it. */
async function searchOfClasses(classes: Run): Promise<Values> {
  const { id: siteId } = await classes.create("Site", "raleigh", { name: "Cary", address });
  await classes.create("SipPeer", "voice", { siteId, name: "Voice", isDefaultPeer: true });
  return { siteId, search: { areaCode: "919" }, quantity: 2 };
}

test("what a class has ordered and no state has heard of is found, and not ordered again", async () => {
  const classes = await startOfClasses();
  const search = await searchOfClasses(classes);
  const lost = await classes.create("PhoneNumberOrder", "main", search);
  const bought = simulator.ledger.bought().length;
  const found = await (await startOfPlugin()).create("PhoneNumberOrder", "main", search);
  expect(reveal(found.state).telephoneNumbers).toEqual(lost.state.telephoneNumbers);
  expect(simulator.ledger.bought()).toHaveLength(bought);
});

test("a search that is replaced by force keeps the numbers that the class ordered", async () => {
  const classes = await startOfClasses();
  const search = await searchOfClasses(classes);
  const { checked } = await classes.register("PhoneNumberOrder", "main", search);
  const made = await classes.createChecked("PhoneNumberOrder", "main", checked);
  const across = migrated("PhoneNumberOrder", "main", made, checked);
  const bought = simulator.ledger.bought().length;
  const plugin = await startOfPlugin();
  const heir = await plugin.create("PhoneNumberOrder", "main", search);
  await plugin.remove("PhoneNumberOrder", "main", across);
  expect(reveal(heir.state).telephoneNumbers).toEqual(reveal(across.state).telephoneNumbers);
  expect([simulator.ledger.bought().length, simulator.ledger.released()]).toEqual([bought, []]);
});

test("a site and a peer that a class made and no state has heard of are found by their marks", async () => {
  const classes = await startOfClasses();
  const site = await classes.create("Site", "raleigh", { name: "Cary", address });
  const peer = { siteId: site.id, name: "Voice", isDefaultPeer: true };
  const made = await classes.create("SipPeer", "voice", peer);
  const plugin = await startOfPlugin();
  expect((await plugin.create("Site", "raleigh", { name: "Cary", address })).id).toBe(site.id);
  expect((await plugin.create("SipPeer", "voice", peer)).id).toBe(made.id);
});
