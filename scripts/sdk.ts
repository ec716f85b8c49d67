// `npm run sdk`: writes the Node.js, Python, Go, Java and .NET SDKs from the schema into sdk/, or only the named languages.
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { bandwidth } from "../provider/package.js";
import { packageSchema } from "../provider/pulumi/schema/schema.js";
import { ensureTool, type ToolOptions } from "./pulumi.js";

const run = promisify(execFile);

/** The languages with generators in available Go packages. */
const SDK_LANGUAGES = ["nodejs", "python", "go", "java", "dotnet"] as const;

export type SdkLanguage = (typeof SDK_LANGUAGES)[number];

/** Languages with a generator of their own, the arguments that it needs besides, and its name. */
const APART: Partial<Record<SdkLanguage, { generator: "javagen" | "dotnetgen"; more: readonly string[] }>> = {
  java: { generator: "javagen", more: [] },
  dotnet: { generator: "dotnetgen", more: [fileURLToPath(new URL("../assets/logo.png", import.meta.url))] },
};

export interface SdkOptions extends ToolOptions {
  /** The text of another schema than the one that the plugin serves. */
  schema?: string;
}

/** Writes `folder/<language>` from scratch for each language, from the schema that the plugin serves. */
export async function generateSdks(
  folder: string,
  languages: readonly SdkLanguage[] = SDK_LANGUAGES,
  options: SdkOptions = {},
): Promise<void> {
  mkdirSync(folder, { recursive: true });
  // In the same folder, so that a rename can put a finished SDK in place.
  const temporary = mkdtempSync(join(folder, ".unfinished-"));
  try {
    const schema = join(temporary, "schema.json");
    writeFileSync(schema, options.schema ?? JSON.stringify(packageSchema(bandwidth)));
    const together = languages.filter((language) => APART[language] === undefined);
    if (together.length > 0) {
      await run(await ensureTool("sdkgen", options), [schema, temporary, ...together]);
    }
    for (const language of languages) {
      const apart = APART[language];
      if (apart === undefined) continue;
      await run(await ensureTool(apart.generator, options), [schema, join(temporary, language), ...apart.more]);
    }
    for (const language of languages) {
      rmSync(join(folder, language), { recursive: true, force: true });
      renameSync(join(temporary, language), join(folder, language));
    }
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

async function main(wanted: readonly string[]): Promise<void> {
  const unknown = wanted.filter((name) => !SDK_LANGUAGES.some((language) => language === name));
  if (unknown.length > 0) {
    throw new Error(`there is no generator for ${unknown.join(", ")}. Choose from ${SDK_LANGUAGES.join(", ")}`);
  }
  const languages = SDK_LANGUAGES.filter((language) => wanted.length === 0 || wanted.includes(language));
  const folder = fileURLToPath(new URL("../sdk", import.meta.url));
  await generateSdks(folder, languages);
  console.log(`sdk/ is generated: ${languages.join(", ")}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  main(process.argv.slice(2)).catch((error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}
