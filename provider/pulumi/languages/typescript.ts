import { type Expression, indent, type Program } from "./program.js";
import type { Writer } from "./writer.js";

export const typescript: Writer = (program, fieldsOf) => {
  const statements = program.statements.map((statement) => {
    const args = object(fieldsOf(statement));
    return statement.kind === "resource"
      ? `const ${statement.variable} = new ${program.packageName}.${statement.name}("${statement.variable}", ${args});`
      : `const ${statement.variable} = ${program.packageName}.${statement.name}Output(${args});`;
  });
  return [`${imports(program)}\n`, ...statements].join("\n");
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
      return `${value.variable}.${value.output}`;
    case "list":
      return `[${value.items.map(write).join(", ")}]`;
    case "object":
      return object(value.fields);
    default:
      return JSON.stringify(value.value);
  }
}
