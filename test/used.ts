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

/** Requests of operations that this definition does not name: its page would not tell of them. */
export function unnamed(
  { operations }: { operations: readonly string[] },
  requests: readonly { method: string; endpoint?: string }[],
): string[] {
  const named = new Set(operations.map((operation) => plain(operation.replace(" (v2) ", " "))));
  const made = requests.flatMap(({ method, endpoint }) => (endpoint === undefined ? [] : [`${method} ${endpoint}`]));
  return [...new Set(made)].filter((operation) => !named.has(plain(operation)));
}
