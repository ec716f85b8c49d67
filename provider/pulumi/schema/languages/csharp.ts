import { pascal } from "../schemaTypes.js";
import { type Expression, indent, title } from "./program.js";
import type { Writer } from "./writer.js";

export const csharp: Writer = (program, fieldsOf) => {
  const alias = program.displayName;
  const statements = program.statements.map((statement) => {
    const fields = fieldsOf(statement);
    return statement.kind === "resource"
      ? `var ${statement.variable} = new ${alias}.${statement.name}("${statement.variable}", ${block(alias, "new()", fields)});\n`
      : `var ${statement.variable} = ${alias}.${title(statement.name)}.Invoke(${block(alias, "new()", fields)});\n`;
  });
  return [
    "using System.Linq;",
    "using Pulumi;",
    `using ${alias} = ${program.names.csharp}.${alias};\n`,
    `return await Deployment.RunAsync(() =>\n{\n${indent(statements.join("\n"), "    ")}});`,
  ].join("\n");
};

function block(alias: string, head: string, fields: [string, Expression][]): string {
  const lines = fields.map(([name, value]) => `${title(name)} = ${write(alias, value)},\n`).join("");
  return `${head}\n{\n${indent(lines, "    ")}}`;
}

function write(alias: string, value: Expression): string {
  switch (value.kind) {
    case "reference":
      return `${value.variable}.${title(value.output)}${value.index === undefined ? "" : `.Apply(all => all[${value.index}])`}`;
    case "word":
      return `${alias}.${value.type}.${pascal(value.value)}`;
    case "list": {
      const lines = value.items.map((item) => `${write(alias, item)},\n`).join("");
      return `new[]\n{\n${indent(lines, "    ")}}`;
    }
    case "file":
      return `new FileAsset(${JSON.stringify(value.path)})`;
    case "object":
      return block(alias, `new ${alias}.Inputs.${value.type}Args`, value.fields);
    case "config":
    case "lines":
    case "shared":
      throw new Error("only the programs of `pulumi-bandwidth adopt` have these, and it writes other languages");
    default:
      return JSON.stringify(value.value);
  }
}
