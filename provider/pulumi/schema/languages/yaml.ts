import { at, type Expression, indent } from "./program.js";
import type { Writer } from "./writer.js";

export const yaml: Writer = (program, fieldsOf) => {
  const part = (kind: "resource" | "call") =>
    program.statements
      .filter((statement) => statement.kind === kind)
      .map((statement) => {
        const fields = fieldsOf(statement).map(([name, value]) => `${name}:${write(value)}`);
        const [head, key, deep] =
          kind === "resource"
            ? [`type: ${program.packageName}:${statement.name}`, "properties", "  "]
            : [`fn::invoke:\n  function: ${program.packageName}:${statement.name}`, "arguments", "    "];
        const args = fields.length > 0 ? `\n${deep.slice(2)}${key}:\n${indent(fields.join("\n"), deep)}` : "";
        return indent(`${statement.variable}:\n${indent(`${head}${args}`, "  ")}`, "  ");
      })
      .join("\n");
  const sections = [
    ["resources", part("resource")],
    ["variables", part("call")],
  ];
  return sections
    .filter(([, text]) => text)
    .map(([name, text]) => `${name}:\n${text}`)
    .join("\n");
};

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
    default:
      return ` ${JSON.stringify(value.value)}`;
  }
}

function lines(fields: [string, Expression][]): string {
  return fields.map(([name, value]) => `${name}:${write(value)}`).join("\n");
}

function element(value: Expression): string {
  return value.kind === "object" ? ` ${indent(lines(value.fields), "  ").trimStart()}` : write(value);
}
