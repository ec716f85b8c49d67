import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { reachabilityOf } from "../../simulator/account/reachability.js";
import type { Simulator } from "../../simulator/index.js";
import { type Caller, withPeer } from "./support.js";

let simulator: Simulator;
let caller: Caller;
let peerId: string;
beforeEach(async () => {
  ({ simulator, caller, peerId } = await withPeer());
});
afterEach(() => simulator.close());

const voice = (inner = "", url = "https://a.example.com/") =>
  `<ServiceType>Voice-V2</ServiceType><AppName>v</AppName><CallInitiatedCallbackUrl>${url}</CallInitiatedCallbackUrl>${inner}`;
const texting = (inner = "", url = "https://a.example.com/") =>
  `<ServiceType>Messaging-V2</ServiceType><AppName>m</AppName><InboundCallbackUrl>${url}</InboundCallbackUrl>${inner}`;
const body = (inner: string) => `<Application>${inner}</Application>`;
const creds = (name: string, inner = "<UserId>u</UserId><Password>p</Password>") => `<${name}>${inner}</${name}>`;
const create = (inner: string) => caller.post("/applications", body(inner));
const put = (id: string, inner: string) => caller.account("PUT", `/applications/${id}`, body(inner));
const patch = (id: string, inner: string) => caller.account("PATCH", `/applications/${id}`, body(inner));
const code = async (answer: ReturnType<typeof create>) => (await answer).value("ResponseStatus", "ErrorCode");

describe("applications", () => {
  test("are created with their id in Location and in the body, and never show a password", async () => {
    const made = await create(texting(creds("InboundCallbackCreds")));
    expect([made.status, made.value("Application", "ApplicationId")]).toEqual([201, made.id]);
    const shown = await caller.get(`/applications/${made.id}`);
    expect(shown.text).not.toContain("Password");
    expect(shown.value("Application", "InboundCallbackCreds", "UserId")).toBe("u");
    // Older elements repeat the newer ones.
    expect(shown.value("Application", "MsgCallbackUrl")).toBe("https://a.example.com/");
    expect((await caller.get("/applications")).text).toContain("<ApplicationList><Application>");
  });

  test.each([
    ["12801", voice().replace("Voice-V2", "Fax")],
    ["12806", voice().replace("<AppName>v</AppName>", "")],
    ["12803", voice("", "nowhere")],
    ["12974", voice("<CallStatusCallbackUrl>nowhere</CallStatusCallbackUrl>")],
    ["12802", "<ServiceType>Messaging-V2</ServiceType><AppName>m</AppName>"],
    ["12962", voice("<InboundCallbackUrl>https://a.example.com/</InboundCallbackUrl>")],
    ["12962", texting("<CallbackTimeout>5</CallbackTimeout>")],
    ["12961", voice("<CallInitiatedMethod>PUT</CallInitiatedMethod>")],
    ["12963", voice("<CallStatusMethod>GET</CallStatusMethod>")],
    ["12812", texting(creds("InboundCallbackCreds"), "http://a.example.com/")],
    ["12800", texting(creds("InboundCallbackCreds", "<Password>p</Password>"))],
    ["12977", texting(creds("InboundCallbackCreds", "<UserId>u</UserId>"))],
    ["12960", texting("<MsgCallbackUrl>https://b.example.com/</MsgCallbackUrl>")],
  ])("are refused with %s", async (expected, inner) => {
    expect(await code(create(inner))).toBe(expected);
    expect(simulator.account.applications.size).toBe(0);
  });

  test("a PUT clears what it leaves out, a PATCH does not, and neither changes the kind or a user without a password", async () => {
    const { id } = await create(
      texting(`<OutboundCallbackUrl>https://b.example.com/</OutboundCallbackUrl>${creds("InboundCallbackCreds")}`),
    );
    expect(await code(put(id, voice()))).toBe("12964");
    expect(await code(patch(id, "<ServiceType>Voice-V2</ServiceType>"))).toBe("12964");
    expect(await code(put(id, texting(creds("InboundCallbackCreds", "<UserId>w</UserId>"))))).toBe("12976");
    await patch(id, "<AppName>other</AppName>");
    const [one] = simulator.account.applications.values();
    expect(one).toMatchObject({ name: "other", creds: { InboundCallbackCreds: { userId: "u", password: "p" } } });
    await put(id, texting());
    expect(simulator.account.applications.get(id)).toMatchObject({
      name: "m",
      creds: {},
      texts: { InboundCallbackUrl: "https://a.example.com/" },
    });
    expect(simulator.account.applications.get(id)?.texts).not.toHaveProperty("OutboundCallbackUrl");
  });

  test("a PATCH has a word that removes the address for the ends of calls", async () => {
    const { id } = await create(
      voice(
        "<CallStatusCallbackUrl>https://b.example.com/</CallStatusCallbackUrl><CallStatusMethod>GET</CallStatusMethod>",
      ),
    );
    await patch(id, "<CallStatusCallbackUrl>remove</CallStatusCallbackUrl>");
    expect(Object.keys(simulator.account.applications.get(id)?.texts ?? {})).toEqual(["CallInitiatedCallbackUrl"]);
  });

  test("one that a SIP peer uses is not deleted, and the peers are listed", async () => {
    const { id } = await create(texting());
    const peers = () => caller.get(`/applications/${id}/associatedsippeers`);
    expect((await peers()).value("AssociatedSipPeers", "AssociatedSipPeer", "PeerId")).toBeUndefined();
    simulator.account.changePeer(peerId, { services: { applicationId: id } });
    expect((await peers()).value("AssociatedSipPeers", "AssociatedSipPeer", "PeerId")).toBe(peerId);
    const refused = await caller.account("DELETE", `/applications/${id}`);
    expect(refused.value("ResponseStatus", "ErrorCode")).toBe("12107");
    expect(refused.text).toContain(`removed: ${peerId}`);
    simulator.account.changePeer(peerId, { services: {} });
    expect((await caller.account("DELETE", `/applications/${id}`)).status).toBe(200);
    expect(await code(caller.get(`/applications/${id}`))).toBe("12144");
    expect(await code(peers())).toBe("13629");
  });

  test("a kind that the account has no feature for is refused", async () => {
    Object.assign(simulator.settings, { withoutHttpVoice: true, withoutHttpMessaging: true });
    const refused = await create(voice());
    expect([refused.status, refused.value("ResponseStatus", "ErrorCode")]).toEqual([409, "12150"]);
    expect(await code(create(texting()))).toBe("12130");
  });
});

