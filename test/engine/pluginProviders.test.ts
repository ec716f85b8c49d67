import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Simulator, startSimulator } from "../../simulator/index.js";
import type { Workspace } from "./harness/workspace.js";
import {
  change,
  numbers,
  OWN_PROCESS,
  pluginStack,
  type Resource,
  ref,
  resourceOf,
  searched,
  site,
  withNumbers,
  type YamlProgram,
} from "./pluginSupport.js";
import { expectSettled, fails, ok, rows, writes } from "./support.js";

let first: Simulator;
let second: Simulator;
let stack: Workspace;
beforeAll(async () => {
  first = await startSimulator();
  second = await startSimulator({ accountId: "9900001", auth: { clientId: "second", clientSecret: "second-secret" } });
});
afterEach(() => {
  stack.cleanup();
  first.reset();
  second.reset();
});
afterAll(() => Promise.all([first.close(), second.close()]));

function provider(
  { accountId, credentials, baseUrl, tokenUrl }: Simulator,
  more: Record<string, unknown> = {},
): Resource {
  const { clientId, clientSecret } = credentials;
  const properties = { accountId, clientId, clientSecret, baseUrl, tokenUrl, ...more };
  return { type: "pulumi:providers:bandwidth", properties };
}

const via = (name: string) => ({ provider: ref(name) });
const settings = ({ accountId, credentials, baseUrl, tokenUrl }: Simulator) => ({
  config: {
    "bandwidth:accountId": accountId,
    "bandwidth:clientId": credentials.clientId,
    "bandwidth:baseUrl": baseUrl,
    "bandwidth:tokenUrl": tokenUrl,
  },
  secrets: { "bandwidth:clientSecret": credentials.clientSecret },
});
const names = ({ account }: Simulator) => [...account.sites.values()].map(({ name }) => name);

test("two accounts in one program: each resource goes to its own; only another account replaces", async () => {
  const wish = (east: Resource): YamlProgram => ({
    resources: {
      east,
      west: provider(second),
      raleigh: site("Raleigh", via("east")),
      denver: site("Denver", via("west")),
    },
  });
  stack = await pluginStack(undefined, wish(provider(first)), OWN_PROCESS);
  await ok(stack.up());
  expect([names(first), names(second)]).toEqual([["Raleigh"], ["Denver"]]);
  const { id } = (await resourceOf(stack, "raleigh")) ?? {};

  // Another token, another address of the same account, other limits: nothing is made anew, nothing is written.
  const mark = first.requests.mark();
  const { username, password } = first.credentials;
  const moved = { clientId: undefined, clientSecret: undefined, username, password, maxPurchases: 3 };
  const address = { baseUrl: first.baseUrl.replace("127.0.0.1", "localhost") };
  change(stack, wish(provider(first, { ...moved, ...address, movedFrom: `${first.url}/${first.accountId}` })));
  const up = await ok(stack.up());
  expect(rows(up)).toEqual([]);
  expect(writes(first, mark)).toEqual([]);
  expect((await resourceOf(stack, "raleigh"))?.id).toBe(id);

  // Another account cannot have the same site.
  change(stack, wish(provider(second)));
  const preview = await ok(stack.preview());
  expect(rows(preview).filter((row) => row.includes("raleigh")).length).toBeGreaterThan(0);
  await ok(stack.up());
  expect([names(first), names(second).sort()]).toEqual([[], ["Denver", "Raleigh"]]);
});

test("settings move from the stack's configuration to the environment, and no resource takes note", async () => {
  stack = await pluginStack(undefined, withNumbers(searched(1)), settings(first));
  await ok(stack.up());
  expect(first.ledger.owned()).toHaveLength(1);

  for (const key of ["accountId", "clientId", "clientSecret", "baseUrl", "tokenUrl"]) {
    await ok(stack.run("config", "rm", `bandwidth:${key}`));
  }
  Object.assign(stack.env, first.environment());
  const mark = first.requests.mark();
  expect(rows(await ok(stack.up()))).toEqual([]);
  expect(writes(first, mark)).toEqual([]);
  await expectSettled(stack, first);
});

test("the environment completes what an explicit provider leaves out", async () => {
  stack = await pluginStack(first, {
    resources: {
      east: { type: "pulumi:providers:bandwidth", properties: { maxConcurrency: 2 } },
      raleigh: site("Raleigh", via("east")),
    },
  });
  await ok(stack.up());
  expect(names(first)).toEqual(["Raleigh"]);
});

