import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { runCommand } from "../../provider/commandLine/commands.js";
import type { Report } from "../../provider/commandLine/report/model.js";
import { reveal, type Values } from "../../provider/pulumi/values/values.js";
import { toFile } from "../../provider/pulumi/values/wire.js";
import type { Simulator } from "../../simulator/index.js";
import type { frontEnds } from "../frontEnds/support.js";
import { address } from "../resources/support.js";
import { apiOf, newFolder, refuseUnnamed } from "./adoptSupport.js";
import { listener } from "./listener.js";

/** What a run of the command printed. */
export interface Reported {
  code: number;
  stdout: string;
  stderr: string;
}

/** Runs `pulumi-bandwidth report`. */
export async function reporting(
  simulator: Simulator,
  args: readonly string[] = [],
  { isTTY = false, ...more }: Record<string, string> & { isTTY?: boolean } = {} as never,
): Promise<Reported> {
  const { said, output: plain, screen } = listener();
  const output = Object.assign(plain, { isTTY });
  const environment = { ...simulator.environment(), ...more };
  const mark = simulator.requests.mark();
  const code = await runCommand(["report", ...args], {
    input: new PassThrough(),
    output,
    screen,
    environment,
  });
  refuseUnnamed("pulumi-bandwidth report", simulator, mark);
  return { code, ...said };
}

/** The same as JSON. */
export async function reportOf(
  simulator: Simulator,
  args: readonly string[] = [],
): Promise<Report & { code: number; stderr: string }> {
  const { code, stdout, stderr } = await reporting(simulator, ["--format", "json", ...args]);
  return { ...(JSON.parse(stdout) as Report), code, stderr };
}

/** A resource as a front-end made it. */
export interface Entry {
  type: string;
  name: string;
  id: string;
  outputs: Values;
  /** More fields of the state, such as `delete`. */
  more?: Record<string, unknown>;
}

/** How a state is written down. */
export interface StateForm {
  stack?: string;
  frontEnd?: "plugin" | "classes";
  envelope?: "export" | "checkpoint";
  /** Inputs of the provider. */
  settings?: Record<string, string>;
}

/** The file of a stack with these resources. */
export function stateFile(
  entries: readonly Entry[],
  { stack = "dev", frontEnd = "plugin", envelope = "export", settings = {} }: StateForm = {},
): string {
  const place = `urn:pulumi:${stack}::phones::`;
  const isPlugin = frontEnd === "plugin";
  const providerType = isPlugin ? "pulumi:providers:bandwidth" : "pulumi:providers:pulumi-nodejs";
  const inputs = isPlugin
    ? settings
    : Object.fromEntries(Object.entries(settings).map(([name, value]) => [`bandwidth:${name}`, value]));
  const provider = { urn: `${place}${providerType}::default`, id: "0c1d" };
  const typeOf = (type: string) => (isPlugin ? `bandwidth:index:${type}` : `pulumi-nodejs:dynamic/bandwidth:${type}`);
  const stackType = "pulumi:pulumi:Stack";
  const resources = [
    { urn: `${place}${stackType}::phones-${stack}`, type: stackType, custom: false },
    { ...provider, type: providerType, custom: true, inputs },
    ...entries.map(({ type, name, id, outputs, more }) => ({
      urn: `${place}${typeOf(type)}::${name}`,
      type: typeOf(type),
      custom: true,
      id,
      outputs,
      provider: `${provider.urn}::${provider.id}`,
      ...more,
    })),
  ];
  const state =
    envelope === "export"
      ? { version: 3, deployment: { resources } }
      : { version: 3, checkpoint: { stack, latest: { resources } } };
  const file = join(newFolder(), `${stack}.json`);
  writeFileSync(file, JSON.stringify(state));
  return file;
}

/** Names that somebody could type at the dashboard. */
const HOSTILE = [
  "<script>alert(1)</script>",
  '"><img src=x onerror=alert(1)>',
  "</style><svg onload=alert(1)>",
  "&lt;b&gt; {{x}}",
  "=HYPERLINK(1)",
  "-1+1",
  "@SUM(A1)",
  "\u202egnp.exe",
  "東京 ".repeat(12),
  'line, with "quotes"',
];

/** A site, a SIP peer and a number with each of these names. */
export async function hostileSites(simulator: Simulator): Promise<void> {
  const api = apiOf(simulator);
  for (const name of HOSTILE) {
    const siteId = await api.sites.create({ name: "Site", address });
    simulator.account.renameSite(siteId, name);
    const sipPeerId = await api.sipPeers.create(siteId, { name: "Peer", isDefaultPeer: true });
    simulator.account.changePeer(sipPeerId, { name });
    simulator.account.buyNumber({ areaCode: "919", sipPeerId });
  }
  api.client.close();
}

/** A site, a SIP peer and numbers as a program made them, and what its state has of them. */
export async function program(simulator: Simulator, [name, start]: (typeof frontEnds)[0], quantity = 3) {
  const run = await start(simulator.environment());
  const entries: Entry[] = [];
  const create = async (type: string, as: string, inputs: Values) => {
    const { id, state } = await run.create(type, as, inputs);
    entries.push({ type, name: as, id, outputs: toFile(state) });
    return reveal(state) as Values;
  };
  const { siteId } = await create("Site", "office", { name: "Office", address });
  const { sipPeerId } = await create("SipPeer", "voice", { siteId, name: "Voice", isDefaultPeer: true });
  const numbers = { siteId, sipPeerId, search: { areaCode: "919" }, quantity };
  const { telephoneNumbers } = await create("PhoneNumberOrder", "main", numbers);
  const frontEnd: StateForm["frontEnd"] = name === "the plugin" ? "plugin" : "classes";
  return {
    run,
    create,
    entries,
    frontEnd,
    siteId: String(siteId),
    sipPeerId: String(sipPeerId),
    numbers: telephoneNumbers as string[],
  };
}

/** What a report says is different, a line each. */
export const kinds = ({ differences }: Pick<Report, "differences">): string[] =>
  differences.map(({ kind, type, id }) => `${kind} ${type} ${id}`);
