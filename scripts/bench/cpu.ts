import { readdirSync, readFileSync } from "node:fs";

/** CPU time of the whole process so far, in milliseconds. It needs /proc, so it is only there on Linux. */
export function cpuOf(pid: number): number {
  const nanoseconds = readdirSync(`/proc/${pid}/task`).map((task) => {
    try {
      return Number(readFileSync(`/proc/${pid}/task/${task}/schedstat`, "utf8").split(" ")[0]);
    } catch {
      return 0; // ended in between
    }
  });
  return nanoseconds.reduce((sum, each) => sum + each, 0) / 1e6;
}

/** Milliseconds of CPU of all children of this process that have ended, and of theirs. The kernel counts hundredths of a second. */
export function cpuOfChildren(): number {
  const stat = readFileSync("/proc/self/stat", "utf8");
  // The name before these fields, in parentheses, may contain anything. See proc(5): 16 and 17 are the children's times.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[13]) + Number(fields[14])) * 10;
}
