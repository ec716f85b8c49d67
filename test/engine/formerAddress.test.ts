import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { FORMER_ORIGIN } from "../../provider/bandwidth/http/world.js";
import type { Workspace } from "./harness/workspace.js";
import { change, OWN_PROCESS, type Resource, ref, withNumbers, type YamlProgram } from "./pluginSupport.js";
import { engineAccount, expectOnlyReads, numbers, ok, PEER, program, rows, SITE } from "./support.js";

const FORMER = `${FORMER_ORIGIN}/api`;
const HOSTS = resolve(import.meta.dirname, "harness/bandwidthHosts.cjs");

const { simulator, stackOf, pluginStackOf } = await engineAccount();
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "hosts-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const asked = () => join(folder, "asked");

/** What a user of Bandwidth sets; without an address, it is the default. */
function settings(baseUrl = ""): Record<string, string> {
  return {
    ...{ BW_API_URL: baseUrl, BW_TOKEN_URL: "" },
    ...{ NODE_OPTIONS: `--require ${HOSTS}`, BANDWIDTH_AT: simulator.url, BANDWIDTH_ASKED: asked() },
  };
}

/** The hosts that were asked since the last look, each once. */
function hosts(): string[] {
  const found = existsSync(asked()) ? readFileSync(asked(), "utf8").trim().split("\n") : [];
  rmSync(asked(), { force: true });
  return [...new Set(found)].sort();
}

/** Nothing changes at the present address: by an `up` alone, by a refresh, and after it. */
async function expectUnchanged(stack: Workspace): Promise<void> {
  hosts();
  const mark = simulator.requests.mark();
  const state = await stack.stackExport();
  const ids = ({ deployment }: typeof state) => deployment.resources?.map(({ urn, id }) => [urn, id]);
  expect(rows(await ok(stack.up("--expect-no-changes")))).toEqual([]);
  expect(rows(await ok(stack.refresh("--run-program", "--expect-no-changes")))).toEqual([]);
  expect(rows(await ok(stack.up("--expect-no-changes")))).toEqual([]);
  expect(ids(await stack.stackExport())).toEqual(ids(state));
  expect(hosts()).toEqual(["api.bandwidth.com"]);
  expectOnlyReads(simulator, mark);
  expect([simulator.ledger.bought().length, simulator.ledger.released()]).toEqual([2, []]);
}

test("a stack that moves from the former address to the present default replaces and buys nothing (dynamic)", async () => {
  const code = program(SITE, PEER, numbers('search: { areaCode: "919" }, quantity: 2'));
  const stack = await stackOf(code, { env: settings(FORMER) });
  await ok(stack.up());
  expect(hosts()).toEqual(["api.bandwidth.com", "dashboard.bandwidth.com"]);
  Object.assign(stack.env, settings());
  await expectUnchanged(stack);
});

test.each(["environment", "provider"])("the same with the plugin, whose address stands in the %s", async (where) => {
  const inProvider = where === "provider";
  const { accountId, credentials } = simulator;
  const { clientId, clientSecret } = credentials;
  const wish = (baseUrl?: string): YamlProgram => {
    const { resources = {} } = withNumbers({ search: { areaCode: "919" }, quantity: 2 });
    if (!inProvider) return { resources };
    const properties = { accountId, clientId, clientSecret, ...(baseUrl && { baseUrl }) };
    const own: [string, Resource][] = Object.entries(resources).map(([name, resource]) => [
      name,
      { ...resource, options: { ...resource.options, provider: ref("bandwidth") } },
    ]);
    const provider = { type: "pulumi:providers:bandwidth", properties };
    return { resources: { bandwidth: provider, ...Object.fromEntries(own) } };
  };
  const env = settings(inProvider ? "" : FORMER);
  const stack = await pluginStackOf(wish(FORMER), { ...OWN_PROCESS, env });
  await ok(stack.up());
  expect(hosts()).toEqual(["api.bandwidth.com", "dashboard.bandwidth.com"]);
  Object.assign(stack.env, settings());
  if (inProvider) {
    change(stack, wish());
    const moved = await ok(stack.up());
    expect(moved.steps.filter(({ op }) => /replace|create|delete/.test(op))).toEqual([]);
  }
  await expectUnchanged(stack);
});
