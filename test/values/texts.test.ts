import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { bandwidth } from "../../provider/package.js";
import type { AnyResource, Call } from "../../provider/pulumi/definition/definition.js";
import * as lifecycle from "../../provider/pulumi/definition/lifecycle.js";
import { asSent } from "../../provider/pulumi/definition/sound.js";
import { Program } from "../../provider/pulumi/run/program.js";
import type { Values } from "../../provider/pulumi/values/values.js";
import { type Simulator, startSimulator } from "../../simulator/index.js";
import { frontEnds } from "../frontEnds/support.js";
import { address } from "../resources/support.js";
import { type Path, propertyAt, texts, withText } from "../security/texts.js";
import { goodInputs } from "./wrong.js";

/** What a block of YAML, a file or a spreadsheet puts around a text. */
const PADDINGS: [before: string, after: string][] = [
  ["", "\n"],
  ["", "\r\n"],
  [" ", "\t"],
  ["\n  ", "  \n"],
];

/** What is sent as it stands, or not at all: a blank of a password is a part of it. */
const CREDENTIALS = [
  "callback",
  "callbackCreds",
  "callInitiatedFallbackCreds",
  "inboundCallbackCreds",
  "outboundCallbackCreds",
];
const EXACT = new Set(["password", "realm", "replacementTriggers", ...CREDENTIALS.map((name) => `${name}.password`)]);

const resources = bandwidth.resources as readonly AnyResource<never>[];
const textAt = (inputs: unknown, path: Path) =>
  path.reduce<unknown>((value, step) => (value as Record<string | number, unknown>)[step], inputs) as string;

interface Padded {
  path: Path;
  plain: Values;
  padded: Values;
}

function paddedTexts(name: string): Padded[] {
  return goodInputs(name).flatMap((plain) =>
    texts(plain).flatMap((path) =>
      PADDINGS.map(([before, after]) => ({
        path,
        plain,
        padded: withText(plain, path, `${before}${textAt(plain, path)}${after}`) as Values,
      })),
    ),
  );
}

const call = {
  recordState: () => {},
  recordDeleting: () => {},
  isHeldByOther: () => false,
  isHeldElsewhere: () => false,
  recordDeleted: () => {},
  recordKept: () => {},
  info: () => {},
  warn: () => {},
} as unknown as Call<never>;
const checkOf = (resource: AnyResource<never>, inputs: Values) =>
  lifecycle.checkResource(resource, inputs, new Program(), "urn");
const changesOf = (resource: AnyResource<never>, state: Values, inputs: Values) =>
  lifecycle.diff(resource, state, inputs).changes.map(({ path }) => path);

describe.each(resources.map((resource) => ({ name: resource.name, resource })))("$name", ({ name, resource }) => {
  const accepted = paddedTexts(name).filter(({ padded }) => checkOf(resource, padded).failures.length === 0);
  const meant = accepted.filter(({ path }) => !EXACT.has(propertyAt(path)));

  test("takes a text with blanks around it as it is meant, or refuses it in those words", () => {
    const refused = paddedTexts(name).flatMap(({ padded }) => checkOf(resource, padded).failures);
    expect(new Set(refused.map(({ reason }) => reason.replace(/must be one of. */, "one of")))).toEqual(
      new Set(refused.length > 0 ? ["must not start or end with spaces or line breaks"] : []),
    );
  });

  test("sees no difference in blanks and line breaks around a text", () => {
    for (const { plain, padded } of meant) {
      const [state, inputs] = [plain, padded].map((values) => checkOf(resource, values).inputs) as [Values, Values];
      expect(changesOf(resource, state, inputs)).toEqual(changesOf(resource, state, state));
      expect(changesOf(resource, inputs, state)).toEqual(changesOf(resource, state, state));
    }
  });

  test("sees a difference in them where they are a part of the text", () => {
    for (const { plain, padded } of accepted.filter(({ path }) => EXACT.has(propertyAt(path)))) {
      expect(changesOf(resource, checkOf(resource, plain).inputs, checkOf(resource, padded).inputs)).not.toEqual([]);
    }
  });

  test("keeps what the program wrote in a check's answer, in the state and in a refresh, and sends the text alone", async () => {
    for (const { path, plain, padded } of meant) {
      const { inputs } = checkOf(resource, padded);
      const clean = asSent(resource, checkOf(resource, plain).inputs);
      const sent: unknown[] = [];
      const server = {
        ...resource,
        create: async ({ inputs: given }: { inputs: Values }) => {
          sent.push(given);
          return { id: "1", outputs: {} };
        },
        update: async ({ inputs: given, state }: { inputs: Values; state: Values }) => {
          sent.push(given, state);
          return {};
        },
        delete: async ({ state }: { state: Values }) => void sent.push(state),
        read: async () => ({ inputs: clean, outputs: {} }),
      } as unknown as AnyResource<never>;
      const { state } = await lifecycle.create(server, call, inputs);
      await lifecycle.update(server, call, "1", state, inputs);
      const found = await lifecycle.read(server, call, "1", state, inputs);
      await lifecycle.remove(server, call, "1", state);
      expect(sent).toHaveLength(4);
      for (const values of sent) expect(values).toMatchObject(clean);
      expect(textAt(found?.inputs, path)).toBe(textAt(inputs, path));
      expect(changesOf(resource, found?.state ?? {}, inputs)).toEqual(changesOf(resource, clean, clean));
    }
  });
});

