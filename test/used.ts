import { writeDown } from "../simulator/journal.js";

/** The operations that a package says it uses, and those of them that others stand for. */
interface Claims {
  operations: readonly string[];
  replaced?: Readonly<Record<string, string>>;
}

/**
 * The operations that no line of these journals shows (`simulator/journal.ts`). Of one that was replaced, its
 * successor has to be there.
 */
export function unused({ operations, replaced = {} }: Claims, lines: readonly string[]): string[] {
  const used = new Set(lines.map(plain));
  return operations.filter((named) => {
    const operation = replaced[named] ?? named;
    const [method, first, second] = operation.split(" ");
    const path = plain(second ?? first ?? "");
    const dialects = second !== undefined ? ["universal"] : inBoth(operations, operation) ? ["classic"] : anyDialect;
    return !dialects.some((dialect) => used.has(`${method} ${dialect} ${path}`));
  });
}

const anyDialect = ["classic", "universal"];

/** Parameters have other names in the simulator than in the reference. */
function plain(path: string): string {
  return path.replaceAll(/\{[^}]*\}|:\w+/g, "*");
}

function inBoth(operations: readonly string[], operation: string): boolean {
  return operations.includes(operation.replace(" ", " (v2) "));
}

/** A definition that names the operations which it uses. */
interface Named {
  name: string;
  operations: readonly string[];
}

interface Requested {
  method: string;
  endpoint?: string;
  dialect: string;
}

/**
 * Requests of operations that this definition does not name: its page would not tell of them. What it did request is written
 * down, for the other direction (`overstated`).
 */
export function unnamed({ name, operations }: Named, requests: readonly Requested[]): string[] {
  const named = new Set(operations.map((operation) => plain(operation.replace(" (v2) ", " "))));
  const made = requests.filter(({ endpoint }) => endpoint !== undefined);
  for (const { method, endpoint = "", dialect } of made) writeDown(method, dialect, endpoint, name);
  const asked = new Set(made.map(({ method, endpoint }) => `${method} ${endpoint}`));
  return [...asked].filter((operation) => !named.has(plain(operation)));
}

/**
 * Operations that definitions name, and that they themselves have not requested in a run with these journals, as
 * `NAME: OPERATION`. `shared`: those of code that several definitions use. One of these proves it for all that name them.
 */
export function overstated(
  { replaced }: Pick<Claims, "replaced">,
  definitions: readonly Named[],
  lines: readonly string[],
  shared: readonly string[] = [],
): string[] {
  const linesOf = (name: string) =>
    lines.flatMap((line) => (line.startsWith(`${name}: `) ? [line.slice(name.length + 2)] : []));
  const ofAll = definitions.flatMap(({ name }) => linesOf(name));
  const proven = new Set(shared.filter((operation) => unused({ operations: [operation] }, ofAll).length === 0));
  return definitions.flatMap(({ name, operations }) =>
    unused({ operations, replaced }, linesOf(name))
      .filter((operation) => !proven.has(operation))
      .map((operation) => `${name}: ${operation}`),
  );
}
