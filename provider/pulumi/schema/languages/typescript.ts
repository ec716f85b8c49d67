import { at, type Expression, elements, holds, indent, type Program, type Statement } from "./program.js";
import type { Writer } from "./writer.js";

export const typescript: Writer = (program, fieldsOf) => {
  const written = program.statements.map((statement) => ({ statement, fields: fieldsOf(statement) }));
  const values = written.flatMap(({ fields }) => fields.map(([, value]) => value));
  const has = (kind: Expression["kind"]) => values.some((value) => holds(value, kind));
  const { takes = [], gives = new Set() } = program.part ?? {};
  const isTaken = (name: string) => takes.some(({ variable }) => variable === name);
  const defines = (helper: "lines" | "shared") => gives.has(helper) || (has(helper) && !isTaken(helper));
  const given = (name: string) => (gives.has(name) ? "export " : "");
  const lines = [
    ...(defines("lines") ? ['import * as fs from "node:fs";'] : []),
    ...(has("file") || has("config") || defines("shared") ? ['import * as pulumi from "@pulumi/pulumi";'] : []),
    ...(written.length > 0 ? [imports(program)] : []),
    ...(takes.length > 0 ? [`import { ${takes.map(({ variable }) => variable).join(", ")} } from "../shared";`] : []),
  ];
  const helpers = [
    ...(has("config") ? ["const config = new pulumi.Config();\n"] : []),
    ...(defines("shared") ? [`${given("shared")}${stackReference(program)}`] : []),
    ...(defines("lines") ? [`${given("lines")}${LINES}`] : []),
  ];
  const statements = written.map(({ statement, fields }) => {
    const args = object(fields);
    if (statement.kind === "call") {
      return `const ${statement.variable} = ${program.packageName}.${statement.name}Output(${args});`;
    }
    const made = `new ${program.packageName}.${statement.name}("${statement.label ?? statement.variable}", ${args}${options(statement)});`;
    // A variable that nobody uses is a warning in many editors.
    return statement.label && !statement.used
      ? made
      : `${given(statement.variable)}const ${statement.variable} = ${made}`;
  });
  const outputs = (program.exports ?? []).map(
    ({ name, variable, output }) => `export const ${name} = ${variable}.${output};`,
  );
  if (outputs.length > 0) outputs.unshift("");
  return [`${lines.join("\n")}\n`, ...helpers, ...statements, ...outputs].join("\n");
};

const LINES = 'const lines = (file: string) => fs.readFileSync(file, "utf8").trim().split(/\\s+/);\n';

function stackReference({ sharedProject }: Program): string {
  const name = `\`\${pulumi.getOrganization()}/${sharedProject}/\${pulumi.getStack()}\``;
  return `const shared = new pulumi.StackReference(${name});\n`;
}

function imports({ packageName, names }: Program): string {
  return `import * as ${packageName} from "${names.node}";`;
}

function options({ dependsOn = [], protect }: Statement): string {
  const parts = [
    ...(protect ? ["protect: true"] : []),
    ...(dependsOn.length > 0 ? [`dependsOn: [${elements(dependsOn, "    ")}]`] : []),
  ];
  return parts.length > 0 ? `, { ${parts.join(", ")} }` : "";
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
      return `[${elements(value.items.map(write), "    ")}]`;
    case "object":
      return object(value.fields);
    case "file":
      return `new pulumi.asset.FileAsset(${JSON.stringify(value.path)})`;
    case "config":
      return `config.requireSecret(${JSON.stringify(value.key)})`;
    case "shared":
      return `shared.requireOutput(${JSON.stringify(value.output)})`;
    case "lines":
      return `lines(${JSON.stringify(value.path)})`;
    default:
      return JSON.stringify(value.value);
  }
}
