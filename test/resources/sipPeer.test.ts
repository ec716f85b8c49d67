import { afterEach, beforeEach, describe, expect, test } from "vitest";
import * as lifecycle from "../../provider/pulumi/definition/lifecycle.js";
import { complaints, resourceNamed, Stack, warnings } from "./support.js";

const hosts = (count: number) => Array.from({ length: count }, (_, index) => ({ hostName: `192.0.2.${index + 1}` }));

describe("a SIP peer", () => {
  let stack: Stack;
  let siteId: string;
  beforeEach(async () => {
    stack = await Stack.start();
    siteId = await stack.site();
  });
  afterEach(() => stack.close());

  test("a repeated create finds the one that this state made, and makes of it what is declared by now", async () => {
    const program = { siteId, name: "voice", isDefaultPeer: true, voiceHosts: hosts(2), terminationHosts: hosts(1) };
    const first = await stack.create("SipPeer", "voice", program);
    expect(first.id).toBe(`${siteId}/${first.state.sipPeerId}`);
    expect((await stack.create("SipPeer", "voice", program)).id).toBe(first.id);
    expect(stack.said.join()).toContain("this resource adopts it: an earlier run of this stack made it");
    const { isDefaultPeer: _, ...changed } = { ...program, voiceHosts: hosts(1), terminationHosts: undefined };
    expect((await stack.create("SipPeer", "voice", changed)).id).toBe(first.id);
    const found = await stack.api.sipPeers.get(siteId, String(first.state.sipPeerId));
    expect(found).toMatchObject({ voiceHosts: hosts(1), terminationHosts: [], isDefaultPeer: true });
  });

  test("of the same content is left alone when another stack has made it, and the way to adopt it works", async () => {
    const program = { siteId, name: "voice", isDefaultPeer: true, voiceHosts: hosts(2) };
    const first = await stack.create("SipPeer", "voice", program);
    stack.stateKey = "another state";
    const writes = stack.writes().length;
    const refusal = await stack.create("SipPeer", "voice", program).catch(String);
    expect(refusal).toContain(`site ${siteId} already has a SIP peer named "voice": ${first.id}.`);
    expect(refusal).toContain(`\`adopt: "${first.id}"\``);
    // The API has refused it.
    expect(stack.writes().slice(writes)).toEqual(["POST /sites/*/sippeers"]);
    const adopted = await lifecycle.create(resourceNamed("SipPeer"), stack.call("voice"), program, first.id);
    expect(adopted.id).toBe(first.id);
    // From now on it is this state's, and not the one's that made it.
    expect((await stack.create("SipPeer", "voice", program)).id).toBe(first.id);
    stack.stateKey = "the key of this state";
    await expect(stack.create("SipPeer", "voice", program)).rejects.toThrow("This stack cannot tell that it made it");
  });

  test("that is being replaced by force is recognized, also with a description, after a refresh", async () => {
    const program = { siteId, name: "voice", description: "main", isDefaultPeer: true, voiceHosts: hosts(2) };
    const { id } = await stack.create("SipPeer", "voice", program);
    await expect(stack.create("SipPeer", "voice", program)).rejects.toThrow("run `pulumi up --refresh`");
    stack.refreshed.add(id);
    const again = await stack.create("SipPeer", "voice", { ...program, description: "changed" });
    expect(again.id).toBe(id);
    expect((await stack.api.sipPeers.get(siteId, String(again.state.sipPeerId)))?.description).toBe("changed");
    expect(stack.said.join()).toContain("this resource adopts it: it is what is being replaced");
  });

  test.each([
    ["with"],
    ["without"],
  ])("a create whose answer was lost finds what it has made, %s a description", async (how) => {
    const description = how === "with" ? "main" : undefined;
    const program = { siteId, name: "voice", description, isDefaultPeer: true, voiceHosts: hosts(2) };
    const { faults } = stack.simulator;
    faults.on("POST", /sippeers$/, { kind: "lostAnswer" });
    const { id, state } = await stack.create("SipPeer", "voice", program);
    await stack.delete("SipPeer", "voice", id, state);

    stack.stateKey = "another state";
    const stranger = await stack.create("SipPeer", "voice", { ...program, voiceHosts: hosts(1) });
    stack.stateKey = "the key of this state";
    faults.on("POST", /sippeers$/, { kind: "reset" });
    await expect(stack.create("SipPeer", "voice", program)).rejects.toThrow(
      `already has a SIP peer named "voice": ${stranger.id}.`,
    );
  });

  test("an answer without an id does not make the peer of another stack this one's", async () => {
    const program = { siteId, name: "voice", isDefaultPeer: true };
    stack.stateKey = "another state";
    const stranger = await stack.create("SipPeer", "voice", program);
    stack.stateKey = "the key of this state";
    const { faults } = stack.simulator;
    faults.on("POST", /sippeers$/, { kind: "status", status: 200, body: "<SipPeerResponse/>" });
    await expect(stack.create("SipPeer", "voice", program)).rejects.toThrow(
      `already has a SIP peer named "voice": ${stranger.id}.`,
    );
    // One that has acted is found by its mark.
    faults.on("POST", /sippeers$/, { kind: "status", status: 201, body: "<SipPeerResponse/>", act: true });
    const { id } = await stack.create("SipPeer", "other", { ...program, name: "other", isDefaultPeer: false });
    expect([...stack.simulator.account.peers.values()].map((peer) => `${siteId}/${peer.id}`)).toEqual([
      stranger.id,
      id,
    ]);
  });

  test("that another resource of the program has is left to it, where the site was not known when both were checked", async () => {
    const program = { siteId, name: "voice", isDefaultPeer: true };
    const { id } = await stack.create("SipPeer", "voice", program);
    const call = { ...stack.call("twin"), isHeldByOther: (held: string) => held === id };
    await expect(lifecycle.create(resourceNamed("SipPeer"), call, program)).rejects.toThrow(
      `SIP peer ${id} ("voice") is another resource of this program; nothing was created or changed. Declare it once.`,
    );
  });

  test("its mark is no difference, survives an update, and is not imported", async () => {
    const program = { siteId, name: "voice", isDefaultPeer: true, voiceHosts: hosts(2) };
    const { id, state } = await stack.create("SipPeer", "voice", program);
    const stored = async () => (await stack.api.sipPeers.get(siteId, String(state.sipPeerId)))?.description;
    const mark = await stored();
    expect(mark).toMatch(/^pulumi-bandwidth [0-9a-f]{24}$/);
    const fresh = await stack.read("SipPeer", "voice", id, state);
    expect(fresh?.inputs).not.toHaveProperty("description");
    expect(stack.diff("SipPeer", fresh?.state ?? {}, program).changes).toEqual([]);
    const next = await stack.update("SipPeer", "voice", id, state, { ...program, voiceHosts: hosts(1) });
    expect(await stored()).toBe(mark);
    stack.stateKey = "another state";
    expect((await stack.read("SipPeer", "voice", id))?.inputs).not.toHaveProperty("description");
    await stack.update("SipPeer", "voice", id, next, { ...program, description: "main" });
    expect(await stored()).toBe("main");
    expect(complaints("SipPeer", { ...program, description: mark })).toEqual([
      "description is a mark of this package, as the dashboard shows it: remove the description",
    ]);
  });

  test("hosts changed elsewhere are shown and put back; the order of voice hosts counts", async () => {
    const program = { siteId, name: "voice", isDefaultPeer: true, voiceHosts: hosts(2), smsHosts: hosts(2) };
    const { id, state } = await stack.create("SipPeer", "voice", program);
    stack.simulator.account.changePeer(String(state.sipPeerId), { voiceHosts: [{ HostName: "192.0.2.77" }] });
    const drifted = await stack.read("SipPeer", "voice", id, state);
    expect(drifted?.inputs.voiceHosts).toEqual([{ hostName: "192.0.2.77" }]);
    const healed = await stack.update("SipPeer", "voice", id, drifted?.state ?? {}, program);
    expect((await stack.read("SipPeer", "voice", id, healed))?.inputs).toMatchObject({ voiceHosts: hosts(2) });
    const turned = { ...program, voiceHosts: hosts(2).reverse(), smsHosts: hosts(2).reverse() };
    expect(stack.diff("SipPeer", healed, turned).changes.map(({ path }) => path)).toEqual([
      "voiceHosts[0].hostName",
      "voiceHosts[1].hostName",
    ]);
  });

  test("settings of messages that the API has no more are no difference, and those that it tells are", async () => {
    const program = { siteId, name: "voice", smsHosts: hosts(1), shortMessagingProtocol: "SIP" };
    const { id, state } = await stack.create("SipPeer", "voice", program);
    stack.simulator.account.changePeer(String(state.sipPeerId), { smsHosts: [] });
    const old = await stack.read("SipPeer", "voice", id, state);
    expect(stack.diff("SipPeer", old?.state ?? {}, program).changes.map(({ path }) => path)).toEqual(["smsHosts[0]"]);
    stack.simulator.settings.peersWithoutMessaging = true;
    const fresh = await stack.read("SipPeer", "voice", id, state);
    expect(stack.diff("SipPeer", fresh?.state ?? {}, program).changes).toEqual([]);
    expect(warnings("SipPeer", program)).toEqual([
      expect.stringContaining("smsHosts is deprecated. Bandwidth's API no longer has it"),
      expect.stringContaining("shortMessagingProtocol is deprecated."),
    ]);
  });

  test("an update, and a create that finds it again, keep what this package does not know of a peer", async () => {
    const { account } = stack.simulator;
    const { id, state } = await stack.create("SipPeer", "voice", { siteId, name: "voice", terminationHosts: hosts(1) });
    const sipPeerId = String(state.sipPeerId);
    const routes = { Route: [{ Priority: "1", Endpoint: "192.0.2.7", EndpointType: "IP" }] };
    const others = { BillingIdentifier: "B77", OriginationRoutePlan: routes, Unheard: { Of: "it" } };
    account.changePeer(sipPeerId, { others });
    const kept = () => account.peers.get(sipPeerId)?.others;
    const changed = { siteId, name: "voice", description: "changed" };
    await stack.update("SipPeer", "voice", id, state, changed);
    expect(account.peers.get(sipPeerId)).toMatchObject({ description: "changed", terminationHosts: [] });
    expect(kept()).toMatchObject({ BillingIdentifier: ["B77"], Unheard: [{ Of: "it" }] });
    expect(kept()?.OriginationRoutePlan).toEqual([
      { Route: { Priority: "1", Endpoint: "192.0.2.7", EndpointType: "IP" } },
    ]);
    stack.refreshed.add(id);
    await stack.create("SipPeer", "voice", { ...changed, voiceHosts: hosts(1) });
    expect(kept()).toMatchObject({ BillingIdentifier: ["B77"], Unheard: [{ Of: "it" }] });
  });

  test("an update does not tell a calling name that nobody has set, and does not lose one that somebody has", async () => {
    const { account } = stack.simulator;
    const { id, state } = await stack.create("SipPeer", "voice", { siteId, name: "voice" });
    const sipPeerId = String(state.sipPeerId);
    const bodies = () => stack.simulator.requests.filter(({ method }) => method === "PUT").map(({ body }) => body);
    await stack.update("SipPeer", "voice", id, state, { siteId, name: "voice", description: "one" });
    expect(bodies().at(-1)).not.toContain("CallingName");
    account.changePeer(sipPeerId, { callingName: { display: true, enforced: false, others: { Source: "own" } } });
    await stack.update("SipPeer", "voice", id, state, { siteId, name: "voice", description: "two" });
    expect(account.peers.get(sipPeerId)?.callingName).toEqual({
      display: true,
      enforced: false,
      others: { Source: ["own"] },
    });
  });

  test("in another site it is made first, unless a host that calls come from can be in one place only", async () => {
    const program = { siteId, name: "voice", voiceHosts: hosts(1), terminationHosts: hosts(2) };
    const { state } = await stack.create("SipPeer", "voice", program);
    const moved = (terminationHosts?: object[]) =>
      stack.diff("SipPeer", state, { ...program, siteId: "4711", terminationHosts });
    expect(moved(hosts(1))).toMatchObject({ replaces: ["siteId"], deleteBeforeReplace: true });
    expect(moved([{ hostName: "192.0.2.99" }])).toMatchObject({ replaces: ["siteId"], deleteBeforeReplace: false });
    expect(moved()).toMatchObject({ replaces: ["siteId"], deleteBeforeReplace: false });
  });

  test("keeps the hosts that its calls come from as long as it has numbers, whatever the API minds first", async () => {
    const program = { siteId, name: "voice", isDefaultPeer: true, terminationHosts: hosts(2) };
    const { id, state } = await stack.create("SipPeer", "voice", program);
    const { account, faults } = stack.simulator;
    const sipPeerId = String(state.sipPeerId);
    account.buyNumber({ sipPeerId, number: "+19195550100" });
    const words = "Delete not allowed while a SIP Peer has Termination Host";
    const body = `<R><ResponseStatus><ErrorCode>13556</ErrorCode><Description>${words}</Description></ResponseStatus></R>`;
    faults.on("DELETE", /sippeers/, { kind: "status", status: 400, body });
    const hasty = { ...stack.call("voice"), timeoutMs: 1 };
    await expect(lifecycle.remove(resourceNamed("SipPeer"), hasty, id, state)).rejects.toThrow(
      `SIP peer ${id} still has a number: +19195550100. It was not deleted.`,
    );
    expect(account.peers.get(sipPeerId)?.terminationHosts).toHaveLength(2);

    account.disconnectNumber("+19195550100");
    await stack.delete("SipPeer", "voice", id, state);
    expect(account.peers.has(sipPeerId)).toBe(false);
  });

  test("that is the default one names the others that keep it from going", async () => {
    const { id, state } = await stack.create("SipPeer", "voice", { siteId, name: "voice", isDefaultPeer: true });
    const other = await stack.create("SipPeer", "extra", { siteId, name: "extra" });
    const hasty = { ...stack.call("voice"), timeoutMs: 1 };
    await expect(lifecycle.remove(resourceNamed("SipPeer"), hasty, id, state)).rejects.toThrow(
      `SIP peer ${id} is the default peer of its site, and the site still has other peers: ${other.id} ("extra"). It was not deleted.`,
    );
  });

  test("a missing peer is gone, though the API says 400", async () => {
    const { id, state } = await stack.create("SipPeer", "voice", { siteId, name: "voice", isDefaultPeer: true });
    stack.simulator.account.deletePeer(String(state.sipPeerId));
    expect(await stack.read("SipPeer", "voice", id, state)).toBeUndefined();
    await stack.delete("SipPeer", "voice", id, state);
  });

  test("an id of another form says which is expected", async () => {
    await expect(stack.read("SipPeer", "voice", "500709")).rejects.toThrow(
      "expected: siteId/sipPeerId, as in 13606/500709",
    );
  });
});
