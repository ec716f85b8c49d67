import { inOneLine } from "./lists.js";

/** The widest line of black. */
const WIDEST = 88;

/**
 * Python as black writes it: a line for each argument of a resource, and for each part of what is too wide for one. The text comes
 * from this package, so its forms are known. The name of a resource that leaves no place for its call in the line stays as it is.
 */
export function asBlack(program: string): string {
  const lines = inOneLine(program).split("\n");
  const result: string[] = [];
  let inCall = false;
  for (const line of lines) {
    const [, head, label] = /^(\w+ = \w+\.\w+\()("(?:[^"\\]|\\.)*"),$/.exec(line) ?? [];
    if (head !== undefined) {
      inCall = true;
      result.push(head, `    ${label},`);
      continue;
    }
    // The last argument has the end of the call behind it.
    if (inCall && /^ {4}\S/.test(line) && line.endsWith(")") && isWhole(line.slice(0, -1))) {
      inCall = false;
      result.push(...fitted(`${line.slice(0, -1)},`), ")");
      continue;
    }
    result.push(...fitted(line));
  }
  return result.join("\n");
}

/** Whether every bracket that is closed was opened in the line, or at the line's beginning closes what came before. */
function isWhole(line: string): boolean {
  let depth = 0;
  for (const [mark] of line
    .trimStart()
    .replace(/^[}\]]/, "")
    .matchAll(/"(?:[^"\\]|\\.)*"|[()[\]{}]/g)) {
    if (/^[([{]$/.test(mark)) depth += 1;
    if (/^[)\]}]$/.test(mark)) depth -= 1;
  }
  return depth === 0;
}

/** A line that is too wide, in several. */
function fitted(line: string): string[] {
  if (line.length <= WIDEST) return [line];
  const indent = /^ */.exec(line)?.[0] ?? "";
  const inner = `${indent}    `;
  const text = line.slice(indent.length);
  const [, before, items, after] = /^([\w"]+(?:=|: ))\[(.*)\](,?)$/.exec(text) ?? [];
  if (items !== undefined) {
    const each = items.match(/"(?:[^"\\]|\\.)*"|[\w.]+/g) ?? [];
    const comma = each.length > 1 ? "," : "";
    return [`${indent}${before}[`, ...each.map((item) => `${inner}${item}${comma}`), `${indent}]${after}`];
  }
  const [, call, argument, end] = /^(.*?\w\()(.*)(\),?)$/.exec(text) ?? [];
  if (call === undefined || argument === undefined) return [line];
  // Between two arguments, one of which may be a list.
  const parts = argument.match(/(?:"(?:[^"\\]|\\.)*"|\[[^\]]*\]|[^,])+/g)?.map((part) => part.trim()) ?? [];
  const together = `${inner}${argument}`;
  const isSplit = parts.length > 1 && together.length > WIDEST;
  const own = isSplit ? parts.flatMap((part) => fitted(`${inner}${part},`)) : fitted(together);
  return [`${indent}${call}`, ...own, `${indent}${end}`];
}
