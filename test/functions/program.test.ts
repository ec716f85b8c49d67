import * as pulumi from "@pulumi/pulumi";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { classes } from "../../provider/index.js";
import { bandwidth } from "../../provider/package.js";
import { exportedNames } from "../../provider/pulumi/schema/declarations.js";
import { examplesOf } from "../../provider/pulumi/schema/examples.js";
import { packageSchema } from "../../provider/pulumi/schema/schema.js";
import { type Simulator, startSimulator } from "../../simulator/index.js";
import { complaints } from "./support.js";

let simulator: Simulator;
beforeEach(async () => {
  simulator = await startSimulator();
  pulumi.runtime.setAllConfig({});
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await simulator.close();
});

type Call = (args?: Record<string, unknown>) => Promise<Record<string, unknown>>;
const call = (name: string) => (classes as Record<string, unknown>)[name] as Call;

/** The settings of the simulated account, as a stack configures them. */
function configure(changes: Record<string, string> = {}) {
  const { clientId, clientSecret } = simulator.credentials;
  const settings = {
    ...{ accountId: simulator.accountId, clientId, clientSecret },
    ...{ baseUrl: simulator.baseUrl, tokenUrl: simulator.tokenUrl, ...changes },
  };
  const named = Object.entries(settings).map(([key, value]) => [`bandwidth:${key}`, value]);
  pulumi.runtime.setAllConfig(Object.fromEntries(named), ["bandwidth:clientSecret"]);
}

test("what the declarations promise is there, in both forms", () => {
  expect(Object.keys(classes).sort()).toEqual(exportedNames(bandwidth).sort());
  expect(Object.values(classes).every((exported) => typeof exported === "function")).toBe(true);
});

test("the stack's configuration leads to the account; one token serves all look-ups", async () => {
  configure();
  expect(await call("getAccount")()).toMatchObject({ accountId: "9500249", companyName: "Simulated Company" });
  await Promise.all([call("getSites")(), call("getAvailableNumbers")({ areaCode: "919", quantity: 1 })]);
  expect(simulator.tokenRequests).toBe(1);
});

test("so does the environment", async () => {
  for (const [name, value] of Object.entries(simulator.environment())) vi.stubEnv(name, value);
  expect(await call("getSites")()).toEqual({ sites: [] });
});

test("settings that are missing are all named, and nothing is asked", async () => {
  for (const name of Object.keys(simulator.environment())) vi.stubEnv(name, undefined);
  const failed = call("getSites")();
  await expect(failed).rejects.toThrow("bandwidth:accountId is required");
  await expect(failed).rejects.toThrow("bandwidth:clientId and clientSecret are required");
  expect(simulator.requests).toHaveLength(0);
});

test("credentials that are refused are not shown", async () => {
  configure({ clientSecret: "a-wrong-secret" });
  const failed = await call("getAccount")().catch((error: Error) => error);
  expect(failed).toBeInstanceOf(Error);
  expect(String((failed as Error).stack)).toContain("getAccount: ");
  expect(JSON.stringify([failed, (failed as Error).message, (failed as Error).stack])).not.toContain("a-wrong-secret");
});

test("a refusal by the connection is told at its argument", async () => {
  configure();
  await expect(call("getAvailableNumbers")({ countryCodeA3: "GBR" })).rejects.toThrow(
    "getAvailableNumbers cannot answer:\n  countryCodeA3 is only for the Universal Platform",
  );
});

test("what the documentation shows passes the checks, and every property is described", () => {
  for (const lookup of bandwidth.functions) {
    for (const { inputs } of examplesOf(bandwidth, lookup)) expect(complaints(lookup.name, inputs)).toEqual([]);
  }
  const undescribed: string[] = [];
  const walk = (part: unknown, path: string) => {
    if (typeof part !== "object" || part === null) return;
    for (const [name, value] of Object.entries(part)) {
      const here = `${path}/${name}`;
      if (/\/properties\/[^/]+$/.test(here) && !(value as { description?: string }).description) undescribed.push(here);
      walk(value, here);
    }
  };
  const { functions, types } = packageSchema(bandwidth);
  walk(functions, "functions");
  walk(types, "types");
  expect(undescribed).toEqual([]);
});
