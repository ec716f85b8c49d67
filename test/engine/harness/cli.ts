import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Events, readEvents } from "./events.js";
import { killFamily } from "./processes.js";

/** How one run of the CLI ended. */
export interface RunResult extends Events {
  /** The exit code; -1 when it was killed. */
  code: number;
  stdout: string;
  stderr: string;
  /** Both as they came, which is what a user sees. */
  text: string;
  milliseconds: number;
}

/** A CLI that is running. */
export interface RunningCli {
  readonly pid: number;
  readonly result: Promise<RunResult>;
  /** What it has printed so far. */
  text(): string;
  /** Waits until it has printed that; fails when it ends without, or after `timeoutMs`. */
  waitFor(pattern: RegExp, timeoutMs?: number): Promise<void>;
  /** Ctrl-C. */
  interrupt(): void;
  /** SIGKILL to the CLI, the program and the providers. */
  kill(): Promise<void>;
}

export interface CliSettings {
  pulumi: string;
  cwd: string;
  env: Record<string, string>;
  /** A run that takes longer is killed and fails the test with what it printed. */
  timeoutMs: number;
}

const WITH_EVENTS = new Set(["up", "update", "preview", "refresh", "destroy", "import"]);

/** Whether that is a command on resources. */
export function runsEngine(args: readonly string[]): boolean {
  return WITH_EVENTS.has(args[0] ?? "");
}

/** Starts the CLI; commands that run the engine also write their events to a file of their own. */
export function startCli(args: readonly string[], settings: CliSettings): RunningCli {
  const folder = mkdtempSync(join(tmpdir(), "pulumi-events-"));
  const log = join(folder, "events.json");
  // What comes after "--" is not for the CLI.
  const end = args.includes("--") ? args.indexOf("--") : args.length;
  const own = [...(runsEngine(args) ? ["--event-log", log] : []), "--color", "never", "--non-interactive"];
  const all = [...args.slice(0, end), ...own, ...args.slice(end)];
  const started = Date.now();
  const child = spawn(settings.pulumi, all, {
    cwd: settings.cwd,
    env: settings.env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const output = { stdout: "", stderr: "", text: "" };
  collect(child, output);
  const pid = child.pid ?? 0;

  const result = new Promise<RunResult>((resolve, reject) => {
    const timer = setTimeout(async () => {
      await killFamily(pid);
      reject(new Error(`pulumi ${args.join(" ")} did not end within ${settings.timeoutMs} ms:\n${output.text}`));
    }, settings.timeoutMs);
    child.on("error", reject);
    child.on("close", (code) => {
      clearTimeout(timer);
      resolve({ ...output, ...readEvents(log), code: code ?? -1, milliseconds: Date.now() - started });
      rmSync(folder, { recursive: true, force: true });
    });
  });
  result.catch(() => {}); // whoever awaits it sees the failure; who does not must not crash

  return {
    pid,
    result,
    text: () => output.text,
    waitFor: (pattern, timeoutMs = 180_000) => waitFor(child, output, pattern, timeoutMs),
    interrupt: () => void child.kill("SIGINT"),
    kill: () => killFamily(pid),
  };
}

function collect(child: ChildProcess, output: { stdout: string; stderr: string; text: string }): void {
  for (const name of ["stdout", "stderr"] as const) {
    child[name]?.setEncoding("utf8").on("data", (chunk: string) => {
      output[name] += chunk;
      output.text += chunk;
    });
  }
}

async function waitFor(
  child: ChildProcess,
  output: { text: string },
  pattern: RegExp,
  timeoutMs: number,
): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (!pattern.test(output.text)) {
    const ended = child.exitCode !== null || child.signalCode !== null;
    if (ended || Date.now() > deadline) {
      throw new Error(`${ended ? "pulumi ended without" : `no ${timeoutMs} ms brought`} ${pattern}:\n${output.text}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
