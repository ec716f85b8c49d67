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
import { frontEnds, type Made, startAccount } from "./support.js";

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
  const resources = [{ ...provider, type: "pulumi:providers:pulumi-nodejs", custom: true, inputs: {} }, resource];
  return { version: 3, deployment: { resources } };
}

/** Takes one resource across. What it leaves is in the form of JSON, as in a file. */
function migrated(type: string, name: string, made: Made, inputs: Values): Made & { inputs: Values } {
  const before = JSON.parse(JSON.stringify(exported(type, name, made, inputs))) as ExportedState;
  expect(refusals(before)).toEqual([]);
  const after = withPlugin(before).deployment.resources.at(-1);
  expect(after).toMatchObject({ type: `bandwidth:index:${type}`, id: made.id });
  return { id: made.id, state: fromWire(after?.outputs ?? {}), inputs: fromWire(after?.inputs ?? {}) };
}

test.each(examples)("the plugin takes over what the class made, without a difference: %s", async (_, {
  name: type,
}, statements) => {
  const classes = await startClasses(simulator.environment());
  const program = await prepared(classes, statements, folder);
  const { checked } = await classes.register(type, "it", program);
  const made = await classes.createChecked(type, "it", { ...checked, adopt: undefined });
  const across = migrated(type, "it", made, checked);
  const mark = simulator.requests.mark();

  const plugin = await startPlugin(simulator.environment());
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
  const classes = await startClasses(simulator.environment());
  const { id: siteId } = await classes.create("Site", "raleigh", { name: "Cary", address });
  await classes.create("SipPeer", "voice", { siteId, name: "Voice", isDefaultPeer: true });
  const wish = (quantity: number): Values => ({ siteId, search: { areaCode: "919" }, quantity });
  const bought = simulator.ledger.bought().length;
  const { checked } = await classes.register("PhoneNumberOrder", "main", wish(2));
  const made = await classes.createChecked("PhoneNumberOrder", "main", checked);
  const ledger = fromWire(made.state).__orders as OrderLedger;
  const across = migrated("PhoneNumberOrder", "main", made, checked);

  const run = () => startPlugin(simulator.environment(), {}, { key: "another state" });
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
