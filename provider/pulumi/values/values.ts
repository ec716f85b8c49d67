/** A value that isn't known yet, as in a preview. */
export const UNKNOWN: unique symbol = Symbol("unknown");

/** A value that must not be shown. */
export class Secret {
  constructor(readonly value: unknown) {}
}

/**
 * A file or text that a program passes as a whole. The engine gives the hash of its content everywhere. For an old asset it
 * gives nothing else (seen with CLI 3.250).
 */
export class Asset {
  constructor(
    readonly hash: string | undefined,
    /** Where the content is. */
    readonly source: { text?: string; path?: string; uri?: string } = {},
  ) {}
}

/** Plain data as Pulumi passes it, with `UNKNOWN`, `Secret` and `Asset` in any place. */
export type Values = Record<string, unknown>;

export function isUnknown(value: unknown): value is typeof UNKNOWN {
  return value === UNKNOWN;
}

export function isObject(value: unknown): value is Values {
  const whole = Array.isArray(value) || value instanceof Secret || value instanceof Asset;
  return typeof value === "object" && value !== null && !whole;
}

/** Whether anything in here waits for a later step. */
export function hasUnknown(value: unknown): boolean {
  if (isUnknown(value)) return true;
  if (value instanceof Secret) return hasUnknown(value.value);
  if (Array.isArray(value)) return value.some(hasUnknown);
  return isObject(value) && Object.values(value).some(hasUnknown);
}

/** Unwraps secrets at every depth, for the code that talks to the API. */
export function reveal<T>(value: T): T {
  return map(value, (part) => (part instanceof Secret ? reveal(part.value) : part)) as T;
}

/**
 * Leaves out every `undefined`, at every depth. In an answer to the engine it is an "unexpected struct type"
 * (docs/maintainers/engine.md#dynamic-resources).
 */
export function compact<T>(value: T): T {
  return map(value, (part) => part) as T;
}

/** The values whose keys another object has too. */
export function pickKeys(keys: Values, values: Values): Values {
  return Object.fromEntries(Object.keys(keys).map((key) => [key, values[key]]));
}

/** Equality of plain data. `UNKNOWN` equals nothing, not even itself, and `undefined` entries don't count. */
export function equal(a: unknown, b: unknown): boolean {
  if (isUnknown(a) || isUnknown(b)) return false;
  if (a instanceof Secret || b instanceof Secret) return equal(reveal(a), reveal(b));
  if (a instanceof Asset && b instanceof Asset) {
    return a.hash && b.hash ? a.hash === b.hash : equal({ ...a.source }, { ...b.source });
  }
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, index) => equal(item, b[index]));
  }
  if (isObject(a) && isObject(b)) {
    const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
    return [...keys].every((key) => equal(a[key], b[key]));
  }
  return a === b;
}

function map(value: unknown, change: (part: unknown) => unknown): unknown {
  const changed = change(value);
  if (changed !== value) return changed;
  if (Array.isArray(value)) return value.map((item) => map(item, change));
  if (!isObject(value)) return value;
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  // With defineProperty semantics, a key named __proto__ stays a key.
  return Object.fromEntries(entries.map(([key, item]) => [key, map(item, change)]));
}
