/** A program is kept in this file, by its language. */
export const PROGRAMS = { typescript: "index.ts", yaml: "Pulumi.yaml" } as const;

export type GuideLanguage = keyof typeof PROGRAMS;

/** One thing that a reader does. */
export type Step =
  /** ```` ```yaml Pulumi.yaml ````: the whole file. */
  | { kind: "write"; file: string; text: string }
  /** ```` ```diff Pulumi.yaml ````: lines of the file become others. */
  | { kind: "change"; file: string; from: string; to: string }
  /** ```` ```console ````: a command behind `$ `, and lines of what it prints, in their order. */
  | { kind: "run"; command: string; shown: string[] };

/** What a guide tells to do, from top to bottom. Other blocks are only looked at. */
export function stepsOf(guide: string): Step[] {
  const blocks = [...guide.matchAll(/^```(\w+)(?: ([\w.]+))?\n([\s\S]*?)^```$/gm)];
  return blocks.flatMap(([, kind = "", file, text = ""]): Step[] => {
    if (kind === "console") return commandsOf(text);
    if (file === undefined) return [];
    return kind === "diff" ? [changeOf(file, text)] : [{ kind: "write", file, text }];
  });
}

function commandsOf(text: string): Step[] {
  const parts = text.split(/^\$ /m).slice(1);
  return parts.map((part) => {
    const [command = "", ...shown] = part.trim().split("\n");
    return { kind: "run", command, shown };
  });
}

function changeOf(file: string, text: string): Step {
  const lines = text.trimEnd().split("\n");
  const only = (left: string) =>
    lines
      .filter((line) => !line.startsWith(left))
      .map((line) => `${line.slice(1)}\n`)
      .join("");
  return { kind: "change", file, from: only("+"), to: only("-") };
}

/** The languages in which a guide can be followed. */
export function languagesOf(steps: readonly Step[]): GuideLanguage[] {
  const languages = Object.keys(PROGRAMS) as GuideLanguage[];
  return languages.filter((language) =>
    steps.some((step) => step.kind === "write" && step.file === PROGRAMS[language]),
  );
}

/** The steps of who follows it in that language. */
export function stepsIn(language: GuideLanguage, steps: readonly Step[]): Step[] {
  const others = Object.entries(PROGRAMS).flatMap(([other, file]) => (other === language ? [] : [file]));
  return steps.filter((step) => step.kind === "run" || !others.some((file) => file === step.file));
}

/** A command that shows an error is one that ends with it. */
export function mustFail({ shown }: { shown: readonly string[] }): boolean {
  return shown.some((line) => line.trim().startsWith("error:"));
}

/** The lines of `shown` that `printed` does not have in this order; ids and durations are others each time. */
export function missingFrom(printed: string, shown: readonly string[]): string[] {
  const lines = printed.split("\n").map(comparable);
  let from = 0;
  return shown.filter((line) => {
    const at = lines.indexOf(comparable(line), from);
    if (at < 0) return true;
    from = at + 1;
    return false;
  });
}

function comparable(line: string): string {
  return line
    .replaceAll(/\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g, "ID")
    .replaceAll(/\([\d.]+m?s\)/g, "")
    .replaceAll(/\s+/g, " ")
    .trim();
}
