import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Simulator } from "../../simulator/index.js";
import { address } from "../resources/support.js";
import { frontEnds, type Made, type Run, startAccount } from "./support.js";

let simulator: Simulator;
beforeEach(async () => {
  simulator = await startAccount();
});
afterEach(() => simulator.close());

const WARNING = 2;

describe.each(frontEnds)("limits, with %s", (_name, start) => {
  const begin = (limits: Record<string, string>) => start({ ...simulator.environment(), ...limits });
  const warnings = (run: Run) => run.lines.filter(({ severity }) => severity === WARNING).map(({ message }) => message);
  const searching = (place: { siteId: unknown; sipPeerId: unknown }, quantity: number) => ({
    ...place,
    search: { areaCode: "919" },
    quantity,
  });

  async function place(run: Run) {
    const { id: siteId } = await run.create("Site", "site", { name: "Raleigh", address });
    const peer = await run.create("SipPeer", "peer", { siteId, name: "Main", isDefaultPeer: true });
    return { siteId, sipPeerId: peer.state.sipPeerId };
  }

  test("maxPurchases holds for all resources and requests of a run, and says what was wanted and what was done", async () => {
    const run = await begin({ BW_MAX_PURCHASES: "5" });
    const at = await place(run);
    const one = await run.create("PhoneNumberOrder", "one", searching(at, 2));
    await run.update("PhoneNumberOrder", "one", one, searching(at, 3));
    const refused = run.create("PhoneNumberOrder", "two", searching(at, 3));
    await expect(refused).rejects.toThrow(
      "Refused to buy 3 telephone numbers: the setting maxPurchases allows 5 in one run, and 3 were bought or ordered " +
        "so far. Nothing was sent. If you want this, raise bandwidth:maxPurchases (BW_MAX_PURCHASES).",
    );
    await run.create("PhoneNumberOrder", "three", searching(at, 2));
    await expect(run.create("PhoneNumberOrder", "four", searching(at, 1))).rejects.toThrow(/5 were bought or ordered/);
    expect(simulator.ledger.bought()).toHaveLength(5);
    expect(simulator.requests.matching("POST", /\/orders$/)).toHaveLength(3);

    // The next run starts counting anew.
    const next = await begin({ BW_MAX_PURCHASES: "5" });
    await next.create("PhoneNumberOrder", "two", searching(at, 3));
    expect(simulator.ledger.owned()).toHaveLength(8);
  });

  test("maxPurchases holds when resources are created side by side", async () => {
    const run = await begin({ BW_MAX_PURCHASES: "7" });
    const at = await place(run);
    const names = Array.from({ length: 12 }, (_, index) => `order-${index}`);
    const results = await Promise.allSettled(
      names.map((name) => run.create("PhoneNumberOrder", name, searching(at, 2))),
    );
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(3);
    expect(simulator.ledger.bought()).toHaveLength(6);
  });

  test("maxDisconnects holds over shrinking, deleting and dropped numbers, and nothing is released halfway", async () => {
    const setUp = await begin({});
    const at = await place(setUp);
    const made: Made[] = [];
    for (const name of ["one", "two", "three"]) {
      made.push(await setUp.create("PhoneNumberOrder", name, searching(at, 4)));
    }
    const [one, two, three] = made as [Made, Made, Made];

    const run = await begin({ BW_MAX_DISCONNECTS: "6" });
    const shrunk = await run.update("PhoneNumberOrder", "one", one, searching(at, 3));
    await run.remove("PhoneNumberOrder", "two", two);
    await expect(run.remove("PhoneNumberOrder", "three", three)).rejects.toThrow(
      "Refused to disconnect 4 telephone numbers: the setting maxDisconnects allows 6 in one run, and 5 were " +
        "disconnected or ordered so far. Nothing was sent. If you want this, raise bandwidth:maxDisconnects (BW_MAX_DISCONNECTS)",
    );
    await run.update("PhoneNumberOrder", "one", shrunk, searching(at, 2));
    expect(simulator.ledger.released()).toHaveLength(6);
    expect(simulator.ledger.owned()).toHaveLength(6);
  });

  test("what an interrupted run has bought does not count again when it is taken up", async () => {
    const run = await begin({ BW_MAX_PURCHASES: "4" });
    const at = await place(run);
    await run.create("PhoneNumberOrder", "one", searching(at, 4));
    // The process was killed before the state was written: the next run creates the same again.
    const next = await begin({ BW_MAX_PURCHASES: "0" });
    const again = await next.create("PhoneNumberOrder", "one", searching(at, 4));
    expect(again.state.telephoneNumbers).toHaveLength(4);
    expect(simulator.ledger.bought()).toHaveLength(4);
  });

  test("a preview warns once when all that it plans to buy and to release is beyond the limits", async () => {
    const setUp = await begin({});
    const at = await place(setUp);
    const kept = await setUp.create("PhoneNumberOrder", "kept", searching(at, 6));

    const run = await begin({ BW_MAX_PURCHASES: "5", BW_MAX_DISCONNECTS: "3" });
    const mark = simulator.requests.mark();
    await run.preview("PhoneNumberOrder", "one", searching(at, 2));
    await run.preview("PhoneNumberOrder", "kept", searching(at, 4), kept);
    await run.preview("PhoneNumberOrder", "two", { ...at, telephoneNumbers: ["9195550190", "+19195550191"] });
    expect(warnings(run)).toEqual([]);
    await run.preview("PhoneNumberOrder", "three", searching(at, 2));
    await run.preview("PhoneNumberOrder", "four", searching(at, 2));
    expect(warnings(run)).toEqual([
      "this run wants to buy 6 or more telephone numbers, and the setting maxPurchases allows 5. The run would stop at the " +
        "request that exceeds the limit. If you want this, raise bandwidth:maxPurchases (BW_MAX_PURCHASES).",
    ]);
    expect(simulator.requests.since(mark)).toEqual([]);
  });

  test("a replacement counts as buying all and releasing all, and what is within the limits is not warned of", async () => {
    const setUp = await begin({});
    const at = await place(setUp);
    const order = await setUp.create("PhoneNumberOrder", "one", searching(at, 3));
    const other = { ...searching(at, 3), search: { areaCode: "984" } };

    const enough = await begin({ BW_MAX_PURCHASES: "3", BW_MAX_DISCONNECTS: "3" });
    await enough.preview("PhoneNumberOrder", "one", other, order);
    expect(warnings(enough)).toEqual([]);

    const run = await begin({ BW_MAX_PURCHASES: "2", BW_MAX_DISCONNECTS: "2" });
    await run.preview("PhoneNumberOrder", "one", other, order);
    expect(
      warnings(run)
        .map((message) => message.split(",")[0])
        .sort(),
    ).toEqual([
      "this run wants to buy 3 or more telephone numbers",
      "this run wants to disconnect 3 or more telephone numbers",
    ]);
    // Without limits nobody needs to be told.
    const free = await begin({});
    await free.preview("PhoneNumberOrder", "one", other, order);
    expect(warnings(free)).toEqual([]);
  });
});
