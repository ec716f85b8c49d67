import * as pulumi from "@pulumi/pulumi";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { PackageDefinition } from "../../provider/pulumi/definition/package.js";
import { dynamicFunction, type LookUp, type LookUpOutput } from "../../provider/pulumi/dynamic/function.js";
import { type ToyApi, toyPackage } from "./toy.js";

let pack: PackageDefinition<ToyApi>;
let connects: number;

beforeEach(() => {
  pulumi.runtime.setAllConfig({ "toy:accountId": "a1", "toy:secretKey": "hunter2" });
  connects = 0;
  const toy = toyPackage();
  pack = {
    ...toy,
    connect(given) {
      connects += 1;
      const api = toy.connect(given);
      api.shelf.things.t1 = { name: `of ${api.account}`, recovery: "r" };
      return api;
    },
  };
});
afterEach(() => vi.unstubAllEnvs());

function lookUps(): { getThing: LookUp; getThingOutput: LookUpOutput } {
  const [definition] = pack.functions;
  if (!definition) throw new Error("the toy has a function");
  return dynamicFunction(definition.name, async () => pack) as ReturnType<typeof lookUps>;
}

type Parts = { promise(): Promise<unknown>; isKnown: Promise<boolean>; isSecret: Promise<boolean> } & {
  allResources(): Promise<unknown>;
};

/** What an output comes to: its value, or that it is not known. */
async function settled(output: pulumi.Output<unknown>) {
  const inner = output as unknown as Parts;
  // An output that fails does so in every part of it, and Pulumi's own program host sees to the others.
  for (const part of [inner.isSecret, inner.allResources()]) part.catch(() => {});
  return (await inner.isKnown) ? inner.promise() : "unknown";
}

test("a program asks the API itself, with the stack's configuration", async () => {
  expect(await lookUps().getThing({ thingId: "t1" })).toMatchObject({ name: "of a1" });
  expect(await settled(lookUps().getThingOutput({ thingId: pulumi.output("t1") }))).toMatchObject({ name: "of a1" });
});

test("an output that holds a secret is secret, and one that holds none is not", async () => {
  const isSecret = (output: pulumi.Output<unknown>) => (output as unknown as Parts).isSecret;
  expect(await isSecret(lookUps().getThingOutput({ thingId: "t1" }))).toBe(true);
  const [definition] = pack.functions;
  if (!definition) throw new Error("the toy has a function");
  const open = { ...definition, outputs: definition.outputs.pick({ name: true }) };
  const { getThingOutput } = dynamicFunction(open.name, async () => ({ ...pack, functions: [open] })) as ReturnType<
    typeof lookUps
  >;
  expect(await isSecret(getThingOutput({ thingId: "t1" }))).toBe(false);
});

test("the environment stands in for what the stack does not configure", async () => {
  pulumi.runtime.setAllConfig({});
  vi.stubEnv("TOY_ACCOUNT", "a2");
  expect(await lookUps().getThing({ thingId: "t1" })).toMatchObject({ name: "of a2" });
});

test("one connection serves all look-ups of the same settings, and no others", async () => {
  const { getThing } = lookUps();
  await Promise.all([getThing({ thingId: "t1" }), getThing({ thingId: "t1" }), lookUps().getThing({ thingId: "t1" })]);
  expect(connects).toBe(1);
  pulumi.runtime.setAllConfig({ "toy:accountId": "a3" });
  expect(await getThing({ thingId: "t1" })).toMatchObject({ name: "of a3" });
  expect(connects).toBe(2);
});

test("everything that is wrong with the arguments is told at once, before a connection is made", async () => {
  const { getThing, getThingOutput } = lookUps();
  const words = "getThing cannot answer:\n  colour is not a property here\n  thingId is required";
  const failed = getThing({ colour: "red" });
  await expect(failed).rejects.toThrow(words);
  // Pulumi shows an error of this kind without the stack of the provider's code.
  await expect(failed).rejects.toSatisfy(pulumi.RunError.isInstance);
  await expect(settled(getThingOutput({ colour: "red" }))).rejects.toThrow(words);
  expect(connects).toBe(0);
});