describe("whether a number works", () => {
  test("is told for calls and texts, with what is missing", async () => {
    const { account } = simulator;
    const number = account.buyNumber({ sipPeerId: peerId });
    const told = () => reachabilityOf(account, number);
    expect(reachabilityOf(account, "+19195550199").calls).toEqual(["it is not in service"]);
    expect(told()).toMatchObject({
      calls: ["its SIP peer has neither a voice application nor voice hosts"],
      texts: ["its SIP peer has no SMS"],
    });
    const [calls, texts] = [(await create(voice())).id, (await create(texting())).id];
    const sms = { settings: { Protocol: "HTTP" }, smppHosts: [] };
    account.changePeer(peerId, { services: { origination: { protocol: "HTTP", applicationId: texts }, sms } });
    // An application of the other kind answers no calls.
    expect(told().calls).toHaveLength(1);
    expect(told().texts).toEqual(["its SIP peer has no messaging application"]);
    account.changePeer(peerId, {
      services: { origination: { protocol: "HTTP", applicationId: calls }, sms, applicationId: texts },
    });
    expect(told()).toEqual({ calls: [], texts: [], sends: ["it has no campaign"], locked: false });
    account.switchRouting(number, { a2p: { state: "overridden", campaignId: "CDEMO01", messageClass: "Campaign-A" } });
    account.switchOptions(number, { PortOutPasscode: "a1b2c3" });
    expect(told()).toEqual({ calls: [], texts: [], sends: [], locked: true });
    simulator.settings.campaigns = [{ campaignId: "CDEMO01", messageClass: "A", status: "Expired", imported: true }];
    expect(told().sends).toEqual(["its campaign is not active"]);
    account.switchOptions(number, { Sms: "off" });
    expect(told().texts).toEqual(["its option Sms is off"]);
    const answer = await fetch(`${simulator.url}/admin/reachability`);
    expect(await answer.json()).toEqual({ [number]: told() });
    account.switchOptions(number, { Sms: "systemdefault" });
    expect(told().texts).toEqual([]);
    simulator.settings.messagesOnNewNumbers = false;
    expect(told().texts).toEqual(["its option Sms is off"]);
  });
});
