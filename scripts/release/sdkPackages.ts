import { execFile } from "node:child_process";
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { promisify } from "node:util";
import { extract } from "tar";
import { workshopOf } from "../pulumi.js";
import { generateSdks } from "../sdk.js";
import { onPath } from "../tools/find.js";
import { javaLibraries, javaTools, missingForJava } from "../tools/java.js";
import { pythonEnvironment, pythonOf } from "../tools/python.js";
import { EPOCH, filesOf, packFolder } from "./archive.js";
import type { Checkout } from "./checkout.js";
import type { ReleaseOptions, SdkPackage } from "./options.js";
import { centralPom, mavenCoordinates } from "./pom.js";

const run = promisify(execFile);
const TSC = createRequire(import.meta.url).resolve("typescript/bin/tsc");

/** What a package is made from, and where it goes. */
interface Workplace {
  checkout: Checkout;
  options: ReleaseOptions;
  /** The generated sources of the language. */
  sources: string;
  /** Says what was left out, and why. */
  skip: (what: string, why: string) => void;
}

/** Builds the packages of all languages as their registries take them. Returns what this machine could not make. */
export async function makeSdkPackages(checkout: Checkout, options: ReleaseOptions): Promise<string[]> {
  const skipped: string[] = [];
  const skip = (what: string, why: string) => skipped.push(`${what}: ${why}`);
  const missing: Partial<Record<SdkPackage, string | undefined>> = { java: await missingForJava(process.env) };
  const languages = options.sdks.filter((language) => missing[language] === undefined);
  for (const language of options.sdks) {
    if (missing[language] !== undefined) skip(`the package for ${language}`, `this machine lacks ${missing[language]}`);
  }
  const folder = join(checkout.folder, "release.sdks");
  await generateSdks(folder, languages, { schema: readFileSync(checkout.schema, "utf8") });
  for (const language of languages) {
    const sources = join(folder, language);
    copyFileSync(join(checkout.folder, "LICENSE"), join(sources, "LICENSE"));
    await MAKERS[language]({ checkout, options, sources, skip });
  }
  return skipped;
}

const MAKERS: Readonly<Record<SdkPackage, (place: Workplace) => Promise<void>>> = { nodejs, python, go, java, dotnet };

/** Compiled here: a script at installation would not run with `--ignore-scripts`. */
async function nodejs({ checkout, options, sources }: Workplace): Promise<void> {
  const { name, repository } = JSON.parse(readFileSync(join(checkout.folder, "package.json"), "utf8"));
  const manifest = JSON.parse(readFileSync(join(sources, "package.json"), "utf8"));
  const { "@types/node": _types, typescript: _compiler, ...dependencies } = manifest.dependencies;
  const published = {
    ...manifest,
    main: "bin/index.js",
    types: "bin/index.d.ts",
    files: ["bin", "LICENSE", "README.md"],
    repository,
    scripts: undefined,
    dependencies,
  };
  writeFileSync(join(sources, "package.json"), JSON.stringify(published, null, 2));
  writeFileSync(
    join(sources, "README.md"),
    `# ${manifest.name}\n\n${manifest.description}\n\nFor programs that use the plugin of ${name}: ${repository.url.replace(/^git\+/, "")}\n`,
  );
  symlinkSync(join(checkout.folder, "node_modules"), join(sources, "node_modules"), "dir");
  await run(process.execPath, [TSC, "--project", sources, "--sourceMap", "false", "--declarationMap", "false"]);
  rmSync(join(sources, "node_modules"));
  // It reads its own version from there.
  copyFileSync(join(sources, "package.json"), join(sources, "bin", "package.json"));
  await npmPack(sources, options.out);
}

/** Packs a folder as npm does. npm itself writes the same bytes for the same files. */
export async function npmPack(folder: string, out: string): Promise<void> {
  const args = ["pack", "--ignore-scripts", "--pack-destination", out];
  await run("npm", args, { cwd: folder, shell: process.platform === "win32" });
}

/** A source distribution, and a wheel that is built from it: so it is complete. */
async function python({ options, sources }: Workplace): Promise<void> {
  copyFileSync(join(sources, "pulumi_bandwidth", "README.md"), join(sources, "README.md"));
  const sdist = await setuptools(sources, "build_sdist");
  const unpacked = `${sources}.unpacked`;
  mkdirSync(unpacked);
  await extract({ file: sdist, cwd: unpacked });
  const wheel = await setuptools(join(unpacked, basename(sdist, ".tar.gz")), "build_wheel");
  copyFileSync(wheel, join(options.out, basename(wheel)));
  // setuptools puts the time into it.
  rmSync(unpacked, { recursive: true });
  mkdirSync(unpacked);
  await extract({ file: sdist, cwd: unpacked });
  packFolder(unpacked, join(options.out, basename(sdist)));
}

