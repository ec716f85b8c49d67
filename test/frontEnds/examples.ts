import { createHash } from "node:crypto";
import { join } from "node:path";
import { bandwidth } from "../../provider/package.js";
import { resourceExamples } from "../../provider/pulumi/schema/examples.js";
import { referenceIn, type Statement } from "../../provider/pulumi/schema/languages/program.js";
import type { Properties } from "../../provider/pulumi/values/property.js";
import { Asset, isObject, reveal, type Values } from "../../provider/pulumi/values/values.js";
import { fromWire } from "../../provider/pulumi/values/wire.js";
import { needsUniversalPlatform } from "../engine/referenceExamples.js";
import type { Run } from "./support.js";

/** What stands in the file `loa.pdf`, beside the program. */
export const LETTER = "%PDF-1.4 a letter of authorization";

/** Every example of every resource, with what it needs. */
export const examples = bandwidth.resources.flatMap((resource) =>
  resourceExamples(bandwidth, resource)
    .filter((example) => !needsUniversalPlatform(example))
    .map(({ title, statements }) => [`${resource.name}: ${title}`, resource, statements] as const),
);

/** Makes what an example needs as it stands there, and gives the inputs of the example itself. */
export async function prepared(run: Run, statements: readonly Statement[], folder: string): Promise<Values> {
  const made = new Map<string, Values>();
  for (const [index, { name, variable, properties, inputs }] of statements.entries()) {
    const values = resolved(properties, inputs, made, folder) as Values;
    if (index === statements.length - 1) return values;
    made.set(variable, reveal(fromWire((await run.create(name, variable, values)).state)));
  }
  return {};
}

function resolved(
  properties: Properties | undefined,
  value: unknown,
  made: ReadonlyMap<string, Values>,
  folder: string,
): unknown {
  const reference = referenceIn(value);
  if (reference) {
    const output = made.get(reference.variable)?.[reference.output];
    return reference.index === undefined ? output : (output as unknown[])[reference.index];
  }
  if (Array.isArray(value)) return value.map((item) => resolved(undefined, item, made, folder));
  if (!isObject(value)) return value;
  const entries = Object.entries(value).map(([name, part]) => {
    const property = properties?.[name];
    if (property?.kind === "asset") return [name, file(join(folder, String(part)))];
    if (name === "path") return [name, join(folder, String(part))];
    return [name, resolved(property?.properties, part, made, folder)];
  });
  return Object.fromEntries(entries);
}

function file(path: string): Asset {
  return new Asset(createHash("sha256").update(LETTER).digest("hex"), { path });
}
