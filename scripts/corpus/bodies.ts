import { readFileSync } from "node:fs";
import { join } from "node:path";

/** One published body, with what the index says of it. */
export interface Body {
  file: string;
  source: string;
  kind: "request" | "response" | "unknown";
  method: string;
  /** As in `/accounts/{}/sites/{}`: without the names of parameters. Empty when nobody knows it. */
  path: string;
  /** The HTTP status; undefined when the source does not tell it. */
  status?: number;
  /** What a parser says of a body that it cannot read. */
  malformed?: string;
  text: string;
}

const columns = ["file", "source", "kind", "method", "path", "status", "operation", "from", "malformed"] as const;

/** The bodies of a folder, as its `index.tsv` lists them: one a line, with the columns above and a first line of names. */
export function bodiesOf(folder: string): Body[] {
  const lines = readFileSync(join(folder, "index.tsv"), "utf8").split(/\r?\n/).slice(1);
  return lines.filter((line) => line.trim() !== "").map((line) => bodyOf(folder, line));
}

function bodyOf(folder: string, line: string): Body {
  const cells = line.split("\t");
  const cell = (name: (typeof columns)[number]) => cells[columns.indexOf(name)]?.trim() ?? "";
  const kind = cell("kind");
  return {
    file: cell("file"),
    source: cell("source"),
    kind: kind === "request" || kind === "response" ? kind : "unknown",
    method: cell("method"),
    path: plainPath(cell("path")),
    status: cell("status") === "" ? undefined : Number(cell("status")),
    malformed: cell("malformed") || undefined,
    text: readFileSync(join(folder, cell("file")), "utf8"),
  };
}

/** A path without the names of its parameters, which differ between sources, and in lower case. */
export const plainPath = (path: string): string => path.replaceAll(/\{[^}]*\}/g, "{}").toLowerCase();
