import { readFileSync, writeFileSync } from "node:fs";
import { z } from "zod";
import { defineFunction, defineResource } from "../../provider/pulumi/definition/definition.js";
import { PartialFailure } from "../../provider/pulumi/definition/errors.js";
import type { PackageDefinition } from "../../provider/pulumi/definition/package.js";
import { schemaText } from "../../provider/pulumi/schema/schema.js";

/** What the toy's server holds. */
export interface Shelf {
  things: Record<string, Record<string, unknown>>;
  requests: string[];
  /** The last call's state key, for the tests that look at it. */
  stateKey?: string;
}

export interface ToyApi {
  shelf: Shelf;
  account: string;
  save(): void;
}

const host = z
  .object({
    hostName: z.string().describe("Name of the host.").meta({ example: "sip.example.com" }),
    port: z.int().optional().describe("Port, 1 to 65535.").meta({ example: 5060 }),
  })
  .meta({ typeName: "Host" });

const thingInputs = z.object({
  name: z.string().min(1, "must not be empty").describe("What it is called.").meta({ example: "example" }),
  room: z.string().optional().describe("Where it stands.").meta({ replaces: true }),
  size: z.int("must be a whole number").default(1).describe("How large it is, in metres."),
  colour: z
    .enum(["red", "dark-blue"])
    .optional()
    .describe("How it looks.")
    .meta({ example: "dark-blue", typeName: "Colour" }),
  tags: z
    .array(z.string())
    .optional()
    .describe("Words about it.")
    .meta({ set: true, example: ["a", "b"] }),
  hosts: z
    .array(host)
    .optional()
    .describe("Where it listens.")
    .meta({ example: [{ hostName: "sip.example.com", port: 5060 }] }),
  password: z.string().optional().describe("To open it.").meta({ secret: true }),
  login: z
    .object({ user: z.string(), token: z.string().optional().meta({ secret: true }) })
    .optional()
    .describe("Who may use it."),
  address: z
    .object({ street: z.string(), city: z.string().optional() })
    .optional()
    .describe("Where it is.")
    .meta({ normalizedByServer: true }),
});

const thing = defineResource<ToyApi>()({
  name: "Thing",
  description: "A thing.\n\nIt is kept on a shelf.",
  operations: ["POST /things", "GET /things/{thingId}"],
  inputs: thingInputs,
  outputs: z.object({
    thingId: z.string().describe("Assigned by the shelf.").meta({ stable: true }),
    status: z.string().optional().describe("What became of it."),
    recovery: z.string().optional().describe("To open it without the password.").meta({ secret: true }),
    __note: z.string().optional().meta({ internal: true }),
  }),
  importId: { form: "thingId", example: "t1" },
  deleteBeforeReplace: true,
  check: ({ name }) => (name === "loud" ? { warnings: [{ property: "name", reason: "is loud" }] } : {}),
  announce: (_state, { size }) => (size === undefined ? undefined : `it will be ${size} m`),
  mayChange: (changes) => (changes.some(({ path }) => path === "size") ? ["status", "recovery"] : []),

  async create({ api, inputs, signal, status, timeoutMs, stateKey }) {
    api.shelf.requests.push("create");
    api.shelf.stateKey = stateKey;
    if (inputs.name === "refused") throw new Error("the shelf is full\u0007");
    const thingId = `t${Object.keys(api.shelf.things).length + 1}`;
    api.shelf.things[thingId] = { ...inputs };
    api.save();
    const outputs = { thingId, status: "NEW", recovery: `r-${thingId}`, __note: "n" };
    if (inputs.name === "broken") throw new PartialFailure("it broke", { id: thingId, outputs });
    if (inputs.name === "slow") {
      status(`waiting, limit ${timeoutMs ?? "none"}`);
      await new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
      throw new PartialFailure(`stopped: ${(signal.reason as Error).message}`, { id: thingId, outputs });
    }
    return { id: thingId, outputs };
  },
  async read({ api, id }) {
    if (!/^t\d+$/.test(id)) throw new Error(`"${id}" is no id of a thing: expected: thingId, as in t1`);
    const found = api.shelf.things[id];
    if (!found) return undefined;
    return { inputs: found, outputs: { thingId: id, status: "SEEN", recovery: `r-${id}`, __note: "n" } };
  },
  async update({ api, id, inputs }) {
    api.shelf.requests.push("update");
    if (inputs.name === "broken") throw new PartialFailure("half done", { outputs: { status: "HALF" } });
    api.shelf.things[id] = { ...inputs };
    api.save();
    return { thingId: id, status: "CHANGED", recovery: `r-${id}`, __note: "n" };
  },
  async delete({ api, id }) {
    api.shelf.requests.push("delete");
    delete api.shelf.things[id];
    api.save();
  },
  list: {
    inputs: z.object({ room: z.string().optional().describe("Only those in this room.") }),
    async *find({ api, query }) {
      for (const [id, { name, room }] of Object.entries(api.shelf.things)) {
        if (query.room === undefined || query.room === room) yield { id, name: String(name) };
      }
    },
  },
});

