import { parseXml, writeXml, type XmlElement, type XmlNode } from "../../provider/bandwidth/xml/xml.js";

/** An element's place: the names from the one below the root down to it. */
export type Path = readonly string[];

interface Leaf {
  path: Path;
  texts: string[];
}

/** Elements with a list's count of entries. */
const counts = new Set(["TotalCount", "ResultCount", "TelephoneNumberCount", "Count"]);

/** A body that can be written again with a change. */
export class Elements {
  readonly leaves: readonly Leaf[];
  readonly root: string;
  readonly content: XmlElement;

  constructor(xml: string) {
    const { root, content } = parseXml(xml);
    this.root = root;
    this.content = content;
    const found = new Map<string, Leaf>();
    gather(content, [], found);
    this.leaves = [...found.values()];
  }

  /** The first text of each element, by its lowercase name. */
  get texts(): Map<string, string> {
    const named = this.leaves.map(({ path, texts }) => [path.at(-1)?.toLowerCase() ?? "", texts[0] ?? ""] as const);
    return new Map(named.reverse());
  }

  /** The body without a list's counts. Undefined when there are none. */
  withoutCounts(): string | undefined {
    const counting = this.leaves.filter(({ path }) => counts.has(path.at(-1) ?? ""));
    if (counting.length === 0) return undefined;
    const rest = counting.reduce<XmlNode | undefined>(
      (left, { path }) => left && changed(left, path, () => undefined),
      this.content,
    );
    return writeXml(this.root, (rest ?? {}) as XmlElement);
  }

  /** The body as it is. */
  write(): string {
    return writeXml(this.root, this.content);
  }

  /** The body without the elements at a path. */
  without(path: Path): string {
    return writeXml(this.root, changed(this.content, path, () => undefined) as XmlElement);
  }

  /** The body with other texts at a path, in the same format where possible. */
  altered(path: Path): string {
    return writeXml(this.root, changed(this.content, path, otherText) as XmlElement);
  }
}

function gather(node: XmlNode, path: Path, found: Map<string, Leaf>): void {
  if (typeof node === "string") {
    if (node.trim() === "") return;
    const key = path.join("/");
    const leaf = found.get(key) ?? { path, texts: [] };
    leaf.texts.push(node.trim());
    found.set(key, leaf);
    return;
  }
  for (const [name, value] of Object.entries(node)) {
    for (const item of itemsOf(value)) gather(item, [...path, name], found);
  }
}

function itemsOf(value: XmlNode | XmlNode[] | undefined): XmlNode[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

type Change = (text: string) => string | undefined;

function changed(node: XmlNode, path: Path, change: Change): XmlNode | undefined {
  const [name, ...rest] = path;
  if (typeof node === "string") return name === undefined ? change(node) : node;
  if (name === undefined) return node;
  const items = itemsOf(node[name])
    .map((item) => changed(item, rest, change))
    .filter((item) => item !== undefined);
  const copy: XmlElement = Object.assign(Object.create(null), node);
  if (items.length === 0) delete copy[name];
  else copy[name] = items;
  return copy;
}

const opposites: Record<string, string> = { true: "false", false: "true", TRUE: "FALSE", FALSE: "TRUE" };

function otherText(text: string): string {
  const word = text.trim();
  if (opposites[word] !== undefined) return opposites[word];
  // The last digit, so that numbers, dates and telephone numbers stay valid.
  const at = word.search(/\d\D*$/);
  return at < 0 ? `${word}x` : word.slice(0, at) + ((Number(word[at]) + 1) % 10) + word.slice(at + 1);
}
