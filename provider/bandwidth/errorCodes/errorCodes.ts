/** What the API's codes mean to the user and what to do, by code or range (`6100 to 6579`). */
export type ErrorCodes = Readonly<Record<string, string>>;

/** What a table says about a code, if anything. */
export function meaningIn(table: ErrorCodes, code: string | undefined): string | undefined {
  if (code === undefined) return undefined;
  return table[code] ?? Object.entries(table).find(([range]) => isWithin(range, code))?.[1];
}

function isWithin(range: string, code: string): boolean {
  const [first, last] = range.split(" to ").map(Number);
  return first !== undefined && last !== undefined && Number(code) >= first && Number(code) <= last;
}
