import { type Expression, indent, type Program, type Statement, title } from "./program.js";
import type { Writer } from "./writer.js";

export const go: Writer = (program, fieldsOf) => {
  let declared = false;
  const statements = program.statements.map((statement) => {
    const variable = statement.used ? statement.variable : "_";
    // Go requires a new name on the left of `:=`.
    const assign = statement.used || !declared ? ":=" : "=";
    if (statement.kind === "resource") declared = true;
    const line = expressionOf(program, statement, fieldsOf(statement));
    return statement.kind === "resource"
      ? `${variable}, err ${assign} ${line}\nif err != nil {\n\treturn err\n}\n`
      : `${statement.variable} := ${line}\nctx.Export("${statement.variable}", ${statement.variable})\n`;
  });
  const body = indent(`${statements.join("")}return nil\n`, "\t\t");
  const imports = [`"github.com/pulumi/pulumi/sdk/v3/go/pulumi"`, `"${program.names.go}"`].sort();
  return [
    "package main\n",
    `import (\n${indent(imports.join("\n"), "\t")}\n)\n`,
    `func main() {\n\tpulumi.Run(func(ctx *pulumi.Context) error {\n${body}\t})\n}`,
  ].join("\n");
};

function expressionOf(program: Program, statement: Statement, fields: [string, Expression][]): string {
  const { packageName } = program;
  if (statement.kind === "resource") {
    const args = struct(packageName, `${statement.name}Args`, fields);
    return `${packageName}.New${statement.name}(ctx, "${statement.variable}", ${args})`;
  }
  const noun = statement.name.replace(/^get/, "");
  const name = program.resources.includes(noun) ? `Lookup${noun}` : title(statement.name);
  return `${packageName}.${name}Output(ctx, ${struct(packageName, `${name}OutputArgs`, fields).slice(1)}, nil)`;
}

function struct(packageName: string, type: string, fields: [string, Expression][]): string {
  const lines = fields.map(([name, value]) => `${title(name)}: ${write(packageName, value)},\n`).join("");
  return `&${packageName}.${type}{\n${indent(lines, "\t")}}`;
}

function write(packageName: string, value: Expression): string {
  switch (value.kind) {
    case "reference":
      return `${value.variable}.${title(value.output)}${value.index === undefined ? "" : `.Index(pulumi.Int(${value.index}))`}`;
    case "word":
      return `${packageName}.${value.type}(${JSON.stringify(value.value)})`;
    case "list": {
      const lines = value.items.map((item) => `${write(packageName, item)},\n`).join("");
      const type = value.element.type ? `${packageName}.${value.element.type}Array` : "pulumi.StringArray";
      return `${type}{\n${indent(lines, "\t")}}`;
    }
    case "object":
      return struct(packageName, `${value.type}Args`, value.fields);
    case "file":
      return `pulumi.NewFileAsset(${JSON.stringify(value.path)})`;
    case "number":
      return `pulumi.${value.property?.integer ? "Int" : "Float64"}(${value.value})`;
    case "flag":
      return `pulumi.Bool(${value.value})`;
    case "text":
      return `pulumi.String(${JSON.stringify(value.value)})`;
  }
}
