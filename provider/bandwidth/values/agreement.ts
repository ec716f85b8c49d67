/** Whether the server has the declared values. Its additions and its spelling don't count. */
export function agrees(actual: unknown, declared: unknown): boolean {
  if (declared === undefined) return true;
  if (typeof declared !== "object" || declared === null) return loose(actual) === loose(declared);
  if (typeof actual !== "object" || actual === null) return false;
  // A list is declared as a whole.
  if (Array.isArray(declared) && (!Array.isArray(actual) || actual.length !== declared.length)) return false;
  return Object.entries(declared).every(([name, part]) => agrees((actual as Record<string, unknown>)[name], part));
}

const loose = (value: unknown) =>
  String(value ?? "")
    .trim()
    .toLowerCase()
    .replaceAll(/\s+/g, " ");
