import { describe, expect, test } from "vitest";
import type { PartialFailure } from "../../provider/pulumi/definition/errors.js";
import type { Values } from "../../provider/pulumi/values/values.js";
import {
  changes,
  full,
  make,
  otherTexts,
  peer,
  read,
  services,
  sms,
  smsOf,
  somebody,
  stack,
  texts,
  update,
  withApplications,
  writes,
} from "./peerServicesSupport.js";

describe("messages of a SIP peer", () => {
  withApplications();

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

  test("are not taken from numbers that have their own on, and the error says what to do first", async () => {
    const { id, state } = await make(peer({ messaging: full() }));
    const number = stack.simulator.account.buyNumber({ areaCode: "919", sipPeerId: String(state.sipPeerId) });
    stack.simulator.account.switchOptions(number, { Sms: "on" });
    const error = await update(id, state, peer()).catch((one: unknown) => one);
    expect(String(error)).toContain("13673");
    expect(String(error)).toContain("First set their option `sms` to `off`, in an `up` of its own.");
    stack.simulator.account.switchOptions(number, { Sms: "off" });
    const left = (error as PartialFailure).done.outputs;
    await update(id, left, peer());
    expect(services().sms).toBeUndefined();
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
