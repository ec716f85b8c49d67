import { createApi } from "../../provider/bandwidth/api.js";
import { settingsOf } from "../../provider/configuration.js";
import type { RunKnowledge } from "../../provider/pulumi/run/program.js";
import { type Simulator, type SimulatorOptions, startSimulator } from "../../simulator/index.js";
import { FastClock } from "./fastClock.js";
import { ProviderProcess } from "./providerProcess.js";
import { seededRandom } from "./random.js";

/**
 * An account as slow as the real one: orders take time and are not listed at once, a list has several pages, and a
 * peer holds its numbers for a while. None of it takes real time.
 */
const slow: SimulatorOptions = {
  orderLatencyMs: 400,
  orderVisibilityDelayMs: 700,
  disconnectReleaseMs: 1_500,
  reportLatencyMs: 1_200,
  realmLatencyMs: 1_800,
  largestPage: 2,
  // Pages so small tell nobody but by a link that they are full.
  listLinks: "always",
  tokenLifetimeSeconds: 86_400,
};

/** Long enough for a busy machine; only the fault of a server that never answers waits for it. */
const requestTimeoutMs = 10_000;
const typingMs = 10_000;

/** What no source tells of the real account, drawn from the seed: the provider has to be safe under every reading. */
function reading(seed: number): SimulatorOptions {
  const readings: SimulatorOptions[] = [
    {},
    { anyLastOrder: false },
    { newNumbers: "InAccount", inAccountShown: "nowhere" },
    { newNumbers: "InAccount", inAccountShown: "atPeer" },
    { newNumbers: "InAccount", inAccountShown: "everywhere", anyLastOrder: false },
  ];
  return readings[(seed - 1) % readings.length] ?? {};
}

type Dialect = "classic" | "universal";

/** One simulated account, and the provider processes that come and go on it. */
export class Account {
  private readonly processes: ProviderProcess[] = [];

  private constructor(
    readonly simulator: Simulator,
    readonly clock: FastClock,
    private readonly dialect: Dialect,
    private readonly random: () => number,
  ) {}

  static async start({ seed = 1, dialect = "classic" }: { seed?: number; dialect?: Dialect } = {}): Promise<Account> {
    const clock = new FastClock();
    // Sources do not agree whether numbers of another carrier can be moved.
    const simulator = await startSimulator({
      ...slow,
      ...reading(seed),
      externalsMove: seed % 3 !== 0,
      missingWithoutCode: seed % 2 === 0,
      allOptionsReadable: seed % 4 !== 0,
      peersWithoutMessaging: seed % 7 === 0,
      seed,
      now: clock.now,
    });
    return new Account(simulator, clock, dialect, seededRandom(seed));
  }

  /** The provider of the next command: a new process that knows nothing of the one before. */
  process(given: { requestTimeoutMs?: number; stack?: string; knowledge?: RunKnowledge } = {}): ProviderProcess {
    this.clock.pass(typingMs);
    const environment = { ...this.simulator.environment(this.dialect), BW_ORDER_TIMEOUT: "60s" };
    const { orderTimeoutMs, ownsAdopted, ...settings } = settingsOf({ configuration: {}, environment });
    const process = new ProviderProcess(
      (isDead) => {
        const clock = this.clock.forProcess(isDead);
        const api = createApi(
          { ...settings, requestTimeoutMs: given.requestTimeoutMs ?? requestTimeoutMs },
          { clock, random: this.random },
        );
        return { ...api, orderTimeoutMs, ownsAdopted };
      },
      given.stack,
      given.knowledge,
    );
    this.processes.push(process);
    return process;
  }

  async close(): Promise<void> {
    // The dead first: their requests end when the server goes, and nobody may wake up for that.
    for (const process of this.processes) process.kill();
    await this.simulator.close();
    for (const process of this.processes) process.close();
  }
}
