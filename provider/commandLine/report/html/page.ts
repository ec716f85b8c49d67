import type { Report } from "../model.js";
import { counted } from "../states.js";
import { differencesPart } from "./differences.js";
import { bounded } from "./lists.js";
import { Html, html, name, percent } from "./markup.js";
import { idlePart, lacksPart, ordersPart } from "./numbers.js";
import { areasPart, placesPart } from "./places.js";
import { style } from "./style.js";

/** Nothing may be loaded, and nothing may run. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

/** The report as one file that needs no network. */
export function pageOf(report: Report): string {
  const { accountId, createdAt, madeBy } = report;
  const parts = {
    differences: differencesPart(report),
    places: placesPart(report),
    areas: areasPart(report),
    lacks: lacksPart(report),
    idle: idlePart(report),
    orders: ordersPart(report),
    others: othersPart(report),
    unread: unreadPart(report),
  };
  const links = Object.entries(parts).flatMap(([id, part]) =>
    part ? [html`<li><a href="#${id}">${titles[id as keyof typeof titles]}</a></li>`] : [],
  );
  const when = `${createdAt.slice(0, 16).replace("T", " ")} UTC`;
  const { text } = html`<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="referrer" content="no-referrer">
<title>Bandwidth account ${accountId}</title>
<link rel="icon" href="data:,">
<style>${STYLE}</style>
</head>
<body>
<a class="skip" href="#content">To the content</a>
<header>
<h1>Bandwidth account ${accountId}</h1>
<p class="soft">As it was on <time datetime="${createdAt}">${when}</time></p>
${verdict(report)}
${facts(report)}
${report.notes.map((note) => html`<p class="soft">${note}.</p>`)}
</header>
<nav aria-label="Parts of the report"><ul>${links}</ul></nav>
<main id="content">
${Object.values(parts)}
</main>
<footer><p>Made by ${madeBy}. This file has telephone numbers of your account: keep it as you keep a list of customers.</p></footer>
</body>
</html>
`;
  return `<!doctype html>\n${text}`;
}

/** Our own text, which has no part of the account. */
const STYLE = new Html(style);

const titles = {
  differences: "Differences",
  places: "Sites and SIP peers",
  areas: "Area codes",
  lacks: "Numbers without",
  idle: "Without effect",
  orders: "Orders",
  others: "Applications and more",
  unread: "Could not be read",
} as const;

function verdict({ differences, complete, stacks }: Report): Html {
  const isBad = differences.some(({ kind }) => kind === "missing" || kind === "twice");
  const gap = complete ? "" : " Not everything could be read.";
  if (stacks.length === 0 && complete) return html``;
  if (stacks.length === 0) return html`<p class="verdict warn">Not everything could be read.</p>`;
  if (differences.length > 0)
    return html`<p class="verdict ${isBad ? "bad" : "warn"}">${counted(differences.length, "difference")}.${gap}</p>`;
  return complete
    ? html`<p class="verdict good">The account and the stacks agree.</p>`
    : html`<p class="verdict warn">No difference in what could be read.${gap}</p>`;
}

function facts({ totals, stacks }: Report): Html {
  const fact = (what: string, value: string | number) => html`<div><dt>${what}</dt><dd>${value}</dd></div>`;
  const { sites, sipPeers, numbers, inStacks, externalNumbers } = totals;
  return html`<dl class="facts">
${fact("numbers", numbers)}${fact(sites === 1 ? "site" : "sites", sites)}${fact(sipPeers === 1 ? "SIP peer" : "SIP peers", sipPeers)}
${stacks.length > 0 ? fact(`of the numbers in ${counted(stacks.length, "stack")}`, percent(inStacks, numbers)) : undefined}
${externalNumbers > 0 ? fact("of other carriers", externalNumbers) : undefined}
</dl>`;
}

function othersPart({ others, stacks }: Report): Html | undefined {
  if (others.length === 0 && stacks.length === 0) return undefined;
  const compared = stacks.length > 0;
  const { lines, more } = bounded(
    others,
    ({ type, id, name: label, stacks: held }) =>
      html`<tr><th scope="row">${name(label)}<span class="second">${id === label ? undefined : id}</span></th><td>${type}<span class="second">${compared ? held.join(", ") || "in no stack" : undefined}</span></td></tr>`,
  );
  const things =
    others.length > 0
      ? html`<div class="card"><table><caption class="hidden">Applications, credentials and webhooks</caption><thead><tr><th scope="col">Name</th><th scope="col">What it is</th></tr></thead><tbody>${lines}</tbody></table>${more}</div>`
      : undefined;
  const files = bounded(
    stacks,
    (stack) =>
      html`<tr><th scope="row">${name(stack.name)}<span class="second">${stack.file}</span></th><td class="num">${stack.resources}</td><td class="num">${stack.numbers}</td></tr>`,
  );
  const compare = compared
    ? html`<div class="card"><table><caption class="hidden">Stacks</caption><thead><tr><th scope="col">Stack</th><th scope="col" class="num">Resources</th><th scope="col" class="num">Numbers</th></tr></thead><tbody>${files.lines}</tbody></table>${files.more}</div>`
    : undefined;
  return html`<section id="others" aria-labelledby="others-title"><h2 id="others-title">Applications, credentials, webhooks and stacks</h2>${things}${compare}</section>`;
}

function unreadPart({ unread }: Report): Html {
  const { lines, more } = bounded(
    unread,
    ({ what, reason }) => html`<tr><th scope="row">${name(what)}<span class="second">${reason}</span></th></tr>`,
  );
  const table = html`<p class="soft">Nothing is called missing because of it.</p><div class="card"><table><caption class="hidden">Could not be read</caption><thead><tr><th scope="col">What, and why</th></tr></thead><tbody>${lines}</tbody></table>${more}</div>`;
  return html`<section id="unread" aria-labelledby="unread-title"><h2 id="unread-title">Could not be read</h2>${unread.length === 0 ? html`<p>Everything could be read.</p>` : table}</section>`;
}
