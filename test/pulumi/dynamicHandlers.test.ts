import { expect, test } from "vitest";
import { dynamicHandlers } from "../../provider/pulumi/dynamic/handlers.js";
import { Secret } from "../../provider/pulumi/values/values.js";
import { fromWire } from "../../provider/pulumi/values/wire.js";
import { toyPackage } from "./toy.js";

function thing() {
  const handlers = dynamicHandlers(toyPackage(), { argv: ["node", "test"], env: {} }).Thing;
  if (!handlers) throw new Error("the toy has things");
  handlers.configure({ config: { get: () => undefined } });
  return handlers;
}

const bag = (inputs: object, identity: object = {}) => ({
  ...inputs,
  __provider: "stub",
  __identity: { urn: "urn:pulumi:dev::toys::pulumi-nodejs:dynamic/toy:Thing::one", ...identity },
});

test("replaceOnChanges replaces for what the program names, and for nothing else", async () => {
  const handlers = thing();
  const { id, outs } = await handlers.create(bag({ name: "one", size: 1, hosts: [{ hostName: "a" }] }));
  const changed = async (inputs: object, replaceOnChanges: string[]) => {
    const { inputs: news } = await handlers.check(outs, bag({ name: "one", size: 1, ...inputs }, { replaceOnChanges }));
    return (await handlers.diff(id, outs, news)).replaces;
  };
  expect(await changed({ size: 2, hosts: [{ hostName: "a" }] }, ["size"])).toEqual(["size"]);
  expect(await changed({ hosts: [{ hostName: "b" }] }, ["hosts[*].hostName"])).toEqual(["hosts"]);
  expect(await changed({ hosts: [{ hostName: "b" }] }, ["*"])).toEqual(["hosts"]);
  expect(await changed({ hosts: [{ hostName: "b" }] }, ["size"])).toEqual([]);
});

test("replaceOnChanges says nothing about what a refresh finds", async () => {
  const handlers = thing();
  const { id, outs } = await handlers.create(bag({ name: "one", size: 1 }));
  const { changes, replaces } = await handlers.diff(
    id,
    outs,
    bag({ name: "one", size: 2 }, { replaceOnChanges: ["*"] }),
  );
  expect({ changes, replaces }).toEqual({ changes: true, replaces: [] });
});

test("an update that fails half way keeps secret what was, when the program makes it plain", async () => {
  const handlers = thing();
  const old = bag({ name: "one", address: { street: "marker" } }, { secrets: ["address"] });
  const { id, outs } = await handlers.create(old);
  const failed = await handlers
    .update(id, outs, bag({ name: "broken", address: { street: "plain" } }))
    .catch((error) => error);
  const state = fromWire((failed as { properties: Record<string, unknown> }).properties);
  expect(state).toMatchObject({ address: new Secret({ street: "marker" }), status: "HALF" });
  expect(state.__stored).toEqual(new Secret({ address: { street: "marker" } }));
});
