import { afterEach, expect, test } from "vitest";
import { type Simulator, startSimulator } from "../../simulator/index.js";
import { Caller } from "./support.js";

let simulator: Simulator;
afterEach(() => simulator.close());

test("a reset restores every setting, even one without its own value", async () => {
  simulator = await startSimulator({ orderLatencyMs: 5 });
  const before = structuredClone(simulator.settings);
  const { settings } = simulator;
  Object.assign(settings, { orderLatencyMs: 900, portInStepMs: 60, lsrStepMs: 60, largestPage: 2 });
  settings.requestsPerSecond = 1;
  simulator.reset();
  expect(simulator.settings).toBe(settings);
  expect(Object.entries(settings)).toEqual(Object.entries(before));
});

test("a reset forgets what was created and requested, and what was going to happen", async () => {
  simulator = await startSimulator();
  const caller = new Caller(simulator);
  const siteId = await caller.createSite();
  simulator.faults.on("GET", /\/sites$/, { kind: "status", status: 503 });
  simulator.account.script({ outcome: "failed" });
  simulator.reset();
  expect(simulator.requests).toHaveLength(0);
  expect(simulator.account.scripts).toHaveLength(0);
  expect((await caller.get("/sites")).status).toBe(200);
  expect((await caller.get(`/sites/${siteId}`)).status).toBe(404);
});