test("an output given to the plain form is told where it belongs", async () => {
  await expect(lookUps().getThing({ thingId: pulumi.output("t1") })).rejects.toThrow(
    "thingId is not a plain value yet: call getThingOutput with it",
  );
});

test("what the API says is the error, with the look-up's name and no secret", async () => {
  const failed = lookUps().getThing({ thingId: "t9" });
  await expect(failed).rejects.toThrow("getThing: no thing t9");
  await expect(failed).rejects.toSatisfy((error) => !JSON.stringify(error).includes("hunter2"));
});

// Before the first test with mocks: Pulumi keeps them, and they would answer.
test("a look-up that depends on a resource waits for it, and is unknown while that is to be created", async () => {
  const { getThingOutput } = lookUps();
  const resource = (id: pulumi.Output<string>) =>
    Object.assign(Object.create(pulumi.CustomResource.prototype), {
      __pulumiResource: true,
      __pulumiCustomResource: true,
      id,
    }) as pulumi.CustomResource;
  const made = resource(pulumi.output("made"));
  expect(await settled(getThingOutput({ thingId: "t1" }, { dependsOn: [made] }))).toMatchObject({ name: "of a1" });
  const unmade = resource(pulumi.unknown as unknown as pulumi.Output<string>);
  expect(await settled(getThingOutput({ thingId: "t1" }, { dependsOn: unmade }))).toBe("unknown");
});

test("an argument that a preview does not know leaves the result unknown, and asks nothing", async () => {
  pulumi.runtime.setMocks({ newResource: () => ({ id: "", state: {} }), call: () => ({}) }, "toys", "dev", true);
  const { getThingOutput } = lookUps();
  expect(await settled(getThingOutput({ thingId: pulumi.unknown }))).toBe("unknown");
  expect(connects).toBe(0);
});

test("a secret argument makes the result secret", async () => {
  const found = lookUps().getThingOutput({ thingId: pulumi.secret("t1") });
  expect(await pulumi.isSecret(found)).toBe(true);
});

test("another provider is refused: its settings would not count", async () => {
  const provider = {} as pulumi.ProviderResource;
  const { getThing, getThingOutput } = lookUps();
  await expect(getThing({ thingId: "t1" }, { provider })).rejects.toThrow("provider cannot be another provider here");
  expect(() => getThingOutput({ thingId: "t1" }, { provider })).toThrow("provider cannot be another provider here");
});

test("in a unit test it is the test's mock that answers; bad arguments are refused there too", async () => {
  const call = vi.fn((_args: pulumi.runtime.MockCallArgs) => ({ name: "mocked" }));
  await pulumi.runtime.setMocks({ newResource: ({ name }) => ({ id: name, state: {} }), call });
  const { getThing, getThingOutput } = lookUps();
  expect(await getThing({ thingId: "t1" })).toEqual({ name: "mocked" });
  expect(await settled(getThingOutput({ thingId: "t2" }))).toEqual({ name: "mocked" });
  expect(call.mock.calls.map(([{ token, inputs }]) => [token, inputs])).toEqual([
    ["toy:index:getThing", { thingId: "t1" }],
    ["toy:index:getThing", { thingId: "t2" }],
  ]);
  await expect(getThing({})).rejects.toThrow("thingId is required");
  expect(connects).toBe(0);
});

test("what fails has no stack, which Node.js would take half a minute to print", async () => {
  const failing = lookUps().getThing({});
  const error: unknown = await failing.catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(pulumi.RunError);
  expect((error as Error).stack).toBe(`${(error as Error).name}: ${(error as Error).message}`);
});

test("what is no object of arguments is refused in words, in both forms", async () => {
  for (const args of [null, "t1", 7, ["t1"], new Date()] as never[]) {
    const rest = args !== null && Object(args) instanceof Date;
    const words = rest ? /thingId is required/ : /args must be an object whose keys are the names of the arguments/;
    await expect(lookUps().getThing(args)).rejects.toThrow(words);
    await expect(settled(lookUps().getThingOutput(args))).rejects.toThrow(words);
  }
});

test("an output within a list or an object is named with its place", async () => {
  const asked = lookUps().getThing({ thingId: "t1", tags: [{ name: pulumi.output("x") }] });
  await expect(asked).rejects.toThrow("tags[0].name is not a plain value yet: call getThingOutput with it");
});
