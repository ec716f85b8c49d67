import type { AnyFunction, AnyResource } from "../definition/definition.js";
import type { PackageDefinition } from "../definition/package.js";
import { type ExampleProgram, functionExamples, languages, resourceExamples, writeProgram } from "./examples.js";

/** Shown on the reference pages. */
export const TESTED =
  "The tests of the package run these programs in TypeScript, YAML and Java with the real engine. They run the programs in Python and Go over the generated SDKs, with mocks instead of the engine. The same generator writes the programs in C#, but the tests don't compile them.";

/**
 * The text of a resource's page: the definition's own words, examples in every language, and how to import it. `remark` comes
 * before the examples.
 */
export function resourceDocs<Api>(pack: PackageDefinition<Api>, resource: AnyResource<Api>, remark?: string): string {
  const token = `${pack.name}:index:${resource.name}`;
  const { form, example } = resource.importId;
  return [
    resource.description,
    exampleUsage(pack, resourceExamples(pack, resource), remark),
    `## Import\n\nThe id is ${form}:\n\n\`\`\`sh\n$ pulumi import ${token} example "${example}"\n\`\`\``,
  ].join("\n\n");
}

export function functionDocs<Api>(pack: PackageDefinition<Api>, definition: AnyFunction<Api>, remark?: string): string {
  return [definition.description, exampleUsage(pack, functionExamples(pack, definition), remark)].join("\n\n");
}

function exampleUsage<Api>(pack: PackageDefinition<Api>, examples: readonly ExampleProgram[], remark?: string): string {
  const shown = examples.map(({ title, statements }) => {
    const inAllLanguages = languages.map(
      (language) => `\`\`\`${language}\n${writeProgram(pack, language, statements)}\n\`\`\``,
    );
    return `{{% example %}}\n### ${title}\n\n${inAllLanguages.join("\n")}\n{{% /example %}}`;
  });
  const heading = ["## Example Usage", ...(remark ? [`\n${remark}\n`] : [])].join("\n");
  return `{{% examples %}}\n${heading}\n${shown.join("\n")}\n{{% /examples %}}`;
}
