import { cutShort } from "../../../cut.js";
import { printable } from "../../../pulumi/values/printable.js";
import { nameText } from "../words.js";

/** Text that is HTML. Only the tag `html` makes it. */
export class Html {
  constructor(readonly text: string) {}
}

type Part = string | number | Html | undefined | readonly Part[];

/** Long enough for every name that a person gives. */
const LONGEST = 300;

/** Writes HTML. What is put into it is text, whatever it looks like, unless it was made by this tag. */
export function html(fixed: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return new Html(fixed.map((text, index) => text + (index < parts.length ? written(parts[index]) : "")).join(""));
}

function written(part: Part): string {
  if (part === undefined) return "";
  if (part instanceof Html) return part.text;
  if (typeof part === "object") return part.map(written).join("");
  return typeof part === "number" ? part.toLocaleString("en-US") : escaped(part);
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Text of the account and of states: it ends no element and no attribute, and turns no line around. */
const escaped = (text: string): string =>
  cutShort(printable(text), LONGEST).replaceAll(/[&<>"']/g, (one) => ENTITIES[one] ?? one);

/** A name, in its own direction of writing. */
export const name = (text: string): Html => html`<bdi>${nameText(text)}</bdi>`;

/** A part of a whole, in percent with one digit. As text: a number would get separators. */
export const percent = (part: number, whole: number): string =>
  `${(whole === 0 ? 0 : (part / whole) * 100).toFixed(1)}%`;
