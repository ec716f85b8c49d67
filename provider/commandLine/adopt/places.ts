import type { Values } from "../../pulumi/values/values.js";
import type { Choice } from "./choice.js";
import type { Thing } from "./reading.js";

/** A SIP peer of a site that is wanted. */
export interface PeerOfSite {
  siteId: string;
  sipPeerId: string;
  name: string;
}

/** What more is known of a thing that is to be read. */
export interface AdoptOptions {
  dependsOn?: string[];
  declared?: Values;
  isNamed?: boolean;
  /** The site that it is, or that it is at. */
  siteId?: string;
  isWanted?: (thing: Thing) => boolean;
}

/** Why a site or a SIP peer without a name is not in the program: the API asks for a name with each change of one. */
export const nameless = (what: string): string =>
  `${what}: it has no name, and every change needs one. What it has is in the program, with its id. To adopt it too, name it in the ` +
  "dashboard and run the command again";

/** Whether a site or a SIP peer is among those that are wanted. */
export function isNamed(wanted: readonly string[] | undefined, ...names: readonly string[]): boolean {
  return wanted === undefined || names.some((name) => wanted.includes(name));
}

/** The site that a thing says it is at. */
export function siteOf(thing: Thing | undefined): string | undefined {
  const siteId = thing?.outputs.siteId;
  return typeof siteId === "string" ? siteId : undefined;
}

/** Whether a thing is at one of these SIP peers, if only a part of the account is wanted. */
export function isHere({ sites, peers }: Choice, wanted: readonly PeerOfSite[], { outputs }: Thing): boolean {
  if (!sites && !peers) return true;
  const { siteId, sipPeerId } = outputs;
  return wanted.some((peer) => peer.siteId === siteId && (sipPeerId === undefined || peer.sipPeerId === sipPeerId));
}

/** Numbers by the site of what holds them. */
export function bySite(
  numbers: readonly string[],
  holders: ReadonlyMap<string, { siteId?: string }>,
): Map<string | undefined, string[]> {
  const groups = new Map<string | undefined, string[]>();
  for (const number of numbers) {
    const siteId = holders.get(number)?.siteId;
    const group = groups.get(siteId) ?? [];
    group.push(number);
    groups.set(siteId, group);
  }
  return groups;
}
