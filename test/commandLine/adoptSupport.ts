import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { runCommand } from "../../provider/commandLine/commands.js";
import { connect } from "../../provider/connect.js";
import { bandwidth } from "../../provider/package.js";
import { check } from "../../provider/pulumi/definition/checkResource.js";
import type { AnyResource } from "../../provider/pulumi/definition/definition.js";
import * as lifecycle from "../../provider/pulumi/definition/lifecycle.js";
import { isObject, type Values } from "../../provider/pulumi/values/values.js";
import type { Bandwidth } from "../../provider/resources/define.js";
import { homeOf, inFolder, onPath } from "../../scripts/tools/find.js";
import type { Simulator } from "../../simulator/index.js";
import { Draw } from "../faults/random.js";
import { address, resourceNamed } from "../resources/support.js";
import { unnamed } from "../used.js";
import { listener } from "./listener.js";

export interface Entry {
  type: string;
  name: string;
  id: string;
  inputs: Record<string, unknown>;
  outputs: Record<string, unknown>;
}

/** What a run of the command wrote. */
export class Adoption {
  constructor(
    readonly code: number,
    readonly stdout: string,
    readonly stderr: string,
    readonly folder: string,
  ) {}

  file(name: string): string {
    return readFileSync(join(this.folder, name), "utf8");
  }

  files(): string[] {
    return readdirSync(this.folder, { recursive: true }).map(String).sort();
  }

  get resources(): Entry[] {
    return (JSON.parse(this.file("import.json")) as { resources: Entry[] }).resources;
  }

  names(type: string): string[] {
    return this.resources.flatMap((one) => (one.type.endsWith(`:${type}`) ? [one.name] : []));
  }

  /** What a stack with these resources exports. */
  exported(): string {
    const resources = this.resources.map(({ type, id, inputs, outputs }) => ({ type, id, inputs, outputs }));
    return JSON.stringify({ version: 3, deployment: { resources } });
  }

  /** What a preview would change, if the program declares what the import file says. */
  changes(api: Bandwidth): string[] {
    return this.resources.flatMap(({ type, name, inputs, outputs }) => {
      const resource = resourceNamed(type.split(":").at(-1) ?? "");
      const checked = check(resource, fromFile(inputs), api);
      const complaints = checked.failures.map(({ property, reason }) => `${name}: ${property} ${reason}`);
      const state = fromFile(outputs);
      const { changes } = lifecycle.diff(resource as AnyResource<never>, state, checked.inputs);
      return [...complaints, ...changes.map(({ path }) => `${name}: ${path}`)];
    });
  }
}

/** The values of an import file, as the engine hands them to the plugin: secrets in plain text. */
export function fromFile(values: Values): Values {
  const plain = (_key: string, value: unknown) =>
    isObject(value) && typeof value.plaintext === "string" ? (JSON.parse(value.plaintext) as unknown) : value;
  return JSON.parse(JSON.stringify(values), plain) as Values;
}

const folders: string[] = [];

/**
 * What gofmt says. It comes with Go, which also builds the engine of the tests where no `pulumi` is installed.
 * @throws Error that says what is missing on this machine.
 */
export function gofmt(...args: string[]): string {
  const beside = onPath("go", process.env);
  const found = onPath("gofmt", process.env) ?? (beside && inFolder(homeOf(beside), "gofmt"));
  if (!found) throw new Error("Missing: gofmt, which comes with Go (https://go.dev). Have `gofmt` or `go` on PATH.");
  return execFileSync(found, args, { encoding: "utf8" });
}

/** A folder that does not outlive its test. */
export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "adoption-"));
  folders.push(folder);
  return folder;
}

export function removeFolders(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}

/** A command names every operation that it uses. */
export function refuseUnnamed(command: string, simulator: Simulator, mark: number): void {
  const named = bandwidth.utilities.find(({ name }) => name === command) ?? { name: command, operations: [] };
  const strays = unnamed(named, simulator.requests.since(mark));
  if (strays.length > 0) throw new Error(`${command} does not name what it uses: ${strays.join(", ")}`);
}

export async function adopting(
  simulator: Simulator,
  args: string[] = [],
  language = "yaml",
  environment: Record<string, string> = simulator.environment(),
): Promise<Adoption> {
  const { said, output, screen } = listener();
  const folder = join(newFolder(), "program");
  const given = ["adopt", "--language", language, "--out", folder, ...args];
  const mark = simulator.requests.mark();
  const code = await runCommand(given, { input: new PassThrough(), output, screen, environment });
  refuseUnnamed("pulumi-bandwidth adopt", simulator, mark);
  return new Adoption(code, said.stdout, said.stderr, folder);
}

