import { expect, test } from "vitest";
import { z } from "zod";
import * as lifecycle from "../../provider/pulumi/definition/lifecycle.js";
import { examplesOf } from "../../provider/pulumi/schema/examples.js";
import { packageSchema } from "../../provider/pulumi/schema/schema.js";
import { type Json, pascal } from "../../provider/pulumi/schema/schemaTypes.js";
import { toyPackage } from "./toy.js";

const schema = packageSchema(toyPackage());
const at = (...path: string[]) => path.reduce<unknown>((part, name) => (part as Json | undefined)?.[name], schema);
const thing = ["resources", "toy:index:Thing"];

test("the package says what it is, and how its SDKs are called", () => {
  expect(schema).toMatchObject({
    name: "toy",
    displayName: "Toy",
    version: "1.2.3",
    license: "Apache-2.0",
    publisher: "tests",
    namespace: "pulumi-toy",
    keywords: ["pulumi", "toy", "category/network", "kind/native", "toys"],
  });
  for (const language of ["nodejs", "python", "go", "csharp", "java"]) {
    expect(at("language", language)).toMatchObject({ respectSchemaVersion: true });
  }
  // The SDK's package must not take the place of the one that holds the plugin.
  expect(at("language", "nodejs", "packageName")).not.toBe("pulumi-toy");
});

test("configuration and provider take the same settings, with secrets and environment", () => {
  expect(at("provider", "inputProperties")).toEqual(at("config", "variables"));
  expect(at("config", "variables", "secretKey")).toEqual({
    type: "string",
    description: "The key.",
    secret: true,
    defaultInfo: { environment: ["TOY_KEY"] },
  });
  expect(at("config", "variables", "accountId")).toMatchObject({ willReplaceOnChanges: true });
  expect(at("config", "variables", "maxThings")).toMatchObject({ type: "integer" });
});

test("a resource's inputs and outputs are complete, without the provider's bookkeeping", () => {
  expect(at(...thing, "requiredInputs")).toEqual(["name"]);
  // What has a default is always there afterwards.
  expect(at(...thing, "required")).toEqual(["thingId", "name", "size"]);
  expect(Object.keys(at(...thing, "properties") as Json)).toEqual([
    "thingId",
    "status",
    "recovery",
    ...Object.keys(at(...thing, "inputProperties") as Json),
  ]);
  expect(at(...thing, "inputProperties", "room")).toMatchObject({ willReplaceOnChanges: true });
  // An SDK would make a replacement of it, whatever the provider's diff says.
  expect(at(...thing, "inputProperties", "room")).not.toHaveProperty("replaceOnChanges");
  expect(at(...thing, "inputProperties", "size")).toMatchObject({ type: "integer", default: 1 });
  expect(at(...thing, "properties", "recovery")).toMatchObject({ secret: true });
  expect(at(...thing, "stateInputs", "properties", "size")).toEqual({
    type: "integer",
    description: "How large it is, in metres.",
  });
  expect(at(...thing, "stateInputs", "required")).toBeUndefined();
});

test("only what can be listed says by what", () => {
  expect(at(...thing, "listInputs", "properties", "room")).toMatchObject({ type: "string" });
  expect(at("resources", "toy:index:Label", "listInputs")).toBeUndefined();
});

test("nested objects and fixed words are types with names", () => {
  expect(at(...thing, "inputProperties", "hosts")).toMatchObject({ items: { $ref: "#/types/toy:index:Host" } });
  expect(at("types", "toy:index:Host", "required")).toEqual(["hostName"]);
  expect(at("types", "toy:index:ThingLogin", "properties", "token")).toEqual({ type: "string", secret: true });
  expect(at("types", "toy:index:Colour", "enum")).toEqual([
    { name: "Red", value: "red" },
    { name: "DarkBlue", value: "dark-blue" },
  ]);
});

test("two different types of one name are refused, not mixed up", () => {
  const pack = toyPackage();
  const [one] = pack.resources;
  if (!one) throw new Error("the toy has resources");
  const colour = z.enum(["green"]).meta({ typeName: "Colour" });
  const other = { ...one, name: "Other", inputs: z.object({ colour }) };
  expect(() => packageSchema({ ...pack, resources: [one, other] })).toThrow("two different types are named Colour");
});

test("a function's arguments and results are described", () => {
  expect(at("functions", "toy:index:getThing", "inputs", "required")).toEqual(["thingId"]);
  expect(at("functions", "toy:index:getThing", "outputs", "properties", "recovery")).toMatchObject({ secret: true });
});

test("every page shows a whole program in every language, and every resource how to import it", () => {
  const pages = [...Object.values(at("resources") as Json), ...Object.values(at("functions") as Json)];
  for (const { description } of pages as { description: string }[]) {
    for (const language of ["typescript", "python", "csharp", "go", "java", "yaml"]) {
      expect(description).toContain(`\`\`\`${language}\n`);
    }
  }
  const label = String(at("resources", "toy:index:Label", "description"));
  expect(label).toContain('$ pulumi import toy:index:Label example "t1"');
  // What an example refers to is made in it.
  expect(label).toContain('const thing = new toy.Thing("thing", {');
  expect(label).toContain("thingId: thing.thingId,");
  expect(label).toContain("thing_id=thing.thing_id)");
  expect(label).toContain('Colour: toy.Colour("dark-blue"),');
  expect(label).toContain("Colour = Toy.Colour.DarkBlue,");
  expect(label).toContain(".colour(Colour.DarkBlue)");
  expect(label).toContain(["thingId: $", "{thing.thingId}"].join(""));
  expect(String(at("functions", "toy:index:getThing", "description"))).toContain("toy.LookupThingOutput(ctx, ");
});

test("what the examples show passes the checks", () => {
  const pack = toyPackage();
  for (const definition of [...pack.resources, ...pack.functions]) {
    for (const { inputs } of examplesOf(pack, definition)) {
      expect(lifecycle.check(definition, inputs).failures).toEqual([]);
    }
  }
});

test.each([
  ["tnoptions", "Tnoptions"],
  ["pre-paid", "PrePaid"],
  ["8xx numbers", "_8xxNumbers"],
])("%s is %s where a language wants a name", (text, name) => {
  expect(pascal(text)).toBe(name);
});
