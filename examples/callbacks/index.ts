import * as pulumi from "@pulumi/pulumi";
import * as bandwidth from "pulumi-bandwidth";

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
});

// The address of service.mjs, as Bandwidth reaches it.
const orders = new bandwidth.Subscription("orders", {
  orderType: "orders",
  callback: {
    url: config.require("webhookUrl"),
    username: "bandwidth",
    password: config.requireSecret("webhookPassword"),
  },
});

// After the subscription: of what was ordered before it, nothing is told.
const number = new bandwidth.PhoneNumberOrder(
  "main",
  { siteId: site.siteId, sipPeerId: voice.sipPeerId, search: { areaCode: "919" }, quantity: 1 },
  { dependsOn: orders },
);

export const telephoneNumbers = number.telephoneNumbers;