test("what a program wrote stays in the answer to a check, but for what has one form only", () => {
  const site = resources.find(({ name }) => name === "Site") as AnyResource<never>;
  const inputs = { name: " Raleigh\n", description: "one\r\ntwo\n", address: { ...address, addressType: "Service" } };
  expect(checkOf(site, inputs).inputs).toEqual(inputs);
  expect(asSent(site, inputs)).toMatchObject({ name: "Raleigh", description: "one\ntwo" });
});

test("a text that is too long with its line break only is none", () => {
  const site = resources.find(({ name }) => name === "Site") as AnyResource<never>;
  expect(checkOf(site, { name: "Raleigh", description: `${"d".repeat(250)}\n`, address }).failures).toEqual([]);
});

describe.each(frontEnds)("a text that ends in a line break, with %s", (_name, start) => {
  let simulator: Simulator;
  beforeEach(async () => {
    simulator = await startSimulator();
  });
  afterEach(() => simulator.close());

  test("makes no difference after a refresh, and is sent without it", async () => {
    const run = await start(simulator.environment());
    const site = {
      name: "Raleigh\n",
      description: "of the office,\r\nsecond floor\n",
      customerName: " Acme ",
      address: { ...address, streetName: "Main Campus Drive\n", city: "Raleigh\n" },
    };
    const made: [type: string, inputs: Values][] = [["Site", site]];
    const { id: siteId } = await run.create("Site", "one", site);
    made.push(["SipPeer", { siteId, name: "Main\n", description: "voice\n", isDefaultPeer: true }]);
    made.push(["Subscription", { orderType: "orders", callback: { url: "https://example.com/\n", username: "u\n" } }]);
    for (const [type, inputs] of made) {
      const one = await run.create(type, "one", inputs);
      expect(await run.differs(type, "one", one, inputs)).toBe(false);
      const read = await run.read(type, "one", one);
      if (!read) throw new Error(`${type} is gone`);
      expect(await run.differs(type, "one", read, inputs)).toBe(false);
      expect(read.state).toMatchObject(inputs);
    }
    for (const { body } of simulator.requests.writes(0)) expect(body).not.toMatch(/>\s+[^<\s]|[^>\s]\s+<|&#13;/);
    expect([...simulator.account.sites.values()][0]).toMatchObject({ description: "of the office,\nsecond floor" });
  });
});

test("`adopt` may end in a line break too", async () => {
  const simulator = await startSimulator();
  const [, start] = frontEnds[0] ?? [];
  const run = await start?.(simulator.environment());
  if (!run) throw new Error("there is no front-end");
  const made = await run.create("Site", "one", { name: "Raleigh", address });
  const adopted = await run.create("Site", "two", { name: "Raleigh", address, adopt: `${made.id}\n` });
  expect(adopted.id).toBe(made.id);
  await simulator.close();
});
