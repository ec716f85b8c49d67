import { at, type Expression, elements, holds, indent, type Program, type Statement, snake } from "./program.js";
import type { Writer } from "./writer.js";

export const python: Writer = (program, fieldsOf) => {
  const written = program.statements.map((statement) => ({ statement, fields: fieldsOf(statement) }));
  const values = written.flatMap(({ fields }) => fields.map(([, value]) => value));
  const has = (kind: Expression["kind"]) => values.some((value) => holds(value, kind));
  const { exports = [] } = program;
  const isOption = ({ dependsOn = [], protect }: Statement) => protect || dependsOn.length > 0;
  const { takes = [], gives = new Set() } = program.part ?? {};
  const isTaken = (name: string) => takes.some(({ variable }) => variable === name);
  const defines = (helper: "lines" | "shared") => gives.has(helper) || (has(helper) && !isTaken(helper));
  const needsPulumi =
    has("file") || has("config") || defines("shared") || exports.length > 0 || program.statements.some(isOption);
  const imports = [
    ...(defines("lines") ? ["from pathlib import Path\n"] : []),
    ...(needsPulumi ? ["import pulumi"] : []),
    ...(written.length > 0 ? [`import ${program.names.python} as ${program.packageName}`] : []),
    ...(takes.length > 0 ? [`from shared import ${takes.map(({ variable }) => snake(variable)).join(", ")}`] : []),
  ];
  const helpers = [
    ...(has("config") ? ["config = pulumi.Config()\n"] : []),
    ...(defines("shared") ? [stackReference(program)] : []),
    ...(defines("lines")
      ? ['\ndef lines(file: str) -> list[str]:\n    return Path(file).read_text(encoding="utf-8").split()\n\n']
      : []),
  ];
  const statements = written.map(({ statement, fields }) => {
    const args = fields.map(([name, value]) => `${snake(name)}=${write(value)}`);
    return statement.kind === "resource"
      ? call(snake(statement.variable), `${program.packageName}.${statement.name}`, [
          `"${statement.label ?? statement.variable}"`,
          ...args,
          ...options(statement),
        ])
      : call(snake(statement.variable), `${program.packageName}.${snake(statement.name)}_output`, args);
  });
  const outputs = exports.map(
    ({ name, variable, output }) => `pulumi.export(${JSON.stringify(name)}, ${snake(variable)}.${snake(output)})`,
  );
  if (outputs.length > 0) outputs.unshift("");
  return [`${imports.join("\n")}\n`, ...helpers, ...statements, ...outputs].join("\n");
};

function stackReference({ sharedProject }: Program): string {
  const name = `f"{pulumi.get_organization()}/${sharedProject}/{pulumi.get_stack()}"`;
  return `shared = pulumi.StackReference(${name})\n`;
}

function options({ dependsOn = [], protect }: Statement): string[] {
  const parts = [
    ...(protect ? ["protect=True"] : []),
    ...(dependsOn.length > 0 ? [`depends_on=[${elements(dependsOn.map(snake), "    ")}]`] : []),
  ];
  return parts.length > 0 ? [`opts=pulumi.ResourceOptions(${parts.join(", ")})`] : [];
}

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
      return `[${elements(value.items.map(write), "    ")}]`;
    case "object": {
      const lines = value.fields.map(([name, part]) => `"${snake(name)}": ${write(part)},\n`).join("");
      return `{\n${indent(lines, "    ")}}`;
    }
    case "file":
      return `pulumi.FileAsset(${JSON.stringify(value.path)})`;
    case "config":
      return `config.require_secret(${JSON.stringify(value.key)})`;
    case "shared":
      return `shared.require_output(${JSON.stringify(value.output)})`;
    case "lines":
      return `lines(${JSON.stringify(value.path)})`;
    case "flag":
      return value.value ? "True" : "False";
    default:
      return JSON.stringify(value.value);
  }
}
