import { type NumberRange, rangesOf, rangeText } from "../ranges.js";
import { type Html, html } from "./markup.js";

/** How many lines of a list the page has. The rest is in the other formats, so that the page stays small. */
const MOST_LINES = 200;

/** The first lines of a list, and how many more there are. */
export function bounded<Item>(
  all: readonly Item[],
  write: (item: Item) => Html,
): { lines: Html[]; more: Html | undefined } {
  const rest = all.length - MOST_LINES;
  return {
    lines: all.slice(0, MOST_LINES).map(write),
    more: rest > 0 ? html`<p class="more">And ${rest} more. The CSV and JSON formats have them all.</p>` : undefined,
  };
}

/** A range breaks between its ends, and never inside a number. */
export function tel(range: NumberRange): Html {
  const [first = "", last] = rangeText(range).split(" to ");
  const end = last === undefined ? undefined : html` to <span class="tel">${last}</span>`;
  return html`<span class="tel">${first}</span>${end}`;
}

/** Numbers as ranges, folded. */
export function foldedNumbers(numbers: readonly string[], summary: string): Html | undefined {
  if (numbers.length === 0) return undefined;
  const { lines, more } = bounded(rangesOf(numbers), (range) => html`<li>${tel(range)}</li>`);
  return html`<details><summary>${summary}</summary><ul class="ranges">${lines}</ul>${more}</details>`;
}
