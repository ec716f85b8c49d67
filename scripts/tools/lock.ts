import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/**
 * Holds `file` as a lock while `work` runs. Takes over a lock whose owner is dead. Two owners at once would only waste
 * time: an atomic rename publishes everything that is made under this lock.
 */
export async function withLock<T>(file: string, say: (line: string) => void, work: () => Promise<T>): Promise<T> {
  const owner = JSON.stringify({ pid: process.pid, host: hostname() });
  mkdirSync(dirname(file), { recursive: true });
  let announced = 0;
  while (!take(file, owner)) {
    if (Date.now() - announced > 15_000) {
      say(`waiting for another run that is building the same tools (lock: ${file})`);
      announced = Date.now();
    }
    await sleep(200);
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

/** Whether a process of this machine has ended. */
export function isDead(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ESRCH";
  }
}

function take(file: string, owner: string): boolean {
  try {
    writeFileSync(file, owner, { flag: "wx" });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    if (isAbandoned(file)) rmSync(file, { force: true });
    return false;
  }
}

function isAbandoned(file: string): boolean {
  let owner: { pid: number; host: string };
  try {
    owner = JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return isOld(file); // recent: it is being released or written right now
  }
  // In a home folder that machines share, only the owner's machine can tell.
  return owner.host === hostname() && isDead(owner.pid);
}

function isOld(file: string): boolean {
  const { mtimeMs } = statSync(file, { throwIfNoEntry: false }) ?? { mtimeMs: Date.now() };
  return Date.now() - mtimeMs > 10_000;
}
