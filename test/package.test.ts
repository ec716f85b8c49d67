import { describe, expect, test } from "vitest";
import { bandwidth } from "../provider/package.js";
import { check } from "../provider/pulumi/definition/lifecycle.js";
import { declarations } from "../provider/pulumi/schema/declarations.js";
import { examplesOf } from "../provider/pulumi/schema/examples.js";
import { referenceIn } from "../provider/pulumi/schema/languages/program.js";
import { type Properties, type Property, propertiesOf } from "../provider/pulumi/values/property.js";
import { Asset, isObject, UNKNOWN, type Values } from "../provider/pulumi/values/values.js";
import { served } from "../provider/served.js";

const definitions = [...bandwidth.resources, ...bandwidth.functions];

/** As a program would hand it over: what another resource gives is not known yet, and a path stands for a file. */
function pending(value: unknown, property: Property | undefined): unknown {
  if (referenceIn(value)) return UNKNOWN;
  if (property?.kind === "asset") return new Asset("hash", { path: String(value) });
  if (Array.isArray(value)) return value.map((item) => pending(item, property?.items));
  return isObject(value) ? pendingInputs(value, property?.properties ?? {}) : value;
}

function pendingInputs(inputs: Values, properties: Properties): Values {
  return Object.fromEntries(Object.entries(inputs).map(([name, value]) => [name, pending(value, properties[name])]));
}

function undocumented(properties: Properties, path: string): string[] {
  return Object.entries(properties).flatMap(([name, property]) => {
    if (property.internal) return [];
    const parts = property.properties ?? property.items?.properties ?? {};
    return [...(property.description.length < 5 ? [`${path}.${name}`] : []), ...undocumented(parts, `${path}.${name}`)];
  });
}

describe("every definition of the package", () => {
  test("is loaded under its own name", async () => {
    const listed = [...served.resources, ...served.functions];
    const loaded = await Promise.all(listed.map(async ({ name, load }) => [name, (await load()).name]));
    expect(loaded).toEqual(definitions.map(({ name }) => [name, name]));
  });

  test.each(
    definitions.map((definition) => [definition.name, definition] as const),
  )("%s: its examples pass its own checks", (_name, definition) => {
    for (const { inputs } of examplesOf(bandwidth, definition)) {
      expect(check(definition, pendingInputs(inputs, propertiesOf(definition.inputs))).failures).toEqual([]);
    }
  });

  test("says of every property what it is", () => {
    const missing = definitions.flatMap(({ name, inputs, outputs }) => [
      ...undocumented(propertiesOf(inputs), name),
      ...undocumented(propertiesOf(outputs), name),
    ]);
    expect(missing).toEqual([]);
  });

  test("has a name of its own, and types that do not clash", () => {
    const names = definitions.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(() => declarations(bandwidth)).not.toThrow();
  });
});
