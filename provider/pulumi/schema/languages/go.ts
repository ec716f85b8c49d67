import { type Expression, holds, indent, type Program, type Statement, type Taken, title } from "./program.js";
import type { Writer } from "./writer.js";

export const go: Writer = (program, fieldsOf) => {
  let declared = false;
  const written = program.statements.map((statement) => ({ statement, fields: fieldsOf(statement) }));
  const values = written.flatMap(({ fields }) => fields.map(([, value]) => value));
  const has = (kind: Expression["kind"]) => values.some((value) => holds(value, kind));
  const { name: partName, takes = [], gives = new Set(), calls = [] } = program.part ?? {};
  const isTaken = (name: string) => takes.some(({ variable }) => variable === name);
  const defines = (helper: "lines" | "shared") => gives.has(helper) || (has(helper) && !isTaken(helper));
  // A reference to a stack is declared before all others.
  if (defines("shared")) declared = true;
  const statements = written.map(({ statement, fields }) => {
    const variable = statement.used ? statement.variable : "_";
    // Go requires a new name on the left of `:=`.
    const assign = statement.used || !declared ? ":=" : "=";
    if (statement.kind === "resource") declared = true;
    const line = expressionOf(program, statement, fields);
    return statement.kind === "resource"
      ? `${variable}, err ${assign} ${line}\nif err != nil {\n\treturn err\n}\n`
      : `${statement.variable} := ${line}\nctx.Export("${statement.variable}", ${statement.variable})\n`;
  });
  const setUp = has("config") ? `conf := config.New(ctx, "")\n` : "";
  const shared = defines("shared") ? stackReference(program) : "";
  const outputs = (program.exports ?? []).map(
    ({ name, variable, output }) => `ctx.Export(${JSON.stringify(name)}, ${variable}.${title(output)})\n`,
  );
  const called = calls.map(
    (call) =>
      `if err := ${call.name}(${["ctx", ...argumentsOf(call.takes)].join(", ")}); err != nil {\n\treturn err\n}\n`,
  );
  const body = [setUp, shared, ...statements, ...outputs, ...called, "return nil\n"].join("");
  const imports = [
    `"github.com/pulumi/pulumi/sdk/v3/go/pulumi"`,
    ...(has("config") ? [`"github.com/pulumi/pulumi/sdk/v3/go/pulumi/config"`] : []),
    // A main part may have nothing but calls.
    ...(written.length > 0 ? [`"${program.names.go}"`] : []),
  ].sort();
  const ofLines = defines("lines") ? `"os"\n"strings"\n\n` : "";
  return [
    "package main\n",
    `import (\n${indent(`${ofLines}${imports.join("\n")}`, "\t")}\n)\n`,
    ...(defines("lines") ? [LINES] : []),
    partName === undefined
      ? `func main() {\n\tpulumi.Run(func(ctx *pulumi.Context) error {\n${indent(body, "\t\t")}\t})\n}`
      : `func ${goName(partName)}(${["ctx *pulumi.Context", ...parametersOf(program, takes)].join(", ")}) error {\n${indent(body, "\t")}}`,
  ].join("\n");
};

/** A function's name. It begins with a capital letter, so no variable has it. */
export const goName = (variable: string): string => title(variable);

/** Helpers are in the same package, but for the reference to a stack. */
const argumentsOf = (takes: readonly Taken[]) =>
  takes.flatMap(({ variable }) => (variable === "lines" ? [] : [variable]));

function parametersOf({ packageName }: Program, takes: readonly Taken[]): string[] {
  return takes.flatMap(({ variable, type }) =>
    variable === "lines"
      ? []
      : [`${variable} *${type === undefined ? "pulumi.StackReference" : `${packageName}.${type}`}`],
  );
}

function stackReference({ sharedProject }: Program): string {
  const name = `ctx.Organization()+"/${sharedProject}/"+ctx.Stack()`;
  return `shared, err := pulumi.NewStackReference(ctx, ${name}, nil)\nif err != nil {\n\treturn err\n}\n`;
}

/** Reads a file of numbers. */
const LINES = `func lines(file string) pulumi.StringArray {
\tcontent, err := os.ReadFile(file)
\tif err != nil {
\t\tpanic(err)
\t}
\treturn pulumi.ToStringArray(strings.Fields(string(content)))
}
`;

function options({ dependsOn = [], protect }: Statement): string {
  const resources = dependsOn.join(", ");
  return [
    ...(protect ? ["pulumi.Protect(true)"] : []),
    ...(resources ? [`pulumi.DependsOn([]pulumi.Resource{${resources}})`] : []),
  ]
    .map((option) => `, ${option}`)
    .join("");
}

function expressionOf(program: Program, statement: Statement, fields: [string, Expression][]): string {
  const { packageName } = program;
  if (statement.kind === "resource") {
    const args = struct(packageName, `${statement.name}Args`, fields);
    return `${packageName}.New${statement.name}(ctx, "${statement.label ?? statement.variable}", ${args}${options(statement)})`;
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
    case "config":
      return `conf.RequireSecret(${JSON.stringify(value.key)})`;
    case "shared":
      return `shared.GetStringOutput(pulumi.String(${JSON.stringify(value.output)}))`;
    case "lines":
      return `lines(${JSON.stringify(value.path)})`;
    case "number":
      return `pulumi.${value.property?.integer ? "Int" : "Float64"}(${value.value})`;
    case "flag":
      return `pulumi.Bool(${value.value})`;
    case "text":
      return `pulumi.String(${JSON.stringify(value.value)})`;
  }
}
