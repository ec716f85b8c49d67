/**
 * A Bandwidth account that runs on this machine: a real HTTP server with the endpoints, quirks and delays of the
 * reference. It was written from the reference alone and shares nothing with the provider.
 *
 * - Both dialects: `…/api`, `/api/v1`, `/v1.0` (10 digits, COMPLETE) and `…/api/v2` (E.164, COMPLETED, moveTns).
 * - `simulator.account` is the account in memory. Its methods are what somebody else does to it at the dashboard.
 * - `simulator.account.script({ outcome: "partial", count: 1 })` decides how the next order ends.
 * - `simulator.faults.on("POST", /\/orders$/, { kind: "lostAnswer" })` spoils requests.
 * - `simulator.ledger` shows what was bought, disconnected and moved. `simulator.requests` shows what was requested.
 * - The same is available over HTTP as JSON under `/admin`: see `admin.ts`.
 * - Every area code offers NPA-555-0100 to NPA-555-0199 first, so you can order `+19195550100` by number. An
 *   `inventory` entry with a count of 3 leaves exactly NPA-555-0100 to -0102.
 * - `simulator.files` is the other host, to which a report's file redirects. It refuses credentials.
 * - Refusals that the live API would not make have the code 99999 and a text that begins with `SIMULATOR:`.
 */
import { AccountModel } from "./account/model.js";
import { defaultCredentials, Gate, type SimulatorCredentials } from "./auth.js";
import type { Dialect } from "./call.js";
import { Deliveries } from "./deliveries.js";
import { Faults } from "./faults.js";
import { FileHost } from "./fileHost.js";
import { Inventory } from "./inventory.js";
import type { Ledger } from "./ledger.js";
import { AccountFile } from "./persistence.js";
import { RequestLog } from "./requests.js";
import { listen } from "./server.js";
import { defaultSettings, type Settings } from "./settings.js";

export type { AccountModel } from "./account/model.js";
export type { NumberOptions, OrderScript, OwnedNumber, Peer, Site, Subscription } from "./account/types.js";
export type { SimulatorCredentials } from "./auth.js";
export type { Fault, FaultRule, Faults } from "./faults.js";
export type { DoublePurchase, Ledger, LedgerEntry } from "./ledger.js";
export type { RequestLog, RequestRecord } from "./requests.js";
export type { Settings } from "./settings.js";

/** How to start a simulator. You can set every setting here too. */
export interface SimulatorOptions extends Partial<Settings> {
  /** 0 (the default) uses any free port. */
  port?: number;
  /** A file that keeps the account from one start to the next. */
  persistTo?: string;
  /** The same seed gives the same order and subscription ids. */
  seed?: number;
  accountId?: string;
  /** Area codes with a limited number of numbers. */
  inventory?: { areaCode: string; count: number }[];
  rateLimit?: { perSecond: number };
  auth?: Partial<SimulatorCredentials>;
  /** Replaces the clock. */
  now?: () => number;
}

/** A running simulator. */
export interface Simulator {
  /** `http://127.0.0.1:PORT` */
  url: string;
  baseUrl: string;
  universalBaseUrl: string;
  tokenUrl: string;
  accountId: string;
  credentials: SimulatorCredentials;
  /** What a provider reads from its environment to use this account. */
  environment(dialect?: Dialect): Record<string, string>;
  account: AccountModel;
  settings: Settings;
  requests: RequestLog;
  /** What was sent to the customer's services on this machine. */
  deliveries: Deliveries;
  /** The other host, from which reports are downloaded. */
  files: FileHost;
  /** How many tokens were requested. */
  readonly tokenRequests: number;
  revokeTokens(): void;
  faults: Faults;
  ledger: Ledger;
  /** Resets the account to its first day. Also forgets requests, faults and scripts. */
  reset(): void;
  close(): Promise<void>;
}

/** Starts an account on the loopback address. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const {
    port,
    persistTo,
    seed,
    accountId = "9500249",
    inventory,
    rateLimit,
    auth,
    now = Date.now,
    ...given
  } = options;
  const initial: Settings = { ...defaultSettings, ...given };
  if (rateLimit) initial.requestsPerSecond = rateLimit.perSecond;
  const settings = { ...initial };
  const credentials = { ...defaultCredentials, ...auth };
  const account = new AccountModel(accountId, new Inventory(inventory), settings, now, seed ?? 1);
  const firstDay = structuredClone(account.snapshot());
  const requests = new RequestLog();
  const faults = new Faults();
  const gate = new Gate(credentials, settings, now);
  const deliveries = new Deliveries();
  deliveries.watch(account);
  const files = new FileHost();
  const reset = () => {
    deliveries.clear();
    files.clear();
    account.restore(structuredClone(firstDay));
    requests.length = 0;
    faults.clear();
    gate.reset();
    for (const name of Object.keys(settings) as (keyof Settings)[]) delete (settings as Partial<Settings>)[name];
    Object.assign(settings, initial);
  };
  const file = persistTo === undefined ? undefined : new AccountFile(persistTo, account);
  file?.open();
  const running = await listen({ account, settings, gate, faults, requests, deliveries, files, now, reset }, port ?? 0);
  await files.open();
  const url = `http://127.0.0.1:${running.port}`;
  const baseUrl = `${url}/api`;
  const universalBaseUrl = `${url}/api/v2`;
  const tokenUrl = `${url}/api/v1/oauth2/token`;
  return {
    url,
    baseUrl,
    universalBaseUrl,
    tokenUrl,
    accountId,
    credentials,
    environment: (dialect = "classic") => ({
      BW_ACCOUNT_ID: accountId,
      BW_CLIENT_ID: credentials.clientId,
      BW_CLIENT_SECRET: credentials.clientSecret,
      BW_API_URL: dialect === "classic" ? baseUrl : universalBaseUrl,
      BW_TOKEN_URL: tokenUrl,
    }),
    account,
    settings,
    requests,
    deliveries,
    files,
    get tokenRequests() {
      return gate.tokenRequests;
    },
    revokeTokens: () => gate.revokeTokens(),
    faults,
    ledger: account.ledger,
    reset,
    close: async () => {
      deliveries.clear();
      file?.close();
      await files.close();
      running.server.closeAllConnections();
      await new Promise<void>((resolve) => running.server.close(() => resolve()));
    },
  };
}
