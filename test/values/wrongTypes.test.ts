import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bandwidth } from "../../provider/package.js";
import type { PropertyFailure } from "../../provider/pulumi/definition/check.js";
import type { AnyResource } from "../../provider/pulumi/definition/definition.js";
import * as lifecycle from "../../provider/pulumi/definition/lifecycle.js";
import { Program } from "../../provider/pulumi/run/program.js";
import { Asset, Secret, UNKNOWN, type Values } from "../../provider/pulumi/values/values.js";
import { checks, definitions, goodInputs, isOfAnotherKind, MISTAKES, pathOf, places, withValue } from "./wrong.js";

const names = definitions.map(({ name }) => name);
const definitionOf = (name: string) => definitions.find((one) => one.name === name) ?? { name, properties: {} };

/** Each place of each good example with each mistake in it. */
function* mistaken(name: string) {
  for (const inputs of goodInputs(name)) {
    for (const { path, property } of places(definitionOf(name).properties)) {
      for (const value of MISTAKES) {
        yield { path, property, value, inputs: withValue(inputs, path, value) as Values };
      }
    }
  }
}

/** A reason in words of ours: what is wrong and what is expected, never how a program says it. */
const isPlain = ({ reason }: PropertyFailure) =>
  / is also declared by /.test(reason) ||
  (/^(is|are|must|needs?|cannot|or|at|has|mix|stands|takes) /.test(reason) &&
    !/[Ii]nvalid|received|undefined|NaN|null|\[object|expected [a-z]+,/.test(reason));

describe.each(checks)("what is of the wrong type, through %s,", (_frontEnd, check) => {
  test.each(names)("is a failure with its path and what is expected: %s", async (name) => {
    const wrong = new Set<string>();
    for (const { path, property, value, inputs } of mistaken(name)) {
      const told = await check(name, inputs).catch((error: Error) => error);
      const what = `${pathOf(path)}: ${JSON.stringify(value)} → `;
      if (told instanceof Error) {
        wrong.add(what + told.stack);
        continue;
      }
      const missed = isOfAnotherKind(property, value) && !told.some((failure) => failure.property === pathOf(path));
      if (missed) wrong.add(`${what}${JSON.stringify(told)}`);
      for (const odd of told.filter((failure) => !isPlain(failure))) wrong.add(`${what}${JSON.stringify(odd)}`);
    }
    expect([...wrong]).toEqual([]);
  });

  test("covers every place: each has a good example around it", () => {
    expect(names.filter((name) => goodInputs(name).length === 0)).toEqual([]);
  });
});

/** A resource whose rules write down every value that is not of its property's type. */
function watched(resource: AnyResource<never>, unsound: Set<string>): AnyResource<never> {
  const look = (rule: string, inputs: Values | undefined) => {
    for (const [name, value] of Object.entries(inputs ?? {})) {
      const schema = resource.inputs.shape[name];
      if (schema && !schema.safeParse(value).success) unsound.add(`${rule} sees ${name}: ${JSON.stringify(value)}`);
    }
  };
  return {
    ...resource,
    check: (inputs, ...rest) => {
      look("check", inputs);
      return resource.check?.(inputs, ...rest) ?? {};
    },
    claims: (inputs) => {
      look("claims", inputs);
      return resource.claims?.(inputs, () => true) ?? [];
    },
  };
}

const resources = bandwidth.resources as readonly AnyResource<never>[];

describe.each(resources.map((resource) => ({ resource, name: resource.name })))("$name", ({ name, resource }) => {
  test("asks its rules about sound values only", () => {
    const unsound = new Set<string>();
    for (const { inputs } of mistaken(name)) {
      lifecycle.checkResource(watched(resource, unsound), inputs, new Program(), "urn");
    }
    expect([...unsound]).toEqual([]);
  });

  const anything = fc.oneof(
    fc.constantFrom<unknown>(...MISTAKES, UNKNOWN, new Secret(UNKNOWN), new Secret("x"), new Secret([null]), undefined),
    fc.constantFrom<unknown>(
      [UNKNOWN],
      { x: UNKNOWN },
      new Asset("h", { text: "x" }),
      [new Asset("h")],
      "+19195550100",
    ),
    fc.jsonValue({ maxDepth: 2 }),
  );
  const at = places(definitionOf(name).properties).map(({ path }) => path);
  const spoilt = fc
    .tuple(
      fc.constantFrom(...goodInputs(name)),
      fc.array(fc.tuple(fc.constantFrom(...at), anything), { minLength: 1, maxLength: 4 }),
    )
    .map(([inputs, changes]) =>
      changes.reduce<Values>((values, [path, value]) => withValue(values, path, value) as Values, inputs),
    );

  test("takes anything anywhere, in a check, a diff and a plan", () => {
    fc.assert(
      fc.property(spoilt, fc.constantFrom(...goodInputs(name)), fc.boolean(), (inputs, state, replaces) => {
        lifecycle.checkResource(resource, inputs, new Program(), "urn");
        lifecycle.diff(resource, state, inputs);
        lifecycle.diff(resource, { ...state, ...inputs }, state);
        lifecycle.plans(resource, { inputs });
        lifecycle.plans(resource, { state, inputs, replaces });
      }),
      { numRuns: 300 },
    );
  });
});

test("an asset in the place of an object is a failure too", async () => {
  for (const [, check] of checks) {
    const [inputs = {}] = goodInputs("Site");
    const failures = await check("Site", { ...inputs, address: new Asset("h", { text: "900 Main" }) });
    expect(failures).toEqual([{ property: "address", reason: "must be an object, not an asset" }]);
  }
});
