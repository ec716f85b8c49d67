import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { bandwidth } from "../../provider/package.js";
import { outgoing } from "../../provider/pulumi/dynamic/bag.js";
import { type Properties, type Property, propertiesOf } from "../../provider/pulumi/values/property.js";
import { markState } from "../../provider/pulumi/values/secrets.js";
import { Asset, isObject, reveal, Secret, type Values } from "../../provider/pulumi/values/values.js";
import { fromWire } from "../../provider/pulumi/values/wire.js";
import type { Simulator } from "../../simulator/index.js";
import { prepareForExamples } from "../engine/exampleAccount.js";
import { examples, LETTER, prepared } from "./examples.js";
import { frontEnds, holdsSecret, type Made, startAccount } from "./support.js";

let simulator: Simulator;
let folder: string;
beforeAll(async () => {
  simulator = await startAccount();
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "secrets-"));
  writeFileSync(join(folder, "loa.pdf"), LETTER);
});
afterEach(() => {
  rmSync(folder, { recursive: true });
  simulator.reset();
});
afterAll(() => simulator.close());

/** The same values, with every text and file in them secret. */
function secretTexts(value: unknown): unknown {
  if (typeof value === "string" || value instanceof Asset) return new Secret(value);
  if (Array.isArray(value)) return value.map(secretTexts);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, secretTexts(part)]));
}

function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (value instanceof Asset) return value.hash === undefined ? [] : [value.hash];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  return isObject(value) ? Object.values(value).flatMap(textsIn) : [];
}

/** Texts of the secret that can be read in the values. Very short ones, as an area code, stand in many another. */
function readable(values: Values, secret: unknown, alsoPlain: unknown = undefined): string[] {
  const { __identity, __provider, ...rest } = values;
  const plain = textsIn(rest).map((text) => text.toLowerCase());
  const known = textsIn(alsoPlain).map((text) => text.toLowerCase());
  const markers = textsIn(reveal(secret)).map((text) => text.toLowerCase());
  return markers.filter(
    (marker) =>
      marker.length > 3 && !known.some((text) => text.includes(marker)) && plain.some((text) => text.includes(marker)),
  );
}

const stateOf = (made: Made | undefined) => fromWire(made?.state ?? {});

describe.each(frontEnds)("%s", (_, start) => {
  test.each(
    examples,
  )("what is secret in the program is nowhere plain in the state: %s", async (_, resource, statements) => {
    prepareForExamples(simulator.account);
    const run = await start(simulator.environment());
    const inputs = await prepared(run, statements, folder);
    const secret = secretTexts(inputs) as Values;
    const type = resource.name;
    const made = await run.create(type, "it", secret);
    const read = await run.read(type, "it", made);
    const updated = await run.update(type, "it", read ?? made, secret);
    expect(read).toBeDefined();
    for (const one of [made, read, updated]) expect(readable(stateOf(one), secret)).toEqual([]);

    // And each input by itself: a state that is all plain, marked as each front-end marks it.
    for (const state of [made, read, updated].map((one) => reveal(stateOf(one)))) {
      for (const name of Object.keys(inputs)) {
        const others = Object.fromEntries(Object.entries(inputs).filter(([other]) => other !== name));
        const before = { ...inputs, [name]: secret[name] };
        const byPlugin = markState(resource, state, before);
        expect(readable(byPlugin, inputs[name], others), `${name}, by the plugin`).toEqual([]);
        const { [name]: same, ...byClass } = fromWire(outgoing(resource, state, { __identity: { secrets: [name] } }));
        expect(readable(byClass, inputs[name], others), `${name}, by the class`).toEqual([]);
      }
    }
  });
});

/** Where the definition itself says that something is secret. */
function secretPaths(properties: Properties, path: readonly string[] = []): string[][] {
  return Object.entries(properties).flatMap(([name, property]) => secretPathsOf(property, [...path, name]));
}

function secretPathsOf(property: Property, path: readonly string[]): string[][] {
  if (property.secret) return [[...path]];
  return secretPaths(property.properties ?? {}, path);
}

const secrets = bandwidth.resources.flatMap((resource) =>
  secretPaths(propertiesOf(resource.inputs)).map(
    (path) => [`${resource.name}.${path.join(".")}`, resource, path] as const,
  ),
);

test.each(secrets)("%s is secret in the state, also when it comes in as plain text", (_, resource, path) => {
  const value = path.reduceRight<unknown>((inner, name) => ({ [name]: inner }), "marker") as Values;
  expect(readable(fromWire(outgoing(resource, value, {})), "marker")).toEqual([]);
  expect(readable(fromWire(outgoing(resource, { __stored: value }, {})), "marker")).toEqual([]);
  expect(readable(markState(resource, value, {}), "marker")).toEqual([]);
  expect(holdsSecret(markState(resource, value, {}))).toBe(true);
});
