import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import type * as Sdk from "@pulumi/pulumi";

const load = createRequire(import.meta.url);
const NAME = "@pulumi/pulumi";
let chosen: typeof Sdk | undefined;

/**
 * The copy of Pulumi's SDK that the program uses. An installer may put a second copy, of another version, beside this package.
 * A class made with that copy knows nothing about the program's mocks or its inline program, and it may need a newer Node.js.
 * So no copy is loaded before the first resource or look-up. By then the program has loaded its own.
 */
export function sdk(): typeof Sdk {
  chosen ??= load(fileOfSdk()) as typeof Sdk;
  return chosen;
}

/** Whether the Pulumi CLI runs this program, in its own process. Otherwise it is a test, or an inline program. */
export function isRunByCli(): boolean {
  return sdkOfCli() !== undefined;
}

/** The CLI starts `node …/@pulumi/pulumi/cmd/run`, with the SDK that it finds in the program's folder. */
function sdkOfCli(): string | undefined {
  return /^(.*[\\/]@pulumi[\\/]pulumi)[\\/]cmd[\\/]run([\\/]index(\.js)?)?$/.exec(process.argv[1] ?? "")?.[1];
}

function fileOfSdk(): string {
  const ofCli = sdkOfCli();
  if (ofCli !== undefined) return join(ofCli, "index.js");
  const loaded = Object.keys(load.cache).filter((file) => /[\\/]@pulumi[\\/]pulumi[\\/]index\.js$/.test(file));
  const own = found(load);
  const near = found(createRequire(join(process.cwd(), "program.js")));
  for (const candidate of [near, own]) if (candidate !== undefined && loaded.includes(candidate)) return candidate;
  return loaded[0] ?? near ?? own ?? NAME;
}

function found(from: NodeJS.Require): string | undefined {
  try {
    return from.resolve(NAME);
  } catch {
    return undefined;
  }
}

/**
 * Why Pulumi won't be able to load the provider, if that is certain. Pulumi looks for the package from the program's folder,
 * not from the folder of the module that imports it.
 */
export function whyNotLoaded(npmName: string, rootDirectory: string | undefined): string | undefined {
  if (!isRunByCli()) return undefined;
  const folder = process.cwd();
  const folders = rootDirectory ? [folder, resolve(rootDirectory)] : [folder];
  if (folders.some((one) => canLoad(`${npmName}/handlers`, one))) return undefined;
  return (
    `${npmName} is not installed where Pulumi looks for it: add "${npmName}" to the dependencies of ` +
    `${join(packageFolder(folder), "package.json")}, and install them. ` +
    "It is not enough that another package of the workspace depends on it. None of its resources was registered"
  );
}

function canLoad(module: string, folder: string): boolean {
  try {
    createRequire(join(folder, "program.js")).resolve(module);
    return true;
  } catch {
    return false;
  }
}

/** The folder of the package that contains the program. */
function packageFolder(folder: string): string {
  for (let at = folder; ; at = dirname(at)) {
    if (canLoad("./package.json", at)) return at;
    if (dirname(at) === at) return folder;
  }
}
