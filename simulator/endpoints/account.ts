import type { Host, Peer } from "../account/types.js";
import { type Call, type Reply, statusRefusal, xmlReply } from "../call.js";
import type { Route } from "../routing.js";
import type { XmlTree } from "../xml.js";

function getAccount(call: Call): Reply {
  return xmlReply(200, "AccountResponse", {
    Account: {
      AccountId: call.account.accountId,
      CompanyName: "Simulated Company",
      AccountType: "Business",
      Tiers: { Tier: 0 },
      Address: {
        HouseNumber: "900",
        StreetName: "MAIN CAMPUS",
        StreetSuffix: "DR",
        City: "RALEIGH",
        StateCode: "NC",
        Zip: "27606",
        Country: "United States",
        AddressType: "Service",
      },
      Contact: { FirstName: "Sam", LastName: "Simulated", Phone: "9195550199", Email: "sam@example.com" },
      ReservationAllowed: true,
      LnpEnabled: true,
      PortCarrierType: "WIRELINE",
    },
  });
}

const products: Record<string, string[]> = {
  Origination: [],
  Termination: ["CallForwarding"],
  MESSAGING: ["SMS"],
  TollFree: [],
};

function getProducts(): Reply {
  return xmlReply(200, "AccountProductsResponse", {
    Products: {
      Product: Object.entries(products).map(([Name, Feature]) => ({ Name, Features: { Feature } })),
    },
  });
}

/** The lists of hosts by the word that requests them. An origination host is where Bandwidth sends calls. */
const hostLists = {
  SMS: ["SmsHosts", (peer: Peer) => peer.smsHosts],
  ORIGINATION: ["VoiceHosts", (peer: Peer) => [...peer.voiceHosts, ...peer.voiceHostGroups.flat()]],
  TERMINATION: ["TerminationHosts", (peer: Peer) => peer.terminationHosts],
} as const;

/** The hosts of every SIP peer, of one kind or with one address. Leaves out peers without any. */
function listHosts(call: Call): Reply {
  const type = call.query.get("type");
  const name = call.query.get("host");
  if (type !== null && !(type in hostLists)) {
    throw statusRefusal(400, "SiteHostsResponse", "1003", `'${type}' is not one of ${Object.keys(hostLists)}`);
  }
  const fits = (host: Host) => name === null || host.HostName === name;
  const hostsOf = (peer: Peer): XmlTree => {
    const lists = Object.entries(hostLists).map(([kind, [element, hosts]]) => {
      return [element, { Host: type === null || type === kind ? hosts(peer).filter(fits) : [] }] as const;
    });
    return Object.fromEntries(lists.filter(([, { Host }]) => Host.length > 0));
  };
  const sites = [...call.account.sites.values()].flatMap(({ id }): XmlTree[] => {
    const peers = call.account.peersOf(id).map((peer) => ({ SipPeerId: peer.id, ...hostsOf(peer) }));
    const shown = peers.filter((peer) => Object.keys(peer).length > 1);
    return shown.length > 0 ? [{ SiteId: id, SipPeerHosts: { SipPeerHost: shown } }] : [];
  });
  return xmlReply(200, "SiteHostsResponse", { SiteHosts: { SiteHost: sites } });
}

export const accountRoutes: Route[] = [
  ["GET", "/accounts/:account", getAccount],
  ["GET", "/accounts/:account/hosts", listHosts],
  ["GET", "/accounts/:account/products", getProducts],
];
