import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { publish, type Workshop } from "./build.js";
import { type Environment, isAtLeast, onPath, versionOf } from "./find.js";

const run = promisify(execFile);
const pom = fileURLToPath(new URL("java/pom.xml", import.meta.url));

/** The oldest Java for Pulumi's library. */
const OLDEST = [11] as const;

/** What compiles and runs a Java program. */
export interface JavaTools {
  javac: string;
  java: string;
  maven: string;
}

/** What Java programs need and this machine lacks, as text. Undefined when nothing is missing. */
export async function missingForJava(env: Environment): Promise<string | undefined> {
  const missing = ["javac", "java", "mvn"].filter((name) => !onPath(name, env));
  if (missing.length > 0) return `${missing.join(", ")} on PATH`;
  // `javac 17.0.15`, and `javac 21` for a first release.
  const version = await versionOf(onPath("javac", env) as string, ["-version"], env);
  if (version && !isAtLeast(version, OLDEST)) return `a JDK of version ${OLDEST.join(".")} or later`;
  return undefined;
}

/** The programs of the JDK, and Maven. */
export async function javaTools({ env }: Workshop): Promise<JavaTools> {
  const missing = await missingForJava(env);
  const [javac, java, maven] = ["javac", "java", "mvn"].map((name) => onPath(name, env));
  if (missing || !javac || !java || !maven) {
    throw new Error(`Missing: ${missing}, for Java programs. Please install a JDK (11 or later) and Maven.`);
  }
  return { javac, java, maven };
}

/** The cache folder with the libraries that a Java program with the SDK needs, in Maven's layout. */
export async function javaLibraries(workshop: Workshop): Promise<string> {
  const hash = createHash("sha256").update(readFileSync(pom)).digest("hex").slice(0, 16);
  const folder = join(workshop.cache, `java-libraries-${hash}`);
  if (existsSync(folder)) return folder;
  const { maven } = await javaTools(workshop);
  await publish(folder, workshop, async (temporary) => {
    workshop.say(`copying Pulumi's Java library into ${basename(folder)} of the cache: about 10 s, once`);
    const goal = ["dependency:copy-dependencies", `-DoutputDirectory=${temporary}`];
    await run(maven, ["--batch-mode", "--quiet", "--file", pom, ...goal], { env: workshop.env as NodeJS.ProcessEnv });
  });
  return folder;
}
