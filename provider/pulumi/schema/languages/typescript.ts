import { at, type Expression, holdsFile, indent, type Program } from "./program.js";
import type { Writer } from "./writer.js";

export const typescript: Writer = (program, fieldsOf) => {
  const lines = [imports(program)];
  const statements = program.statements.map((statement) => {
    const fields = fieldsOf(statement);
    const needed = 'import * as pulumi from "@pulumi/pulumi";';
    if (fields.some(([, value]) => holdsFile(value)) && !lines.includes(needed)) lines.unshift(needed);
    const args = object(fields);
    return statement.kind === "resource"
      ? `const ${statement.variable} = new ${program.packageName}.${statement.name}("${statement.variable}", ${args});`
      : `const ${statement.variable} = ${program.packageName}.${statement.name}Output(${args});`;
  });
  return [`${lines.join("\n")}\n`, ...statements].join("\n");
};

function imports({ packageName, names }: Program): string {
  return `import * as ${packageName} from "${names.node}";`;
}

function object(fields: [string, Expression][]): string {
  const lines = fields.map(([name, value]) => `${name}: ${write(value)},\n`).join("");
  return `{\n${indent(lines, "    ")}}`;
}

function write(value: Expression): string {
  switch (value.kind) {
    case "reference":
      return `${value.variable}.${value.output}${at(value)}`;
    case "list":
      return `[${value.items.map(write).join(", ")}]`;
    case "object":
      return object(value.fields);
    case "file":
      return `new pulumi.asset.FileAsset(${JSON.stringify(value.path)})`;
    default:
      return JSON.stringify(value.value);
  }
}
