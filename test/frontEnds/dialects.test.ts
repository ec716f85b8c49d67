import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { absentFor } from "../../provider/bandwidth/http/dialects.js";
import { functions } from "../../provider/functions/loaded.js";
import { bandwidth } from "../../provider/package.js";
import type { Values } from "../../provider/pulumi/values/values.js";
import { resources } from "../../provider/resources/loaded.js";
import type { Simulator } from "../../simulator/index.js";
import { address } from "../resources/support.js";
import { frontEnds, startAccount } from "./support.js";

let simulator: Simulator;
beforeEach(async () => {
  simulator = await startAccount();
});
afterEach(() => simulator.close());

const NUMBERS: Values = { siteId: "10001", telephoneNumbers: ["+12025550111"] };
const PERIOD: Values = { startDate: "2026-01-01", endDate: "2026-01-31" };

describe.each(frontEnds)("what the Universal Platform does not have, with %s", (name, start) => {
  test.each([
    ["ExternalTns", NUMBERS, /siteId can't be used here: .*no external TN orders.*importTnOrders/],
    ["BillingDetailRecords", PERIOD, /can't be used here: .*Use a BillingReport of the type BDR/],
  ])("%s is refused in the check, and nothing is asked", async (type, inputs, reason) => {
    const run = await start(simulator.environment("universal"));
    await expect(run.preview(type, "it", inputs)).rejects.toThrow(reason);
    await expect(run.create(type, "it", inputs)).rejects.toThrow(reason);
    if (name === "the plugin") {
      const id = type === "ExternalTns" ? "+12025550111" : "44a90e00-a7b6-4c1f-9112-e7f5dfa48231/2026-01-01/2026-01-31";
      await expect(run.import(type, "it", id)).rejects.toThrow(/can't be used here/);
    }
    expect(simulator.requests.since(0)).toEqual([]);
  });

  test("numbers that the classic API has imported are seen, neither changed nor removed, and stay in the state", async () => {
    const classic = await start(simulator.environment());
    const site = await classic.create("Site", "site", { name: "Raleigh", address });
    const peer = await classic.create("SipPeer", "peer", { siteId: site.id, name: "Main", isDefaultPeer: true });
    const inputs = { ...NUMBERS, siteId: site.id, sipPeerId: peer.state.sipPeerId };
    const made = await classic.create("ExternalTns", "own", inputs);
    const mark = simulator.requests.mark();
    const universal = await start(simulator.environment("universal"));
    expect((await universal.read("ExternalTns", "own", made))?.id).toBe(made.id);
    await expect(universal.register("ExternalTns", "own", inputs, made)).rejects.toThrow(/can't be used here/);
    await expect(universal.remove("ExternalTns", "own", made)).rejects.toThrow(
      /(GET|POST) \/accounts\/9500249\/externalTns can't be used here/,
    );
    expect(simulator.requests.writes(mark)).toEqual([]);
    expect((await (await start(simulator.environment())).read("ExternalTns", "own", made))?.id).toBe(made.id);
  });
});

describe("the table of what one dialect lacks", () => {
  const absent = (dialect: "classic" | "universal") =>
    [...resources, ...functions].filter(({ operations }) => absentFor(dialect, operations)).map(({ name }) => name);

  test("names these resources and functions, and no others", () => {
    expect(absent("classic")).toEqual(["getRestrictions"]);
    expect(absent("universal").sort()).toEqual([
      "BillingDetailRecords",
      "ExternalTns",
      ...["getBillingDetailRecords", "getBillingDetailRecordsFile", "getExternalTnsOrder", "getExternalTnsOrders"],
      ...["getSiteOrder", "getSiteOrderTns", "getSiteOrders"],
    ]);
  });

  test("keeps every such function from asking", async () => {
    for (const dialect of ["classic", "universal"] as const) {
      const api = bandwidth.connect({ configuration: {}, environment: simulator.environment(dialect) });
      const { signal } = new AbortController();
      for (const name of absent(dialect)) {
        const lookup = functions.find((one) => one.name === name);
        if (lookup) await expect(lookup.invoke({ api, inputs: {}, signal })).rejects.toThrow(/Universal Platform/);
      }
      api.client.close();
    }
    expect(simulator.requests.since(0)).toEqual([]);
  });

  test("keeps such a request from being sent, whoever makes it", async () => {
    const api = bandwidth.connect({ configuration: {}, environment: simulator.environment("universal") });
    await expect(api.externalTns.wasImported("+12025550111")).rejects.toThrow(/can't be used here/);
    await expect(api.siteOrders.list("10001")).rejects.toThrow(/no orders by site/);
    api.client.close();
    expect(simulator.requests.since(0)).toEqual([]);
  });
});
