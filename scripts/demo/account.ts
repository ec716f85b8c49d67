import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const repository = fileURLToPath(new URL("../..", import.meta.url));
const START_MS = 30_000;

/** The parts of the account that the demo looks at. */
export interface Holdings {
  sites: unknown[];
  peers: { id: string; voiceHosts: Record<string, string>[] }[];
  subscriptions: unknown[];
}

/** What was bought and disconnected through the API, and what is in service now. */
export interface Accounts {
  bought: string[];
  released: string[];
  owned: string[];
  boughtTwice: unknown[];
}

/** The simulated account, in its own process: only HTTP connects it with the provider. */
export class SimulatedAccount {
  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
    /** The settings that a stack needs to use it, by key. */
    readonly config: Record<string, string>,
    readonly secrets: Record<string, string>,
  ) {}

  /** Starts it on a free port. */
  static async start(orderLatencyMs: number): Promise<SimulatedAccount> {
    const args = ["--import", "tsx", "simulator/main.ts", "--order-latency", String(orderLatencyMs)];
    const child = spawn(process.execPath, args, { cwd: repository, stdio: ["ignore", "pipe", "inherit"] });
    try {
      const greeting = await greetingOf(child);
      const url = /http:\/\/127\.0\.0\.1:\d+/.exec(greeting)?.[0] ?? "";
      return new SimulatedAccount(child, url, settings(greeting, false), settings(greeting, true));
    } catch (error) {
      child.kill();
      throw error;
    }
  }

  holdings = () => this.admin<Holdings>("GET", "state");
  ledger = () => this.admin<Accounts>("GET", "ledger");
  /** The number of requests that change something. */
  async writes(): Promise<number> {
    const requests = await this.admin<{ method: string; path: string }[]>("GET", "requests");
    return requests.filter(({ method }) => method !== "GET").length;
  }
  configure = (change: Record<string, unknown>) => this.admin<unknown>("POST", "settings", change);
  /** What somebody else does at the dashboard. */
  drift = (what: string, given: Record<string, unknown>) => this.admin<unknown>("POST", `drift/${what}`, given);

  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = new Promise((resolve) => this.child.once("exit", resolve));
    this.child.kill();
    await ended;
  }

  private async admin<Answer>(method: string, path: string, body?: object): Promise<Answer> {
    const url = `${this.url}/admin/${path}`;
    const answer = await fetch(url, { method, body: body && JSON.stringify(body) }).catch((error: unknown) => {
      throw new Error(`the simulated account doesn't answer at ${url}`, { cause: error });
    });
    if (!answer.ok) throw new Error(`the simulated account refused ${method} /admin/${path}: ${await answer.text()}`);
    return (await answer.json()) as Answer;
  }
}

/** Everything that it prints when it is ready. The last line says how to stop it. */
function greetingOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = "";
    const fail = (why: string) => {
      clearTimeout(timer);
      reject(new Error(`the simulated account ${why}\n${text}`));
    };
    const timer = setTimeout(() => fail(`did not start within ${START_MS / 1000} s`), START_MS);
    child.stdout?.setEncoding("utf8").on("data", (chunk: string) => {
      text += chunk;
      if (!text.includes("Ctrl-C stops it")) return;
      clearTimeout(timer);
      resolve(text);
    });
    child.once("error", (error) => fail(`could not be started: ${error.message}`));
    child.once("exit", (code) => fail(`ended with ${code}`));
  });
}

/** The values in its ready-to-paste lines, as in `pulumi config set --secret bandwidth:clientSecret …`. */
function settings(greeting: string, secret: boolean): Record<string, string> {
  const lines = [...greeting.matchAll(/pulumi config set (--\w+ )?(bandwidth:\w+) (\S+)/g)];
  const wanted = lines.filter(([, option]) => (option === "--secret ") === secret);
  return Object.fromEntries(wanted.map(([, , key, value]) => [key, value]));
}
