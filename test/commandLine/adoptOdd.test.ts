import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import ts from "typescript";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readAccount } from "../../provider/commandLine/adopt/account.js";
import { programLanguages } from "../../provider/commandLine/adopt/projects.js";
import { Reading } from "../../provider/commandLine/adopt/reading.js";
import { writeFolders } from "../../provider/commandLine/adopt/stackFolders.js";
import { bandwidth } from "../../provider/package.js";
import { type Simulator, startSimulator } from "../../simulator/index.js";
import { oddRecords } from "./adoptAccounts.js";
import { Adoption, apiOf, gofmt, newFolder, oddAccount, refuseUnnamed, removeFolders } from "./adoptSupport.js";

const { load } = createRequire(import.meta.url)("js-yaml") as { load(text: string): unknown };

/** More of them by `SEEDS=100-140`. */
const [first = 1, last = 3] = (process.env.SEEDS ?? "").split("-").filter(Boolean).map(Number);
const seeds = Array.from({ length: last - first + 1 }, (_, index) => first + index);

let simulator: Simulator;
beforeEach(async () => {
  simulator = await startSimulator();
});
afterEach(async () => {
  removeFolders();
  await simulator.close();
});

const nothing = {
  managed: new Map(),
  managedNumbers: new Set<string>(),
  described: new Map(),
  managedOrders: new Set<string>(),
  declared: [],
};

/**
 * What is wrong with the text of a program. Go is read by its own formatter, and so is Python in the sweep
 * (`test/engine/adoptFormatters`).
 */
const COMPLAINTS: Record<string, (folder: string) => string[]> = {
  typescript: (folder) =>
    filesOf(folder, ".ts").flatMap((file) => {
      const { diagnostics = [] } = ts.transpileModule(readFileSync(file, "utf8"), { reportDiagnostics: true });
      return diagnostics.map(({ messageText }) => `${file}: ${JSON.stringify(messageText)}`);
    }),
  go: (folder) => [gofmt("-l", folder)].filter(Boolean),
  yaml: (folder) => {
    for (const file of filesOf(folder, ".yaml")) load(readFileSync(file, "utf8"));
    return [];
  },
};

const filesOf = (folder: string, end: string) =>
  readdirSync(folder, { recursive: true })
    .map(String)
    .filter((name) => name.endsWith(end))
    .map((name) => join(folder, name));

const textOf = (folder: string, end: string) =>
  filesOf(folder, end)
    .map((file) => readFileSync(file, "utf8"))
    .join("\n");

const ENDS = { typescript: ".ts", python: ".py", go: ".go", yaml: ".yaml" };

test.each(
  seeds,
)("the odd account %i is a program in each language, in whose preview nothing would change", async (seed) => {
  const bought = await oddAccount(simulator, seed, 60);
  const external = await oddRecords(simulator, seed, bought);
  const reading = new Reading(bandwidth, simulator.environment());
  const stackPer = ([undefined, "site", "region"] as const)[seed % 3];
  const mark = simulator.requests.mark();
  const { resources } = await readAccount(reading, { ...nothing, stackPer, wants: () => true }, () => {});
  await reading.close();
  refuseUnnamed("pulumi-bandwidth adopt", simulator, mark);
  expect(
    simulator.requests
      .since(mark)
      .filter(({ method, path }) => method !== "GET" && !/\/(token|tnPortoutPasscodes)$/.test(path)),
  ).toEqual([]);
  for (const language of programLanguages) {
    const folder = newFolder();
    const options = { language, project: "odd", protect: true, environment: { PATH: "" } };
    const stacks = writeFolders(folder, resources, options);
    expect(COMPLAINTS[language]?.(folder) ?? []).toEqual([]);
    const program = textOf(folder, ENDS[language]);
    for (const { name } of resources) expect(program).toMatch(new RegExp(`["\\s]${name}["\\s:]|^ {2}${name}:`, "m"));
    // What is in the program is referred to. What is not, for it has no name, has its id there.
    const ids = resources.flatMap(({ type, outputs }) =>
      type === "Site" ? [outputs.siteId] : type === "SipPeer" ? [outputs.sipPeerId] : [],
    );
    for (const id of ids) expect(program).not.toMatch(new RegExp(`(site_?id|sip_?peer_?id)\\W+"${id}"`, "i"));
    const api = apiOf(simulator);
    const entries = stacks.flatMap((stack) => new Adoption(0, "", "", stack.folder));
    expect(entries.flatMap((entry) => entry.changes(api))).toEqual([]);
    api.client.close();
    const held = entries
      .flatMap((entry) => entry.resources)
      .flatMap(({ type, inputs }) =>
        /:(PhoneNumberOrder|ExternalTns)$/.test(type) ? (inputs.telephoneNumbers as string[]) : [],
      );
    expect(held.sort()).toEqual([...bought, ...external].sort());
  }
});
