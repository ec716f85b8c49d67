import manifest from "../package.json" with { type: "json" };
import { bandwidth } from "../provider/package.js";
import { repositoryOf } from "../provider/publication.js";
import { type Language, languages, resourceExamples, writeProgram } from "../provider/pulumi/schema/examples.js";
import { sdkNames } from "../provider/pulumi/schema/languages/names.js";
import { propertiesOf } from "../provider/pulumi/values/property.js";

/** Where the Pulumi Registry reads the schema, in the commit of a release. */
export const SCHEMA = "provider/cmd/pulumi-resource-bandwidth/schema.json";

/** Pages with parts that come from the definitions. */
export const PAGES_WITH_PARTS = ["docs/_index.md", "docs/installation-configuration.md"] as const;

/** Files that name the repository's address, which package.json alone says. */
export const FILES_WITH_ADDRESS = [...PAGES_WITH_PARTS, "examples/go/go.mod", "examples/go/main.go"] as const;

/** A text with the repository's address as package.json has it now. */
export function withAddress(text: string): string {
  const { owner, name } = repositoryOf(manifest);
  return text.replaceAll(
    /(?<=github\.com\/)[\w-]+\/[\w.-]+(?=\/(?:(?:blob|tree)\/main\/|sdk\/go\b))/g,
    `${owner}/${name}`,
  );
}

/** The text between `<!-- made: name -->` and `<!-- end -->` comes from the definitions. */
const PART = /(<!-- made: (\w+) -->\n)[\s\S]*?(<!-- end -->)/g;

/** A page with its made parts as the definitions have them now. */
export function withMadeParts(page: string): string {
  return page.replaceAll(PART, (_all, begin: string, name: string, end: string) => {
    const make = PARTS[name];
    if (make === undefined)
      throw new Error(`there is no part "${name}". The parts are: ${Object.keys(PARTS).join(", ")}`);
    return `${begin}\n${make()}\n\n${end}`;
  });
}

const PARTS: Readonly<Record<string, () => string>> = { example, sdks, configuration };

/** The registry shows one language at a time. */
function example(): string {
  const order = bandwidth.resources.find(({ name }) => name === "PhoneNumberOrder");
  const [first] = order === undefined ? [] : resourceExamples(bandwidth, order);
  if (first === undefined) throw new Error("PhoneNumberOrder has no example");
  const shown = languages.map((language) => {
    const program = writeProgram(bandwidth, language, first.statements);
    return `{{% choosable language ${language} %}}\n\n\`\`\`${language}\n${program}\n\`\`\`\n\n{{% /choosable %}}`;
  });
  return `{{< chooser language "${languages.join(",")}" >}}\n${shown.join("\n")}\n{{< /chooser >}}`;
}

function sdks(): string {
  const names = sdkNames(bandwidth);
  const rows: Partial<Record<Language, [string, string]>> = {
    typescript: ["JavaScript, TypeScript", names.node],
    python: ["Python", names.python],
    go: ["Go", names.go],
    csharp: ["C#", names.csharp],
    java: ["Java", names.java],
  };
  return ["| language | package |", "| --- | --- |"]
    .concat(Object.values(rows).map(([language, name]) => `| ${language} | \`${name}\` |`))
    .join("\n");
}

function configuration(): string {
  const rows = Object.entries(propertiesOf(bandwidth.configuration)).map(([key, property]) => {
    const name = `\`${key}\`${property.secret ? " (secret)" : ""}`;
    const fallback = property.default === undefined ? "" : `\`${String(property.default)}\``;
    return `| ${name} | \`${property.environment}\` | ${fallback} | ${property.description} |`;
  });
  return ["| key | environment | default | meaning |", "| --- | --- | --- | --- |", ...rows].join("\n");
}
