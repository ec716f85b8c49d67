import { stripVTControlCharacters } from "node:util";
import { printable } from "../../pulumi/values/printable.js";

/** Characters that take two columns of a terminal: most of East Asia's scripts, and emoji. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u;
const NONE = /^[\p{M}\u200c\u200d]+$/u;

const widthOf = (character: string): number => (NONE.test(character) ? 0 : WIDE.test(character) ? 2 : 1);

let segmenter: Intl.Segmenter | undefined;

/** Texts of the account in one line. */
const clean = (text: string): string => printable(stripVTControlCharacters(text)).replaceAll(/[\t\n]+/g, " ");

/** The text in just so many columns: cut with a sign that there was more, or filled with spaces. */
export function cell(text: string, width: number): string {
  segmenter ??= new Intl.Segmenter("en", { granularity: "grapheme" });
  const characters = [...segmenter.segment(clean(text))].map(({ segment }) => ({ segment, columns: widthOf(segment) }));
  const total = characters.reduce((sum, { columns }) => sum + columns, 0);
  if (total <= width) return characters.map(({ segment }) => segment).join("") + " ".repeat(width - total);
  let used = 0;
  let cut = "";
  for (const { segment, columns } of characters) {
    if (used + columns > width - 1) break;
    cut += segment;
    used += columns;
  }
  return `${cut}…${" ".repeat(width - 1 - used)}`;
}

/** A line of at most 80 columns. */
export const line = (text: string, width = 80): string => cell(text, width).trimEnd();

/** The text in lines of at most 80 columns, each after the margin. */
export function wrapped(text: string, margin: string): string[] {
  const lines: string[] = [];
  let current = "";
  for (const word of clean(text).split(" ")) {
    if (current !== "" && margin.length + current.length + 1 + word.length > 80) {
      lines.push(line(margin + current));
      current = word;
    } else current = current === "" ? word : `${current} ${word}`;
  }
  return [...lines, line(margin + current)];
}
