import * as pulumi from "@pulumi/pulumi";
import { beforeEach, describe, expect, it } from "vitest";
import { dynamicClass } from "../../provider/pulumi/dynamic/class.js";
import { outlineOf } from "../../provider/pulumi/schema/outline.js";
import { toyPackage } from "./toy.js";

const pack = outlineOf(toyPackage());
const classes = Object.fromEntries(
  pack.resources.map((resource) => [resource.name, dynamicClass(pack, { ...resource, needsStateKey: true })]),
);
const { Thing, Label } = classes as Record<"Thing" | "Label", ReturnType<typeof dynamicClass>>;

interface Registered {
  urn: string;
  inputs: Record<string, unknown>;
}

const registered: Registered[] = [];
beforeEach(async () => {
  registered.length = 0;
  await pulumi.runtime.setMocks(
    {
      newResource({ type, name, inputs }) {
        const kind = type.split(":").at(-1);
        const made = { Thing: { thingId: `${name}-id` }, StateKey: { key: "k" } }[kind ?? ""] ?? {};
        const identity = (inputs as { __identity?: { urn: string } }).__identity;
        if (identity) registered.push({ urn: identity.urn, inputs });
        return { id: `${name}-id`, state: { ...inputs, ...made } };
      },
      call: ({ inputs }) => inputs,
    },
    "test",
    "dev",
  );
});

/** The value. If the output never gets one, the test runs out of time. */
function settled<T>(output: pulumi.Output<T>): Promise<T> {
  return new Promise((resolve) => {
    output.apply(resolve);
  });
}

/** A thing with a label, as a team that shares its parts writes them. */
class Shelf extends pulumi.ComponentResource {
  readonly thing: pulumi.CustomResource;
  readonly label: pulumi.CustomResource;
  constructor(name: string, options: pulumi.ComponentResourceOptions = {}) {
    super("library:index:Shelf", name, {}, options);
    this.thing = new Thing(`${name}-thing`, { name }, { parent: this });
    this.label = new Label(`${name}-label`, { thingId: idOf(this.thing) }, { parent: this });
    this.registerOutputs({});
  }
}

/** Shelves in a room. */
class Room extends pulumi.ComponentResource {
  readonly shelves: Shelf[];
  constructor(name: string) {
    super("library:index:Room", name);
    this.shelves = [1, 2].map((number) => new Shelf(`${name}-${number}`, { parent: this }));
  }
}

function idOf(thing: pulumi.CustomResource): pulumi.Output<string> {
  return (thing as unknown as { thingId: pulumi.Output<string> }).thingId;
}

const DYNAMIC = "pulumi-nodejs:dynamic/toy";

/** URNs that the handlers are told, when these resources are there. */
async function toldOf(...resources: pulumi.Resource[]): Promise<string[]> {
  await Promise.all(resources.map(({ urn }) => settled(urn)));
  return registered.map(({ urn }) => urn).sort();
}

describe("classes in components", () => {
  it("come to their end, each with its own URN", async () => {
    const { thing, label } = new Shelf("a");
    const urns = await Promise.all([label, thing].map(({ urn }) => settled(urn)));
    expect(urns).toEqual([
      `urn:pulumi:dev::test::library:index:Shelf$${DYNAMIC}:Label::a-label`,
      `urn:pulumi:dev::test::library:index:Shelf$${DYNAMIC}:Thing::a-thing`,
    ]);
    expect(await toldOf(thing, label)).toEqual(urns);
    expect(registered.map(({ inputs }) => (inputs.__identity as { stateKey: string }).stateKey)).toEqual(["k", "k"]);
  });

  it("come to their end in components of components", async () => {
    const { shelves } = new Room("r");
    const path = "urn:pulumi:dev::test::library:index:Room$library:index:Shelf$";
    expect(await toldOf(...shelves.flatMap(({ thing, label }) => [thing, label]))).toEqual([
      `${path}${DYNAMIC}:Label::r-1-label`,
      `${path}${DYNAMIC}:Label::r-2-label`,
      `${path}${DYNAMIC}:Thing::r-1-thing`,
      `${path}${DYNAMIC}:Thing::r-2-thing`,
    ]);
  });

  it("wait for a whole component that they depend on, and not for their own", async () => {
    const first = new Shelf("first");
    const second = new Shelf("second", { dependsOn: first });
    const last = new Thing("last", { name: "last" }, { dependsOn: [first, second] });
    expect(await toldOf(last)).toHaveLength(5);
    expect(registered.at(-1)?.urn).toBe(`urn:pulumi:dev::test::${DYNAMIC}:Thing::last`);
  });

  it("know their URN under another resource, and under a new name with an alias", async () => {
    const thing = new Thing("parent", { name: "parent" });
    const label = new Label("new", { thingId: "t1" }, { parent: thing, aliases: [{ name: "old" }] });
    expect(await toldOf(thing, label)).toEqual([
      `urn:pulumi:dev::test::${DYNAMIC}:Thing$${DYNAMIC}:Label::new`,
      `urn:pulumi:dev::test::${DYNAMIC}:Thing::parent`,
    ]);
  });

  it("know their URN when a transformation has changed their options", async () => {
    class Strict extends pulumi.ComponentResource {
      constructor() {
        super(
          "library:index:Strict",
          "strict",
          {},
          {
            transformations: [({ props, opts }) => ({ props, opts: pulumi.mergeOptions(opts, { protect: true }) })],
          },
        );
      }
    }
    const parent = new Strict();
    const thing = new Thing("a", { name: "a" }, { parent });
    const label = new Label("b", { thingId: idOf(thing) }, { parent });
    const path = "urn:pulumi:dev::test::library:index:Strict$";
    expect(await toldOf(thing, label)).toEqual([`${path}${DYNAMIC}:Label::b`, `${path}${DYNAMIC}:Thing::a`]);
  });
});
