import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Simulator, startSimulator } from "../../simulator/index.js";
import { address } from "../resources/support.js";
import { frontEnds, type Start } from "./support.js";

/*
 * What a front-end adds to the formulas of `test/resources/formulas.test.ts`: the URN and the key of the state. If it gives others,
 * no order and no mark of any user is found again. The literals below must never change.
 */

let simulator: Simulator;
beforeEach(async () => {
  simulator = await startSimulator();
});
afterEach(() => simulator.close());

const OF_CLASSES = {
  marks: ["pulumi-bandwidth b9750864389f90651ebf421c", "pulumi-bandwidth 6b6f210fe16ac05f0ca9d89a"],
  orderIds: ["7de80a569fd33884006144341d58cc531a4a4879", "32770e3786fbfaeaf616bf59518bf3bf73154b09"],
  claim: "6c64e21f083a",
};

const EXPECTED: Record<string, { marks: string[]; orderIds: string[]; claim: string }> = {
  "dynamic resources": OF_CLASSES,
  "the plugin, in a stack that came from dynamic resources": OF_CLASSES,
  "the plugin": {
    marks: ["pulumi-bandwidth e0fe689efb62d6ee1bf75cc7", "pulumi-bandwidth ebe0a94f7d15802195a63150"],
    orderIds: ["b1e1eca4274044bfde0b473522f6321e7416a80a", "0cfcbaa53c8aafe25c349e0b7963183aa6e6817d"],
    claim: "e9b09df80460",
  },
};

const [, plugin] = frontEnds;
/** What a stack has that came from the classes: the plugin, and a provider whose id holds the state key of before. */
const across: [string, Start, string] = [
  "the plugin, in a stack that came from dynamic resources",
  plugin?.[1] as Start,
  "classes:",
];

describe.each<[string, Start, string?]>([...frontEnds, across])("with %s", (name, start, prefix = "") => {
  test("marks, ids of orders and the notes on them are made of the URN and the key of the state", async () => {
    const begin = () =>
      start(simulator.environment(), {}, { stack: "prod", key: `${prefix}4c1c0a86-4a0b-4a0e-9d6f-6c1f5d8f0b11` });
    const run = await begin();
    const { id: siteId } = await run.create("Site", "raleigh", { name: "Raleigh", address });
    await run.create("SipPeer", "voice", { siteId, name: "Voice", isDefaultPeer: true });
    const program = { siteId, telephoneNumbers: ["+19195550100"] };
    const grown = { siteId, telephoneNumbers: ["+19195550100", "+19195550101"] };
    await run.update("PhoneNumberOrder", "main", await run.create("PhoneNumberOrder", "main", program), grown);
    // A run whose state was lost takes up what there is.
    const again = await (await begin()).create("PhoneNumberOrder", "main", grown);
    const { claim } = again.state.__orders as { claim: string };
    const orders = simulator.account.ordersOf("orders");
    const { sites, peers } = simulator.account;
    const notes = orders.flatMap((order) => order.notes.map(({ description }) => description));
    expect({
      marks: [...sites.values(), ...peers.values()].map(({ description }) => description),
      orderIds: orders.map(({ customerOrderId }) => customerOrderId),
      notes,
    }).toEqual({
      marks: EXPECTED[name]?.marks,
      orderIds: EXPECTED[name]?.orderIds,
      notes: [1, 2].map(() => `pulumi-bandwidth claim ${claim} ${EXPECTED[name]?.claim}`),
    });
  });
});
