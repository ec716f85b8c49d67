/**
 * Go as gofmt writes it: in lines of a literal that follow each other, the values stand below each other. A value of several lines
 * stands for itself. The rest of the text is in that form already.
 */
export function asGofmt(program: string): string {
  const lines = program.split("\n");
  for (let from = 0; from < lines.length; from++) {
    const indent = fieldIn(lines[from])?.indent;
    if (indent === undefined) continue;
    let to = from;
    while (fieldIn(lines[to])?.indent === indent) to++;
    const fields = lines.slice(from, to).flatMap((line) => fieldIn(line) ?? []);
    const widest = Math.max(...fields.map(({ name }) => name.length));
    for (const [index, { name, value }] of fields.entries())
      lines[from + index] = `${indent}${`${name}:`.padEnd(widest + 1)} ${value}`;
    from = to - 1;
  }
  return lines.join("\n");
}

/** A field whose value is on one line, as in `SiteId: site.SiteId,`. */
function fieldIn(line = ""): { indent: string; name: string; value: string } | undefined {
  const [, indent, name, value] = /^(\t+)([A-Z]\w*): (.*,)$/.exec(line) ?? [];
  return indent === undefined || name === undefined || value === undefined ? undefined : { indent, name, value };
}
