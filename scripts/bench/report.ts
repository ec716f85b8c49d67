/** One line of a table: what was measured, and each figure by its name. */
export interface Row {
  what: string;
  figures: Readonly<Record<string, number | string | undefined>>;
}

/** Figures of one part, in one table. */
export interface Part {
  title: string;
  /** How it was measured, in a sentence or two. */
  note: string;
  rows: readonly Row[];
}

/** The table as Markdown, so that it can stand in a page. */
export function markdown({ rows }: Part): string {
  const columns = [...new Set(rows.flatMap(({ figures }) => Object.keys(figures)))];
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [
    line(["", ...columns]),
    line(["---", ...columns.map(() => "---:")]),
    ...rows.map(({ what, figures }) => line([what, ...columns.map((column) => shown(figures[column]))])),
  ].join("\n");
}

function shown(figure: number | string | undefined): string {
  if (typeof figure !== "number") return figure ?? "";
  if (Number.isInteger(figure)) return figure.toLocaleString("en-US");
  return figure.toFixed(Math.abs(figure) < 10 ? 2 : 1);
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
