import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { PartialFailure } from "../../provider/pulumi/definition/errors.js";
import * as lifecycle from "../../provider/pulumi/definition/lifecycle.js";
import type { Values } from "../../provider/pulumi/values/values.js";
import { complaints, resourceNamed, Stack, warnings } from "./support.js";

const base = { siteId: "1", name: "voice" };
const sms = { tollFree: true, a2pMessageClass: "Campaign-A", a2pCampaignId: "CDEMO01" };
const hosts = [{ hostName: "192.0.2.1" }];

describe("the services of a SIP peer, as inputs,", () => {
  test.each([
    [
      "hosts beside voice over HTTP",
      { voice: { applicationId: "a" }, voiceHosts: hosts, terminationHosts: hosts },
      [
        "voiceHosts cannot be given together with voice: voice over HTTP has no hosts (error 13646)",
        "terminationHosts cannot be given together with voice: voice over HTTP has no hosts (error 13646)",
      ],
    ],
    [
      "older settings beside the newer",
      { messaging: { sms }, smsHosts: hosts, shortMessagingProtocol: "SIP" },
      [
        "smsHosts cannot be given together with messaging, which replaces it",
        "shortMessagingProtocol cannot be given together with messaging, which replaces it",
      ],
    ],
    ["MMS without SMS", { messaging: { mms: true } }, ["messaging.mms needs messaging.sms (error 13623)"]],
    [
      "an application without SMS",
      { messaging: { applicationId: "a" } },
      ["messaging.applicationId needs messaging.sms over HTTP (error 13645)"],
    ],
    [
      "an application beside SMPP",
      { messaging: { applicationId: "a", sms: { ...sms, protocol: "SMPP" } } },
      ["messaging.applicationId needs messaging.sms over HTTP (error 13645)"],
    ],
    [
      "hosts without SMPP",
      { messaging: { sms: { ...sms, smppHosts: hosts } } },
      ["messaging.sms.smppHosts are only for the protocol SMPP (error 13612)"],
    ],
    ["the first zone off", { messaging: { sms: { ...sms, zone1: false } } }, ["messaging.sms.zone1 must be on"]],
    [
      "an unknown word",
      { messaging: { sms: { a2pLongCode: "on" } } },
      ['messaging.sms.a2pLongCode must be one of "ON", "OFF", "DefaultOn", "DefaultOff"'],
    ],
    [
      "a campaign that is none",
      { messaging: { sms: { ...sms, a2pCampaignId: "a/b" } } },
      ["messaging.sms.a2pCampaignId must be 1 to 64 letters, digits, spaces, dots, dashes and underscores"],
    ],
    [
      "a country that is none, and one twice",
      { messaging: { breakOutCountries: ["CAN", "CAN", "ca"] } },
      ["messaging.breakOutCountries[2] must be three capital letters of ISO 3166-1, as in CAN"],
    ],
    [
      "one country twice",
      { messaging: { breakOutCountries: ["CAN", "CAN"] } },
      ["messaging.breakOutCountries[1] country CAN is at messaging.breakOutCountries[0] already"],
    ],
    [
      "a priority out of range",
      { messaging: { sms: { ...sms, protocol: "SMPP", smppHosts: [{ ...hosts[0], priority: 10 }] } } },
      ["messaging.sms.smppHosts[0].priority must be from 0 to 9"],
    ],
    [
      "an unknown result of checks",
      { ssSendToCustomer: "ALL" },
      [
        'ssSendToCustomer must be one of "NONE", "VERSTAT", "ENH_VERSTAT", "VERSTAT_AND_IDENTITY", "ENH_VERSTAT_AND_IDENTITY", "IDENTITY"',
      ],
    ],
  ])("refuse %s", (_what, more, expected) => {
    const found = complaints("SipPeer", { ...base, ...more }).map((line) => line.replace(/ \(it is .*\)$/, ""));
    expect(found).toEqual(expected);
  });

  test("warn of messages that nobody would get, and of what the pages of the API are not of one mind about", () => {
    expect(warnings("SipPeer", { ...base, messaging: { sms } })).toEqual([
      "messaging.applicationId is missing: Bandwidth accepts messages then and never delivers them, and no error says so",
    ]);
    const applicationId = "a";
    expect(warnings("SipPeer", { ...base, messaging: { applicationId, sms: { a2pLongCode: "DefaultOn" } } })).toEqual([
      expect.stringContaining("messaging.sms.a2pMessageClass is missing"),
      expect.stringContaining("messaging.sms.a2pCampaignId is missing"),
    ]);
    expect(warnings("SipPeer", { ...base, messaging: { applicationId, sms: { ...sms, tollFree: false } } })).toEqual([
      expect.stringContaining(
        "messaging.sms.a2pMessageClass is given while tollFree, shortCode and a2pLongCode are off",
      ),
      expect.stringContaining("messaging.sms.a2pCampaignId is given while"),
    ]);
    expect(warnings("SipPeer", { ...base, messaging: { applicationId, sms } })).toEqual([]);
    expect(warnings("SipPeer", { ...base, shortMessagingProtocol: "SIP" })).toEqual([
      expect.stringContaining(
        "shortMessagingProtocol is deprecated. Bandwidth's API no longer has it, and most accounts ignore it. Use `messaging` instead",
      ),
    ]);
  });
});

