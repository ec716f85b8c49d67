import { NUMBER } from "../compare.js";
import type { Difference, DifferenceKind, Report } from "../model.js";
import { rangesOf } from "../ranges.js";
import { differenceMeanings, differenceTitles, type Places, placesOf, placeText } from "../words.js";
import { bounded, tel } from "./lists.js";
import { type Html, html, name } from "./markup.js";

/** Those that lose or cost numbers. */
const BAD = new Set<DifferenceKind>(["missing", "twice"]);
/** A list of more is folded. */
const MOST_OPEN = 12;
/** How many ranges of numbers stand in one row. */
const MOST_RANGES = 60;

/** What the account and the stacks differ in. */
export function differencesPart(report: Report): Html {
  const { differences, stacks, complete } = report;
  const places = placesOf(report);
  const kinds = Object.keys(differenceTitles) as DifferenceKind[];
  const cards = kinds.map((kind) =>
    card(
      kind,
      differences.filter((one) => one.kind === kind),
      places,
    ),
  );
  const nothing =
    stacks.length === 0
      ? html`<p>No state was given. Give the states of your stacks with --state to see in what they differ from the account.</p>`
      : differences.length === 0
        ? html`<p>The account and the stacks agree${complete ? "" : " in what could be read"}.</p>`
        : undefined;
  return html`<section id="differences" aria-labelledby="differences-title">
<h2 id="differences-title">Differences</h2>
${nothing}${cards}</section>`;
}

function card(kind: DifferenceKind, found: readonly Difference[], places: Places): Html | undefined {
  if (found.length === 0) return undefined;
  const rows = [...thingRows(found, places), ...numberRows(found, places)];
  const { lines, more } = bounded(
    rows,
    ([what, where]) => html`<tr role="row"><td role="cell">${what}</td><td role="cell">${where}</td></tr>`,
  );
  // On a phone the cells of a row stand below each other. Without roles, such a table is none for a screen reader.
  const table = html`<table class="stacked" role="table"><caption class="hidden">${differenceTitles[kind]}</caption>
<thead role="rowgroup"><tr role="row"><th scope="col" role="columnheader">What</th><th scope="col" role="columnheader">${columns[kind]}</th></tr></thead><tbody role="rowgroup">${lines}</tbody></table>${more}`;
  const isLong = rows.length > MOST_OPEN || found.length > 4 * MOST_OPEN;
  const list = isLong ? html`<details><summary>Show the list</summary>${table}</details>` : table;
  return html`<article class="card ${BAD.has(kind) ? "bad" : ""}">
<div class="head"><h3>${differenceTitles[kind]}: <span class="count">${found.length}</span></h3>
<p class="soft">${differenceMeanings[kind]}</p></div>
${list}</article>`;
}

const columns: Readonly<Record<DifferenceKind, string>> = {
  missing: "Which resource declares it",
  twice: "Who holds it",
  unmanaged: "Where it is",
  moved: "Where it is, and where it should be",
  changed: "What it has, and what the stack says",
  renamed: "Its name in the stack",
};

function thingRows(found: readonly Difference[], places: Places): [Html, Html][] {
  return found
    .filter(({ type }) => type !== NUMBER)
    .map((one) => [
      html`${one.type} ${name(one.name ?? one.id)}<span class="second">${one.id}</span>`,
      html`${placeText(one, places) || "on the account"}`,
    ]);
}

/** A row for the numbers at the same place, with the same holders. */
function numberRows(found: readonly Difference[], places: Places): [Html, Html][] {
  const groups = new Map<string, string[]>();
  for (const one of found) {
    if (one.type !== NUMBER) continue;
    const where = placeText(one, places);
    const ids = groups.get(where) ?? [];
    ids.push(one.id);
    groups.set(where, ids);
  }
  return [...groups].map(([where, ids]): [Html, Html] => {
    const ranges = rangesOf(ids);
    const rest = ranges.length - MOST_RANGES;
    const more = rest > 0 ? html`<br>and ${rest} more` : undefined;
    const shown = ranges
      .slice(0, MOST_RANGES)
      .map((range, index) => html`${index > 0 ? html`<br>` : undefined}${tel(range)}`);
    return [html`${shown}${more}`, html`<bdi>${where || "on the account"}</bdi>`];
  });
}
