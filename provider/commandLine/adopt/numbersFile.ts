import { normalizeTelephoneNumber } from "../../bandwidth/values/telephoneNumber.js";

/** What a sheet of numbers says. */
export interface NumbersFile {
  numbers: Set<string>;
  /** Lines without a telephone number, from 1. A first line without one is the header, and not among them. */
  unread: number[];
}

/**
 * Reads telephone numbers out of a text, as people's sheets have them: with any header, in any column, with any spelling of
 * the number. Each line has one number or more.
 */
export function readNumbersFile(text: string): NumbersFile {
  const numbers = new Set<string>();
  const unread: number[] = [];
  for (const [index, line] of text
    .replace(/^\uFEFF/, "")
    .split(/\r\n|\n|\r/)
    .entries()) {
    if (line.trim() === "") continue;
    const found = cellsOf(line).flatMap((cell) => numberIn(cell) ?? []);
    for (const number of found) numbers.add(number);
    if (found.length === 0 && index > 0) unread.push(index + 1);
  }
  return { numbers, unread };
}

/** Cells between commas, semicolons, tabs or bars; in quotes, a separator is part of the text. */
function cellsOf(line: string): string[] {
  return [...line.matchAll(/"((?:[^"]|"")*)"|([^,;\t|]+)/g)].map(([, quoted, plain = ""]) => (quoted ?? plain).trim());
}

/** Also what a program for sheets makes of a number: a leading apostrophe, `19195550100.0`, `1.9195550100E+10`, an equals sign. */
function numberIn(cell: string): string | undefined {
  const bare = cell.replace(/^(?:tel:|[='"\s])+/i, "").replace(/["'\s]+$/, "");
  const scientific = /^\d(?:[.,]\d+)?E\+?\d+$/i.test(bare) ? Number(bare.replace(",", ".")) : undefined;
  if (scientific !== undefined) return normalizeTelephoneNumber(scientific.toFixed(0));
  return normalizeTelephoneNumber(bare.replace(/\.0+$/, "").replaceAll(/[\s\u00A0\u2010-\u2015/]+/g, ""));
}