test("missing and wrong settings are told with their keys, before any request", async () => {
  stack = await pluginStack(undefined, { resources: { office: site() } });
  const missing = await fails(stack.preview());
  expect(missing.text).toMatch(/bandwidth:accountId/);
  expect(missing.text).toMatch(/bandwidth:clientId/);

  Object.assign(stack.env, first.environment(), { BW_ORDER_TIMEOUT: "soon", BW_CLIENT_SECRET: "" });
  const wrong = await fails(stack.preview());
  expect(wrong.text).toMatch(/orderTimeout.* must be a duration such as 90s or 10m, not "soon"/);
  expect(wrong.text).toMatch(/clientSecret.* is missing, but clientId is given/);
  expect([first.requests.length, first.tokenRequests]).toEqual([0, 0]);
});

test("a setting that another resource only tells in the up keeps back no preview, and then holds", async () => {
  const later = (value: string) => ({ "fn::select": [0, { "fn::split": ["|", `${value}|\${raleigh.siteId}`] }] });
  const { baseUrl, tokenUrl } = second;
  const wish: YamlProgram = {
    resources: {
      raleigh: site("Raleigh"),
      west: provider(second, { baseUrl: later(baseUrl), tokenUrl: later(tokenUrl) }),
      denver: site("Denver", via("west")),
    },
  };
  stack = await pluginStack(first, wish, OWN_PROCESS);
  const preview = await ok(stack.preview());
  expect(rows(preview).filter((row) => / (raleigh|denver)$/.test(row))).toEqual(["create raleigh", "create denver"]);
  expect([...first.requests, ...second.requests]).toEqual([]);
  await ok(stack.up());
  expect([names(first), names(second)]).toEqual([["Raleigh"], ["Denver"]]);
  const next = await ok(stack.up());
  expect(rows(next)).toEqual([]);
  await ok(stack.destroy());
  expect([names(first), names(second)]).toEqual([[], []]);
});

test("two stacks of one program: a number of the other is refused with what to do, and a destroy of one leaves the other whole", async () => {
  const wish = (listed: boolean): YamlProgram => {
    const { resources } = withNumbers(searched(2));
    return { resources: { ...resources, ...(listed && { chosen: numbers({ telephoneNumbers: ["+19195550150"] }) }) } };
  };
  const { ledger, account } = first;
  stack = await pluginStack(first, wish(true));
  await ok(stack.up());
  const prod = await pluginStack(first, wish(true));
  try {
    const refused = await fails(prod.up());
    expect(refused.text).toContain("+19195550150: already in service on this account");
    change(prod, wish(false));
    await ok(prod.up());
    expect([ledger.owned().length, ledger.released(), account.sites.size]).toEqual([5, [], 2]);
    await ok(prod.destroy());
    expect([ledger.owned().length, account.sites.size]).toEqual([3, 1]);
    await expectSettled(stack, first);
  } finally {
    prod.cleanup();
  }
});

describe("another name of the provider, as an upgrade of the SDK makes another default provider", () => {
  const wish = (name: string): YamlProgram => {
    const all = Object.entries(withNumbers(searched(2)).resources ?? {}).map(
      ([key, { options, ...one }]): [string, Resource] => [key, { ...one, options: { ...options, ...via(name) } }],
    );
    return { resources: { [name]: provider(first), ...Object.fromEntries(all) } };
  };
  const there = () => {
    const { sites, peers } = first.account;
    return [first.ledger.owned().length, first.ledger.entries.length, sites.size, peers.size];
  };
  const all = ["numbers", "office", "trunk"];
  const urns = () => Promise.all(all.map(async (one) => (await resourceOf(stack, one))?.urn ?? ""));
  beforeEach(async () => {
    stack = await pluginStack(undefined, wish("east"), OWN_PROCESS);
    await ok(stack.up());
    expect(there()).toEqual([2, 2, 1, 1]);
  });

  test("finds again what a create had ordered that was killed before", async () => {
    const [numbers = ""] = await urns();
    await ok(stack.run("state", "delete", numbers, "--yes"));
    change(stack, wish("west"));
    await ok(stack.up());
    expect(there()).toEqual([2, 2, 1, 1]);
    await ok(stack.destroy());
    expect(there()).toEqual([0, 4, 0, 0]);
  });

  test("keeps what is replaced by force", async () => {
    // Of everything that is replaced, only the preview tells which key it has.
    change(stack, wish("west"));
    const [numbers = "", ...others] = await urns();
    await ok(stack.run("up", "--yes", ...[numbers, ...others].flatMap((urn) => ["--replace", urn])));
    expect(there()).toEqual([2, 2, 1, 1]);
    // Without a preview, the states of the other resources do.
    change(stack, wish("south"));
    await ok(stack.up("--replace", numbers));
    expect(there()).toEqual([2, 2, 1, 1]);
    await expectSettled(stack, first);
  });
});
