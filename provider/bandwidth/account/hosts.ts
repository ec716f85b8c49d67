import type { Client, Request } from "../http/client.js";
import { elements } from "../http/expected.js";
import { at, listEntries } from "../orders/listEntries.js";
import { asFlag, asPort, asText, type Codec, decode } from "../xml/codec.js";
import { list, text, type XmlElement } from "../xml/xml.js";
import type { TerminationHost } from "./sipPeerCodec.js";

/** A host, with all its possible data. */
export type AccountHost = TerminationHost;

/** The hosts of one SIP peer. */
export interface PeerHosts {
  siteId: string;
  sipPeerId: string;
  voiceHosts: AccountHost[];
  smsHosts: AccountHost[];
  terminationHosts: AccountHost[];
}

/** Which hosts to list. */
export interface HostFilters {
  /** An IP address, or a subnet in CIDR form that must match exactly. */
  host?: string;
  type?: string;
}

const hostCodec: Codec<AccountHost> = {
  hostName: asText(["HostName"]),
  port: asPort(["Port"]),
  customerTrafficAllowed: asText(["CustomerTrafficAllowed"]),
  dataAllowed: asFlag(["DataAllowed"]),
};

/** The network addresses of the account's SIP peers. */
export const hosts = (client: Client) => ({
  async list(filters: HostFilters, signal?: AbortSignal): Promise<PeerHosts[]> {
    const request: Request = { method: "GET", path: client.account("hosts"), query: { ...filters }, signal };
    const root = "SiteHostsResponse";
    const form = { what: "list of hosts", root, entries: at("SiteHosts", "SiteHost"), id: ["SiteId"] };
    return elements(listEntries(request, await client.request(request), form)).flatMap((site) =>
      elements(list(site, "SipPeerHosts", "SipPeerHost")).map((peer) => ({
        siteId: text(site, "SiteId") ?? "",
        sipPeerId: text(peer, "SipPeerId") ?? "",
        voiceHosts: hostsAt(peer, "VoiceHosts"),
        smsHosts: hostsAt(peer, "SmsHosts"),
        terminationHosts: hostsAt(peer, "TerminationHosts"),
      })),
    );
  },
});

/**
 * The documented answer has `Host` in each list. A single SIP peer's answer uses another name for termination hosts.
 */
function hostsAt(peer: XmlElement, around: string): AccountHost[] {
  const found = [...list(peer, around, "Host"), ...list(peer, around, "TerminationHost")];
  return elements(found).map((host) => decode(hostCodec, host));
}
