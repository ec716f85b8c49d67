import fc from "fast-check";
import { expect, test } from "vitest";
import { parsePath } from "../../provider/pulumi/values/path.js";
import { Secret, UNKNOWN, type Values } from "../../provider/pulumi/values/values.js";
import { startToy } from "./toyServer.js";

const RUNS = { numRuns: 150 };

/** Anything a program of any language can send, also under the names of properties. */
const names = fc.oneof(
  fc.constantFrom("name", "size", "colour", "tags", "hosts", "hostName", "port", "login", "token", "address", "street"),
  fc.string({ maxLength: 8 }),
);
const anything = fc.letrec<{ value: unknown; bag: Values }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.string(),
    fc.double(),
    fc.boolean(),
    fc.constant(null),
    fc.constant(UNKNOWN),
    tie("value").map((value) => new Secret(value)),
    fc.array(tie("value"), { maxLength: 4 }),
    tie("bag"),
  ),
  bag: fc.dictionary(names, tie("value"), { maxKeys: 5 }),
}));

/** Inputs that are what they should be. */
const word = fc.string({ minLength: 1, maxLength: 6 });
const secret = (values: fc.Arbitrary<string>) =>
  fc.oneof(
    values,
    values.map((value) => new Secret(value)),
  );
const optional = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: undefined });
const sound: fc.Arbitrary<Values> = fc.record(
  {
    name: fc.oneof(word, fc.constant(UNKNOWN)),
    room: optional(word),
    size: optional(fc.integer({ min: -100, max: 100 })),
    colour: optional(fc.constantFrom("red", "dark-blue")),
    tags: optional(fc.uniqueArray(word, { maxLength: 5 })),
    hosts: optional(fc.array(fc.record({ hostName: word, port: optional(fc.nat(99)) }), { maxLength: 4 })),
    password: optional(secret(word)),
    login: optional(fc.record({ user: word, token: optional(secret(word)) })),
    address: optional(fc.record({ street: word, city: optional(word) })),
  },
  { requiredKeys: ["name"] },
);
const known = sound.filter((inputs) => inputs.name !== UNKNOWN);

test("a check never fails, whatever it is given", async () => {
  const toy = await startToy();
  await toy.configure();
  await fc.assert(
    fc.asyncProperty(anything.bag, async (bag) => {
      const { failures } = await toy.check(bag);
      for (const { reason } of failures) expect(reason).not.toBe("");
    }),
    RUNS,
  );
});

test("settings are checked whatever they are", async () => {
  const toy = await startToy({ env: { TOY_ACCOUNT: "1" } });
  await fc.assert(
    fc.asyncProperty(anything.bag, async (bag) => {
      await toy.checkConfig(bag);
    }),
    RUNS,
  );
});

test("a check of checked inputs changes nothing", async () => {
  const toy = await startToy();
  await toy.configure();
  await fc.assert(
    fc.asyncProperty(sound, async (inputs) => {
      const once = await toy.check(inputs);
      expect(once.failures).toEqual([]);
      expect((await toy.check(once.inputs)).inputs).toEqual(once.inputs);
    }),
    RUNS,
  );
});

test("what was created as it was asked for has no difference", async () => {
  const toy = await startToy();
  await toy.configure();
  await fc.assert(
    fc.asyncProperty(known, async (given) => {
      const { inputs } = await toy.check(given);
      expect(await toy.diff({ state: inputs, news: inputs })).toMatchObject({
        changes: "none",
        diffs: [],
        detailed: {},
      });
    }),
    RUNS,
  );
});

test("every property that changes is in the detailed diff, and nothing else", async () => {
  const toy = await startToy();
  await toy.configure();
  await fc.assert(
    fc.asyncProperty(known, sound, async (old, wanted) => {
      const state = (await toy.check(old)).inputs;
      const news = (await toy.check(wanted)).inputs;
      const diff = await toy.diff({ state, news });
      const changed = [...new Set([...Object.keys(state), ...Object.keys(news)])].filter((name) =>
        differs(name, state[name], news[name]),
      );
      const roots = new Set(Object.keys(diff.detailed).map((path) => parsePath(path)[0]));
      expect([...roots].sort()).toEqual(changed.sort());
      expect([...diff.diffs].sort()).toEqual(changed.sort());
      expect(diff.replaces).toEqual(changed.filter((name) => name === "room"));
    }),
    RUNS,
  );
});

function differs(name: string, old: unknown, wanted: unknown): boolean {
  if (old === UNKNOWN || wanted === UNKNOWN) return true;
  const plain = (value: unknown) =>
    JSON.stringify(value, (_key, part) => {
      if (part instanceof Secret) return part.value;
      // The order of tags means nothing.
      return name === "tags" && Array.isArray(part) ? [...part].sort() : part;
    });
  return plain(old) !== plain(wanted);
}
