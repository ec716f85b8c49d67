import type { Values } from "../../../provider/pulumi/values/values.js";
import type { Program } from "../stack.js";
import { declare, forcing, forcingRefreshed, idOf, importing, type Operation, refresh, up } from "./operation.js";
import { declarePeer, site } from "./program.js";

export const declareApplication = declare("Application");

const url = "https://voice.example.com/calls";
/** What answers calls. The password is in no answer. */
export const application = (name: string, password = "correct horse") =>
  declareApplication("calls", {
    ...{ name, serviceType: "Voice-V2", callInitiatedCallbackUrl: url },
    callbackCreds: { userId: "bandwidth", password },
  });
/** Without credentials, so that an import shows all of it. */
const openApplication = declareApplication("calls", {
  ...{ name: "Calls", serviceType: "Voice-V2", callInitiatedCallbackUrl: url },
});

/** For a peer: what answers calls, and what gets messages. */
export const answering = declareApplication("answering", {
  ...{ name: "Answering", serviceType: "Voice-V2", callInitiatedCallbackUrl: url },
});
export const texting = declareApplication("texting", {
  ...{ name: "Texting", serviceType: "Messaging-V2", inboundCallbackUrl: "https://texts.example.com/in" },
});

const texts = declareApplication("texts", {
  ...{ name: "Texts", serviceType: "Messaging-V2", inboundCallbackUrl: "https://texts.example.com/in" },
});

/** The default peer of a site, with what it does beside its own document. */
const served = (more: Values, services: { voice?: boolean; sms?: Values; mms?: boolean } = {}): Program => [
  site,
  openApplication,
  texts,
  declarePeer("voice", ({ raleigh, calls, texts: texting }) => ({
    ...{ siteId: raleigh?.siteId, name: "voice", isDefaultPeer: true, ...more },
    ...(services.voice && { voice: { applicationId: calls?.applicationId } }),
    ...(services.sms && {
      messaging: { applicationId: texting?.applicationId, sms: services.sms, mms: services.mms },
    }),
  })),
];
const sms = { tollFree: true, a2pMessageClass: "Campaign-A", a2pCampaignId: "CDEMO01" };
const all = { voice: true, sms, mms: true };
const bare = served({ voiceHosts: [{ hostName: "192.0.2.7" }] });
const desk = { endpoint: "sip:desk@pbx.example.com", priority: 1, weight: 1 };
const planned = (...more: Values[]) => served({ originationRoutePlan: [desk, ...more] });
const failover = { endpoint: "+12125550142", priority: 2, weight: 1 };

/** What answers calls and gets messages, and the SIP peers that use it. */
export const serviceOperations: readonly Operation[] = [
  up("Application", "create", [], [application("Calls")]),
  up("Application", "update", [application("Calls")], [application("Switchboard", "barley and hops")]),
  forcingRefreshed("Application", ["calls"], [application("Calls")]),
  up("Application", "delete", [application("Calls")], []),
  refresh("Application", [application("Calls")]),
  importing("Application", "import", "calls", (stack) => idOf(stack, "calls"), [openApplication]),

  up("Route plan of a SIP peer", "set", served({}), planned()),
  up("Route plan of a SIP peer", "change", planned(), planned(failover)),
  up("Route plan of a SIP peer", "take out", planned(failover), served({})),
  importing("Route plan of a SIP peer", "import", "voice", (stack) => idOf(stack, "voice"), planned(failover)),

  up("Services of a SIP peer", "create", bare.slice(0, 3), served({}, all)),
  up("Services of a SIP peer", "switch on", bare, served({}, all)),
  up("Services of a SIP peer", "change", served({}, all), served({}, { ...all, sms: { ...sms, zone2: true } })),
  up("Services of a SIP peer", "switch off", served({}, all), bare),
  up("Services of a SIP peer", "delete", served({}, all), bare.slice(0, 3)),
  forcing("Services of a SIP peer", ["voice"], served({}, all)),
  refresh("Services of a SIP peer", served({}, all)),
  importing("Services of a SIP peer", "import", "voice", (stack) => idOf(stack, "voice"), served({}, all)),
];
