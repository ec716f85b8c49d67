import type { DifferenceKind, NumberLine, Report } from "./model.js";

/** What can make the command end with a code of its own. */
export const failKinds = [
  "unmanaged",
  "missing",
  "moved",
  "changed",
  "renamed",
  "twice",
  "unread",
  "no-e911",
  "no-campaign",
  "no-passcode",
] as const;
export type FailKind = (typeof failKinds)[number];

/** Without `--fail-on`. */
export const usualKinds: readonly FailKind[] = [
  "unmanaged",
  "missing",
  "moved",
  "changed",
  "renamed",
  "twice",
  "unread",
];

/** Long codes that are proven to have no emergency address, neither their own nor their SIP peer's. */
export const lacksEmergency = (line: NumberLine): boolean => line.emergencyAddress === "none";
export const lacksCampaign = (line: NumberLine): boolean => line.campaign === "none";
export const lacksPasscode = (line: NumberLine): boolean => line.portOutPasscode === "none";

const lacks: Partial<Record<FailKind, (line: NumberLine) => boolean>> = {
  "no-e911": lacksEmergency,
  "no-campaign": lacksCampaign,
  "no-passcode": lacksPasscode,
};

/** How the report ends for a job that asked about these. */
export function verdictOf(report: Report, kinds: readonly FailKind[]): "same" | "differs" | "unread" {
  const wanted = new Set<FailKind>(kinds);
  const isWanted = (kind: DifferenceKind) => wanted.has(kind);
  const differs =
    report.differences.some(({ kind }) => isWanted(kind)) ||
    kinds.some((kind) => lacks[kind] !== undefined && report.numbers.some(lacks[kind]));
  if (differs) return "differs";
  return wanted.has("unread") && !report.complete ? "unread" : "same";
}
