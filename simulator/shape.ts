import { echo, type XmlElement, type XmlTree, type XmlValue } from "./xml.js";

/** What a request element may contain. The live server ignores much. The simulator refuses what isn't documented. */
export type Shape = "text" | "any" | { children: Record<string, Shape> } | { many: Shape };

/** An element with these children, each at most once unless it is `many`. */
export const group = (children: Record<string, Shape>): Shape => ({ children });

/** An element that may repeat. */
export const many = (shape: Shape): Shape => ({ many: shape });

const tolerated = new WeakSet<XmlElement>();

/** Makes the simulator ignore unknown content of this document, as the live server does. */
export function tolerate(element: XmlElement): void {
  tolerated.add(element);
}

/**
 * Everything that is wrong with an element, in words. Empty when it is as documented. `shown`: what a GET shows of the
 * same thing. A PUT may have all of it.
 */
export function shapeProblems(
  element: XmlElement,
  shape: Shape,
  shown: XmlTree = {},
  path = element.name,
  names = namesIn(shown),
): string[] {
  if (shape === "any" || tolerated.has(element)) return [];
  if (shape === "text") {
    return element.children.length > 0 ? [`${path} takes text, not elements`] : [];
  }
  if ("many" in shape) return shapeProblems(element, shape.many, shown, path, names);
  if (element.text !== "") return [`${path} takes elements, not the text '${element.text.slice(0, 40)}'`];
  const seen = new Set<string>();
  return element.children.flatMap((inner) => {
    const expected = shape.children[inner.name];
    const where = `${path}/${inner.name}`;
    if (expected === undefined) return names.has(inner.name) ? [] : [`unknown element ${where}`];
    const repeats = typeof expected === "object" && "many" in expected;
    if (seen.has(inner.name) && !repeats) return [`${where} is given more than once`];
    seen.add(inner.name);
    return shapeProblems(inner, expected, shown, where, names);
  });
}

/** The names of all elements of an answer. */
function namesIn(value: XmlValue): Set<string> {
  if (Array.isArray(value)) return new Set(value.flatMap((one) => [...namesIn(one)]));
  if (typeof value !== "object") return new Set();
  return new Set(Object.entries(value).flatMap(([name, inner]) => [name, ...namesIn(inner)]));
}

/**
 * An element's content that the simulator stores without understanding it: what its shape doesn't have, or has as
 * "any".
 */
export function othersIn(element: XmlElement | undefined, shape: Shape): XmlTree {
  const known = typeof shape === "object" && "children" in shape ? shape.children : {};
  const others = element?.children.filter(({ name }) => (known[name] ?? "any") === "any") ?? [];
  const names = [...new Set(others.map(({ name }) => name))];
  return Object.fromEntries(
    names.map((name) => [name, others.filter((one) => one.name === name).map((one) => echo(one))]),
  );
}

/** The shape of an element's child. */
export function shapeOf(shape: Shape, name: string): Shape {
  return (typeof shape === "object" && "children" in shape && shape.children[name]) || "any";
}
