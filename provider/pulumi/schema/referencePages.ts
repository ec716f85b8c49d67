import type { ErrorCodes } from "../definition/definition.js";
import type { Manual, PackageDefinition, Utility } from "../definition/package.js";
import { type Properties, type Property, propertiesOf } from "../values/property.js";
import { coverageOf, utilityPage } from "./coverage.js";
import { functionDocs, resourceDocs, TESTED } from "./schemaDocs.js";

/** The reference pages by file name. They come from the same texts as the schema and an editor's hints. */
export function referencePages<Api>(pack: PackageDefinition<Api>): Map<string, string> {
  const pages = new Map<string, string>();
  for (const resource of pack.resources) {
    const inputs = propertiesOf(resource.inputs);
    const outputs = visible(propertiesOf(resource.outputs));
    pages.set(
      `resources/${resource.name}.md`,
      [
        frontMatter(pack, resource.name),
        resourceDocs(pack, resource, TESTED),
        section("Inputs", inputs),
        "Every input is an output too.",
        section("Outputs", Object.fromEntries(Object.entries(outputs).filter(([name]) => !(name in inputs))), false),
        shapes({ ...inputs, ...outputs }),
        errorCodes(pack, resource.errors),
      ]
        .filter(Boolean)
        .join("\n\n")
        .concat("\n"),
    );
  }
  for (const lookup of pack.functions) {
    const inputs = propertiesOf(lookup.inputs);
    const outputs = propertiesOf(lookup.outputs);
    pages.set(
      `functions/${lookup.name}.md`,
      [
        frontMatter(pack, lookup.name),
        functionDocs(pack, lookup, TESTED),
        section("Arguments", inputs),
        section("Result", visible(outputs), false),
        shapes({ ...inputs, ...outputs }),
        errorCodes(pack, lookup.errors),
      ]
        .filter(Boolean)
        .join("\n\n")
        .concat("\n"),
    );
  }
  for (const utility of pack.utilities) {
    const name = utilityPage(utility);
    if (name && utility.manual) pages.set(name, manualPage(pack, utility, utility.manual));
  }
  pages.set("index.md", index(pack));
  pages.set("coverage.md", coverage(pack));
  return pages;
}

/** How to use a command, in the words of its `--help`. */
function manualPage<Api>(pack: PackageDefinition<Api>, { name, errors }: Utility, manual: Manual): string {
  const meanings = (of: Readonly<Record<string, string>>) =>
    Object.entries(of).map(([key, text]) => `| \`${cell(key)}\` | ${cell(text)} |`);
  return [
    frontMatter(pack, name),
    `\`\`\`sh\n${manual.usage}\n\`\`\``,
    ...manual.text,
    `## Arguments and variables\n\n${table("name", "what it is", meanings(manual.options))}`,
    `## Exit codes\n\n${table("code", "what it means", meanings(manual.exitCodes))}`,
    errorCodes(pack, errors),
  ]
    .filter(Boolean)
    .join("\n\n")
    .concat("\n");
}

/** Every operation of the API, and what serves it. */
function coverage<Api>(pack: PackageDefinition<Api>): string {
  const rows = [...coverageOf(pack)].map(([operation, servers]) => {
    const named = servers.map(({ name, page }) => (page === undefined ? `\`${name}\`` : `[${name}](${page})`));
    const successor = pack.replaced?.[operation];
    const instead = successor === undefined ? "" : `, with \`${successor}\`, which replaces it`;
    return { operation, row: `| \`${operation}\` | ${named.join(", ")}${instead} |` };
  });
  const isNewer = ({ operation }: { operation: string }) => pack.newerOperations?.includes(operation) === true;
  const [reference, newer] = [rows.filter((one) => !isNewer(one)), rows.filter(isNewer)].map((part) =>
    part.map(({ row }) => row),
  ) as [string[], string[]];
  const beyond = [
    "## Newer operations",
    `${newer.length} operations that newer specifications of Bandwidth have beside these, and that this package uses.`,
    table("operation", "served by", newer),
  ];
  const left = (pack.leftOut ?? []).map(({ methods, paths, why }) => {
    const operations = paths.map((path) => `\`${[methods?.join(", "), path].filter(Boolean).join(" ")}\``);
    return `| ${operations.join("<br>")} | ${why} |`;
  });
  const leftOut = [
    "## Left out",
    "Operations of the newer specifications that this package does not use, and why. `…` stands for everything that begins so.",
    table("operation", "why", left),
  ];
  const { specification } = pack;
  return [
    frontMatter(pack, "Coverage"),
    `The ${reference.length} operations of the API's reference, and the resources, functions and utilities that use each.`,
    ...(specification ? [inSpecification(pack.operations, specification)] : []),
    table("operation", "served by", reference),
    ...(newer.length > 0 ? beyond : []),
    ...(left.length > 0 ? leftOut : []),
  ]
    .join("\n\n")
    .concat("\n");
}

/** How much of the API's own list is used. Two versions of an operation have one place in it. */
function inSpecification(
  operations: readonly string[],
  { name, operations: all, without }: NonNullable<PackageDefinition<unknown>["specification"]>,
): string {
  const listed = operations.filter((operation) => !without.includes(operation));
  const used = new Set(listed.map((operation) => operation.replace(" (v2)", ""))).size;
  return `Of the ${all} operations in ${name}, this package uses ${used}. Two versions of one operation count once. ${without.length} more are in the reference alone.`;
}

