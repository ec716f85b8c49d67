import { describe, expect, test } from "vitest";
import { z } from "zod";
import { resources } from "../../provider/resources/loaded.js";

/** Each text and list below these inputs that has a most, with what its description says. */
function limits(
  type: z.ZodType,
  path: string,
  said = type.description ?? "",
): { path: string; most: number; said: string }[] {
  if (type instanceof z.ZodOptional || type instanceof z.ZodDefault) {
    const inner = type.unwrap() as z.ZodType;
    return limits(inner, path, said || inner.description);
  }
  if (type instanceof z.ZodObject) {
    return Object.entries(type.shape).flatMap(([name, part]) => limits(part as z.ZodType, `${path}.${name}`));
  }
  const checks = type instanceof z.ZodString || type instanceof z.ZodArray ? (type.def.checks ?? []) : [];
  const own = checks.flatMap(({ _zod: { def } }) => {
    const { check, maximum } = def as { check: string; maximum?: number };
    return check === "max_length" && maximum !== undefined ? [{ path, most: maximum, said }] : [];
  });
  if (!(type instanceof z.ZodArray)) return own;
  const element = type.element as z.ZodType;
  return [...own, ...limits(element, `${path}[]`, element.description ?? said)];
}

describe("the documentation tells how long a value may be", () => {
  test.each(resources.map((resource) => [resource.name, resource] as const))("of %s", (name, { inputs }) => {
    const untold = limits(inputs, name).filter(({ most, said }) => {
      const digits = said.replaceAll(/(\d),(\d{3})/g, "$1$2");
      return !new RegExp(`\\b${most}\\b`).test(digits) && !(most === 1 && /\bone\b/i.test(said));
    });
    expect(untold.map(({ path, most }) => `${path}: ${most}`)).toEqual([]);
  });
});
