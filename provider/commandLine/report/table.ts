import { cell, line, wrapped } from "./columns.js";
import { NUMBER } from "./compare.js";
import type { Difference, NumberLine, Report } from "./model.js";
import { rangesOf, rangeText } from "./ranges.js";
import { counted } from "./states.js";
import { lacksCampaign, lacksEmergency, lacksPasscode } from "./verdict.js";
import { differenceText, differenceTitles, nameText, orderText, type Places, placesOf, placeText } from "./words.js";

const WIDTH = 80;
/** How many lines of a list are shown. The other formats have all. */
const MOST_LINES = 12;
const MOST_SITES = 40;
const MOST_REASON = 4;

interface Paint {
  bold(text: string): string;
  dim(text: string): string;
  warn(text: string): string;
  good(text: string): string;
}

const code = (before: number, after: number) => (text: string) => `\u001b[${before}m${text}\u001b[${after}m`;
const colors: Paint = { bold: code(1, 22), dim: code(2, 22), warn: code(33, 39), good: code(32, 39) };
const same = (text: string) => text;
const plain: Paint = { bold: same, dim: same, warn: same, good: same };

/** The report for a terminal: at most 80 columns, in colors if they are wanted. */
export function tableOf(report: Report, { isColored }: { isColored: boolean }): string {
  const paint = isColored ? colors : plain;
  const parts = [
    head(report, paint),
    places(report, paint),
    areas(report, paint),
    differences(report, paint),
    numbersWithout(report, paint),
    idle(report, paint),
    orders(report, paint),
    unread(report, paint),
    end(report, paint),
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

const amount = (count: number | undefined) => (count === undefined ? "?" : count.toLocaleString("en-US"));

function head({ accountId, createdAt, totals, stacks, notes }: Report, { bold, dim }: Paint): string {
  const when = `${createdAt.slice(0, 16).replace("T", " ")} UTC`;
  const counts = [
    counted(totals.sites, "site"),
    counted(totals.sipPeers, "SIP peer"),
    counted(totals.numbers, "number"),
    ...(stacks.length > 0 ? [`${amount(totals.inStacks)} of them in ${counted(stacks.length, "stack")}`] : []),
  ];
  return [
    `${bold(cell(`Bandwidth account ${accountId}`, WIDTH - when.length))}${dim(when)}`,
    counts.join(", "),
    ...notes.map((note) => dim(line(note))),
  ].join("\n");
}

function places({ sites, stacks }: Report, { bold, dim }: Paint): string {
  if (sites.length === 0) return "";
  const compared = stacks.length > 0;
  const title = compared
    ? `${cell("Site / SIP peer", 42)}${"numbers".padStart(9)}${"in no stack".padStart(13)}  stack`
    : `${cell("Site / SIP peer", 60)}${"numbers".padStart(9)}`;
  const row = (name: string, numbers: number | undefined, unmanaged: number | undefined, held: readonly string[]) => {
    const count = amount(numbers).padStart(9);
    if (!compared) return `${cell(name, 60)}${count}`;
    const open = unmanaged === 0 ? "-" : amount(unmanaged);
    return `${cell(name, 42)}${count}${open.padStart(13)}  ${line(held.join(" ") || "none", 14)}`.trimEnd();
  };
  const rows = sites.slice(0, MOST_SITES).flatMap(({ name, siteId, sipPeers, stacks: held }) => {
    const sum = (of: (peer: NonNullable<typeof sipPeers>[number]) => number | undefined) =>
      sipPeers?.reduce<number | undefined>((total, peer) => {
        const more = of(peer);
        return total === undefined || more === undefined ? undefined : total + more;
      }, 0);
    const site = row(
      `${nameText(name)} (${siteId})`,
      sum(({ numbers }) => numbers),
      sum(({ unmanaged }) => unmanaged),
      held,
    );
    const peers = (sipPeers ?? []).map((one) =>
      row(`  ${nameText(one.name)} (${one.sipPeerId})`, one.numbers, one.unmanaged, one.stacks),
    );
    return [site, ...some(peers, dim)];
  });
  const more = sites.length > MOST_SITES ? [dim(`and ${counted(sites.length - MOST_SITES, "more site")}`)] : [];
  return [bold(title), ...rows, ...more].join("\n");
}

function areas({ areas: all }: Report, { bold, dim }: Paint): string {
  const most = all[0]?.numbers ?? 0;
  if (most === 0) return "";
  const rows = all.map(({ area, numbers }) => {
    const bar = "■".repeat(Math.max(1, Math.round((numbers / most) * 40)));
    return `${cell(area, 10)}${amount(numbers).padStart(9)}  ${bar}`;
  });
  return [bold("Numbers by area code"), ...some(rows, dim)].join("\n");
}

function differences(report: Report, paint: Paint): string {
  const { differences: all, stacks } = report;
  const places = placesOf(report);
  if (stacks.length === 0) return paint.dim("No state was given with --state: nothing is compared.");
  if (all.length === 0) return "";
  return (Object.keys(differenceTitles) as (keyof typeof differenceTitles)[])
    .flatMap((kind) => {
      const found = all.filter((one) => one.kind === kind);
      if (found.length === 0) return [];
      const title = paint.warn(paint.bold(`${differenceTitles[kind]}: ${amount(found.length)}`));
      return [[title, ...some(differenceRows(found, places), paint.dim)].join("\n")];
    })
    .join("\n\n");
}

function differenceRows(found: readonly Difference[], places: Places): string[] {
  const things = found.filter(({ type }) => type !== NUMBER).map((one) => line(`  ${differenceText(one, places)}`));
  const groups = new Map<string, string[]>();
  for (const one of found) {
    if (one.type !== NUMBER) continue;
    const where = placeText(one, places);
    const ids = groups.get(where) ?? [];
    ids.push(one.id);
    groups.set(where, ids);
  }
  const numbers = [...groups].flatMap(([where, ids]) =>
    rangesOf(ids).map((range) => line(`  ${cell(rangeText(range), 32)}${where}`)),
  );
  return [...things, ...numbers];
}

function numbersWithout({ numbers }: Report, { bold, dim }: Paint): string {
  const row = (what: string, lacks: (line: NumberLine) => boolean, unknown: number) => {
    const lacking = numbers.filter(lacks).map(({ number }) => number);
    const rest = unknown > 0 ? dim(`  (not known of ${amount(unknown)})`) : "";
    return `  ${cell(what, 30)}${amount(lacking.length).padStart(9)}${rest}`;
  };
  if (numbers.length === 0) return "";
  const unknownOf = (name: "emergencyAddress" | "campaign" | "portOutPasscode") =>
    numbers.filter((one) => one[name] === "unknown").length;
  return [
    bold("Numbers without"),
    row("an emergency address (E911)", lacksEmergency, unknownOf("emergencyAddress")),
    row("a campaign, with messages on", lacksCampaign, unknownOf("campaign")),
    row("a port-out passcode", lacksPasscode, unknownOf("portOutPasscode")),
  ].join("\n");
}

function idle({ idle: all }: Report, { bold, dim }: Paint): string {
  if (all.length === 0) return "";
  const rows = all.map(({ what, reason, numbers }) =>
    line(`  ${what}${numbers.length > 0 ? ` (${amount(numbers.length)})` : ""}: ${reason}`),
  );
  return [bold(`Without effect: ${amount(all.length)}`), ...some(rows, dim)].join("\n");
}

function orders({ orders: all }: Report, { bold, dim }: Paint): string {
  if (all.length === 0) return "";
  const rows = all.map((order) => line(`  ${orderText(order)}`));
  return [bold(`Orders in flight: ${amount(all.length)}`), ...some(rows, dim)].join("\n");
}

function unread({ unread: all }: Report, { bold, warn }: Paint): string {
  if (all.length === 0) return "";
  const rows = all.flatMap(({ what, reason }) => [
    `  ${line(what, 78)}`,
    ...wrapped(reason, "    ").slice(0, MOST_REASON),
  ]);
  return [warn(bold(`Could not be read: ${amount(all.length)}`)), ...rows.slice(0, 10 * MOST_LINES)].join("\n");
}

function end({ differences: all, complete, stacks }: Report, { good, warn }: Paint): string {
  if (stacks.length === 0) return complete ? good("Everything could be read.") : warn("Not everything could be read.");
  if (all.length > 0)
    return warn(`${counted(all.length, "difference")}.${complete ? "" : " Not everything could be read."}`);
  return complete
    ? good("The account and the stacks agree.")
    : warn("No difference in what could be read. Not everything could be read.");
}

function some(rows: readonly string[], dim: (text: string) => string): string[] {
  if (rows.length <= MOST_LINES + 1) return [...rows];
  return [...rows.slice(0, MOST_LINES), dim(`  and ${(rows.length - MOST_LINES).toLocaleString("en-US")} more`)];
}
