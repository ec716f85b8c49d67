import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Simulator, startSimulator } from "../../simulator/index.js";
import { frontEnds } from "../frontEnds/support.js";
import { address } from "../resources/support.js";

let simulator: Simulator;
beforeEach(async () => {
  simulator = await startSimulator();
});
afterEach(() => simulator.close());

describe.each(frontEnds)("settings from files, with %s", (_name, start) => {
  const site = { name: "Raleigh", address };

  test("lead to the account, though each ends in a line break", async () => {
    const lines = Object.entries(simulator.environment()).map(([key, value]) => [key, ` ${value}\r\n`]);
    const run = await start(Object.fromEntries(lines));
    await run.create("Site", "site", site);
    expect(simulator.account.sites.size).toBe(1);
    expect(simulator.requests.every(({ path }) => !/%|\s/.test(path))).toBe(true);
  });

  test("are refused before any request where they can be none", async () => {
    const begun = start({ ...simulator.environment(), BW_ACCOUNT_ID: "9500249/sites" });
    await expect(begun.then((run) => run.create("Site", "site", site))).rejects.toThrow(
      "bandwidth:accountId must be only the id of an account",
    );
    expect(simulator.requests).toHaveLength(0);
  });
});
