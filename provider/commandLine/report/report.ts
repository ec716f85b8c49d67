import { realpathSync, writeFileSync } from "node:fs";
import { extname, resolve } from "node:path";
import type { Writable } from "node:stream";
import { BandwidthError, ConfigurationError } from "../../bandwidth/http/errors.js";
import { bandwidth } from "../../package.js";
import { printable } from "../../pulumi/values/printable.js";
import { Reading } from "../adopt/reading.js";
import { CommandFailure, exitCode } from "../exitCode.js";
import type { Environment } from "../setPassword.js";
import { readTextFile } from "../textFile.js";
import { readUnplaced } from "./absence.js";
import { buildReport } from "./build.js";
import { csvOf } from "./csv.js";
import { readFacts } from "./facts.js";
import { pageOf } from "./html/page.js";
import { readInventory, Sections } from "./inventory.js";
import type { Report } from "./model.js";
import { readOrders } from "./orders.js";
import { readStack, type Stack } from "./states.js";
import { tableOf } from "./table.js";
import { type FailKind, failKinds, usualKinds, verdictOf } from "./verdict.js";

/** The command line's values, as they are. */
export interface GivenReport {
  state?: string[];
  format?: string;
  out?: string[];
  "fail-on"?: string[];
  "look-ups"?: string;
}

const texts = { type: "string", multiple: true } as const;

/** The options, as `parseArgs` takes them. */
export const reportOptions = {
  state: texts,
  format: { type: "string" },
  out: texts,
  "fail-on": texts,
  "look-ups": { type: "string" },
} as const;

type Format = "table" | "csv" | "json" | "html";
const formats: Readonly<Record<Format, (report: Report, isColored: boolean) => string>> = {
  table: (report, isColored) => tableOf(report, { isColored }),
  csv: csvOf,
  json: (report) => `${JSON.stringify(report, undefined, 2)}\n`,
  html: pageOf,
};
const extensions: Readonly<Record<string, Format>> = {
  ".html": "html",
  ".htm": "html",
  ".csv": "csv",
  ".json": "json",
  ".txt": "table",
};

const MOST_LOOK_UPS = 1_000;

/**
 * Reads the account, compares it with the states, and writes what it found. It changes nothing. Returns the exit code.
 * @throws CommandFailure with the matching exit code.
 */
export async function report(
  given: GivenReport,
  {
    environment,
    output,
    screen,
  }: { environment: Environment; output: Writable & { isTTY?: boolean }; screen: Writable },
): Promise<number> {
  const format = formatOf(given.format);
  const kinds = kindsOf(given["fail-on"]);
  const outs = outsOf(given, format);
  const mostLookUps = lookUpsOf(given["look-ups"]);
  const files = (given.state ?? []).map((file) => ({ file, text: textOf(file) }));
  const say = (line: string) => void screen.write(`${printable(line)}\n`);
  const found = await read(environment, files, mostLookUps, say);
  for (const [file, made] of outs) write(file, formats[made](found, false));
  if (outs.length === 0 || format === undefined) {
    const isColored = output.isTTY === true && !environment.NO_COLOR && environment.TERM !== "dumb";
    output.write(formats[format ?? "table"](found, isColored));
  }
  for (const [file] of outs) say(`Written: ${file}`);
  const verdict = verdictOf(found, kinds);
  return verdict === "same" ? exitCode.done : verdict === "differs" ? exitCode.differs : exitCode.unread;
}

async function read(
  environment: Environment,
  files: readonly { file: string; text: string }[],
  mostLookUps: number,
  progress: (line: string) => void,
): Promise<Report> {
  const reading = new Reading(bandwidth, environment);
  const stop = () => reading.cancel();
  process.once("SIGINT", stop);
  try {
    const { client } = await reading.api;
    const { accountId } = client;
    const stacks = files.map(({ file, text }) => stackOf(file, text, accountId));
    const sections = new Sections(reading);
    const inventory = await readInventory(reading, sections, progress);
    const { external = new Set<string>() } = inventory;
    const peers = inventory.sites?.flatMap((site) => site.peers ?? []) ?? [];
    const facts = await readFacts(reading, sections, peers, { mostLookUps, external }, progress);
    const unplaced = await readUnplaced(reading, sections, inventory, stacks, mostLookUps);
    progress("Reading orders");
    const now = client.clock.now();
    const orders = await readOrders(reading, sections, now);
    return buildReport({ accountId, now, inventory, unplaced, facts, orders, stacks });
  } catch (error) {
    if (reading.signal.aborted) throw new CommandFailure("Stopped. Nothing was written.", exitCode.interrupted);
    if (error instanceof ConfigurationError || error instanceof BandwidthError) throw refused(error.message);
    throw error;
  } finally {
    process.off("SIGINT", stop);
    await reading.close();
  }
}

function stackOf(file: string, text: string, accountId: string): Stack {
  const stack = readStack(file, text, { packageName: bandwidth.name, accountId });
  if (!stack)
    throw refused(`--state: ${file} must be what \`pulumi stack export\` writes, or a stack's file in a backend`);
  return stack;
}

function formatOf(given: string | undefined): Format | undefined {
  if (given === undefined || Object.hasOwn(formats, given)) return given as Format | undefined;
  throw misused(`--format must be one of ${Object.keys(formats).join(", ")}.`);
}

function kindsOf(given: readonly string[] | undefined): readonly FailKind[] {
  if (given === undefined) return usualKinds;
  const names = given.flatMap((one) => one.split(","));
  if (names.length === 1 && names[0] === "none") return [];
  const unknown = names.find((name) => !failKinds.some((kind) => kind === name));
  if (unknown !== undefined) throw misused(`--fail-on must be none, or some of ${failKinds.join(", ")}.`);
  return names as FailKind[];
}

/** The files to write, each in its format. No state is written over. */
function outsOf({ out = [], state = [] }: GivenReport, format: Format | undefined): [string, Format][] {
  const kept = new Set(state.map(placeOf));
  return out.map((file) => {
    const made = format ?? extensions[extname(file).toLowerCase()];
    if (made === undefined)
      throw misused(`--out must end with ${Object.keys(extensions).join(", ")}, or add --format.`);
    if (kept.has(placeOf(file))) throw misused("--out cannot be a file of --state: the state would be lost.");
    return [file, made];
  });
}

/** The file that a path means, whatever links lead to it. */
function placeOf(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    return resolve(file);
  }
}

function lookUpsOf(given: string | undefined): number {
  if (given === undefined) return MOST_LOOK_UPS;
  if (/^\d{1,7}$/.test(given)) return Number(given);
  throw misused("--look-ups must be a number, such as 0 or 5000.");
}

function textOf(file: string): string {
  try {
    return readTextFile(file);
  } catch (error) {
    throw refused(`--state: ${file} can't be read: ${reasonOf(error)}`);
  }
}

function write(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (error) {
    throw refused(`--out: ${file} can't be written: ${reasonOf(error)}`);
  }
}

const reasonOf = (error: unknown) => (error as NodeJS.ErrnoException).code ?? "unknown error";
const refused = (reason: string) => new CommandFailure(`${reason}. Nothing was changed.`, exitCode.refused);
const misused = (message: string) => new CommandFailure(`${message} See pulumi-bandwidth --help.`, exitCode.usage);
