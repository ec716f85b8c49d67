import { inOneLine } from "./lists.js";

/** The widest line of prettier. */
const WIDEST = 80;

/**
 * TypeScript as prettier writes it: two spaces, and a line for each part of what is too wide for one. The text comes from this
 * package, so its forms are known.
 */
export function asPrettier(program: string): string {
  const narrow = inOneLine(program)
    .split("\n")
    .map((line) => {
      const text = line.trimStart();
      return " ".repeat((line.length - text.length) / 2) + text;
    });
  return withOptions(narrow)
    .flatMap((line) => fitted(line))
    .join("\n")
    .replaceAll(/\{\n\s*\}/g, "{}");
}

/** Where options follow the inputs, or the first line is too wide, each argument has its own lines. */
function withOptions(lines: readonly string[]): string[] {
  const result: string[] = [];
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? "";
    const [, head, label] = /^(.*new \w+\.\w+\()("(?:[^"\\]|\\.)*"), \{$/.exec(line) ?? [];
    const end = head === undefined ? -1 : lines.findIndex((other, index) => index > at && other.startsWith("}"));
    const [, options] = /^\}, (\{ .* \})\);$/.exec(lines[end] ?? "") ?? [];
    if (head === undefined || label === undefined || (options === undefined && line.length <= WIDEST)) {
      result.push(line);
      continue;
    }
    const inputs = lines.slice(at + 1, end);
    const [, name, call] = head.length > WIDEST ? (/^(.* =) (new .*)$/.exec(head) ?? []) : [];
    const own = argumentLines(call ?? head, label, inputs, options);
    result.push(...(name === undefined ? own : [name, ...own.map((other) => `  ${other}`)]));
    at = end;
  }
  return result;
}

function argumentLines(call: string, label: string, inputs: readonly string[], options: string | undefined): string[] {
  const first = `${call}${label}, {`;
  // After a name that is too wide, the call stands in a line of its own.
  if (options === undefined && first.length + 2 <= WIDEST) return [first, ...inputs, "});"];
  const deeper = inputs.map((input) => `  ${input}`);
  return [call, `  ${label},`, "  {", ...deeper, "  },", ...(options ? [`  ${options},`] : []), ");"];
}

/** A line that is too wide, in several. */
function fitted(line: string): string[] {
  if (line.length <= WIDEST) return [line];
  const indent = /^ */.exec(line)?.[0] ?? "";
  const inner = `${indent}  `;
  const text = line.slice(indent.length);
  const [, before, items, after] = /^(.*?[:(] ?|)\[(.*)\](\)?,?;?)$/.exec(text) ?? [];
  const options = /^\{ (.*) \},$/.exec(text)?.[1];
  if (options !== undefined) {
    const parts = options.replace(/^protect: true, /, "protect: true,\n").split("\n");
    return [`${indent}{`, ...parts.flatMap((part) => fitted(`${inner}${part.replace(/,?$/, ",")}`)), `${indent}},`];
  }
  if (items !== undefined) {
    const each = items.match(/"(?:[^"\\]|\\.)*"|[\w.]+/g) ?? [];
    return [`${indent}${before}[`, ...each.map((item) => `${inner}${item},`), `${indent}]${after}`];
  }
  const [, call, argument, end] = /^(.*?\w\()(["`].*["`])(\)[,;])$/.exec(text) ?? [];
  if (call !== undefined) return [`${indent}${call}`, `${inner}${argument},`, `${indent}${end}`];
  const [, key, value] = /^([\w"]+:) (.*)$/.exec(text) ?? [];
  if (key !== undefined) return [`${indent}${key}`, `${inner}${value}`];
  const [, name, assigned] = /^((?:export )?const .*?(?: =>|(?<!=>.*) =(?!.*=>))) (.*)$/.exec(text) ?? [];
  if (name !== undefined) return [`${indent}${name}`, `${inner}${assigned}`];
  const [, names, from] = /^import \{ (.*) \} (from .*)$/.exec(text) ?? [];
  if (names !== undefined) return ["import {", ...names.split(", ").map((one) => `  ${one},`), `} ${from}`];
  return [line];
}
