import type { Difference, DifferenceKind, OrderLine, Report } from "./model.js";
import { counted } from "./states.js";

/** The headings of the differences, the most costly first. */
export const differenceTitles: Readonly<Record<DifferenceKind, string>> = {
  missing: "In a stack, and not on the account",
  twice: "Held twice",
  unmanaged: "On the account, and in no stack",
  moved: "At another place than the stack says",
  changed: "With other options than the stack says",
  renamed: "With another name than the stack says",
};

/** Why each of them matters. */
export const differenceMeanings: Readonly<Record<DifferenceKind, string>> = {
  missing: "The next refresh shows it gone, and the next pulumi up orders or makes it again.",
  twice: "Either holder can change it, and disconnect a number. Only one may keep it.",
  unmanaged: "Pulumi does not watch it. Take it over with pulumi-bandwidth adopt, or give its stack with --state.",
  moved: "After a refresh, the next pulumi up moves the number back, unless the program says where it is.",
  changed: "After a refresh, the next pulumi up sets the options as the program says.",
  renamed: "After a refresh, the next pulumi up names it as the program says.",
};

/** One order in a line. */
export function orderText({ kind, orderId, status, numbers, placed }: OrderLine): string {
  const count = numbers === undefined ? "" : `, ${counted(numbers, "number")}`;
  return `${kind} ${orderId}: ${status}${count}${placed === undefined ? "" : `, ${placed.slice(0, 10)}`}`;
}

/** The name of something at Bandwidth, which may have none. */
export const nameText = (name: string): string => (name === "" ? "(no name)" : name);

/** Names of SIP peers with their sites, by `siteId/sipPeerId`. */
export type Places = ReadonlyMap<string, string>;

export const placesOf = ({ sites }: Report): Places =>
  new Map(
    sites.flatMap(({ siteId, name: site, sipPeers = [] }) =>
      sipPeers.map(
        ({ sipPeerId, name }) => [`${siteId}/${sipPeerId}`, `${nameText(site)} / ${nameText(name)}`] as const,
      ),
    ),
  );

/** What distinguishes the thing, in a few words. */
export function differenceText(difference: Difference, places: Places): string {
  const { type, id, name } = difference;
  const what = name === undefined || name === id ? `${type} ${id}` : `${type} ${name} (${id})`;
  const where = placeText(difference, places);
  return where === "" ? what : `${what}: ${where}`;
}

/** Where it is, and who holds it. */
export function placeText({ kind, found = "", declared = "", holders }: Difference, places: Places): string {
  // Most holders of numbers are of one type.
  const typeOf = (type: string) => (type === "PhoneNumberOrder" ? "" : `${type} `);
  const held = holders.map(({ stack, type, name }) => `${stack}: ${typeOf(type)}${name}`).join(", ");
  const place = (key: string) => places.get(key) ?? key;
  if (kind === "moved") return `at ${place(found)}, not at ${place(declared)} (${held})`;
  if (kind === "changed") return `${found}, not ${declared} (${held})`;
  if (kind === "renamed") return `${declared} in ${held}`;
  return kind === "unmanaged" ? (found === "" ? "" : `at ${place(found)}`) : held;
}
