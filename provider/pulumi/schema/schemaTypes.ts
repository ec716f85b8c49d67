import type { Properties, Property } from "../values/property.js";

/** A part of a schema document. */
export type Json = Record<string, unknown>;

/** Collects the named types of a package while it writes the properties (docs/maintainers/engine.md#schema). */
export class SchemaTypes {
  readonly #types = new Map<string, Json>();

  constructor(readonly packageName: string) {}

  /** By token, in alphabetical order. */
  all(): Json {
    return Object.fromEntries([...this.#types].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  /** An object's properties. `owner` gives a name to types that have none. */
  object(owner: string, properties: Properties): { properties: Json; required: string[] } {
    const shown = Object.entries(properties).filter(([, { internal }]) => !internal);
    return {
      properties: Object.fromEntries(shown.map(([name, property]) => [name, this.property(owner, name, property)])),
      required: shown.filter(([, { required }]) => required).map(([name]) => name),
    };
  }

  property(owner: string, name: string, property: Property): Json {
    const scalar = ["string", "number", "boolean"].includes(typeof property.default);
    return {
      ...this.#type(typeNameOf(owner, name, property), property),
      ...(property.description ? { description: property.description } : {}),
      ...(scalar ? { default: property.default } : {}),
      ...(property.deprecated ? { deprecationMessage: property.deprecated } : {}),
      ...(property.secret ? { secret: true } : {}),
      // Only a hint. With `replaceOnChanges`, an SDK would replace whatever the diff says, even if a list becomes a search.
      ...(property.replaces ? { willReplaceOnChanges: true } : {}),
    };
  }

  /** A reference to a property's type. `name` is the type's name if it has one. */
  #type(name: string, property: Property): Json {
    if (property.kind === "list") {
      const items = property.items;
      return { type: "array", items: items ? this.#type(name, items) : { type: "string" } };
    }
    if (property.kind === "object") {
      // A type serves both inputs and outputs, and a value that the server didn't return has no default. Checks fill in
      // defaults.
      const parts = Object.entries(property.properties ?? {}).map(([key, part]) => {
        return [key, { ...part, default: undefined }] as const;
      });
      const { properties, required } = this.object(name, Object.fromEntries(parts));
      return this.#named(name, {
        type: "object",
        ...(property.description ? { description: property.description } : {}),
        properties,
        ...(required.length > 0 ? { required } : {}),
      });
    }
    if (property.values) {
      const values = property.values.map((value) => ({ name: pascal(value), value }));
      return this.#named(name, { type: "string", enum: values });
    }
    if (property.kind === "asset") return { $ref: "pulumi.json#/Asset" };
    return { type: isInteger(property) ? "integer" : property.kind };
  }

  #named(name: string, type: Json): Json {
    const token = `${this.packageName}:index:${name}`;
    const known = this.#types.get(token);
    if (known && !sameCodec(known, type)) throw new Error(`two different types are named ${name}: give one a typeName`);
    if (!known) this.#types.set(token, type);
    return { $ref: `#/types/${token}` };
  }
}

/** An integer in a schema has 32 bits. A property whose default is larger is another kind of number there. */
function isInteger({ integer, default: fallback }: Property): boolean {
  return integer && !(typeof fallback === "number" && Math.abs(fallback) >= 2 ** 31);
}

/** The name of a property's type: its own name, or else a name made from its place. */
export function typeNameOf(owner: string, name: string, property: Property): string {
  const own = property.typeName ?? property.items?.typeName;
  return own ?? (property.kind === "list" ? singular(owner + pascal(name)) : owner + pascal(name));
}

/** A description may differ from use to use. The first one counts. */
function sameCodec(a: Json, b: Json): boolean {
  const bare = (type: Json) => JSON.stringify({ ...type, description: undefined });
  return bare(a) === bare(b);
}

/** `tnoptions`, `pre-paid` and `8xx numbers` as names in the languages: `Tnoptions`, `PrePaid`, `_8xxNumbers`. */
export function pascal(text: string): string {
  const words = text.split(/[^A-Za-z0-9]+/).filter(Boolean);
  const name = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
  return /^[0-9]/.test(name) ? `_${name}` : name;
}

function singular(name: string): string {
  return name.endsWith("ses") ? name.slice(0, -2) : name.replace(/s$/, "");
}
