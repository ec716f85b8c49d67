import type { Host } from "../account/types.js";
import { type Call, statusRefusal } from "../call.js";
import type { XmlElement } from "../xml.js";

const root = "SipPeerResponse";

/** A host's elements. Ports stay text. */
export function readHost(element: XmlElement): Host {
  return Object.fromEntries(element.children.map((inner) => [inner.name, inner.text]));
}

const ipv4 = /^(\d{1,3}\.){3}\d{1,3}$/;
const domainName = /^(?=.{1,253}$)([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}$/;

/** An IP address or a domain name (13509). */
export function checkHost(host: Host): void {
  const name = host.HostName ?? "";
  if (!(isAddress(name) || (!ipv4.test(name) && domainName.test(name)))) {
    throw statusRefusal(400, root, "13509", `'${name}' is not a valid host. Provide valid IP or domain name`);
  }
  checkPort(host);
}

function checkPort(host: Host): void {
  const port = host.Port;
  if (port !== undefined && port !== "" && !(/^\d{1,5}$/.test(port) && Number(port) <= 65_535)) {
    throw statusRefusal(400, root, "13543", `'${port}' is not a valid port. Valid values: 0-65535`);
  }
}

function isAddress(text: string): boolean {
  return ipv4.test(text) && text.split(".").every((part) => Number(part) <= 255);
}

interface Range {
  first: number;
  last: number;
}

/**
 * The addresses of a termination host: one address, or a subnet whose address part must be the network's (13593 to
 * 13595).
 */
function terminationRange(name: string): Range {
  const [address = "", mask, more] = name.split("/");
  if (!isAddress(address) || more !== undefined) {
    throw statusRefusal(400, root, "13594", `'${name}' is not valid host`);
  }
  const value = address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
  if (mask === undefined) return { first: value, last: value };
  if (!/^\d+$/.test(mask) || Number(mask) < 14 || Number(mask) > 32) {
    throw statusRefusal(400, root, "13593", `'${name}' has invalid mask. Valid mask values: 14-32`);
  }
  const size = 2 ** (32 - Number(mask));
  if (value % size !== 0) {
    const network = value - (value % size);
    const text = [24, 16, 8, 0].map((shift) => Math.floor(network / 2 ** shift) % 256).join(".");
    throw statusRefusal(
      400,
      root,
      "13595",
      `The IP address provided: <${name}> contains a non zero subnet portion. An equivalent IP address such as <${text}/${mask}> with a zero subnet value must be provided`,
    );
  }
  return { first: value, last: value + size - 1 };
}

/** A termination address can't be shared with another peer or listed twice (13569). */
export function checkTerminationHosts(call: Call, hosts: Host[], ownPeerId: string | undefined): void {
  const taken: (Range & { name: string })[] = [];
  for (const peer of call.account.peers.values()) {
    if (peer.id === ownPeerId) continue;
    for (const host of peer.terminationHosts)
      taken.push({ ...terminationRange(host.HostName ?? ""), name: host.HostName ?? "" });
  }
  for (const host of hosts) {
    checkPort(host);
    const name = host.HostName ?? "";
    const range = terminationRange(name);
    if (taken.some((other) => range.first <= other.last && other.first <= range.last)) {
      throw statusRefusal(400, root, "13569", `A termination host with HostName = ${name} is already in use`);
    }
    taken.push({ ...range, name });
    const traffic = host.CustomerTrafficAllowed;
    if (traffic && !["LITE", "DOMESTIC", "ALL"].includes(traffic)) {
      throw statusRefusal(400, root, "13546", `CustomerTrafficAllowed '${traffic}' exceeds account setting of 'ALL'`);
    }
  }
}

/** The same host and port twice in one list (13553). */
export function checkDuplicates(hosts: Host[], list: string): void {
  const keys = hosts.map((host) => `${host.HostName}:${host.Port ?? ""}`);
  if (new Set(keys).size < keys.length) {
    throw statusRefusal(400, root, "13553", `Duplicate host (and port) in ${list}`);
  }
}
