import { describeCase, type Reported } from "./matrix.js";

/** A table for each group of operations: fault × operation → how it went at the worst of its requests. */
export function matrixTable(results: readonly Reported[]): string {
  const groups = unique(results.map(({ rehearsal }) => rehearsal.operation.group));
  return groups
    .map((group) =>
      groupTable(
        group,
        results.filter((one) => one.rehearsal.operation.group === group),
      ),
    )
    .join("\n\n");
}

function groupTable(group: string, results: readonly Reported[]): string {
  const operations = unique(results.map(({ rehearsal }) => rehearsal.operation.name));
  const faults = unique(results.map(({ fault }) => fault.name));
  const rows = faults.map((fault) => [
    fault,
    ...operations.map((name) =>
      verdict(results.filter((one) => one.fault.name === fault && one.rehearsal.operation.name === name)),
    ),
  ]);
  return aligned([[group, ...operations], ...rows]);
}

/** `ok`: the command got through it; `next up`: the run after it did, with nothing lost. */
function verdict(results: readonly Reported[]): string {
  if (results.length === 0) return "-";
  const failed = results.filter(({ outcome }) => outcome.problems.length > 0).length;
  if (failed > 0) return `FAILED ${failed}/${results.length}`;
  const ups = Math.max(...results.map(({ outcome }) => outcome.ups));
  return ups === 0 ? "ok" : ups === 1 ? "next up" : `${ups} ups`;
}

export const allWell = "Every account is what its program declares.";

/** What went wrong, case by case. */
export function troubles(results: readonly Reported[]): string {
  const failed = results.filter(({ outcome }) => outcome.problems.length > 0);
  if (failed.length === 0) return allWell;
  return failed
    .map(({ outcome, ...faultCase }) =>
      [
        describeCase(faultCase),
        ...outcome.problems,
        ...(outcome.message ? [`(it said: ${outcome.message})`] : []),
      ].join("\n    "),
    )
    .join("\n");
}

function aligned(rows: readonly string[][]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

const unique = (names: readonly string[]) => [...new Set(names)];
