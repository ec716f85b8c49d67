import { z } from "zod";

declare module "zod" {
  interface GlobalMeta {
    /** A change of this property needs a new resource. */
    replaces?: boolean;
    /** Never shown. Secret in the state. */
    secret?: boolean;
    /** A list whose order means nothing. */
    set?: boolean;
    /** The server rewrites the value, such as the spelling of an address. Only a change of what it stored is drift. */
    normalizedByServer?: boolean;
    /** The server never returns the value, or returns something that changes by itself. What was declared stays. */
    writeOnly?: boolean;
    /** The server may no longer return the value. If it doesn't, what was declared stays. */
    untold?: boolean;
    /** Why not to use it anymore, and what to use instead. */
    deprecatedFor?: string;
    /** Bookkeeping of the provider: it is in the state, and in no schema. */
    internal?: boolean;
    /** For an output: the inputs that it is made of, under other names, or that it may quote. It is as secret as they are. */
    madeOf?: readonly string[] | "any";
    /** Name of an object type or enum in the schema, in PascalCase. */
    typeName?: string;
    /** Environment variables that replace a configuration key. */
    environment?: string;
    /** Never changes during the life of the resource. */
    stable?: boolean;
    /** A text of this form is right, and already in the API's form: a list of 5,000 numbers is looked at several times. */
    rightAsItIs?: RegExp;
    /** A value for examples in the documentation. */
    example?: unknown;
  }
}

/** What a property is, read once from its zod definition. All checks, diffs, schemas and types use this. */
export interface Property {
  readonly kind: "string" | "boolean" | "number" | "list" | "object" | "asset";
  readonly required: boolean;
  readonly default: unknown;
  readonly description: string;
  readonly replaces: boolean;
  readonly secret: boolean;
  readonly set: boolean;
  readonly normalizedByServer: boolean;
  readonly writeOnly: boolean;
  readonly untold: boolean;
  readonly deprecated?: string;
  readonly internal: boolean;
  readonly stable: boolean;
  readonly integer: boolean;
  /** A check's answer keeps it as the program wrote it. Parsing removes only what is around a text. */
  readonly kept: boolean;
  readonly madeOf: readonly string[] | "any";
  readonly typeName?: string;
  readonly environment?: string;
  readonly example?: unknown;
  /** The allowed words of a string, if they are a fixed few. */
  readonly values?: readonly string[];
  /** For a list. */
  readonly items?: Property;
  /** For an object. */
  readonly properties?: Properties;
  /** Checks one known value and returns its normal form. */
  parse(value: unknown): { value: unknown } | { reasons: string[] };
}

export type Properties = Readonly<Record<string, Property>>;

const known = new WeakMap<z.ZodType, Property>();

/** The properties of an object definition. */
export function propertiesOf(object: z.ZodObject): Properties {
  return propertyOf(object).properties ?? {};
}

/** Reads one property from its zod definition. */
function propertyOf(schema: z.ZodType): Property {
  let property = known.get(schema);
  if (!property) {
    property = read(schema);
    known.set(schema, property);
  }
  return property;
}

function read(schema: z.ZodType): Property {
  const meta: z.GlobalMeta = {};
  let required = true;
  let fallback: unknown;
  let core: z.ZodType = schema;
  // The outermost wrapper comes first, so what was said last wins.
  for (;;) {
    for (const [key, value] of Object.entries(core.meta() ?? {})) {
      if (!(key in meta)) Object.assign(meta, { [key]: value });
    }
    if (core instanceof z.ZodOptional) {
      required = false;
      core = core.unwrap() as z.ZodType;
    } else if (core instanceof z.ZodDefault) {
      required = false;
      fallback = core.def.defaultValue;
      core = core.unwrap() as z.ZodType;
    } else break;
  }
  return {
    ...shape(core),
    required,
    default: fallback,
    description: meta.description ?? "",
    replaces: meta.replaces ?? false,
    secret: meta.secret ?? false,
    set: meta.set ?? false,
    normalizedByServer: meta.normalizedByServer ?? false,
    writeOnly: meta.writeOnly ?? false,
    untold: meta.untold ?? false,
    deprecated: meta.deprecatedFor,
    internal: meta.internal ?? false,
    stable: meta.stable ?? false,
    kept: core.def.type === "string",
    madeOf: meta.madeOf ?? [],
    typeName: meta.typeName,
    environment: meta.environment,
    example: meta.example,
    parse: (value) => {
      if (typeof value === "string" && meta.rightAsItIs?.test(value)) return { value };
      const result = core.safeParse(value);
      if (result.success) return { value: result.data };
      // A problem further down is reported there, when the parts are checked.
      return { reasons: result.error.issues.filter((issue) => issue.path.length === 0).map((issue) => issue.message) };
    },
  };
}

function shape(core: z.ZodType): Pick<Property, "kind" | "integer" | "values" | "items" | "properties"> {
  if (core instanceof z.ZodPipe) return shape(core.def.in as z.ZodType);
  // Formats such as z.email() are strings too, but have classes of their own.
  if (core.def.type === "string") return { kind: "string", integer: false };
  if (core instanceof z.ZodEnum) return { kind: "string", integer: false, values: core.options.map(String) };
  // Known words, or any other word: a new word counts as much as a known one.
  if (core instanceof z.ZodUnion) return shape(core.options[0] as z.ZodType);
  if (core instanceof z.ZodBoolean) return { kind: "boolean", integer: false };
  if (core instanceof z.ZodNumber) return { kind: "number", integer: core.format?.includes("int") ?? false };
  if (core instanceof z.ZodArray) return { kind: "list", integer: false, items: propertyOf(core.element as z.ZodType) };
  if (core instanceof z.ZodObject) {
    const properties = Object.entries(core.shape).map(([name, part]) => [name, propertyOf(part as z.ZodType)] as const);
    return { kind: "object", integer: false, properties: Object.fromEntries(properties) };
  }
  if (core instanceof z.ZodCustom) return { kind: "asset", integer: false };
  throw new Error(`a property cannot be declared with ${core.constructor.name}`);
}
