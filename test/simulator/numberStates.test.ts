import { expect, test } from "vitest";
import { startSimulator } from "../../simulator/index.js";
import { Caller, existing } from "./support.js";

const number = "+19195550100";

test.each([
  ["nowhere", false, false],
  ["atPeer", true, false],
  ["everywhere", true, true],
] as const)("a new number is InAccount when that is set, shown %s, and can be activated", async (shown, atPeer, inService) => {
  const simulator = await startSimulator({ newNumbers: "InAccount", inAccountShown: shown });
  try {
    const caller = new Caller(simulator);
    const siteId = await caller.createSite();
    const peerId = await caller.createPeer(siteId);
    await caller.get(`/orders/${await caller.order(existing(siteId, ["9195550100"], `<PeerId>${peerId}</PeerId>`))}`);
    const seen = async () => ({
      status: (await caller.call("GET", "/tns/9195550100")).value("Status"),
      atPeer: (await caller.get(`/sites/${siteId}/sippeers/${peerId}/tns`)).text.includes("9195550100"),
      inService: (await caller.get("/inserviceNumbers/9195550100")).status === 200,
    });
    expect(await seen()).toEqual({ status: "InAccount", atPeer, inService });
    simulator.account.activateNumber(number);
    expect(await seen()).toEqual({ status: "Inservice", atPeer: true, inService: true });
  } finally {
    await simulator.close();
  }
});
