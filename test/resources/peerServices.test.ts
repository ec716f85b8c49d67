import { describe, expect, test } from "vitest";
import { PartialFailure } from "../../provider/pulumi/definition/errors.js";
import * as lifecycle from "../../provider/pulumi/definition/lifecycle.js";
import type { Values } from "../../provider/pulumi/values/values.js";
import {
  calls,
  changes,
  full,
  make,
  peer,
  read,
  services,
  siteId,
  smsOf,
  stack,
  stored,
  texts,
  update,
  withApplications,
  writes,
} from "./peerServicesSupport.js";
import { complaints, resourceNamed } from "./support.js";

describe("the services of a SIP peer", () => {
  withApplications();

  test("are set up in the order that Bandwidth takes, read without a difference, and imported as they are", async () => {
    const program = peer({ voice: { applicationId: calls }, messaging: full() });
    const mark = stack.simulator.requests.length;
    const { id, state } = await make(program);
    expect(writes(mark)).toEqual([
      "POST /sites/*/sippeers",
      "POST /origination/settings",
      "POST /termination/settings",
      "POST /messaging/features/sms",
      "POST /messaging/features/mms",
      "PUT /messaging/applicationSettings",
      "PUT /messaging/settings",
    ]);
    expect(services()).toMatchObject({
      origination: { protocol: "HTTP", applicationId: calls },
      termination: { protocol: "HTTP", applicationId: calls },
      sms: {
        settings: { TollFree: "true", ShortCode: "false", A2pLongCode: "DefaultOff", Protocol: "HTTP", Zone1: "true" },
      },
      mms: { protocol: "HTTP" },
      ...{ applicationId: texts, breakOutCountries: ["CAN", "GBR"] },
    });
    expect(changes((await read(id, state))?.state, program)).toEqual([]);
    const imported = await read(id);
    expect(imported?.inputs).toMatchObject({ voice: { applicationId: calls }, messaging: full() });
    expect(complaints("SipPeer", imported?.inputs ?? {})).toEqual([]);
    expect(changes(imported?.state, imported?.inputs ?? {})).toEqual([]);
  });

  test("that were never declared cost no request, make no difference, and stay with every change", async () => {
    const program = peer();
    const { id, state } = await make(program);
    const there = {
      origination: { protocol: "HTTP", applicationId: calls },
      sms: { settings: { Protocol: "HTTP" }, smppHosts: [] },
    };
    Object.assign(stored() ?? {}, { services: there });
    const mark = stack.simulator.requests.length;
    const fresh = await read(id, state);
    expect(stack.simulator.requests.length - mark).toBe(1);
    expect(changes(fresh?.state, program)).toEqual([]);
    await update(id, fresh?.state ?? {}, peer({ description: "changed" }));
    expect(services()).toEqual(there);
    const adopted = await stack.create("SipPeer", "other", program, id);
    expect(adopted.state).not.toHaveProperty("messaging");
    expect(services()).toEqual(there);
  });

  test("that are taken out are switched off, what depends on another first", async () => {
    const { id, state } = await make(peer({ voice: { applicationId: calls }, messaging: full() }));
    const mark = stack.simulator.requests.length;
    const next = await update(id, state, peer());
    expect(writes(mark)).toEqual([
      "PUT /origination/settings",
      "PUT /termination/settings",
      "PUT /sites/*/sippeers/*",
      "PUT /messaging/applicationSettings",
      "DELETE /messaging/features/mms",
      "DELETE /messaging/features/sms",
      "PUT /messaging/settings",
    ]);
    expect(services()).toEqual({
      ...{ origination: { protocol: "SIP" }, termination: { protocol: "SIP" }, breakOutCountries: [] },
    });
    expect(changes((await read(id, next))?.state, peer())).toEqual([]);
  });

  test.each([
    ["words"],
    ["nothing"],
    ["empty element"],
  ] as const)("that are off are told in one way or another: %s", async (how) => {
    stack.simulator.settings.serviceOff = how;
    const program = peer({ voice: { applicationId: calls }, messaging: full() });
    const { id, state } = await make(program);
    Object.assign(stored() ?? {}, { services: {} });
    const drifted = await read(id, state);
    const expected = [
      "messaging.applicationId",
      "messaging.breakOutCountries",
      "messaging.mms",
      "messaging.sms",
      "voice",
    ];
    const found = changes(drifted?.state, program).map((path) => path.replace(/\[.*/, ""));
    expect([...new Set(found)].sort()).toEqual(expected);
    expect((await read(id))?.inputs).not.toHaveProperty("messaging");
    await update(id, drifted?.state ?? {}, program);
    expect(services()).toMatchObject({
      applicationId: texts,
      mms: { protocol: "HTTP" },
      origination: { protocol: "HTTP" },
    });
  });

  test("an answer that says nothing is no proof that a service is off", async () => {
    const { id, state } = await make(peer({ messaging: full() }));
    stack.simulator.faults.on("GET", /features\/sms$/, { kind: "empty", status: 200 });
    await expect(read(id, state)).rejects.toThrow("SipPeerSmsFeature");
    stack.simulator.faults.on("GET", /features\/sms$/, { kind: "html", status: 404 });
    await expect(read(id, state)).rejects.toThrow("404");
  });

  test("one that fails leaves the peer in the state, never a stray one, and the next run continues", async () => {
    stack.simulator.faults.on("POST", /features\/mms$/, { kind: "status", status: 400 });
    const program = peer({ messaging: full() });
    const error = await make(program).catch((it: unknown) => it);
    const { done } = error as PartialFailure;
    expect(done).toMatchObject({ id: `${siteId}/${stored()?.id}`, outputs: { sipPeerId: stored()?.id } });
    expect(stack.simulator.account.peers.size).toBe(1);
    const state = await stack.goOn("SipPeer", "voice", String(done.id), done.outputs, program);
    expect(services()).toMatchObject({ mms: { protocol: "HTTP" }, applicationId: texts });
    expect(changes((await read(String(done.id), state))?.state, program)).toEqual([]);
  });

  test("one that failed half-way is switched off when the program gives it up", async () => {
    const { id, state } = await make(peer());
    stack.simulator.faults.on("PUT", /applicationSettings$/, { kind: "status", status: 400 });
    const error = await update(id, state, peer({ messaging: full() })).catch((it: unknown) => it);
    expect(error).toBeInstanceOf(PartialFailure);
    expect(services().sms).toBeDefined();
    await stack.goOn("SipPeer", "voice", id, (error as PartialFailure).done.outputs, peer());
    expect(services().sms).toBeUndefined();
    expect(services().mms).toBeUndefined();
  });

  test("one that could not be switched off stays in the state, and is switched off by the next run", async () => {
    const { id, state } = await make(peer({ voice: { applicationId: calls }, messaging: full() }));
    stack.simulator.faults.on("DELETE", /features\/mms$/, { kind: "status", status: 400 });
    const error = await update(id, state, peer()).catch((it: unknown) => it);
    const left = (error as PartialFailure).done.outputs;
    expect(changes(left, peer())).toContain("messaging");
    await update(id, left, peer());
    expect(services()).toMatchObject({ sms: undefined, mms: undefined, origination: { protocol: "SIP" } });
  });

  test.each([
    /origination\/settings$/,
    /termination\/settings$/,
    /features\/sms$/,
    /features\/mms$/,
  ])("one is not on because %s is answered with nothing, and the next run switches it on", async (path) => {
    const { faults } = stack.simulator;
    const program = peer({ voice: { applicationId: calls }, messaging: full() });
    faults.on("POST", path, { kind: "empty", act: false });
    const { done } = (await make(program).catch((it: unknown) => it)) as PartialFailure;
    const id = String(done.id);
    await stack.goOn("SipPeer", "voice", id, done.outputs, program);
    expect(services()).toMatchObject({ origination: { protocol: "HTTP" }, termination: { protocol: "HTTP" } });
    expect([services().sms, services().mms]).not.toContain(undefined);
    // One that has acted all the same is on.
    const twin = peer({ voice: { applicationId: calls }, messaging: full(), name: "twin", isDefaultPeer: false });
    faults.on("POST", path, { kind: "empty" });
    await make(twin);
  });

  test("one is not off because something in front of Bandwidth does not find it", async () => {
    const { id, state } = await make(peer({ messaging: full() }));
    stack.simulator.faults.on("DELETE", /features\/sms$/, { kind: "status", status: 404 });
    await expect(update(id, state, peer())).rejects.toThrow("404");
    expect(services().sms).toBeDefined();
  });

  test.each([
    ["POST", /origination/],
    ["POST", /features\/sms/],
    ["POST", /features\/mms/],
    ["PUT", /applicationSettings/],
    ["PUT", /messaging\/settings/],
  ])("a lost answer to %s %s does no harm: the next run finds what was set", async (method, path) => {
    stack.simulator.faults.on(method, path, { kind: "lostAnswer" });
    const program = peer({ voice: { applicationId: calls }, messaging: full() });
    const made = await make(program).catch((it: unknown) => it);
    const { id, state } =
      made instanceof PartialFailure
        ? {
            id: String(made.done.id),
            state: await stack.goOn("SipPeer", "voice", String(made.done.id), made.done.outputs, program),
          }
        : (made as { id: string; state: Values });
    expect(stack.simulator.account.peers.size).toBe(1);
    expect(changes((await read(id, state))?.state, program)).toEqual([]);
  });

  test("are switched off before the peer is deleted, and not while it has numbers", async () => {
    const { id, state } = await make(peer({ voice: { applicationId: calls }, messaging: full() }));
    const { account } = stack.simulator;
    account.buyNumber({ sipPeerId: String(state.sipPeerId), number: "+19195550100" });
    account.switchOptions("+19195550100", { Sms: "on" });
    const hasty = { ...stack.call("voice"), timeoutMs: 1 };
    await expect(lifecycle.remove(resourceNamed("SipPeer"), hasty, id, state)).rejects.toThrow(
      `SIP peer ${id} still has a number: +19195550100. It was not deleted.`,
    );
    expect(services()).toMatchObject({
      applicationId: texts,
      mms: { protocol: "HTTP" },
      origination: { protocol: "HTTP" },
    });
    account.disconnectNumber("+19195550100");
    const mark = stack.simulator.requests.length;
    await stack.delete("SipPeer", "voice", id, state);
    const once = writes(mark).filter((line, index, all) => line !== all[index - 1]);
    expect(once).toEqual([
      "DELETE /sites/*/sippeers/*",
      "PUT /messaging/applicationSettings",
      "DELETE /messaging/features/mms",
      "DELETE /messaging/features/sms",
      "PUT /origination/settings",
      "PUT /termination/settings",
      "DELETE /sites/*/sippeers/*",
    ]);
    expect(account.peers.size).toBe(0);
  });

  test("that somebody else switched on do not keep a peer from being deleted", async () => {
    const { id, state } = await make(peer());
    Object.assign(stored() ?? {}, { services: { sms: { settings: { Protocol: "SMPP" }, smppHosts: [] } } });
    await stack.delete("SipPeer", "voice", id, state);
    expect(stack.simulator.account.peers.size).toBe(0);
  });

  test.each([
    ["role", /user lacks the role/],
    ["feature", /account lacks the feature/],
    ["account", /account's type isn't allowed/],
  ] as const)("a 403 for want of %s is told as that, never taken for off, and does not keep an import", async (why, words) => {
    const program = peer({ messaging: full() });
    const { id, state } = await make(program);
    stack.simulator.settings.denied = [{ path: "/messaging", why }];
    await expect(read(id, state)).rejects.toThrow(words);
    await expect(update(id, state, peer({ messaging: smsOf({ zone2: true }) }))).rejects.toThrow(words);
    const imported = await read(id);
    expect(imported?.inputs).not.toHaveProperty("messaging");
    expect(stack.said.join("\n")).toMatch(/messaging of the SIP peer cannot be read, and is left as it is/);
  });
});
