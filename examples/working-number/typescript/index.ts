import * as pulumi from "@pulumi/pulumi";
import * as bandwidth from "pulumi-bandwidth";

const config = new pulumi.Config();
// Where service.mjs can be reached from the internet. With credentials, Bandwidth demands https.
const serviceUrl = config.get("serviceUrl") ?? "https://hooks.example.com";
const callbackCreds = { userId: "bandwidth", password: config.requireSecret("webhookPassword") };

const site = new bandwidth.Site("raleigh", {
  name: "Raleigh",
  address: { houseNumber: "900", streetName: "Main Campus Drive", city: "Raleigh", stateCode: "NC", zip: "27606" },
});

// What answers calls, and what gets texts.
const calls = new bandwidth.Application("calls", {
  name: "Calls",
  serviceType: "Voice-V2",
  callInitiatedCallbackUrl: `${serviceUrl}/calls`,
  callStatusCallbackUrl: `${serviceUrl}/calls/ended`,
  callbackCreds,
});
const messages = new bandwidth.Application("messages", {
  name: "Messages",
  serviceType: "Messaging-V2",
  inboundCallbackUrl: `${serviceUrl}/messages`,
  inboundCallbackCreds: callbackCreds,
  outboundCallbackUrl: `${serviceUrl}/messages`,
  outboundCallbackCreds: callbackCreds,
  requestedCallbackTypes: ["message-delivered", "message-failed"],
});

// Without the messaging application, Bandwidth accepts texts and never delivers them, and no error says so.
const peer = new bandwidth.SipPeer("main", {
  siteId: site.siteId,
  name: "main",
  isDefaultPeer: true, // the first peer of a site has to be its default
  voice: { applicationId: calls.applicationId },
  messaging: { applicationId: messages.applicationId, sms: { a2pLongCode: "DefaultOff" }, mms: true },
});

// The webhook comes before the numbers: of what was ordered before it, nothing is told.
const webhook = new bandwidth.Subscription("orders", {
  orderType: "orders",
  callback: {
    url: `${serviceUrl}/orders`,
    username: callbackCreds.userId,
    password: callbackCreds.password,
  },
});

// Each number that an order brings gets its options at once, so none is ever without its campaign or its passcode.
const options = {
  sms: "on",
  campaignId: config.get("campaignId") ?? "CDEMO01",
  messageClass: config.get("messageClass") ?? "Campaign-A",
  portOutPasscode: config.requireSecret("portOutPasscode"),
} satisfies bandwidth.PhoneNumberOrderArgs["options"];
const place = { siteId: site.siteId, sipPeerId: peer.sipPeerId };

// Numbers are protected: `pulumi destroy` is refused until `pulumi config set protectNumbers false` and one more
// `pulumi up`.
const resourceOptions = { protect: config.getBoolean("protectNumbers") ?? true, dependsOn: webhook };

// The voice application answers these.
const numbers = new bandwidth.PhoneNumberOrder(
  "main",
  { ...place, search: { areaCode: "919" }, quantity: config.getNumber("quantity") ?? 2, options },
  resourceOptions,
);

// This one has a route plan of its own: a desk rings first, and a mobile telephone when the desk does not answer.
const desk = new bandwidth.PhoneNumberOrder(
  "desk",
  {
    ...place,
    search: { areaCode: "704" },
    quantity: 1,
    options: {
      ...options,
      originationRoutePlan: [
        { name: "Desk", endpoint: "sip:desk@pbx.example.com", priority: 1, weight: 1 },
        { name: "Mobile", endpoint: "+12125550142", priority: 2, weight: 1 },
      ],
    },
  },
  resourceOptions,
);

export const telephoneNumbers = numbers.telephoneNumbers;
export const deskNumbers = desk.telephoneNumbers;
