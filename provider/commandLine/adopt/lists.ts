/** The text with each list in one line, however long it is. */
export const inOneLine = (program: string): string =>
  program.replaceAll(/\[\n((?: +(?:"(?:[^"\\]|\\.)*"|[\w.]+),\n)+) *\]/g, (_match, items: string) => {
    const each = items.trim().replace(/,$/, "").split(/,\n */);
    return `[${each.join(", ")}]`;
  });
