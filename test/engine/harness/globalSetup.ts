import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { ensurePulumi } from "../../../scripts/pulumi.js";

/** Before any engine test: the CLI is there, and `dist` is made of the present sources. */
export default async function setup(): Promise<void> {
  await ensurePulumi();
  if (process.env.PULUMI_BANDWIDTH_BUILT) return; // `npm test` has just built it
  const cwd = fileURLToPath(new URL("../../..", import.meta.url));
  execFileSync("npm", ["run", "--silent", "build"], { cwd, stdio: "inherit", shell: process.platform === "win32" });
}
