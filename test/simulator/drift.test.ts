import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Simulator } from "../../simulator/index.js";
import { byAreaCode, type Caller, existing, withPeer } from "./support.js";

let simulator: Simulator;
let caller: Caller;
let siteId: string;
let peerId: string;
beforeEach(async () => {
  ({ simulator, caller, siteId, peerId } = await withPeer());
});
afterEach(() => simulator.close());

describe("somebody else", () => {
  beforeEach(async () => {
    await caller.get(`/orders/${await caller.order(existing(siteId, ["9195550100"]))}`);
  });

  test("disconnects, moves and buys numbers without a request, and the ledger says who did it", async () => {
    const other = await caller.createPeer(siteId, "Other");
    const mark = simulator.requests.mark();
    simulator.account.moveNumber("+19195550100", other);
    simulator.account.disconnectNumber("+19195550100");
    const bought = simulator.account.buyNumber({ areaCode: "704", sipPeerId: peerId });
    expect(simulator.requests.since(mark)).toEqual([]);
    expect(simulator.ledger.owned()).toEqual([bought]);
    expect(simulator.ledger.bought()).toEqual(["+19195550100"]);
    expect(simulator.ledger.released()).toEqual([]);
    expect(simulator.ledger.entries.map((entry) => entry.by)).toEqual(["api", ...Array(3).fill("somebody else")]);
  });

  test("renames a site, changes and deletes a peer, changes an option", async () => {
    simulator.account.renameSite(siteId, "Renamed");
    simulator.account.changePeer(peerId, { voiceHosts: [{ HostName: "10.0.0.1" }] });
    simulator.account.switchOptions("+19195550100", { Sms: "on" });
    expect((await caller.get(`/sites/${siteId}`)).value("Site", "Name")).toBe("Renamed");
    const peer = await caller.get(`/sites/${siteId}/sippeers/${peerId}`);
    expect(peer.value("SipPeer", "VoiceHosts", "Host", "HostName")).toBe("10.0.0.1");
    const number = await caller.get(`/sites/${siteId}/sippeers/${peerId}/tns/9195550100`);
    expect(number.value("SipPeerTelephoneNumber", "MessagingSettings", "SmsEnabled")).toBe("true");
    simulator.account.deletePeer(peerId);
    expect((await caller.get(`/sites/${siteId}/sippeers/${peerId}`)).status).toBe(400);
  });

  test("can be controlled over the admin API", async () => {
    const admin = async (method: string, path: string, body?: unknown) => {
      const response = await fetch(`${simulator.url}/admin${path}`, { method, body: JSON.stringify(body) });
      return { status: response.status, json: (await response.json()) as Record<string, unknown> };
    };
    expect((await admin("POST", "/drift/renameSite", { siteId, name: "Renamed" })).status).toBe(200);
    expect((await admin("GET", "/state")).json.sites).toMatchObject([{ name: "Renamed" }]);
    expect((await admin("GET", "/ledger")).json.owned).toEqual(["+19195550100"]);
    await admin("POST", "/faults", { method: "GET", path: "/sites$", fault: { kind: "status", status: 502 } });
    expect((await caller.get("/sites")).status).toBe(502);
    await admin("POST", "/scripts", { outcome: "failed" });
    const failed = await caller.get(`/orders/${await caller.order(byAreaCode(siteId, "919", 1))}`);
    expect(failed.value("OrderStatus")).toBe("FAILED");
    expect((await admin("POST", "/drift/nonsense", {})).status).toBe(404);
    expect((await admin("POST", "/drift/disconnectNumber", { number: "+1" })).json.error).toContain("not in service");
    await admin("POST", "/reset");
    expect((await admin("GET", "/state")).json).toMatchObject({ sites: [], numbers: [], orders: [] });
    expect(simulator.requests).toHaveLength(0);
  });
});
