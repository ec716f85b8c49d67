import type { AreaLine, PeerLine, Report, SiteLine } from "../model.js";
import { bounded } from "./lists.js";
import { type Html, html, name, percent } from "./markup.js";

/** So few SIP peers are shown unfolded. */
const MOST_OPEN = 12;
/** How many areas are named beside a SIP peer, and how many bars are shown unfolded. */
const MOST_NAMED = 3;
const MOST_BARS = 20;

/** Sites with their SIP peers. */
export function placesPart({ sites, stacks, unread, totals }: Report): Html {
  const compared = stacks.length > 0;
  const { lines, more } = bounded(sites, (site) => sitePart(site, compared, totals.sipPeers <= MOST_OPEN));
  const none = unread.some(({ what }) => what === "sites")
    ? "The list of sites could not be read."
    : "The account has no site.";
  const key = compared
    ? html`<p class="soft"><span class="key"><i></i>in a stack</span><span class="key open"><i></i>in no stack</span></p>`
    : undefined;
  return html`<section id="places" aria-labelledby="places-title">
<h2 id="places-title">Sites and SIP peers</h2>${sites.length === 0 ? html`<p>${none}</p>` : html`${key}<div class="card">${lines}${more}</div>`}</section>`;
}

function sitePart({ siteId, name: label, stacks, sipPeers }: SiteLine, compared: boolean, isOpen: boolean): Html {
  const total = sum(sipPeers, ({ numbers }) => numbers);
  const unmanaged = sum(sipPeers, (peer) => peer.unmanaged);
  const { lines, more } = bounded(sipPeers ?? [], (peer) => peerRow(peer, compared));
  const bar =
    compared && total && unmanaged !== undefined
      ? html`<span class="split" aria-hidden="true"><i style="width:${percent(total - unmanaged, total)}"></i><i style="width:${percent(unmanaged, total)}"></i></span>`
      : undefined;
  const column = compared ? html`<th scope="col" class="num">In no stack</th>` : undefined;
  const table = html`<table><caption class="hidden">SIP peers of ${label}</caption>
<thead><tr><th scope="col">SIP peer</th><th scope="col" class="num">Numbers</th>${column}</tr></thead><tbody>${lines}</tbody></table>${more}`;
  const content =
    sipPeers === undefined
      ? html`<p class="more">Its SIP peers could not be read.</p>`
      : sipPeers.length === 0
        ? html`<p class="more">It has no SIP peer.</p>`
        : table;
  return html`<details class="site"${isOpen ? html` open` : undefined}><summary><span><strong>${name(label)}</strong> <small>${siteId}${compared ? ` · ${stacks.join(", ") || "in no stack"}` : ""}</small></span>
<span class="num">${total ?? "not known"}</span>${bar}</summary>${content}</details>`;
}

function sum(peers: readonly PeerLine[] | undefined, of: (peer: PeerLine) => number | undefined): number | undefined {
  return peers?.reduce<number | undefined>((total, peer) => {
    const more = of(peer);
    return total === undefined || more === undefined ? undefined : total + more;
  }, 0);
}

function peerRow({ name: label, sipPeerId, stacks, numbers, unmanaged, areas }: PeerLine, compared: boolean): Html {
  const held = compared ? [stacks.join(", ") || "in no stack"] : [];
  const facts = [sipPeerId, ...held, ...(areas.length > 0 ? [areasText(areas)] : [])].join(" · ");
  const open = unmanaged === undefined ? "not known" : unmanaged;
  return html`<tr><th scope="row">${name(label)}<span class="second">${facts}</span></th><td class="num">${numbers ?? "not known"}</td>${compared ? html`<td class="num ${unmanaged ? "warn" : ""}">${open}</td>` : undefined}</tr>`;
}

function areasText(areas: readonly AreaLine[]): string {
  const named = areas.slice(0, MOST_NAMED).map(({ area }) => area);
  const more = areas.length - named.length;
  return named.join(", ") + (more > 0 ? ` and ${more} more` : "");
}

/** A bar for each area code. */
export function areasPart({ areas, totals }: Report): Html | undefined {
  const most = areas[0]?.numbers ?? 0;
  if (most === 0) return undefined;
  const row = ({ area, numbers }: AreaLine) =>
    html`<tr><th scope="row">${area}</th><td class="track" aria-hidden="true"><i style="width:${percent(numbers, most)}"></i></td><td class="num">${numbers}</td><td class="num soft">${percent(numbers, totals.numbers)}</td></tr>`;
  const table = (part: readonly AreaLine[]) =>
    html`<table class="bars"><caption class="hidden">Numbers by area code</caption><thead class="hidden"><tr><th scope="col">Area</th><td></td><th scope="col">Numbers</th><th scope="col">Share</th></tr></thead><tbody>${part.map(row)}</tbody></table>`;
  const rest = areas.slice(MOST_BARS);
  const more =
    rest.length > 0
      ? html`<details><summary>${rest.length} more area codes</summary>${table(rest)}</details>`
      : undefined;
  return html`<section id="areas" aria-labelledby="areas-title">
<h2 id="areas-title">Numbers by area code</h2>
<div class="card">${table(areas.slice(0, MOST_BARS))}${more}</div></section>`;
}