export const apiOf = (simulator: Simulator): Bandwidth =>
  connect({ configuration: {}, environment: simulator.environment() });

/** An office with two peers, and numbers with options, as somebody made them in the dashboard. */
export async function office(simulator: Simulator, numbers = 3) {
  const api = apiOf(simulator);
  const siteId = await api.sites.create({ name: "Raleigh Office", address, description: "costs $" + "{much}" });
  const hosts = [{ hostName: "192.0.2.7", port: 5060 }];
  const main = await api.sipPeers.create(siteId, { name: "Main", isDefaultPeer: true, voiceHosts: hosts });
  const empty = await api.sipPeers.create(siteId, { name: "Empty", isDefaultPeer: false });
  const bought = Array.from({ length: numbers }, () =>
    simulator.account.buyNumber({ areaCode: "919", sipPeerId: main }),
  );
  api.client.close();
  return { siteId, main, empty, bought };
}

const NAMES = [
  "Main",
  "Main",
  "東京",
  "Ünïcode & Söhne",
  "  ",
  "class",
  "2nd floor",
  "main",
  "a".repeat(50),
  "$" + "{site}",
];
/** The United States, Canada, Jamaica and Puerto Rico. */
const AREAS = ["919", "604", "876", "787"];
const OPTIONS: Record<string, string>[] = [
  { CallForward: "2125550100" },
  { CallingNameDisplay: "on" },
  { Sms: "on" },
  { NumberFormat: "e164" },
  { RPIDFormat: "10digit" },
  { RewriteUser: "someone" },
  { Protected: "true" },
];

/** An account as years of work leave it: same names, empty peers, other scripts, numbers of several countries, all kinds of options. */
export async function oddAccount(simulator: Simulator, seed: number, numbers: number): Promise<string[]> {
  const api = apiOf(simulator);
  const random = new Draw(seed);
  for (const area of AREAS) simulator.account.inventory.setCapacity(area, numbers);
  const peers: string[] = [];
  for (let site = 0; site < 3; site++) {
    const siteId = await api.sites.create({ name: "Site", address });
    simulator.account.renameSite(siteId, random.one(NAMES));
    for (let peer = 0; peer < 3; peer++) {
      const sipPeerId = await api.sipPeers.create(siteId, { name: `Peer${peer}`, isDefaultPeer: peer === 0 });
      simulator.account.changePeer(sipPeerId, { name: random.one(NAMES) });
      peers.push(sipPeerId);
    }
  }
  // One peer stays empty.
  const used = peers.slice(1);
  const bought = Array.from({ length: numbers }, () => {
    const number = simulator.account.buyNumber({ areaCode: random.one(AREAS), sipPeerId: random.one(used) });
    if (random.chance(0.3)) simulator.account.switchOptions(number, random.one(OPTIONS));
    return number;
  });
  const [at = ""] = used;
  const siteId = simulator.account.peers.get(at)?.siteId ?? "";
  bought.push(...(await remains(simulator, api, { siteId, sipPeerId: at })));
  api.client.close();
  return bought;
}

/** What is left of years: an order done in part, one that failed, an application, a callback, a record and a credential. */
async function remains(simulator: Simulator, api: Bandwidth, at: { siteId: string; sipPeerId: string }) {
  const listed = ["+12135550150", "+12135550151"];
  const order = { ...at, name: "years ago", partialAllowed: true, backOrderRequested: false };
  const none = { code: "5005", description: "The telephone number is unavailable for ordering" };
  simulator.account.script({ outcome: "partial", numbers: listed.slice(1), ...none });
  const { completed } = await api.orders.place({ ...order, what: { telephoneNumbers: listed } }, "half");
  simulator.account.script({ outcome: "failed", ...none });
  await api.orders.place({ ...order, what: { telephoneNumbers: listed.slice(1) } }, "none");
  for (const name of ["Main", "東京"]) {
    const callInitiatedCallbackUrl = `https://voice.example.com/${name.length}`;
    await api.applications.create({ name, serviceType: "Voice-V2", callInitiatedCallbackUrl });
  }
  const callback = { url: "https://hooks.example.com/bandwidth", expiry: 3_000_000_000 };
  await api.subscriptions.create({ orderType: "orders", callback });
  await api.sipCredentials.create({ userName: "reception", hash1: "0123456789abcdef0123456789abcdef" });
  return completed;
}
