import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);

/** A process and everything that it started, its own children last. */
export async function familyOf(pid: number): Promise<number[]> {
  const { stdout } = await run("ps", ["-A", "-o", "pid=,ppid="]);
  const pairs = stdout
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/\s+/).map(Number));
  // A process that could not be started has none; 0 would stand for all of the machine.
  const family = pid > 0 ? [pid] : [];
  for (const member of family) {
    for (const [child, parent] of pairs) if (parent === member && child !== undefined) family.push(child);
  }
  return family;
}

/** Ends a process and everything that it started at once, as a crash of the machine would. */
export async function killFamily(pid: number): Promise<void> {
  for (const member of await familyOf(pid)) killOne(member);
}

/** Ends only the providers of a run: the engine lives on and has to make do. Tells how many there were. */
export async function killProviders(pid: number): Promise<number> {
  const family = new Set(await familyOf(pid));
  const { stdout } = await run("ps", ["-A", "-o", "pid=,args="]);
  const members = stdout.split("\n").filter((line) => family.has(Number.parseInt(line, 10)));
  const providers = members.filter((line) => /cmd\/dynamic-provider|plugin\.cjs/.test(line));
  for (const line of providers) killOne(Number.parseInt(line, 10));
  return providers.length;
}

function killOne(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // ended by itself in between
  }
}
