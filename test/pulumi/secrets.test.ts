import { expect, test } from "vitest";
import { z } from "zod";
import { propertiesOf } from "../../provider/pulumi/values/property.js";
import { markSecrets, markState } from "../../provider/pulumi/values/secrets.js";
import { Secret } from "../../provider/pulumi/values/values.js";

const properties = propertiesOf(
  z.object({
    plain: z.string(),
    key: z.string().meta({ secret: true }),
    hosts: z.array(z.object({ name: z.string(), token: z.string().meta({ secret: true }) })),
    tags: z.array(z.string()).meta({ set: true }),
  }),
);

test("what the definition calls secret is marked, at every depth and once", () => {
  const values = { plain: "a", key: "b", hosts: [{ name: "c", token: "d" }] };
  const marked = markSecrets(properties, values);
  expect(marked).toEqual({ plain: "a", key: new Secret("b"), hosts: [{ name: "c", token: new Secret("d") }] });
  expect(markSecrets(properties, marked)).toEqual(marked);
});

test("what was secret stays secret where it was", () => {
  const before = { plain: new Secret("a"), hosts: [{ name: new Secret("c") }] };
  const marked = markSecrets(properties, { plain: "x", hosts: [{ name: "y" }] }, before);
  expect(marked).toEqual({ plain: new Secret("x"), hosts: [{ name: new Secret("y") }] });
});

test("a list whose elements may have moved is secret as a whole when one of them was", () => {
  const longer = markSecrets(
    properties,
    { hosts: [{ name: "x" }, { name: "y" }] },
    { hosts: [{ name: new Secret("x") }] },
  );
  expect(longer.hosts).toBeInstanceOf(Secret);
  const set = markSecrets(properties, { tags: ["b", "a"] }, { tags: [new Secret("a"), "b"] });
  expect(set.tags).toEqual(new Secret(["b", "a"]));
});

const resource = {
  inputs: z.object({ plain: z.string(), key: z.string().meta({ secret: true }) }),
  outputs: z.object({
    spelt: z.string().meta({ madeOf: ["plain"] }),
    quoting: z.string().meta({ madeOf: "any" }),
    other: z.string(),
  }),
};
const state = { plain: "a", key: "b", spelt: "A", quoting: "no a", other: "o", __stored: { plain: "a", key: "b" } };

test("copies that the provider keeps for itself, and what is made of an input, are as secret as the input", () => {
  expect(markState(resource, state, { plain: new Secret("a") })).toEqual({
    ...{ plain: new Secret("a"), key: new Secret("b"), spelt: new Secret("A"), quoting: new Secret("no a") },
    ...{ other: "o", __stored: new Secret({ plain: "a", key: "b" }) },
  });
});

test("what the definition alone calls secret makes nothing else secret", () => {
  const marked = { ...state, key: new Secret("b"), __stored: { plain: "a", key: new Secret("b") } };
  expect(markState(resource, state, { plain: "a", key: new Secret("b") })).toEqual(marked);
});

test("what was secret is plain again when its input is", () => {
  const before = { plain: "a", spelt: new Secret("A"), __stored: new Secret({ plain: "a" }) };
  const { spelt, __stored } = markState(resource, state, before);
  expect([spelt, __stored]).toEqual(["A", { plain: "a", key: new Secret("b") }]);
});
