import { at, type Expression, holds, indent, type Program, type Statement } from "./program.js";
import type { Writer } from "./writer.js";

export const yaml: Writer = (program, fieldsOf) => {
  const secrets = new Set<string>();
  let isSharing = false;
  const part = (kind: "resource" | "call") =>
    program.statements
      .filter((statement) => statement.kind === kind)
      .map((statement) => {
        const expressions = fieldsOf(statement);
        for (const [, value] of expressions) keysIn(value, secrets);
        isSharing ||= expressions.some(([, value]) => holds(value, "shared"));
        const fields = expressions.map(([name, value]) => `${name}:${write(value)}`);
        const [head, key, deep] =
          kind === "resource"
            ? [`type: ${program.packageName}:${statement.name}${named(statement)}`, "properties", "  "]
            : [`fn::invoke:\n  function: ${program.packageName}:${statement.name}`, "arguments", "    "];
        const args = fields.length > 0 ? `\n${deep.slice(2)}${key}:\n${indent(fields.join("\n"), deep)}` : "";
        return indent(`${statement.variable}:\n${indent(`${head}${args}${options(statement)}`, "  ")}`, "  ");
      })
      .join("\n");
  const [resources, variables] = [part("resource"), part("call")];
  const shared = isSharing ? `${stackReference(program)}\n` : "";
  const outputs = (program.exports ?? []).map(({ name, variable, output }) => `  ${name}: \${${variable}.${output}}`);
  const config = [...secrets].map((key) => `  ${JSON.stringify(key)}:\n    type: string\n    secret: true`).join("\n");
  const sections = [
    ["config", config],
    ["resources", `${shared}${resources}`],
    ["variables", variables],
    ["outputs", outputs.join("\n")],
  ];
  return sections
    .filter(([, text]) => text)
    .map(([name, text]) => `${name}:\n${text}`)
    .join("\n");
};

function stackReference({ sharedProject }: Program): string {
  const name = `\${pulumi.organization}/${sharedProject}/\${pulumi.stack}`;
  return indent(`shared:\n  type: pulumi:pulumi:StackReference\n  properties:\n    name: ${name}`, "  ");
}

function named({ label, variable }: Statement): string {
  return label === undefined || label === variable
    ? ""
    : `\nname: ${/^[a-z]/i.test(label) ? label : JSON.stringify(label)}`;
}

function options({ dependsOn = [], protect }: Statement): string {
  const lines = [
    ...(protect ? ["protect: true"] : []),
    ...(dependsOn.length > 0 ? [`dependsOn:\n${dependsOn.map((variable) => `  - \${${variable}}`).join("\n")}`] : []),
  ];
  return lines.length > 0 ? `\noptions:\n${indent(lines.join("\n"), "  ")}` : "";
}

function keysIn(value: Expression, keys: Set<string>): void {
  if (value.kind === "config") keys.add(value.key);
  if (value.kind === "list") for (const item of value.items) keysIn(item, keys);
  if (value.kind === "object") for (const [, part] of value.fields) keysIn(part, keys);
}

/** What comes after the colon. */
function write(value: Expression): string {
  switch (value.kind) {
    case "reference":
      return ` \${${value.variable}.${value.output}${at(value)}}`;
    case "list":
      return value.items.map((item) => `\n${indent(`-${element(item)}`, "  ")}`).join("");
    case "object":
      return `\n${indent(lines(value.fields), "  ")}`;
    case "file":
      return `\n  fn::fileAsset: ${JSON.stringify(value.path)}`;
    case "config":
      return ` \${${value.key}}`;
    case "shared":
      return ` \${shared.outputs[${JSON.stringify(value.output)}]}`;
    case "lines":
      return `\n  fn::split:\n    - "\\n"\n    - fn::readFile: ${JSON.stringify(value.path)}`;
    default:
      // In YAML programs, a dollar sign and a brace begin a reference, and two dollar signs are one.
      return ` ${JSON.stringify(value.value).replaceAll(/\$(?=[${])/g, "$$$$")}`;
  }
}

function lines(fields: [string, Expression][]): string {
  return fields.map(([name, value]) => `${name}:${write(value)}`).join("\n");
}

function element(value: Expression): string {
  return value.kind === "object" ? ` ${indent(lines(value.fields), "  ").trimStart()}` : write(value);
}