const label = defineResource<ToyApi>()({
  name: "Label",
  description: "A label on a thing.",
  operations: [],
  inputs: z.object({ thingId: z.string().meta({ example: "$thing.thingId", replaces: true }) }),
  outputs: z.object({}),
  importId: { form: "thingId", example: "t1" },
  create: async ({ inputs }) => ({ id: inputs.thingId, outputs: {} }),
  read: async ({ id }) => ({ inputs: { thingId: id }, outputs: {} }),
  update: async () => ({}),
  delete: async () => {},
});

const getThing = defineFunction<ToyApi>()({
  name: "getThing",
  description: "Looks a thing up.",
  operations: ["GET /things/{thingId}"],
  inputs: z.object({ thingId: z.string().describe("Which one.").meta({ example: "$thing.thingId" }) }),
  outputs: z.object({ name: z.string(), recovery: z.string().meta({ secret: true }) }),
  async invoke({ api, inputs: { thingId } }) {
    const found = api.shelf.things[thingId];
    if (!found) throw new Error(`no thing ${thingId}`);
    return { name: String(found.name), recovery: `r-${thingId}` };
  },
});

/** A package of its own, so that what is tested here is the front-end and nothing else. */
export function toyPackage(shelf: Shelf = { things: {}, requests: [] }): PackageDefinition<ToyApi> {
  const pack: PackageDefinition<ToyApi> = {
    name: "toy",
    displayName: "Toy",
    version: "1.2.3",
    description: "Toys for tests.",
    npmName: "pulumi-toy",
    publication: { publisher: "tests", license: "Apache-2.0", homepage: "https://example.com", keywords: ["toys"] },
    configuration: z.object({
      accountId: z.string().optional().describe("The account.").meta({ replaces: true, environment: "TOY_ACCOUNT" }),
      secretKey: z.string().optional().describe("The key.").meta({ secret: true, environment: "TOY_KEY" }),
      maxThings: z.int().optional().describe("No more things than this."),
      storePath: z.string().optional().describe("File in which the shelf is kept."),
    }),
    checkConfiguration({ configuration, environment }) {
      const failures = [];
      if (!(configuration.accountId ?? environment.TOY_ACCOUNT)) {
        failures.push({ property: "accountId", reason: "is required" });
      }
      if (configuration.maxThings && !/^\d+$/.test(configuration.maxThings)) {
        failures.push({ property: "maxThings", reason: "must be a whole number" });
      }
      return failures;
    },
    connect({ configuration, environment }) {
      const path = configuration.storePath;
      if (path) shelf.things = load(path);
      return {
        shelf,
        account: configuration.accountId ?? environment.TOY_ACCOUNT ?? "",
        save: () => path && writeFileSync(path, JSON.stringify(shelf.things)),
      };
    },
    resources: [thing, label],
    functions: [getThing],
    utilities: [],
    operations: ["POST /things", "GET /things/{thingId}"],
    schema: async () => Buffer.from(schemaText(pack)),
  };
  return pack;
}

function load(path: string): Shelf["things"] {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return {};
  }
}
