import { afterEach, beforeEach, expect, test } from "vitest";
import { Desk } from "./support.js";

let desk: Desk;
let siteId: string;
let sipPeerId: string;
beforeEach(async () => {
  desk = await Desk.open();
  siteId = await desk.caller.createSite();
  sipPeerId = await desk.caller.createPeer(siteId);
});
afterEach(() => desk.close());

const look = () => desk.look("getSipPeerProducts", { siteId, sipPeerId });

test.each([
  ["words"],
  ["nothing"],
  ["empty element"],
] as const)("a SIP peer without services has none, however the API says so: %s", async (how) => {
  desk.simulator.settings.serviceOff = how;
  expect(await look()).toEqual({ products: [], breakOutCountries: [] });
});

test("how calls travel, what messages there are, and who gets them", async () => {
  const settings = { TollFree: "true", ShortCode: "false", A2pLongCode: "DEFAULT_ON", Protocol: "SMPP", Zone1: "true" };
  desk.simulator.account.changePeer(sipPeerId, {
    services: {
      origination: { protocol: "HTTP", applicationId: "a" },
      termination: { protocol: "SIP" },
      sms: {
        settings,
        smppHosts: [{ HostName: "192.0.2.1", Priority: "0", ConnectionType: "SENDER_ONLY", Port: "2775" }],
      },
      mms: { protocol: "MM4", content: {} },
      ...{ applicationId: "b", breakOutCountries: ["CAN"] },
    },
  });
  expect(await look()).toEqual({
    products: ["Origination", "Termination", "Messaging"],
    origination: { protocol: "HTTP", applicationId: "a" },
    termination: { protocol: "SIP" },
    sms: {
      ...{ tollFree: true, shortCode: false, a2pLongCode: "DefaultOn", protocol: "SMPP", zone1: true },
      smppHosts: [{ hostName: "192.0.2.1", priority: 0, connectionType: "SENDER_ONLY", port: 2775 }],
    },
    ...{ mmsProtocol: "MM4", messagingApplicationId: "b", breakOutCountries: ["CAN"] },
  });
});

test("settings of termination are found in the form of origination too", async () => {
  const body =
    "<SipPeerOriginationSettingsResponse><SipPeerOriginationSettings><VoiceProtocol>SIP</VoiceProtocol></SipPeerOriginationSettings></SipPeerOriginationSettingsResponse>";
  desk.simulator.faults.on("GET", /termination\/settings$/, { kind: "status", status: 200, body });
  expect(await look()).toMatchObject({ termination: { protocol: "SIP" } });
});

test("an answer that is an error, or no answer, is no service that is off", async () => {
  const body = "<MmsFeatureResponse><ResponseStatus><ErrorCode>1000</ErrorCode></ResponseStatus></MmsFeatureResponse>";
  desk.simulator.faults.on("GET", /features\/mms$/, { kind: "status", status: 200, body });
  await expect(look()).rejects.toThrow("features/mms");
  desk.simulator.faults.on("GET", /features\/mms$/, { kind: "empty", status: 200 });
  await expect(look()).rejects.toThrow("the answer holds no MmsFeature");
});

test("a peer that does not exist is an error at the argument", async () => {
  await expect(desk.look("getSipPeerProducts", { siteId, sipPeerId: "99" })).rejects.toThrow("sipPeerId");
});
