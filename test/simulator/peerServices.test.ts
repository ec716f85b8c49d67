import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Simulator } from "../../simulator/index.js";
import { type Caller, withPeer } from "./support.js";

let simulator: Simulator;
let caller: Caller;
let peer: string;
let calls: string;
let texts: string;
beforeEach(async () => {
  const made = await withPeer();
  ({ simulator, caller } = made);
  peer = `/sites/${made.siteId}/sippeers/${made.peerId}`;
  const application = async (kind: string, url: string) =>
    (
      await caller.post(
        "/applications",
        `<Application><ServiceType>${kind}</ServiceType><AppName>a</AppName><${url}>https://a.example.com/</${url}></Application>`,
      )
    ).id;
  calls = await application("Voice-V2", "CallInitiatedCallbackUrl");
  texts = await application("Messaging-V2", "InboundCallbackUrl");
});
afterEach(() => simulator.close());

const call = (method: string, path: string, body?: string) => caller.account(method, `${peer}/products${path}`, body);
const code = async (answer: ReturnType<typeof call>) => (await answer).value("ResponseStatus", "ErrorCode");
const stored = () => [...simulator.account.peers.values()][0];

const voiceBody = (direction: string, inner: string) =>
  `<SipPeer${direction}Settings>${inner}</SipPeer${direction}Settings>`;
const http = (id: string) =>
  `<VoiceProtocol>HTTP</VoiceProtocol><HttpSettings><HttpVoiceV2AppId>${id}</HttpVoiceV2AppId></HttpSettings>`;
const voice = (method: string, inner: string) => call(method, "/origination/settings", voiceBody("Origination", inner));

const usual = { TollFree: "true", ShortCode: "false", A2pLongCode: "DefaultOff", Protocol: "HTTP", Zone1: "true" };
const smsBody = (more: Record<string, string | undefined> = {}, rest = "") => {
  const zones = { Zone2: "false", Zone3: "false", Zone4: "false", Zone5: "false" };
  const all = { ...usual, A2pMessageClass: "Campaign-A", A2pCampaignId: "CDEMO01", ...zones, ...more };
  const inner = Object.entries(all).map(([name, value]) => (value === undefined ? "" : `<${name}>${value}</${name}>`));
  return `<SipPeerSmsFeature><SipPeerSmsFeatureSettings>${inner.join("")}</SipPeerSmsFeatureSettings>${rest}</SipPeerSmsFeature>`;
};
const sms = (method: string, body = smsBody()) => call(method, "/messaging/features/sms", body);
const mms = (protocols = "<HTTP><HttpSettings/></HTTP>", protocol = "HTTP") =>
  call(
    "POST",
    "/messaging/features/mms",
    `<MmsFeature><MmsSettings><Protocol>${protocol}</Protocol></MmsSettings><Protocols>${protocols}</Protocols></MmsFeature>`,
  );
const assign = (inner: string) =>
  call("PUT", "/messaging/applicationSettings", `<ApplicationsSettings>${inner}</ApplicationsSettings>`);
const application = (id: string) => assign(`<HttpMessagingV2AppId>${id}</HttpMessagingV2AppId>`);

describe("voice of a SIP peer", () => {
  test("is posted once, then put; over HTTP the hosts are deleted, and none are taken", async () => {
    expect((await call("GET", "/origination/settings")).status).toBe(404);
    simulator.account.changePeer(stored()?.id ?? "", { voiceHosts: [{ HostName: "192.0.2.1" }] });
    expect(await code(voice("PUT", http(calls)))).toBe("99999");
    expect((await voice("POST", http(calls))).status).toBe(201);
    expect(await code(voice("POST", http(calls)))).toBe("99999");
    expect(stored()?.voiceHosts).toEqual([]);
    const put = `<SipPeer><PeerName>Main</PeerName><IsDefaultPeer>true</IsDefaultPeer><VoiceHosts><Host><HostName>192.0.2.1</HostName></Host></VoiceHosts></SipPeer>`;
    expect(await code(caller.account("PUT", peer, put))).toBe("13646");
    expect(await code(caller.account("DELETE", peer))).toBe("13652");
    const off = await voice("PUT", "<VoiceProtocol>SIP</VoiceProtocol>");
    expect([off.status, off.text]).toEqual([200, ""]);
    expect((await caller.account("PUT", peer, put)).status).toBe(200);
  });

  test.each([
    ["13647", () => "<VoiceProtocol>FAX</VoiceProtocol>"],
    [
      "13649",
      () =>
        `<VoiceProtocol>SIP</VoiceProtocol><HttpSettings><HttpVoiceV2AppId>${calls}</HttpVoiceV2AppId></HttpSettings>`,
    ],
    ["13648", () => http(texts)],
    ["13629", () => http("nobody")],
    ["13630", () => "<VoiceProtocol>HTTP</VoiceProtocol>"],
  ])("is refused with %s", async (expected, inner) => {
    expect(await code(voice("POST", inner()))).toBe(expected);
  });

  test("over HTTP needs the feature, and an application of the account", async () => {
    simulator.account.applications.delete(calls);
    expect(await code(voice("POST", http(calls)))).toBe("13650");
    simulator.settings.withoutHttpVoice = true;
    expect(await code(voice("POST", http(calls)))).toBe("13651");
  });
});

