import { Asset, equal, isObject, Secret, type Values } from "./values.js";

/** One step of a property path. `*` stands for any step. */
export type Step = string | number;

/** Reads `terminationHosts[1].port`, `tags["a.b"]`, `hosts[*].port`. A text that is no path gives no steps. */
export function parsePath(path: string): Step[] {
  const steps: Step[] = [];
  const pattern = /\.?([^.[\]"]+)|\[(\d+)\]|\[(\*)\]|\["((?:[^"\\]|\\.)*)"\]/gy;
  let end = 0;
  for (const [part, name, index, any, quoted] of path.matchAll(pattern)) {
    end += part.length;
    if (index !== undefined) steps.push(Number(index));
    else steps.push(name ?? any ?? quoted?.replaceAll(/\\(.)/g, "$1") ?? "");
  }
  return end === path.length ? steps : [];
}

/** The first-level property that contains a place. */
export function rootOf(path: string): string {
  return String(parsePath(path)[0] ?? path);
}

/** Whether `outer` is the same place as `inner`, or contains it. */
export function contains(outer: readonly Step[], inner: readonly Step[]): boolean {
  return (
    outer.length > 0 && outer.length <= inner.length && outer.every((step, at) => step === "*" || step === inner[at])
  );
}

/** The value at a place, looking through secrets. `undefined` if there is none. */
export function valueAt(value: unknown, steps: readonly Step[]): unknown {
  if (value instanceof Secret) return valueAt(value.value, steps);
  const [step, ...rest] = steps;
  if (step === undefined) return value;
  if (Array.isArray(value)) return typeof step === "number" ? valueAt(value[step], rest) : undefined;
  return isObject(value) && Object.hasOwn(value, step) ? valueAt(value[step], rest) : undefined;
}

/** `news`, with the values of `olds` at the ignored places. A list that got longer or shorter keeps its own elements there. */
export function keepIgnored(olds: Values, news: Values, ignored: readonly (readonly Step[])[]): Values {
  return ignored.reduce((values, steps) => (steps.length > 0 ? (keep(olds, values, steps) as Values) : values), news);
}

function keep(old: unknown, value: unknown, steps: readonly Step[]): unknown {
  const [step, ...rest] = steps;
  // The engine gives only the hash of an old asset. What it put in its place already has the content too.
  if (step === undefined) return old instanceof Asset && equal(old, value) ? value : old;
  const from = old instanceof Secret ? old.value : old;
  if (value instanceof Secret) return new Secret(keep(from, value.value, steps));
  if (Array.isArray(value) && Array.isArray(from)) {
    return value.map((item, index) =>
      index < from.length && (step === "*" || step === index) ? keep(from[index], item, rest) : item,
    );
  }
  if (!isObject(value) || !isObject(from)) return value;
  const names = step === "*" ? [...new Set([...Object.keys(value), ...Object.keys(from)])] : [String(step)];
  const kept = names.map((name) => [name, keep(from[name], value[name], rest)] as const);
  const entries = [...Object.entries({ ...value, ...Object.fromEntries(kept) })];
  return Object.fromEntries(entries.filter(([, part]) => part !== undefined));
}
