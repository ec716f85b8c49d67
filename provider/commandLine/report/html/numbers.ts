import type { NumberLine, Report } from "../model.js";
import { lacksCampaign, lacksEmergency, lacksPasscode } from "../verdict.js";
import { bounded, foldedNumbers } from "./lists.js";
import { type Html, html, name } from "./markup.js";

/** What numbers lack. */
export function lacksPart({ numbers }: Report): Html | undefined {
  if (numbers.length === 0) return undefined;
  const card = (title: string, text: string, isLacking: (line: NumberLine) => boolean, unknown: number) => {
    const lacking = numbers.filter(isLacking).map(({ number }) => number);
    const open = unknown > 0 ? html`<p class="soft">Not known of ${unknown} more.</p>` : undefined;
    return html`<article class="card"><div class="head"><h3>${title}</h3><div class="big">${lacking.length}</div>
<p class="soft">${text}</p>${open}</div>${foldedNumbers(lacking, "Which numbers")}</article>`;
  };
  const unknownOf = (of: (line: NumberLine) => string) => numbers.filter((one) => of(one) === "unknown").length;
  return html`<section id="lacks" aria-labelledby="lacks-title"><h2 id="lacks-title">Numbers without</h2><div class="cards">
${card(
  "an emergency address (E911)",
  "Neither an address of their own nor that of their SIP peer. 911 does not know where a caller is.",
  lacksEmergency,
  unknownOf((one) => one.emergencyAddress),
)}
${card(
  "a campaign",
  "They have messages on, and no campaign applies to them. Carriers may block what they send.",
  lacksCampaign,
  unknownOf((one) => one.campaign),
)}
${card(
  "a port-out passcode",
  "Another carrier can take them without knowing a passcode.",
  lacksPasscode,
  unknownOf((one) => one.portOutPasscode),
)}
</div></section>`;
}

/** What is set without effect. */
export function idlePart({ idle }: Report): Html | undefined {
  if (idle.length === 0) return undefined;
  const { lines, more } = bounded(
    idle,
    ({ what, reason, numbers }) =>
      html`<tr><th scope="row">${name(what)}<span class="second">${reason}</span></th><td class="num">${numbers.length || ""}</td></tr>`,
  );
  return html`<section id="idle" aria-labelledby="idle-title"><h2 id="idle-title">Without effect</h2>
<p class="soft">Options that are set and do nothing, and places with nothing in them.</p>
<div class="card"><table><caption class="hidden">Without effect</caption><thead><tr><th scope="col">What, and why</th><th scope="col" class="num">Numbers</th></tr></thead><tbody>${lines}</tbody></table>${more}</div></section>`;
}

/** Orders that are not settled. */
export function ordersPart({ orders }: Report): Html {
  const { lines, more } = bounded(
    orders,
    ({ kind, orderId, status, numbers, placed }) =>
      html`<tr><th scope="row">${kind}<span class="second">${orderId}</span></th><td>${status}<span class="second">${placed?.slice(0, 10)}</span></td><td class="num">${numbers ?? ""}</td></tr>`,
  );
  const table = html`<div class="card"><table><caption class="hidden">Orders in flight</caption><thead><tr><th scope="col">Order</th><th scope="col">State</th><th scope="col" class="num">Numbers</th></tr></thead><tbody>${lines}</tbody></table>${more}</div>`;
  return html`<section id="orders" aria-labelledby="orders-title"><h2 id="orders-title">Orders in flight</h2>${orders.length === 0 ? html`<p>None was seen.</p>` : table}</section>`;
}
