import { describe, expect, test } from "vitest";
import { bandwidth } from "../provider/package.js";
import { declarations } from "../provider/pulumi/declarations.js";
import { examplesOf } from "../provider/pulumi/examples.js";
import { referenceIn } from "../provider/pulumi/languages/program.js";
import { check } from "../provider/pulumi/lifecycle.js";
import { type Properties, propertiesOf } from "../provider/pulumi/property.js";
import { UNKNOWN } from "../provider/pulumi/values.js";

const definitions = [...bandwidth.resources, ...bandwidth.functions];

/** Where an example refers to another resource, the value is not known yet. */
function pending(value: unknown): unknown {
  if (referenceIn(value)) return UNKNOWN;
  if (Array.isArray(value)) return value.map(pending);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, pending(part)]));
}

function undocumented(properties: Properties, path: string): string[] {
  return Object.entries(properties).flatMap(([name, property]) => {
    if (property.internal) return [];
    const parts = property.properties ?? property.items?.properties ?? {};
    return [...(property.description.length < 5 ? [`${path}.${name}`] : []), ...undocumented(parts, `${path}.${name}`)];
  });
}

describe("every definition of the package", () => {
  test.each(
    definitions.map((definition) => [definition.name, definition] as const),
  )("%s: its examples pass its own checks", (_name, definition) => {
    for (const { inputs } of examplesOf(bandwidth, definition)) {
      expect(check(definition, pending(inputs) as Record<string, unknown>).failures).toEqual([]);
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
