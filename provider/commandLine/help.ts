import type { Manual } from "../pulumi/definition/package.js";
import { manuals } from "./manuals.js";

const widest = 118;

/** What `--help` prints. */
export function helpText(): string {
  const meanings = Object.assign({}, ...Object.values(manuals).map(({ exitCodes }) => exitCodes));
  const ends = Object.entries(meanings).map(([code, meaning]) => `${code} when ${meaning}`);
  return [
    "pulumi-bandwidth: what Bandwidth offers and a Pulumi program can't do.",
    ...Object.values(manuals).map(commandText),
    "  pulumi-bandwidth --help | --version",
    wrap(`Exits with ${ends.join("; ")}.`, ""),
  ]
    .join("\n\n")
    .concat("\n");
}

function commandText({ usage, text, options }: Manual): string {
  const names = Object.keys(options);
  const room = Math.max(...names.map((name) => name.length)) + 2;
  const explained = Object.entries(options).map(([name, meaning]) =>
    wrap(meaning, " ".repeat(6 + room)).replace(" ".repeat(6 + room), `      ${name.padEnd(room)}`),
  );
  const paragraphs = [...text.map((paragraph) => wrap(paragraph, "      ")), explained.join("\n")];
  return `  ${usage}\n${paragraphs.join("\n\n")}`;
}

/** Wraps the words into lines that fit a terminal, each after the margin. */
function wrap(text: string, margin: string): string {
  const lines: string[] = [];
  let line = margin;
  for (const word of text.split(" ")) {
    const longer = line === margin ? line + word : `${line} ${word}`;
    if (longer.length > widest && line !== margin) {
      lines.push(line);
      line = margin + word;
    } else line = longer;
  }
  return [...lines, line].join("\n");
}
