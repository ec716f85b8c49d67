import { readFileSync } from "node:fs";
import { join } from "node:path";

/** One published body, with the index's data about it. */
export interface Body {
  file: string;
  source: string;
  kind: "request" | "response" | "unknown";
  method: string;
  /** As in `/accounts/{}/sites/{}`: without parameter names. Empty when it is unknown. */
  path: string;
  /** The HTTP status. Undefined when the source doesn't give it. */
  status?: number;
  /** A parser's message about a body that it can't read. */
  malformed?: string;
  text: string;
}

const columns = ["file", "source", "kind", "method", "path", "status", "operation", "from", "malformed"] as const;

/** The bodies of a folder, as its `index.tsv` lists them: one per line, with the columns above and a header line. */
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

/** A path in lowercase and without parameter names, which differ between sources. */
export const plainPath = (path: string): string => path.replaceAll(/\{[^}]*\}/g, "{}").toLowerCase();
