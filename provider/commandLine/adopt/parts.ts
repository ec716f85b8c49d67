import type { NamedPart, SplitLanguage } from "../../pulumi/schema/languages/parts.js";
import type { Statement } from "../../pulumi/schema/languages/program.js";
import type { Adopted } from "./choice.js";
import { slugOf, variableOf } from "./names.js";

/** A program with more resources has a file for each site, if it has several. */
const MOST_TOGETHER = 40;

/** YAML has no way to read a part of a program from another file. */
export const isSplitLanguage = (language: string): language is SplitLanguage =>
  ["typescript", "python", "go"].includes(language);

/** What gets a file for each site, and what they share. Undefined if the program is in one file. */
export function partsOf(
  resources: readonly Adopted[],
  statements: readonly Statement[],
): { statements: Statement[]; parts: NamedPart[] } | undefined {
  const bySite = new Map<string, Statement[]>();
  const shared: Statement[] = [];
  for (const [index, statement] of statements.entries()) {
    const siteId = resources[index]?.siteId;
    const own = siteId === undefined ? shared : (bySite.get(siteId) ?? []);
    if (siteId !== undefined) bySite.set(siteId, own);
    own.push(statement);
  }
  if (statements.length <= MOST_TOGETHER || bySite.size < 2) return undefined;
  const names = new Map(
    resources.flatMap(({ type, siteId, name }) => (type === "Site" && siteId ? [[siteId, name]] : [])),
  );
  const parts = [...bySite].map(([siteId, own]) => {
    // A site that is not in the program has numbers there all the same.
    const label = names.get(siteId) ?? `site-${slugOf(siteId)}`;
    return { label, variable: variableOf(label), statements: own };
  });
  return { statements: shared, parts };
}