describe("the services of a SIP peer", () => {
  let stack: Stack;
  let siteId: string;
  let calls: string;
  let otherCalls: string;
  let texts: string;
  let otherTexts: string;
  beforeEach(async () => {
    stack = await Stack.start();
    siteId = await stack.site();
    const application = async (name: string, kind: string, url: string) =>
      (await stack.create("Application", name, { name, serviceType: kind, [url]: "https://hooks.example.com/" })).id;
    calls = await application("one", "Voice-V2", "callInitiatedCallbackUrl");
    otherCalls = await application("two", "Voice-V2", "callInitiatedCallbackUrl");
    texts = await application("three", "Messaging-V2", "inboundCallbackUrl");
    otherTexts = await application("four", "Messaging-V2", "inboundCallbackUrl");
  });
  afterEach(() => stack.close());

  const peer = (more: Values = {}): Values => ({ siteId, name: "voice", isDefaultPeer: true, ...more });
  const make = (program: Values) => stack.create("SipPeer", "voice", program);
  const update = (id: string, state: Values, program: Values) => stack.update("SipPeer", "voice", id, state, program);
  const read = (id: string, state?: Values) => stack.read("SipPeer", "voice", id, state);
  const changes = (state: Values | undefined, program: Values) =>
    stack.diff("SipPeer", state ?? {}, program).changes.map(({ path }) => path);
  const stored = () => [...stack.simulator.account.peers.values()][0];
  const services = () => stored()?.services ?? {};
  const somebody = (change: Values) => Object.assign(stored()?.services ?? {}, change);
  const writes = (mark: number) => stack.writes(mark).map((line) => line.replace("/sites/*/sippeers/*/products", ""));
  const full = () => ({ applicationId: texts, sms, mms: true, breakOutCountries: ["CAN", "GBR"] });
  const smsOf = (more: Values) => ({ ...full(), sms: { ...sms, ...more } });

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

  describe("voice", () => {
    test("another application is set, drift is seen in either direction and healed", async () => {
      const { id, state } = await make(peer({ voice: { applicationId: calls } }));
      const program = peer({ voice: { applicationId: otherCalls } });
      expect(changes(state, program)).toEqual(["voice.applicationId"]);
      const next = await update(id, state, program);
      for (const direction of ["origination", "termination"] as const) {
        expect(services()[direction]?.applicationId).toBe(otherCalls);
        somebody({ [direction]: { protocol: "SIP" } });
        const drifted = await read(id, next);
        expect(changes(drifted?.state, program)).toEqual(["voice.applicationId"]);
        // An import leaves alone what it cannot say.
        expect((await read(id))?.inputs).not.toHaveProperty("voice");
        await update(id, drifted?.state ?? {}, program);
        expect(services()[direction]).toEqual({ protocol: "HTTP", applicationId: otherCalls });
      }
    });

    test("hosts give way to an application and come back, in one update each, and the preview says what Bandwidth deletes", async () => {
      const withHosts = peer({ voiceHosts: hosts, terminationHosts: [{ hostName: "192.0.2.9" }] });
      const { id, state } = await make(withHosts);
      const byHttp = peer({ voice: { applicationId: calls } });
      expect(stack.diff("SipPeer", state, byHttp).announcement).toBe(
        "voice over HTTP: Bandwidth deletes the hosts of the SIP peer: voiceHosts, terminationHosts, and any that somebody else has set",
      );
      const next = await update(id, state, byHttp);
      expect(stored()).toMatchObject({ voiceHosts: [], terminationHosts: [] });
      expect(changes((await read(id, next))?.state, byHttp)).toEqual([]);
      expect(stack.diff("SipPeer", next, withHosts).announcement).toContain("voice goes back to SIP");
      await update(id, next, withHosts);
      expect(stored()).toMatchObject({
        voiceHosts: [{ HostName: "192.0.2.1" }],
        services: { origination: { protocol: "SIP" } },
      });
    });

    test("that is half switched off is not forgotten by a refresh", async () => {
      const { id, state } = await make(peer({ voice: { applicationId: calls } }));
      stack.simulator.faults.on("PUT", /termination\/settings$/, { kind: "status", status: 400 });
      const failed = await update(id, state, peer()).catch((error: unknown) => error);
      const seen = await read(id, (failed as PartialFailure).done.outputs);
      expect(changes(seen?.state, peer())).toEqual(["voice"]);
      await update(id, seen?.state ?? {}, peer());
      expect(services()).toMatchObject({ origination: { protocol: "SIP" }, termination: { protocol: "SIP" } });
    });

    test.each([
      ["of the other kind", () => texts, "13648"],
      ["that does not exist", () => "nobody", "13629"],
    ])("an application %s leaves the peer in the state, and the error says why", async (_what, application, code) => {
      const error = await make(peer({ voice: { applicationId: application() } })).catch((it: unknown) => it);
      expect(error).toBeInstanceOf(PartialFailure);
      expect(String(error)).toMatch(
        new RegExp(`SIP peer ${siteId}/\\d+ exists, and not all of it is as declared.*${code}`),
      );
    });
  });

  describe("messages", () => {
    const fields: [field: string, value: unknown, wire: string, written: string, usual: string | undefined][] = [
      ["tollFree", false, "TollFree", "false", "false"],
      ["shortCode", true, "ShortCode", "true", "false"],
      ["a2pLongCode", "DefaultOn", "A2pLongCode", "DefaultOn", "DefaultOff"],
      ["a2pMessageClass", "Campaign-B", "A2pMessageClass", "Campaign-B", undefined],
      ["a2pCampaignId", "CDEMO02", "A2pCampaignId", "CDEMO02", undefined],
      ...["zone2", "zone3", "zone4", "zone5"].map((zone): [string, unknown, string, string, string] => [
        zone,
        true,
        zone.replace("z", "Z"),
        "true",
        "false",
      ]),
    ];
    test.each(fields)("%s is set, taken out, drifted and healed", async (field, value, wire, written, usual) => {
      // Without a switch that is on, there may be no class and no campaign.
      const rest = { shortCode: true, ...sms, ...(field === "shortCode" && { shortCode: undefined }) };
      const program = peer({ messaging: { ...full(), sms: { ...rest, [field]: value } } });
      const { id, state } = await make(program);
      const setting = () => services().sms?.settings[wire];
      expect(setting()).toBe(written);
      expect(changes((await read(id, state))?.state, program)).toEqual([]);
      const imported = (await read(id))?.inputs.messaging as { sms: Values };
      expect(imported.sms[field]).toBe(value);

      const feature = services().sms;
      const drift = written === "true" ? "false" : written === "false" ? "true" : "DefaultOff";
      if (feature) feature.settings[wire] = drift;
      const drifted = await read(id, state);
      expect(changes(drifted?.state, program)).toEqual([`messaging.sms.${field}`]);
      await update(id, drifted?.state ?? {}, program);
      expect(setting()).toBe(written);

      if (usual === undefined) return;
      const without = peer({ messaging: { ...full(), sms: { ...rest, [field]: undefined } } });
      const next = await update(id, state, without);
      expect(setting()).toBe(usual);
      expect(changes((await read(id, next))?.state, without)).toEqual([]);
    });

    test("class and campaign go when nothing needs them", async () => {
      const { id, state } = await make(peer({ messaging: full() }));
      await update(id, state, peer({ messaging: { ...full(), sms: {} } }));
      expect(services().sms?.settings).toMatchObject({ TollFree: "false" });
      expect(services().sms?.settings).not.toHaveProperty("A2pCampaignId");
      expect(services().sms?.settings).not.toHaveProperty("A2pMessageClass");
    });

    test("what of them was never declared stays, and what nobody knows too", async () => {
      const { id, state } = await make(peer({ messaging: full() }));
      const feature = services().sms;
      Object.assign(feature?.settings ?? {}, { Zone3: "true", ShortCode: "true" });
      Object.assign(feature ?? {}, { others: { Unheard: "of" } });
      const program = peer({ messaging: smsOf({ zone2: true }) });
      expect(changes((await read(id, state))?.state, peer({ messaging: full() }))).toEqual([]);
      await update(id, state, program);
      expect(services().sms).toMatchObject({
        settings: { Zone2: "true", Zone3: "true", ShortCode: "true" },
        others: { Unheard: ["of"] },
      });
    });

    test("over SMPP have hosts, which keep their ids", async () => {
      const host = { hostName: "192.0.2.44", priority: 1, connectionType: "TRANSCEIVER" };
      const smpp = (...smppHosts: Values[]) => peer({ messaging: { sms: { ...sms, protocol: "SMPP", smppHosts } } });
      const { id, state } = await make(smpp(host));
      const hostId = services().sms?.smppHosts[0]?.HostId;
      expect(hostId).toBeDefined();
      expect(changes((await read(id, state))?.state, smpp(host))).toEqual([]);
      const more = smpp({ ...host, priority: 2, port: 2775 }, { hostName: "192.0.2.45" });
      const next = await update(id, state, more);
      expect(services().sms?.smppHosts).toMatchObject([
        { HostId: hostId, HostName: "192.0.2.44", Priority: "2", Port: "2775", ConnectionType: "TRANSCEIVER" },
        { HostName: "192.0.2.45" },
      ]);
      expect(changes((await read(id, next))?.state, more)).toEqual([]);
      expect((await read(id))?.inputs.messaging).toMatchObject({
        sms: { protocol: "SMPP", smppHosts: [{ port: 2775 }, {}] },
      });
      // Over HTTP there are none.
      await update(id, next, peer({ messaging: full() }));
      expect(services()).toMatchObject({
        sms: { smppHosts: [], settings: { Protocol: "HTTP" } },
        applicationId: texts,
      });
    });

    test.each([
      ["directly", false, ["PUT /messaging/applicationSettings"]],
      ["by a detour where it has to be", true, Array(3).fill("PUT /messaging/applicationSettings")],
    ])("another application is set %s, taken out, drifted and healed", async (_how, detour, expected) => {
      const { id, state } = await make(peer({ messaging: full() }));
      stack.simulator.settings.applicationsByDetour = detour;
      const program = peer({ messaging: { ...full(), applicationId: otherTexts } });
      const mark = stack.simulator.requests.length;
      const next = await update(id, state, program);
      expect(writes(mark).filter((line) => line.includes("application"))).toEqual(expected);
      expect(services().applicationId).toBe(otherTexts);
      somebody({ applicationId: undefined });
      const drifted = await read(id, next);
      expect(changes(drifted?.state, program)).toEqual(["messaging.applicationId"]);
      const healed = await update(id, drifted?.state ?? {}, program);
      const { applicationId: _gone, ...fewer } = full();
      await update(id, healed, peer({ messaging: fewer }));
      expect(services()).toMatchObject({ applicationId: undefined, mms: { protocol: "HTTP" } });
    });

    test("MMS is switched on, off and on again, however its protocol is spelled; MM4 stays", async () => {
      stack.simulator.settings.lowerCaseMms = true;
      const { mms: _on, ...plain } = full();
      const { id, state } = await make(peer({ messaging: plain }));
      expect(services().mms).toBeUndefined();
      const program = peer({ messaging: full() });
      const next = await update(id, state, program);
      expect(changes((await read(id, next))?.state, program)).toEqual([]);
      somebody({ mms: { protocol: "MM4", content: {} } });
      expect(changes((await read(id, next))?.state, program)).toEqual([]);
      somebody({ mms: undefined });
      const drifted = await read(id, next);
      expect(changes(drifted?.state, program)).toEqual(["messaging.mms"]);
      const healed = await update(id, drifted?.state ?? {}, program);
      const off = await update(id, healed, peer({ messaging: { ...full(), mms: false } }));
      expect(services().mms).toBeUndefined();
      expect(changes((await read(id, off))?.state, peer({ messaging: { ...full(), mms: false } }))).toEqual([]);
    });

    test("countries are a set; drift is healed, and taken out the list is empty", async () => {
      const program = peer({ messaging: { breakOutCountries: ["GBR", "CAN"] } });
      const { id, state } = await make(program);
      const mark = stack.simulator.requests.length;
      await update(id, state, peer({ messaging: { breakOutCountries: ["CAN", "GBR"] } }));
      expect(writes(mark)).toEqual([]);
      somebody({ breakOutCountries: ["MEX"] });
      const drifted = await read(id, state);
      expect(changes(drifted?.state, program).length).toBeGreaterThan(0);
      await update(id, drifted?.state ?? {}, program);
      expect(services().breakOutCountries).toEqual(["GBR", "CAN"]);
      await update(id, state, peer());
      expect(services().breakOutCountries).toEqual([]);
    });

    test("the preview says what overrules the settings of numbers, and what goes silent", async () => {
      const { state } = await make(peer({ messaging: full() }));
      const said = (program: Values) => stack.diff("SipPeer", state, program).announcement;
      expect(said(peer({ messaging: smsOf({ a2pLongCode: "ON" }) }))).toBe(
        "a2pLongCode ON overrules the own settings of every number of the SIP peer",
      );
      expect(said(peer())).toBe("text messages of the SIP peer are switched off: its numbers get and send none");
      expect(said(peer({ messaging: smsOf({ zone2: true }) }))).toBeUndefined();
    });
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

  test("a route plan of the peer itself is set, drifted, healed, imported, taken out, and left alone", async () => {
    const plan = [
      { endpoint: "+19195550100", priority: 1, weight: 100 },
      { endpoint: "sip:desk@pbx.example.com", priority: 2, weight: 100, name: "backup" },
    ];
    const program = peer({ originationRoutePlan: plan });
    const { id, state } = await make(program);
    const routes = () => {
      const [there] = [stored()?.others?.OriginationRoutePlan].flat();
      return ((there as Values | undefined)?.Route ?? []) as Values[];
    };
    expect(routes()).toEqual([
      { Endpoint: "9195550100", Priority: "1", Weight: "100", EndpointType: "TN" },
      { Endpoint: "sip:desk@pbx.example.com", Priority: "2", Weight: "100", Name: "backup", EndpointType: "SIP" },
    ]);
    expect(changes((await read(id, state))?.state, program)).toEqual([]);
    const imported = await read(id);
    expect(imported?.inputs.originationRoutePlan).toEqual(plan);
    expect(complaints("SipPeer", imported?.inputs ?? {})).toEqual([]);
    const described = await update(id, state, { ...program, description: "changed" });
    expect(routes()).toHaveLength(2);
    Object.assign(routes()[0] ?? {}, { Weight: "50" });
    const drifted = await read(id, described);
    expect(changes(drifted?.state, { ...program, description: "changed" })).not.toEqual([]);
    const healed = await update(id, drifted?.state ?? {}, { ...program, description: "changed" });
    expect(routes()[0]?.Weight).toBe("100");
    const without = await update(id, healed, peer({ description: "changed" }));
    expect(stored()?.others).not.toHaveProperty("OriginationRoutePlan");
    const elsewhere = { Id: "9", Route: [{ Endpoint: "192.0.2.7", Priority: "1", Weight: "1", EndpointType: "IPv4" }] };
    Object.assign(stored() ?? {}, { others: { OriginationRoutePlan: elsewhere } });
    expect(changes((await read(id, without))?.state, peer({ description: "changed" }))).toEqual([]);
    await update(id, without, peer({ description: "again" }));
    expect([stored()?.others?.OriginationRoutePlan].flat()).toHaveLength(1);
    expect(JSON.stringify(stored()?.others)).toContain('"Id":"9"');
    expect(
      complaints("SipPeer", peer({ originationRoutePlan: [{ endpoint: "192.0.2.7", priority: 2, weight: 1 }] })),
    ).toEqual(["originationRoutePlan has no route with priority 1 (error 5223)"]);
  });

  const own: [field: string, value: unknown, wire: string, written: string, other: string, off: string][] = [
    ["pindropEnabled", true, "PindropEnabled", "true", "false", "false"],
    ["callVerificationEnabled", true, "CallVerificationEnabled", "true", "false", "false"],
    ["ssSendToCustomer", "VERSTAT", "SsSendToCustomer", "VERSTAT", "IDENTITY", "NONE"],
  ];
  test.each(
    own,
  )("%s of the peer itself is set, drifted, healed, imported, taken out, and left alone", async (field, value, wire, written, other, off) => {
    const program = peer({ [field]: value });
    const { id, state } = await make(program);
    const at = () => [stored()?.others?.[wire]].flat()[0];
    expect(at()).toBe(written);
    expect(changes((await read(id, state))?.state, program)).toEqual([]);
    expect((await read(id))?.inputs[field]).toBe(value);
    Object.assign(stored() ?? {}, { others: { [wire]: other } });
    const drifted = await read(id, state);
    expect(changes(drifted?.state, program)).toEqual([field]);
    const healed = await update(id, drifted?.state ?? {}, program);
    expect(at()).toBe(written);
    const without = await update(id, healed, peer());
    expect(at()).toBe(off);
    Object.assign(stored() ?? {}, { others: { [wire]: other } });
    await update(id, without, peer({ description: "changed" }));
    expect(at()).toBe(other);
    stack.refreshed.add(id);
    await make(peer());
    expect(at()).toBe(other);
  });
});
