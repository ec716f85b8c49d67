import { afterEach, beforeEach } from "vitest";
import type { Values } from "../../provider/pulumi/values/values.js";
import { Stack } from "./support.js";

export const base = { siteId: "1", name: "voice" };
export const sms = { tollFree: true, a2pMessageClass: "Campaign-A", a2pCampaignId: "CDEMO01" };
export const hosts = [{ hostName: "192.0.2.1" }];

export let stack: Stack;
export let siteId: string;
export let calls: string;
export let otherCalls: string;
export let texts: string;
export let otherTexts: string;

/** For each test of a file, an account with a site, two applications for calls and two for messages. */
export function withApplications(): void {
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
}

export const peer = (more: Values = {}): Values => ({ siteId, name: "voice", isDefaultPeer: true, ...more });
export const make = (program: Values) => stack.create("SipPeer", "voice", program);
export const update = (id: string, state: Values, program: Values) =>
  stack.update("SipPeer", "voice", id, state, program);
export const read = (id: string, state?: Values) => stack.read("SipPeer", "voice", id, state);
export const changes = (state: Values | undefined, program: Values) =>
  stack.diff("SipPeer", state ?? {}, program).changes.map(({ path }) => path);
export const stored = () => [...stack.simulator.account.peers.values()][0];
export const services = () => stored()?.services ?? {};
export const somebody = (change: Values) => Object.assign(stored()?.services ?? {}, change);
export const writes = (mark: number) =>
  stack.writes(mark).map((line) => line.replace("/sites/*/sippeers/*/products", ""));
export const full = () => ({ applicationId: texts, sms, mms: true, breakOutCountries: ["CAN", "GBR"] });
export const smsOf = (more: Values) => ({ ...full(), sms: { ...sms, ...more } });
