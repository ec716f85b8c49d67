import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Simulator, startSimulator } from "../../simulator/index.js";
import { byAreaCode, Caller, existing, siteBody, withPeer } from "./support.js";

let simulator: Simulator;
let caller: Caller;
let siteId: string;
let peerId: string;
beforeEach(async () => {
  ({ simulator, caller, siteId, peerId } = await withPeer({ listLinks: "always" }));
});
afterEach(() => simulator.close());

describe("a file", () => {
  test("keeps the account from one start to the next", async () => {
    const folder = mkdtempSync(join(tmpdir(), "simulator-"));
    const persistTo = join(folder, "account.json");
    let now = Date.now();
    const first = await withPeer({ persistTo, orderLatencyMs: 100, now: () => now });
    await first.caller.order(existing(first.siteId, ["9195550100"]));
    await first.simulator.close();
    const second = await startSimulator({ persistTo, now: () => now });
    const again = new Caller(second);
    try {
      expect((await again.get(`/sites/${first.siteId}`)).value("Site", "Name")).toBe("Raleigh office");
      expect(await again.createSite("Another")).not.toBe(first.siteId);
      now += 100;
      expect(second.ledger.owned()).toEqual(["+19195550100"]);
      expect(JSON.parse(readFileSync(persistTo, "utf8"))).toHaveProperty("sites");
    } finally {
      await second.close();
      rmSync(folder, { recursive: true });
    }
  });
});

describe("a large account", () => {
  test("returns 100,000 numbers in 20 pages of 5,000", async () => {
    for (let count = 0; count < 20; count += 1) {
      await caller.get(`/orders/${await caller.order(byAreaCode(siteId, "919", 5_000))}`);
    }
    expect(simulator.ledger.owned()).toHaveLength(100_000);
    let page: string | undefined = "1";
    let pages = 0;
    while (page !== undefined && pages < 30) {
      const answer = await caller.get(
        `/sites/${siteId}/sippeers/${peerId}/tns?page=${page}&size=5000&includeAttributes=true`,
      );
      page = /page=(\d+)/.exec(answer.value("Links", "next") ?? "")?.[1];
      pages += 1;
    }
    expect(pages).toBe(20);
  });

  test("and the same name twice makes two sites", async () => {
    const ids = [await caller.createSite("Twin"), (await caller.post("/sites", siteBody("Twin"))).id];
    expect(new Set(ids).size).toBe(2);
  });
});
