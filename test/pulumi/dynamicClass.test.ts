import * as pulumi from "@pulumi/pulumi";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { dynamicClass } from "../../provider/pulumi/dynamic/class.js";
import type { Identity } from "../../provider/pulumi/dynamic/identity.js";
import { outlineOf } from "../../provider/pulumi/schema/outline.js";
import { toyPackage } from "./toy.js";

const pack = outlineOf(toyPackage());
const [thing] = pack.resources;
if (!thing) throw new Error("the toy has a resource");
const Thing = dynamicClass(pack, { ...thing, needsStateKey: true });

/** What reaches the engine, by the resource's name. */
const registered = new Map<string, Record<string, unknown>>();
const types = new Map<string, string>();

beforeEach(async () => {
  registered.clear();
  await pulumi.runtime.setMocks(
    {
      newResource({ name, type, inputs }) {
        registered.set(name, inputs);
        types.set(name, type);
        return { id: `${name}-id`, state: { ...inputs, key: "k" } };
      },
      call: ({ inputs }) => inputs,
    },
    "toys",
    "dev",
  );
});
afterEach(() => vi.restoreAllMocks());

/** The inputs of a resource of that name, once they are there. */
async function inputsOf(name: string): Promise<Record<string, unknown>> {
  const found = () => registered.get(name) ?? Promise.reject(new Error(`no ${name} was registered`));
  return vi.waitFor(found, { timeout: 60_000 });
}

async function identityOf(name: string): Promise<Identity> {
  return (await inputsOf(name)).__identity as Identity;
}

/** A resource of that name, to which a transformation adds something. */
function transformed(name: string, props: object, opts: pulumi.CustomResourceOptions = {}): pulumi.CustomResource {
  const change: pulumi.ResourceTransformation = (args) => ({
    props: { ...args.props, ...props },
    opts: { ...args.opts, ...opts },
  });
  return new Thing(name, { name }, { transformations: [change] });
}

describe("what a transformation changes", () => {
  test("is secret when the definition says so, however deep", async () => {
    transformed("one", { password: "marker", login: { user: "u", token: "marker" } });
    const { password, login } = await inputsOf("one");
    expect(pulumi.runtime.isRpcSecret(password)).toBe(true);
    expect(pulumi.runtime.isRpcSecret(login)).toBe(true);
    expect((await identityOf("one")).secrets).toBeUndefined();
  });

  test("counts among what the program made secret", async () => {
    transformed("one", { address: pulumi.secret({ street: "marker" }) });
    expect((await identityOf("one")).secrets).toEqual(["address"]);
  });

  test("may be time-outs, and other options", async () => {
    transformed("one", {}, { customTimeouts: { create: "90s", delete: "1h" }, replaceOnChanges: ["size"] });
    const { timeouts, replaceOnChanges, urn, stateKey } = await identityOf("one");
    expect({ timeouts, replaceOnChanges, urn, stateKey }).toEqual({
      timeouts: { create: 90_000, delete: 3_600_000 },
      replaceOnChanges: ["size"],
      urn: "urn:pulumi:dev::toys::pulumi-nodejs:dynamic/toy:Thing::one",
      stateKey: "k",
    });
  });

  test("cannot take away what the handlers need", async () => {
    const forgetful: pulumi.ResourceTransformation = ({ opts }) => ({ props: { name: "other" }, opts });
    new Thing("one", { name: "one" }, { transformations: [forgetful] });
    const { name, __provider, __identity } = await inputsOf("one");
    expect(name).toBe("other");
    expect(__provider).toBe('exports.handler = () => require("pulumi-toy/handlers").Thing;');
    expect(__identity).toMatchObject({ stateKey: "k" });
  });

  test("is the resource's own, and not its children's", async () => {
    const parent = new Thing("parent", { name: "parent", password: "marker" }, { customTimeouts: { create: "90s" } });
    new Thing("child", { name: "child" }, { parent });
    expect((await identityOf("child")).timeouts).toBeUndefined();
    expect((await inputsOf("child")).password).toBeUndefined();
  });
});

test("the inputs that the program made secret are told to the handlers, whichever way they were made so", async () => {
  new Thing("one", {
    name: pulumi.secret("marker"),
    address: { street: pulumi.secret("marker") },
    tags: Promise.resolve(["plain", pulumi.secret("marker")]),
    hosts: pulumi.output([{ hostName: pulumi.secret("marker") }]),
    room: pulumi.output("plain"),
    password: pulumi.secret("the definition says so anyway"),
    login: { user: "plain", token: pulumi.secret("so here") },
  });
  expect((await identityOf("one")).secrets).toEqual(["name", "tags", "hosts", "address"]);
});

test("the option import is refused with what to write in its place", () => {
  const sentence =
    'Thing "one": the option "import" does not work with dynamic resources. Remove it, and give the same id as an input: adopt: "t1"';
  expect(() => new Thing("one", { name: "one" }, { import: "t1" })).toThrow(sentence);
  expect(() => transformed("one", {}, { import: "t1" })).toThrow(sentence);
  expect(registered.has("one")).toBe(false);
});

test("the option deletedWith is warned of", async () => {
  const warn = vi.spyOn(pulumi.log, "warn").mockResolvedValue();
  const other = new Thing("other", { name: "other" });
  const one = new Thing("one", { name: "one" }, { deletedWith: other });
  await inputsOf("one");
  expect(warn.mock.calls).toEqual([[expect.stringContaining("Toy deletes nothing along with another resource"), one]]);
});

test("the stack's key does not wait for what a transformation lets all resources wait for", async () => {
  await pulumi.runtime.runInPulumiStack(async () => {
    const first = new Thing("first", { name: "first" });
    pulumi.runtime.registerStackTransformation(({ resource, props, opts }) =>
      resource === first ? undefined : { props, opts: pulumi.mergeOptions(opts, { dependsOn: first }) },
    );
    new Thing("second", { name: "second" });
  });
  expect((await identityOf("first")).stateKey).toBe("k");
});

test("a class is one of the SDK's, and knows its own", async () => {
  const one = new Thing("one", { name: "one" });
  expect(one).toBeInstanceOf(pulumi.CustomResource);
  expect((Thing as unknown as typeof pulumi.CustomResource).isInstance(one)).toBe(true);
  expect(Thing.name).toBe("Thing");
});

/** If one of these texts changes, every stack makes a new key, or cannot load its provider any more. */
test("the key of a state has this type and name, and each resource this provider", async () => {
  new Thing("first", { name: "first" });
  const { __provider } = await inputsOf("first");
  expect(__provider).toBe('exports.handler = () => require("pulumi-toy/handlers").Thing;');
  expect(types.get("first")).toBe("pulumi-nodejs:dynamic/toy:Thing");
  expect(await inputsOf("pulumi-toy")).toEqual({
    __provider: 'exports.handler = () => require("pulumi-toy/handlers").StateKey;',
  });
  expect(types.get("pulumi-toy")).toBe("pulumi-nodejs:dynamic/toy:StateKey");
});
