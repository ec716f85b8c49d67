import { afterEach, describe, expect, test } from "vitest";
import type { Simulator } from "../../simulator/index.js";
import { disconnectBody, existing, withPeer } from "./support.js";

let simulator: Simulator;
afterEach(() => simulator.close());

async function start(options: Parameters<typeof withPeer>[0] = {}) {
  const started = await withPeer(options);
  simulator = started.simulator;
  return started;
}

describe("a disconnect", () => {
  test("ages the number, and only its former owner can order it again", async () => {
    const { caller, siteId } = await start();
    await caller.order(existing(siteId, ["9195550100"]));
    const id = (await caller.post("/disconnects", disconnectBody(["9195550100"]))).id;
    const disconnect = await caller.get(`/disconnects/${id}`);
    expect(disconnect.value("OrderStatus")).toBe("COMPLETE");
    expect(disconnect.value("DisconnectedTelephoneNumberList", "TelephoneNumber")).toBe("9195550100");
    expect((await caller.call("GET", "/tns/9195550100")).value("Status")).toBe("Aging");
    await caller.get(`/orders/${await caller.order(existing(siteId, ["9195550100"]))}`);
    expect(simulator.ledger.owned()).toEqual(["+19195550100"]);
    expect(simulator.ledger.bought()).toHaveLength(2);
    expect(simulator.ledger.boughtTwice()).toEqual([]);
  });

  test("keeps the peer for a while", async () => {
    let now = Date.now();
    const { caller, siteId, peerId } = await start({ disconnectReleaseMs: 150, now: () => now });
    await caller.order(existing(siteId, ["9195550100"]));
    await caller.post("/disconnects", disconnectBody(["9195550100"]));
    const peer = `/sites/${siteId}/sippeers/${peerId}`;
    expect((await caller.account("DELETE", peer)).value("ResponseStatus", "ErrorCode")).toBe("13555");
    now += 150;
    expect((await caller.account("DELETE", peer)).status).toBe(200);
  });

  test("fails with 5006 for a number that isn't the account's", async () => {
    const { caller } = await start();
    const { id } = await caller.post("/disconnects", disconnectBody(["9195550100"]));
    const order = await caller.get(`/disconnects/${id}`);
    expect([order.value("OrderStatus"), order.value("ErrorList", "Error", "Code")]).toEqual(["FAILED", "5006"]);
  });

  test.each([
    [
      "without its wrapper",
      disconnectBody(["9195550100"]).replaceAll("DisconnectTelephoneNumberOrderType", "X"),
      "5001",
    ],
    ["of local and toll-free numbers", disconnectBody(["9195550100", "8005550100"]), "5175"],
    ["of more numbers than allowed", disconnectBody(["9195550100", "9195550101", "9195550102"]), "5095"],
  ])("%s is refused", async (_what, body, code) => {
    const { caller } = await start({ maxDisconnect: 2 });
    expect((await caller.post("/disconnects", body)).value("ErrorList", "Error", "Code")).toBe(code);
  });

  test("an empty list of disconnects is 404 with links", async () => {
    const { caller } = await start();
    const none = await caller.get("/disconnects?page=1&size=30");
    expect([none.status, none.xml?.name]).toEqual([404, "Links"]);
  });
});
