import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Simulator, startSimulator } from "../../simulator/index.js";
import { frontEnds } from "../frontEnds/support.js";
import { address } from "../resources/support.js";

let simulator: Simulator;
beforeEach(async () => {
  simulator = await startSimulator();
});
afterEach(() => simulator.close());

describe.each(frontEnds)("with %s", (_name, start) => {
  test("a long name that ends in an emoji names its order, as far as it fits", async () => {
    const run = await start(simulator.environment());
    const { id: siteId } = await run.create("Site", "site", { name: "Raleigh", address });
    await run.create("SipPeer", "peer", { siteId, name: "Main", isDefaultPeer: true });
    const name = `${"n".repeat(49)}🙂 numbers`;
    await run.create("PhoneNumberOrder", name, { siteId, telephoneNumbers: ["+19195550100"] });
    expect([...simulator.account.orders.values()].map((order) => "name" in order && order.name)).toEqual([
      "n".repeat(49),
    ]);
  });
});
