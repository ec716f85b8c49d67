const { PhoneNumberOrder, SipPeer, Site } = require("pulumi-bandwidth");

const site = new Site("durham", {
  name: "Durham",
  address: { houseNumber: "300", streetName: "Blackwell Street", city: "Durham", stateCode: "NC", zip: "27701" },
});

const peer = new SipPeer("voice", {
  siteId: site.siteId,
  name: "voice",
  isDefaultPeer: true, // the first peer of a site has to be its default
  voiceHosts: [{ hostName: "192.0.2.30" }],
});

// These very numbers, in any of the usual forms. One added is ordered, one dropped is disconnected.
const numbers = new PhoneNumberOrder("desk", {
  siteId: site.siteId,
  sipPeerId: peer.sipPeerId,
  telephoneNumbers: ["+19195550150", "(919) 555-0151"],
});

exports.telephoneNumbers = numbers.telephoneNumbers;
