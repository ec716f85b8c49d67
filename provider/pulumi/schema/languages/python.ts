import { at, type Expression, holdsFile, indent, snake } from "./program.js";
import type { Writer } from "./writer.js";

export const python: Writer = (program, fieldsOf) => {
  const imports = [`import ${program.names.python} as ${program.packageName}`];
  const statements = program.statements.map((statement) => {
    const fields = fieldsOf(statement);
    if (fields.some(([, value]) => holdsFile(value)) && !imports.includes("import pulumi")) {
      imports.unshift("import pulumi");
    }
    const args = fields.map(([name, value]) => `${snake(name)}=${write(value)}`);
    return statement.kind === "resource"
      ? call(snake(statement.variable), `${program.packageName}.${statement.name}`, [
          `"${statement.variable}"`,
          ...args,
        ])
      : call(snake(statement.variable), `${program.packageName}.${snake(statement.name)}_output`, args);
  });
  return [`${imports.join("\n")}\n`, ...statements].join("\n");
};

function call(variable: string, callee: string, args: string[]): string {
  const [first = "", ...rest] = args;
  const more = rest.map((argument) => `,\n${indent(argument, "    ")}`).join("");
  return `${variable} = ${callee}(${first}${more})`;
}

function write(value: Expression): string {
  switch (value.kind) {
    case "reference":
      return `${snake(value.variable)}.${snake(value.output)}${at(value)}`;
    case "list":
      return `[${value.items.map(write).join(", ")}]`;
    case "object": {
      const lines = value.fields.map(([name, part]) => `"${snake(name)}": ${write(part)},\n`).join("");
      return `{\n${indent(lines, "    ")}}`;
    }
    case "file":
      return `pulumi.FileAsset(${JSON.stringify(value.path)})`;
    case "flag":
      return value.value ? "True" : "False";
    default:
      return JSON.stringify(value.value);
  }
}
