import { NUMBER } from "./compare.js";
import type { Difference, NumberLine, Report } from "./model.js";

const COLUMNS = [
  "number",
  "difference",
  "siteId",
  "site",
  "sipPeerId",
  "sipPeer",
  "external",
  "stacks",
  "resources",
  "emergencyAddress",
  "campaign",
  "portOutPasscode",
  "sms",
  "callForward",
];

/** One line for each number: those on the account, then those that a stack declares and the account lacks. */
export function csvOf(report: Report): string {
  const sites = new Map(report.sites.map((site) => [site.siteId, site.name]));
  const peers = new Map(
    report.sites.flatMap(({ siteId, sipPeers = [] }) =>
      sipPeers.map(({ sipPeerId, name }) => [`${siteId}/${sipPeerId}`, name] as const),
    ),
  );
  const kinds = new Map<string, Difference[]>();
  for (const difference of report.differences) {
    if (difference.type !== NUMBER) continue;
    const known = kinds.get(difference.id) ?? [];
    known.push(difference);
    kinds.set(difference.id, known);
  }
  const missing = [...kinds].flatMap(([number, all]) => {
    const [one] = all.filter(({ kind }) => kind === "missing");
    return one ? [absentLine(number, one)] : [];
  });
  const rows = [...report.numbers, ...missing].map((line) => {
    const { number, siteId, sipPeerId, holders } = line;
    return [
      number,
      (kinds.get(number) ?? []).map(({ kind }) => kind).join(" "),
      siteId,
      sites.get(siteId ?? ""),
      sipPeerId,
      peers.get(`${siteId}/${sipPeerId}`),
      line.external,
      [...new Set(holders.map(({ stack }) => stack))].join(" "),
      holders.map(({ type, name }) => `${type} ${name}`).join("; "),
      line.emergencyAddress,
      line.campaign,
      line.portOutPasscode,
      line.sms,
      line.callForward,
    ];
  });
  // RFC 4180: lines end with CR and LF.
  return [COLUMNS, ...rows].map((row) => `${row.map(cellOf).join(",")}\r\n`).join("");
}

type Row = Omit<NumberLine, "emergencyAddress" | "campaign" | "portOutPasscode"> & Partial<NumberLine>;

const absentLine = (number: string, { holders }: Difference): Row => ({ number, external: false, holders });

const TELEPHONE_NUMBER = /^\+\d+$/;

/** A program for sheets would run a text that begins like a formula. A site can have any name. */
function cellOf(value: string | boolean | undefined): string {
  const text = String(value ?? "");
  const safe = /^[=+\-@\t\r]/.test(text) && !TELEPHONE_NUMBER.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
