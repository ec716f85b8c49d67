import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { prepareWorkspaces } from "./workspace.js";

/** Before any engine test: the CLI is there and has made a stack, and `dist` is made of the present sources. */
export default async function setup(): Promise<void> {
  await prepareWorkspaces();
  if (process.env.PULUMI_BANDWIDTH_BUILT) return; // `npm test` has just built it
  const cwd = fileURLToPath(new URL("../../..", import.meta.url));
  execFileSync("npm", ["run", "--silent", "build"], { cwd, stdio: "inherit", shell: process.platform === "win32" });
}
