import { goName } from "./go.js";
import { type Expression, holds, type Part, type Program, type Statement, snake } from "./program.js";
import type { Writer } from "./writer.js";

/** Languages whose programs may be in several files. */
export type SplitLanguage = "typescript" | "python" | "go";

/** A part of a program that gets a file of its own. */
export interface NamedPart {
  /** As a variable: `raleighOffice`. */
  variable: string;
  /** As in the name of a file: `raleigh-office`. */
  label: string;
  statements: readonly Statement[];
}

interface Files {
  /** Text of the file in which the program begins. */
  main: string;
  others: { path: string; content: string }[];
}

type FieldsOf = Parameters<Writer>[1];

/**
 * The program in a file for each part, and one for what they share: `program` itself. The parts need nothing of each other.
 * @throws Error if they do.
 */
export function writeParts(
  language: SplitLanguage,
  write: Writer,
  program: Program,
  parts: readonly NamedPart[],
  fieldsOf: FieldsOf,
): Files {
  const types = new Map(program.statements.map(({ variable, name }) => [variable, name]));
  const taken = parts.map(({ statements }) => {
    const own = new Set(statements.map(({ variable }) => variable));
    const needs = [...neededBy(statements, fieldsOf)].filter((variable) => !own.has(variable));
    const unknown = needs.find((variable) => !types.has(variable) && !HELPERS.has(variable));
    if (unknown !== undefined) throw new Error(`${unknown} is in another part`);
    return needs.map((variable) => ({ variable, type: types.get(variable) })).sort(byVariable);
  });
  const gives = new Set(taken.flat().map(({ variable }) => variable));
  const written = parts.map((part, index) => {
    const takes = taken[index] ?? [];
    const own: Program = { ...program, statements: part.statements, part: { name: part.variable, takes } };
    return { ...part, takes, content: `${write(own, fieldsOf).trimEnd()}\n` };
  });
  return LAYOUTS[language]({
    parts: written,
    isShared: program.statements.length > 0 || gives.size > 0,
    shared: (more) => write({ ...program, part: { takes: [], gives, ...more } }, fieldsOf).trimEnd(),
  });
}

interface Layout {
  parts: (NamedPart & Required<Pick<Part, "takes">> & { content: string })[];
  /** Whether there is anything beside the parts. */
  isShared: boolean;
  /** The text of what the parts share. */
  shared(more?: Pick<Part, "calls">): string;
}

const LAYOUTS: Readonly<Record<SplitLanguage, (layout: Layout) => Files>> = {
  typescript: ({ parts, isShared, shared }) => ({
    main: [
      "// Each site has a file of its own.",
      ...(isShared ? ['import "./shared";'] : []),
      ...parts.map(({ label }) => `import "./sites/${label}";`),
    ].join("\n"),
    others: [
      ...(isShared ? [{ path: "shared.ts", content: `${shared()}\n` }] : []),
      ...parts.map(({ label, content }) => ({ path: `sites/${label}.ts`, content })),
    ],
  }),
  python: ({ parts, isShared, shared }) => ({
    main: [
      '"""Each site has a module of its own."""\n',
      ...(isShared ? ["import shared"] : []),
      ...parts.map(({ variable }) => `import sites.${snake(variable)}`),
    ].join("\n"),
    others: [
      ...(isShared ? [{ path: "shared.py", content: `${shared()}\n` }] : []),
      { path: "sites/__init__.py", content: "" },
      ...parts.map(({ variable, content }) => ({ path: `sites/${snake(variable)}.py`, content })),
    ],
  }),
  go: ({ parts, shared }) => ({
    main: shared({ calls: parts.map(({ variable, takes }) => ({ name: goName(variable), takes })) }),
    // With a hyphen: after an underscore, `test` or `linux` would tell Go to leave the file out.
    others: parts.map(({ label, content }) => ({ path: `site-${label}.go`, content })),
  }),
};

/** What a program defines for itself. */
const HELPERS: ReadonlySet<string> = new Set(["lines", "shared"]);

/** Variables that the statements use, and helpers of the program. */
function neededBy(statements: readonly Statement[], fieldsOf: FieldsOf): Set<string> {
  const needed = new Set<string>();
  const see = (value: Expression): void => {
    if (value.kind === "reference") needed.add(value.variable);
    if (value.kind === "list") for (const item of value.items) see(item);
    if (value.kind === "object") for (const [, part] of value.fields) see(part);
    for (const helper of ["lines", "shared"] as const) if (holds(value, helper)) needed.add(helper);
  };
  for (const statement of statements) {
    for (const variable of statement.dependsOn ?? []) needed.add(variable);
    for (const [, value] of fieldsOf(statement)) see(value);
  }
  return needed;
}

const byVariable = (one: { variable: string }, other: { variable: string }) => (one.variable < other.variable ? -1 : 1);
