import { cpSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { constants, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { familyOf } from "../../test/engine/harness/processes.js";
import { createWorkspace, type RunResult, type Workspace } from "../../test/engine/harness/workspace.js";
import { SimulatedAccount } from "./account.js";

const example = fileURLToPath(new URL("../../examples/typescript", import.meta.url));

/** The demo's environment: an account, a copy of the example with its own Pulumi home and state, and the screen. */
export class Stage {
  private constructor(
    readonly account: SimulatedAccount,
    readonly workspace: Workspace,
  ) {}

  /** Runs `play` on a stage and always cleans up: afterwards, processes and folders are gone, even after a signal. */
  static async with(orderLatencyMs: number, play: (stage: Stage) => Promise<void>): Promise<void> {
    const folder = realpathSync(mkdtempSync(join(tmpdir(), "bandwidth-demo-")));
    process.env.TMPDIR = folder; // everything made from here on is in it
    const clear = () => rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
    let interrupted = false;
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
      // npm may pass on a Ctrl-C that the terminal has already sent to all processes: handle it once.
      process.on(signal, async () => {
        if (interrupted) return;
        interrupted = true;
        console.error(`\n${signal}: cleaning up …`);
        await endFamily();
        clear();
        process.exit(128 + constants.signals[signal]);
      });
    }
    let account: SimulatedAccount | undefined;
    try {
      account = await SimulatedAccount.start(orderLatencyMs);
      await play(new Stage(account, await copyOfExample(account)));
    } finally {
      await account?.stop();
      clear();
    }
  }

  /** Runs the CLI with its output on the screen. A failed run ends the demo. */
  async pulumi(...args: string[]): Promise<RunResult> {
    console.log(`$ pulumi ${args.join(" ")}`);
    const running = this.workspace.spawn(...args);
    const screen = new Screen();
    const timer = setInterval(() => screen.show(running.text()), 100);
    const result = await running.result.finally(() => clearInterval(timer));
    screen.show(`${result.text}\n`);
    if (result.code !== 0) throw new Error(`pulumi ${args.join(" ")} ended with ${result.code}`);
    return result;
  }
}

/** Ends everything that this process started. */
async function endFamily(): Promise<void> {
  for (const pid of await familyOf(process.pid)) {
    try {
      if (pid !== process.pid) process.kill(pid, "SIGKILL");
    } catch {
      // ended by itself in between
    }
  }
}

/** Prints what was added since the last time, line by line. Leaves out the CLI's lines that only show progress. */
class Screen {
  private shown = 0;
  show(text: string): void {
    const end = text.lastIndexOf("\n") + 1;
    const lines = text.slice(this.shown, end).split("\n").slice(0, -1);
    this.shown = Math.max(this.shown, end);
    for (const line of lines) if (!/^@ |^\s*$/.test(line)) console.log(line);
  }
}

async function copyOfExample(account: SimulatedAccount): Promise<Workspace> {
  const workspace = await createWorkspace({
    name: "telephony",
    language: "ts",
    program: {},
    config: { ...account.config, "telephony:protectNumbers": "false" },
    secrets: { ...account.secrets, "telephony:webhookPassword": "open sesame" },
  });
  // Like a user who copies it. Installed packages stay.
  cpSync(example, workspace.folder, { recursive: true, filter: (path) => !path.includes("node_modules") });
  return workspace;
}