describe("messages of a SIP peer", () => {
  test.each([
    ["13636", smsBody({ A2pLongCode: "on" })],
    ["13637", smsBody({ TollFree: "false", A2pMessageClass: undefined })],
    ["13638", smsBody({ A2pCampaignId: undefined })],
    ["13641", smsBody({ A2pMessageClass: undefined })],
    ["13642", smsBody({ TollFree: "false", A2pCampaignId: undefined })],
    ["13612", smsBody({}, "<SmppHosts><SmppHost><HostName>192.0.2.1</HostName></SmppHost></SmppHosts>")],
    ["99999", smsBody({ Zone3: undefined })],
    ["99999", smsBody({ Zone1: "false" })],
  ])("are refused with %s", async (expected, body) => {
    expect(await code(sms("POST", body))).toBe(expected);
  });

  test("come and go in one order: SMS, MMS, application, and back", async () => {
    expect(await code(mms())).toBe("13623");
    expect(await code(application(texts))).toBe("13645");
    expect(await code(sms("PUT"))).toBe("13678");
    expect((await sms("POST")).status).toBe(201);
    expect(
      (await call("GET", "/messaging/features/sms")).value("SipPeerSmsFeature", "HttpSettings", "ProxyPeerId"),
    ).toBe("500017");
    expect(await code(mms("<HTTP/><MM4/>"))).toBe("13606");
    expect(await code(mms("<HTTP/>", "MM4"))).toBe("13608");
    expect((await mms()).status).toBe(201);
    expect(await code(application(calls))).toBe("13648");
    expect(await code(application("nobody"))).toBe("13629");
    expect(await code(assign(""))).toBe("13628");
    expect((await application(texts)).status).toBe(200);
    expect(await code(caller.account("DELETE", peer))).toBe("13613");
    expect(await code(call("DELETE", "/messaging/features/sms"))).toBe("13624");
    expect((await assign("REMOVE")).status).toBe(200);
    expect((await call("DELETE", "/messaging/features/mms")).status).toBe(200);
    expect((await call("DELETE", "/messaging/features/mms")).status).toBe(404);
    expect((await call("DELETE", "/messaging/features/sms")).status).toBe(200);
    expect((await caller.account("DELETE", peer)).status).toBe(200);
  });

  test("stay while numbers have them, and need the feature of the account", async () => {
    await sms("POST");
    const number = simulator.account.buyNumber({ sipPeerId: stored()?.id ?? "" });
    simulator.account.switchOptions(number, { Sms: "on" });
    expect(await code(call("DELETE", "/messaging/features/sms"))).toBe("13673");
    simulator.account.disconnectNumber(number);
    await call("DELETE", "/messaging/features/sms");
    simulator.settings.withoutHttpMessaging = true;
    expect(await code(sms("POST"))).toBe("13609");
  });

  test("leave through routes of their own to approved countries, each once", async () => {
    const set = (...countries: string[]) =>
      call(
        "PUT",
        "/messaging/settings",
        `<SipPeerMessagingSettings><BreakOutCountries>${countries.map((name) => `<Country>${name}</Country>`).join("")}</BreakOutCountries></SipPeerMessagingSettings>`,
      );
    expect(await code(set("FRA"))).toBe("13656");
    expect(await code(set("CAN", "CAN"))).toBe("13657");
    expect((await set("CAN", "GBR")).status).toBe(200);
    expect((await call("GET", "/messaging/settings")).text).toContain("<Country>CAN</Country><Country>GBR</Country>");
    await set();
    expect((await call("GET", "/messaging/settings")).status).toBe(404);
  });

  test("an application can need a detour to another one", async () => {
    await sms("POST");
    await application(texts);
    simulator.settings.applicationsByDetour = true;
    simulator.account.applications.set("other", {
      ...(simulator.account.applications.get(texts) as object),
      id: "other",
    } as never);
    expect(await code(application("other"))).toBe("12147");
    await assign("remove");
    expect((await application("other")).status).toBe(200);
  });
});

test("the products of a peer are those that somebody has set", async () => {
  expect((await call("GET", "")).text).toContain("<Products/>");
  await voice("POST", http(calls));
  await sms("POST");
  expect((await call("GET", "")).text).toContain(
    "<Product><Name>Origination</Name></Product><Product><Name>Messaging</Name></Product>",
  );
});