/** Runs the build back-end that pyproject.toml names, and returns the file that it made. */
async function setuptools(folder: string, step: "build_sdist" | "build_wheel"): Promise<string> {
  const made = `${folder}.made`;
  mkdirSync(made, { recursive: true });
  const build = "import sys, setuptools.build_meta as b; b.__dict__[sys.argv[1]](sys.argv[2])";
  const time = String(Math.trunc(EPOCH.getTime() / 1000));
  const env = { ...process.env, SOURCE_DATE_EPOCH: time, PYTHONHASHSEED: "0" };
  const python = pythonOf(await pythonEnvironment(workshopOf({})));
  await run(python, ["-W", "ignore", "-c", build, step, made], { cwd: folder, env, maxBuffer: 2 ** 26 });
  const [file] = readdirSync(made).filter((name) => (step === "build_wheel") === name.endsWith(".whl"));
  if (file === undefined) throw new Error(`setuptools made nothing for ${step}`);
  return join(made, file);
}

/** The tree of a module in a folder of this repository. Go finds it by a tag of its own: `sdk/go/v1.2.3`. */
async function go({ options, sources }: Workplace): Promise<void> {
  const tree = `${sources}.tree`;
  for (const file of filesOf(sources)) {
    mkdirSync(dirname(join(tree, "sdk/go", file)), { recursive: true });
    copyFileSync(join(sources, file), join(tree, "sdk/go", file));
  }
  packFolder(tree, join(options.out, `pulumi-bandwidth-sdk-go-v${options.version}.tar.gz`));
}

/** What Maven Central asks for, but for the signatures: classes, sources, documentation and a POM. */
async function java({ checkout, options, sources, skip }: Workplace): Promise<void> {
  const workshop = workshopOf({});
  const { javac } = await javaTools(workshop);
  const libraries = join(await javaLibraries(workshop), "*");
  const [code, resources] = [join(sources, "src/main/java"), join(sources, "src/main/resources")];
  const classes = join(sources, "classes");
  mkdirSync(classes);
  const list = join(sources, "sources.txt");
  writeFileSync(
    list,
    filesOf(code)
      .map((file) => JSON.stringify(join(code, file)))
      .join("\n"),
  );
  const flags = ["-proc:none", "-g", "-encoding", "UTF-8", "--release", "11", "-nowarn"];
  await run(javac, [...flags, "-cp", libraries, "-d", classes, `@${list}`], { maxBuffer: 2 ** 26 });
  const { artifactId } = mavenCoordinates(options.owner);
  const base = join(options.out, `${artifactId}-${options.version}`);
  await jar(`${base}.jar`, [classes, resources], checkout.folder);
  await jar(`${base}-sources.jar`, [code, resources], checkout.folder);
  writeFileSync(`${base}.pom`, centralPom(checkout.folder, options));
  const jars = onPath("javadoc", workshop.env);
  if (jars === undefined) return skip("the documentation of the Java package", "this machine lacks javadoc");
  const docs = join(sources, "docs");
  const quiet = ["-quiet", "-notimestamp", "-Xdoclint:none", "-encoding", "UTF-8", "-docencoding", "UTF-8"];
  await run(jars, [...quiet, "-cp", libraries, "-d", docs, `@${list}`], { maxBuffer: 2 ** 26 });
  await jar(`${base}-javadoc.jar`, [docs], checkout.folder);
}

async function jar(to: string, folders: readonly string[], checkout: string): Promise<void> {
  const tool = onPath("jar", process.env);
  if (tool === undefined) throw new Error("Missing: jar, which comes with the JDK. Have it on PATH.");
  const files = folders.flatMap((folder) => filesOf(folder).map((file) => ["-C", folder, file]));
  const list = `${to}.files`;
  writeFileSync(
    list,
    [["-C", checkout, "LICENSE"], ...files]
      .flat()
      .map((word) => JSON.stringify(word))
      .join("\n"),
  );
  // The oldest time that the format knows is 1980.
  const date = EPOCH.toISOString().replace(".000Z", "+00:00");
  await run(tool, ["--create", "--file", to, "--date", date, `@${list}`], { maxBuffer: 2 ** 26 });
  rmSync(list);
}

/** The sources of the NuGet package, and the package itself where the .NET SDK is. */
async function dotnet({ checkout, options, sources, skip }: Workplace): Promise<void> {
  copyFileSync(join(checkout.folder, "assets/logo.png"), join(sources, "logo.png"));
  packFolder(sources, join(options.out, `PulumiBandwidth.Bandwidth-${options.version}-nuget-sources.tar.gz`));
  const tool = onPath("dotnet", process.env);
  if (tool === undefined) return skip("the NuGet package", "this machine lacks dotnet. Its sources are there");
  // The project makes its package when it is built.
  await run(tool, ["build", "--configuration", "Release"], { cwd: sources, maxBuffer: 2 ** 26 });
  const made = `PulumiBandwidth.Bandwidth.${options.version}.nupkg`;
  copyFileSync(join(sources, "bin/Release", made), join(options.out, made));
}
