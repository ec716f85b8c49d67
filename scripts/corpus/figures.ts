import type { Path } from "./elements.js";
import type { Fed, Result } from "./feed.js";
import { leftOutBy } from "./onPurpose.js";

/** Elements of one operation's answers that no result depends on. */
export interface Dropped {
  operation: string;
  /** As in `Links/next`: the highest element of which nothing is read. */
  element: string;
  /** A body that has it. */
  file: string;
  /** Why it is left out. Undefined when the list doesn't say. */
  why?: string;
}

/** The result of reading all bodies. */
export interface Figures {
  counts: Record<Result, number>;
  troubles: Fed[];
  dropped: Dropped[];
  malformed: Record<"read" | "threw", number>;
}

export function figuresOf(all: readonly Fed[]): Figures {
  const sound = all.filter(({ body }) => body.malformed === undefined);
  const broken = all.length - sound.length;
  const threw = all.filter(({ body, result }) => body.malformed !== undefined && result === "threw").length;
  const counts: Figures["counts"] = { read: 0, explained: 0, abridged: 0, unread: 0, odd: 0, threw: 0, empty: 0 };
  for (const { result } of sound) counts[result] += 1;
  return {
    counts,
    troubles: sound.filter(({ result }) => result === "threw" || result === "empty"),
    dropped: droppedIn(sound),
    malformed: { read: broken - threw, threw },
  };
}

/** An element counts as read when it mattered in any body of its operation. */
function droppedIn(all: readonly Fed[]): Dropped[] {
  return [...new Set(all.map(({ operation }) => operation))].flatMap((operation) => {
    const fed = all.filter((one) => one.operation === operation);
    const elements = fed.flatMap((one) => one.elements.map((element) => ({ ...element, file: one.body.file })));
    const alive = new Set(elements.flatMap(({ path, matters }) => (matters ? prefixes(path) : [])));
    const found = new Map<string, Dropped>();
    for (const { path, file } of elements) {
      if (alive.has(path.join("/"))) continue;
      const why = leftOutBy(operation, path)?.why;
      const element = prefixes(path).find((prefix) => !alive.has(prefix)) ?? path.join("/");
      // A part that the list doesn't name is reported separately when the list names its neighbors.
      const key = why === undefined ? element : `${element} known`;
      if (!found.has(key)) found.set(key, { operation, element, file, why });
    }
    return [...found.values()];
  });
}

const prefixes = (path: Path): string[] => path.map((_, index) => path.slice(0, index + 1).join("/"));

/** Whether something must be fixed or added to the list. */
export const isClean = ({ troubles, dropped }: Figures): boolean =>
  troubles.length === 0 && dropped.every(({ why }) => why !== undefined);

/** The report. Its last lines are the figures. */
export function reportOf(figures: Figures): string[] {
  const { counts, troubles, dropped, malformed } = figures;
  const unknown = dropped.filter(({ why }) => why === undefined);
  return [
    ...troubles.map(({ body, operation, result, words }) => `${result}: ${body.file} (${operation}) ${words ?? ""}`),
    ...unknown.map(({ operation, element, file }) => `dropped: ${operation}  ${element}  (${file})`),
    "",
    `bodies read: ${counts.read}, errors explained: ${counts.explained}, abridged lists read: ${counts.abridged}, odd: ${counts.odd}, without a reader: ${counts.unread}`,
    `thrown: ${counts.threw}, empty: ${counts.empty}; malformed bodies: ${malformed.read} read, ${malformed.threw} thrown`,
    `elements dropped: ${dropped.length - unknown.length} known, ${unknown.length} unknown`,
  ];
}
