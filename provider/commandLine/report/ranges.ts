/** Numbers that follow each other, or one number. */
export interface NumberRange {
  first: string;
  last: string;
  count: number;
}

/** Numbers in E.164 as ranges, sorted. */
export function rangesOf(numbers: readonly string[]): NumberRange[] {
  const ranges: NumberRange[] = [];
  for (const number of [...new Set(numbers)].sort()) {
    const range = ranges.at(-1);
    if (range && number.length === range.last.length && Number(number) === Number(range.last) + 1) {
      range.last = number;
      range.count += 1;
    } else ranges.push({ first: number, last: number, count: 1 });
  }
  return ranges;
}

/** `+1 919 555 0100`. Numbers of other countries stay as they are: their groups differ. */
export function spaced(number: string): string {
  const [, area, exchange, line] = /^\+1(\d{3})(\d{3})(\d{4})$/.exec(number) ?? [];
  return area === undefined ? number : `+1 ${area} ${exchange} ${line}`;
}

/** `+1 919 555 0100 to 0149`, or one number. */
export function rangeText({ first, last }: NumberRange): string {
  if (first === last) return spaced(first);
  const isNear = first.startsWith("+1") && first.slice(0, -4) === last.slice(0, -4);
  return `${spaced(first)} to ${isNear ? last.slice(-4) : spaced(last)}`;
}
