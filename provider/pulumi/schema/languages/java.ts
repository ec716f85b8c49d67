import { pascal } from "../schemaTypes.js";
import { type Expression, indent, type Program, type Statement, title } from "./program.js";
import type { Writer } from "./writer.js";

export const java: Writer = (program, fieldsOf) => {
  const base = `${program.names.java}.${program.packageName}`;
  const imported = new Set(["com.pulumi.Pulumi"]);
  const statements = program.statements.map((statement) => {
    const fields = fieldsOf(statement);
    for (const [, value] of fields) collect(base, value, imported);
    return `${line(program, statement, fields, base, imported)}\n`;
  });
  const body = indent(statements.join("\n"), "            ");
  return [
    "package generated_program;\n",
    ...[...imported].sort().map((name) => `import ${name};`),
    "\npublic class App {",
    "    public static void main(String[] args) {",
    `        Pulumi.run(ctx -> {\n${body}        });`,
    "    }\n}",
  ].join("\n");
};

function line(
  program: Program,
  statement: Statement,
  fields: [string, Expression][],
  base: string,
  imported: Set<string>,
): string {
  if (statement.kind === "resource") {
    imported.add(`${base}.${statement.name}`).add(`${base}.${statement.name}Args`);
    const args = builder(`${statement.name}Args`, fields);
    return `var ${statement.variable} = new ${statement.name}("${statement.variable}", ${args});`;
  }
  const functions = `${title(program.packageName)}Functions`;
  const args = `${title(statement.name)}Args`;
  imported.add(`${base}.${functions}`).add(`${base}.inputs.${args}`);
  return `var ${statement.variable} = ${functions}.${statement.name}(${builder(args, fields)});`;
}

function collect(base: string, value: Expression, imported: Set<string>): void {
  if (value.kind === "word") imported.add(`${base}.enums.${value.type}`);
  else if (value.kind === "file") imported.add("com.pulumi.asset.FileAsset");
  else if (value.kind === "list") {
    if (waits(value)) imported.add("com.pulumi.core.Output");
    for (const item of value.items) collect(base, item, imported);
  } else if (value.kind === "object") {
    imported.add(`${base}.inputs.${value.type}Args`);
    for (const [, part] of value.fields) collect(base, part, imported);
  }
}

function builder(type: string, fields: [string, Expression][]): string {
  const lines = fields.map(([name, value]) => `.${name}(${write(value)})\n`).join("");
  return `${type}.builder()\n${indent(`${lines}.build()`, "    ")}`;
}

function write(value: Expression): string {
  switch (value.kind) {
    case "reference":
      return `${value.variable}.${value.output}()${value.index === undefined ? "" : `.applyValue(all -> all.get(${value.index}))`}`;
    case "word":
      return `${value.type}.${pascal(value.value)}`;
    case "list":
      return waits(value) ? `Output.all(${value.items.map(output).join(", ")})` : value.items.map(write).join(", ");
    case "object":
      return builder(`${value.type}Args`, value.fields);
    case "file":
      return `new FileAsset(${JSON.stringify(value.path)})`;
    case "config":
    case "lines":
    case "shared":
      throw new Error("only the programs of `pulumi-bandwidth adopt` have these, and it writes other languages");
    default:
      return JSON.stringify(value.value);
  }
}

/** A list with an output in it is an output as a whole. A builder takes several values only if all are known. */
function waits({ items }: { items: readonly Expression[] }): boolean {
  return items.some(({ kind }) => kind === "reference");
}

function output(item: Expression): string {
  return item.kind === "reference" ? write(item) : `Output.of(${write(item)})`;
}
