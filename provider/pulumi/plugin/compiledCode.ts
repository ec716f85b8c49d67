import * as node from "node:module";
import { isPrivateFolder, temporaryFolder } from "../run/privateFolder.js";

/** The part of Node.js that keeps compiled code: from 22.8 on. */
interface Keeper {
  enableCompileCache?: (folder: string) => unknown;
}

/**
 * Each command of the CLI starts the plugin anew, and compiling it takes longer than running it. Node.js can keep the compiled code of
 * what is loaded after this call. It believes what it finds there, so nobody else may be able to write to the folder.
 */
export function keepCompiledCode(
  name: string,
  folder = temporaryFolder(`${name}-code`),
  keeper: Keeper = node as object,
): void {
  if (keeper.enableCompileCache && isPrivateFolder(folder)) keeper.enableCompileCache(folder);
}
