import { readdirSync, readFileSync } from "node:fs";

const EVERY_MS = 50;

/** Watches the provider's processes among the descendants of this one. It needs /proc, so it only sees something on Linux. */
export class MemoryWatch {
  private peakKb = 0;
  private readonly timer = setInterval(() => this.look(), EVERY_MS);

  /** The most resident memory of any of them at any time, in MB. */
  stop(): number | undefined {
    clearInterval(this.timer);
    return this.peakKb > 0 ? Math.round(this.peakKb / 1024) : undefined;
  }

  private look(): void {
    const all = new Map(processes().map((pid) => [pid, parentOf(pid)]));
    const isOurs = (pid: string | undefined): boolean =>
      pid !== undefined && (pid === String(process.pid) || isOurs(all.get(pid)));
    for (const pid of all.keys()) if (isOurs(pid)) this.peakKb = Math.max(this.peakKb, peakOf(pid) ?? 0);
  }
}

function peakOf(pid: string): number | undefined {
  const args = read(`/proc/${pid}/cmdline`).split("\0");
  if (!args.some((arg) => /dynamic-provider|dist\/plugin\.cjs$|noopPlugin\.cjs$/.test(arg))) return undefined;
  return Number(/VmHWM:\s+(\d+) kB/.exec(read(`/proc/${pid}/status`))?.[1] ?? 0);
}

function parentOf(pid: string): string | undefined {
  return /^PPid:\s+(\d+)/m.exec(read(`/proc/${pid}/status`))?.[1];
}

/** Empty for a process that has ended in between, or that isn't ours to inspect. */
function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

function processes(): string[] {
  try {
    return readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  } catch {
    return [];
  }
}
