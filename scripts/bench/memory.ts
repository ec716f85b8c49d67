import { readdirSync, readFileSync, readlinkSync } from "node:fs";

const EVERY_MS = 50;

/** Watches the provider processes that work in a folder. It needs /proc, so it only sees something on Linux. */
export class MemoryWatch {
  private peakKb = 0;
  private readonly timer: NodeJS.Timeout;

  constructor(private readonly folder: string) {
    this.timer = setInterval(() => this.look(), EVERY_MS);
  }

  /** The most resident memory of any of them at any time, in MB. */
  stop(): number | undefined {
    clearInterval(this.timer);
    return this.peakKb > 0 ? Math.round(this.peakKb / 1024) : undefined;
  }

  private look(): void {
    for (const pid of processes()) this.peakKb = Math.max(this.peakKb, this.peakOf(pid) ?? 0);
  }

  private peakOf(pid: string): number | undefined {
    try {
      const [program = "", script = ""] = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
      const ours = program.endsWith("node") && script.includes("dynamic-provider");
      if (!ours || readlinkSync(`/proc/${pid}/cwd`) !== this.folder) return undefined;
      return Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]);
    } catch {
      return undefined; // ended in between, or not ours to inspect
    }
  }
}

function processes(): string[] {
  try {
    return readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  } catch {
    return [];
  }
}
