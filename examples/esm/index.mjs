import { PhoneNumberOrder, SipPeer, Site } from "pulumi-bandwidth";

const site = new Site("cary", {
  name: "Cary",
  address: { houseNumber: "316", streetName: "North Academy Street", city: "Cary", stateCode: "NC", zip: "27513" },
});

const peer = new SipPeer("voice", {
  siteId: site.siteId,
  name: "voice",
  isDefaultPeer: true, // the first peer of a site has to be its default
  voiceHosts: [{ hostName: "192.0.2.40" }],
});

// Two numbers of one exchange. A SIP peer that is left out is the site's default peer, which has to be there first.
const numbers = new PhoneNumberOrder(
  "desk",
  { siteId: site.siteId, search: { npaNxx: "919555" }, quantity: 2 },
  { dependsOn: peer },
);

export const telephoneNumbers = numbers.telephoneNumbers;