function index<Api>(pack: PackageDefinition<Api>): string {
  const row =
    (folder: string) =>
    ({ name, description }: { name: string; description: string }) =>
      `| [${name}](${folder}/${name}.md) | ${firstSentence(description)} |`;
  return [
    frontMatter(pack, "Reference"),
    `Every resource, function and utility of the package, version ${pack.version}. [Coverage](coverage.md) lists the operations of the API, and what uses each.`,
    table("resource", "what it is", pack.resources.map(row("resources"))),
    table("function", "what it returns", pack.functions.map(row("functions"))),
    pack.utilities.length > 0 ? table("utility", "what it does", pack.utilities.map(utilityRow)) : "",
    pack.errors
      ? `## Error codes\n\nAny operation of the API can answer with these codes.\n\n${codeTable(pack.errors)}`
      : "",
  ]
    .filter(Boolean)
    .join("\n\n")
    .concat("\n");
}

function utilityRow(utility: Utility): string {
  const page = utilityPage(utility);
  const shown = page === undefined ? `\`${utility.name}\`` : `[${utility.name}](${page})`;
  return `| ${shown} | ${firstSentence(utility.description)} |`;
}

function frontMatter<Api>(pack: PackageDefinition<Api>, title: string): string {
  const description = `${pack.displayName} provider for Pulumi: ${title}.`;
  return `---\ntitle: ${yamlText(title)}\nmeta_desc: ${yamlText(description)}\n---\n\n# ${title}`;
}

/** A YAML text. A bare text with `: ` in it would not be one. JSON texts are also YAML texts. */
const yamlText = (text: string) => (/^[A-Za-z][A-Za-z0-9 -]*$/.test(text) ? text : JSON.stringify(text));

function section(title: string, properties: Properties, given = true): string {
  const rows = Object.entries(properties).map(([name, property]) => row(name, property, given));
  return rows.length > 0 ? `## ${title}\n\n${table("property", "type", rows, "what it is")}` : "";
}

/** The codes of one resource or function, and a link to those of all operations. */
function errorCodes<Api>(pack: PackageDefinition<Api>, own: ErrorCodes = {}): string {
  const some = Object.keys(own).length > 0;
  const parts = [
    ...(some ? [codeTable(own)] : []),
    ...(pack.errors
      ? [`${some ? "Besides these, there are" : "It has no codes of its own, only"} ${ofEveryOperation}`]
      : []),
  ];
  return parts.length > 0 ? ["## Error codes", ...parts].join("\n\n") : "";
}

const ofEveryOperation = "[those that any operation can answer with](../index.md#error-codes).";

function codeTable(codes: ErrorCodes): string {
  const byNumber = new Intl.Collator("en", { numeric: true });
  const rows = Object.entries(codes)
    .sort(([one], [other]) => byNumber.compare(one, other))
    .map(([code, text]) => `| \`${code}\` | ${cell(text)} |`);
  return table("code", "what it means, and what to do", rows);
}

/** The nested objects, each once, in the order of their first use. */
function shapes(properties: Properties): string {
  const found = new Map<string, Properties>();
  collect(properties, found);
  return [...found].map(([name, parts]) => section(name, parts).replace("## ", "### ")).join("\n\n");
}

function collect(properties: Properties, found: Map<string, Properties>): void {
  for (const property of Object.values(visible(properties))) {
    const inner = property.items ?? property;
    const name = inner.typeName;
    if (inner.kind !== "object" || !inner.properties || name === undefined || found.has(name)) continue;
    found.set(name, inner.properties);
    collect(inner.properties, found);
  }
}

/** `given`: the program sets it. For what is only returned, "required" means nothing. */
function row(name: string, property: Property, given: boolean): string {
  const traits = [
    given && property.required ? "required" : "",
    property.replaces ? "a change replaces the resource" : "",
    property.secret ? "secret" : "",
    property.default === undefined ? "" : `default \`${JSON.stringify(property.default)}\``,
  ].filter(Boolean);
  const deprecated = property.deprecated === undefined ? "" : `**Deprecated.** ${property.deprecated}`;
  const text = [deprecated, property.description, traits.length > 0 ? `(${traits.join("; ")})` : ""]
    .filter(Boolean)
    .join(" ");
  return `| \`${name}\` | ${typeOf(property)} | ${cell(text)} |`;
}

function typeOf(property: Property): string {
  if (property.items) return `list of ${typeOf(property.items)}`;
  if (property.kind === "object") return property.typeName ?? "object";
  if (property.kind === "asset") return "asset (a file or a text)";
  return property.values ? property.values.map((word) => `\`${word}\``).join(", ") : property.kind;
}

function table(first: string, second: string, rows: readonly string[], third?: string): string {
  const heads = [first, second, ...(third ? [third] : [])];
  return [`| ${heads.join(" | ")} |`, `|${" --- |".repeat(heads.length)}`, ...rows].join("\n");
}

function visible(properties: Properties): Properties {
  return Object.fromEntries(Object.entries(properties).filter(([, { internal }]) => !internal));
}

function firstSentence(text: string): string {
  const line = text.split("\n\n", 1)[0] ?? "";
  return cell(/^.*?[.](?=\s|$)/s.exec(line)?.[0] ?? line);
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll(/\s*\n\s*/g, " ");
}
