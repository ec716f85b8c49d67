import * as pulumi from "@pulumi/pulumi";
import * as bandwidth from "@pulumi-bandwidth/bandwidth";

const config = new pulumi.Config();

const site = new bandwidth.Site("raleigh", {
  name: "Raleigh",
  address: { houseNumber: "900", streetName: "Main Campus Drive", city: "Raleigh", stateCode: "NC", zip: "27606" },
});

const voice = new bandwidth.SipPeer("voice", {
  siteId: site.siteId,
  name: "voice",
  isDefaultPeer: true, // the first peer of a site has to be its default
  voiceHosts: [{ hostName: "192.0.2.10", port: 5060 }],
  terminationHosts: [{ hostName: "192.0.2.20" }],
});

// A number that was disconnected may be gone for ever, so this resource cannot be destroyed or replaced by mistake:
// `pulumi destroy` is refused until `pulumi config set protectNumbers false` and one more `pulumi up`.
const numbers = new bandwidth.PhoneNumberOrder(
  "main",
  {
    siteId: site.siteId,
    sipPeerId: voice.sipPeerId,
    search: { areaCode: "919" },
    quantity: config.requireNumber("quantity"),
  },
  { protect: config.requireBoolean("protectNumbers") },
);

new bandwidth.TnOptions("main", {
  telephoneNumbers: numbers.telephoneNumbers,
  callingNameDisplay: "on",
  sms: "off",
});

new bandwidth.Subscription("orders", {
  orderType: "orders",
  callback: {
    url: config.require("webhookUrl"),
    username: "bandwidth",
    password: config.requireSecret("webhookPassword"),
  },
});

export const siteId = site.siteId;
export const telephoneNumbers = numbers.telephoneNumbers;
