/** A name that is nearly the same, for a message about a misspelled one. */
export function suggestion(name: string, known: readonly string[]): string {
  const simple = (text: string) => text.toLowerCase().replaceAll(/[^a-z0-9]/g, "");
  const distance = (candidate: string) => editsBetween(simple(candidate), simple(name));
  const [match] = known.toSorted((one, other) => distance(one) - distance(other));
  return match !== undefined && distance(match) <= 2 && name.length > 3 ? `; did you mean ${match}?` : "";
}

/** How many letters must be added, removed or exchanged to turn one word into the other. */
function editsBetween(one: string, other: string): number {
  let above = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [row, letter] of [...one].entries()) {
    const here = [row + 1];
    for (let column = 1; column <= other.length; column += 1) {
      const exchanged = (above[column - 1] ?? 0) + (letter === other[column - 1] ? 0 : 1);
      here.push(Math.min(exchanged, (above[column] ?? 0) + 1, (here[column - 1] ?? 0) + 1));
    }
    above = here;
  }
  return above[other.length] ?? 0;
}
