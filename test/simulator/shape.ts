import type { XmlElement } from "./xml.js";

/** What a request element may contain. The live server ignores much; the simulator refuses what is not documented. */
export type Shape = "text" | { children: Record<string, Shape> } | { many: Shape };

/** An element with these children, each at most once unless it is `many`. */
export const group = (children: Record<string, Shape>): Shape => ({ children });

/** An element that may be repeated. */
export const many = (shape: Shape): Shape => ({ many: shape });

/** All that is wrong with an element, in words; empty when it is as documented. */
export function shapeProblems(element: XmlElement, shape: Shape, path = element.name): string[] {
  if (shape === "text") {
    return element.children.length > 0 ? [`${path} takes text, not elements`] : [];
  }
  if ("many" in shape) return shapeProblems(element, shape.many, path);
  if (element.text !== "") return [`${path} takes elements, not the text '${element.text.slice(0, 40)}'`];
  const seen = new Set<string>();
  return element.children.flatMap((inner) => {
    const expected = shape.children[inner.name];
    const where = `${path}/${inner.name}`;
    if (expected === undefined) return [`unknown element ${where}`];
    const repeats = typeof expected === "object" && "many" in expected;
    if (seen.has(inner.name) && !repeats) return [`${where} is given more than once`];
    seen.add(inner.name);
    return shapeProblems(inner, expected, where);
  });
}
