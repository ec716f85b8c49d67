import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { cell } from "../../provider/commandLine/report/columns.js";
import { rangesOf, rangeText } from "../../provider/commandLine/report/ranges.js";
import { type Simulator, startSimulator } from "../../simulator/index.js";
import { newFolder, office, removeFolders } from "./adoptSupport.js";
import { type Entry, hostileSites, reporting, reportOf, stateFile } from "./reportSupport.js";

let simulator: Simulator;
beforeEach(async () => {
  simulator = await startSimulator();
});
afterEach(async () => {
  removeFolders();
  await simulator.close();
});

/** The office as a stack has it, with only these of its numbers. */
function entriesOf({ siteId, main }: Awaited<ReturnType<typeof office>>, telephoneNumbers: readonly string[]): Entry[] {
  return [
    { type: "Site", name: "raleigh", id: siteId, outputs: { siteId, name: "Raleigh Office" } },
    { type: "SipPeer", name: "main", id: `${siteId}/${main}`, outputs: { siteId, sipPeerId: main, name: "Main" } },
    { type: "PhoneNumberOrder", name: "lines", id: "1", outputs: { siteId, sipPeerId: main, telephoneNumbers } },
  ];
}

describe("the table", () => {
  test("shows places, areas and differences in 80 columns", async () => {
    const made = await office(simulator, 12);
    const state = stateFile(entriesOf(made, [...made.bought.slice(0, 10), "+12125550199"]));
    const { code, stdout } = await reporting(simulator, ["--state", state]);
    expect(code).toBe(4);
    expect(stdout).toContain("1 site, 2 SIP peers, 12 numbers, 10 of them in 1 stack\n");
    expect(stdout).toContain(`  Main (${made.main})                                   12            2  phones/dev\n`);
    expect(stdout).toContain(
      "In a stack, and not on the account: 1\n  +1 212 555 0199                 phones/dev: lines\n",
    );
    expect(stdout).toContain("On the account, and in no stack: 3\n");
    expect(stdout).toContain("  +1 919 555 0110 to 0111         at Raleigh Office / Main\n");
    expect(stdout).toContain("a port-out passcode                  12\n");
    expect(stdout.endsWith("4 differences.\n")).toBe(true);
    expect(stdout.split("\n").filter((line) => line.length > 80)).toEqual([]);
  });

  test("says of a SIP peer without a name that it has none", async () => {
    const { siteId, main } = await office(simulator, 1);
    simulator.account.changePeer(main, { name: "" });
    expect((await reporting(simulator)).stdout, siteId).toContain(`  (no name) (${main})  `);
  });

  test("has colors in a terminal, and nowhere else", async () => {
    await office(simulator, 2);
    const isColored = async (given: Parameters<typeof reporting>[2]) =>
      (await reporting(simulator, [], given)).stdout.includes("\u001b[");
    expect(await isColored({ isTTY: true } as never)).toBe(true);
    expect(await isColored({ isTTY: true, NO_COLOR: "1" } as never)).toBe(false);
    expect(await isColored({ isTTY: true, TERM: "dumb" } as never)).toBe(false);
    expect(await isColored({})).toBe(false);
  });

  test("names of any kind stay in their columns, and change nothing of the terminal", async () => {
    await hostileSites(simulator);
    const { stdout } = await reporting(simulator);
    expect(stdout).not.toContain("\u202e");
    const widths = stdout.split("\n").map((line) => [...line].reduce((sum, one) => sum + (one > "\u2e80" ? 2 : 1), 0));
    expect(Math.max(...widths)).toBeLessThanOrEqual(80);
  });
});

test.each([
  ["Raleigh", 10, "Raleigh   "],
  ["東京", 6, "東京  "],
  ["東京東京", 6, "東京… "],
  ["a\nb\tc", 6, "a b c "],
  ["e\u0301te\u0301", 5, "e\u0301te\u0301  "],
  ["\u001b[31mred\u001b[39m", 4, "red "],
])("%j in %i columns is %j", (text, width, shown) => {
  expect(cell(text, width)).toBe(shown);
});

test("numbers that follow each other are a range", () => {
  const numbers = ["+19195550102", "+19195550100", "+19195550101", "+19195550199", "+442079460958", "+19195550100"];
  expect(rangesOf(numbers).map(rangeText)).toEqual(["+1 919 555 0100 to 0102", "+1 919 555 0199", "+442079460958"]);
});

describe("the CSV file", () => {
  test("has a line for each number, and for each that is missing", async () => {
    const made = await office(simulator, 3);
    const state = stateFile(entriesOf(made, [made.bought[0] ?? "", "+12125550199"]));
    const { stdout } = await reporting(simulator, ["--state", state, "--format", "csv"]);
    const place = `${made.siteId},Raleigh Office,${made.main},Main`;
    const lines = stdout.split("\r\n");
    expect(lines[0]).toBe(
      "number,difference,siteId,site,sipPeerId,sipPeer,external,stacks,resources,emergencyAddress,campaign,portOutPasscode,sms,callForward",
    );
    expect(lines[1]).toMatch(new RegExp(`^\\+19195550100,,${place},false,phones/dev,PhoneNumberOrder lines,none,`));
    expect(lines[2]).toMatch(new RegExp(`^\\+19195550101,unmanaged,${place},false,,,none,`));
    expect(lines[4]).toBe("+12125550199,missing,,,,,false,phones/dev,PhoneNumberOrder lines,,,,,");
    expect(lines).toHaveLength(6);
  });

  test("runs no formula, and keeps commas and quotes inside their cells", async () => {
    await hostileSites(simulator);
    const { stdout } = await reporting(simulator, ["--format", "csv"]);
    expect(stdout).toContain(",'=HYPERLINK(1),");
    expect(stdout).toContain(",'-1+1,");
    expect(stdout).toContain(",'@SUM(A1),");
    expect(stdout).toContain(',"line, with ""quotes""",');
    expect(stdout).toContain("\r\n+19195550100,");
  });
});

describe("the JSON file", () => {
  test("has the documented form", async () => {
    const made = await office(simulator, 1);
    const report = await reportOf(simulator, ["--state", stateFile(entriesOf(made, made.bought))]);
    const { code: _code, stderr: _stderr, ...file } = report;
    expect(Object.keys(file)).toEqual([
      ...["formatVersion", "madeBy", "createdAt", "accountId", "complete", "unread", "notes", "totals", "stacks"],
      ...["sites", "areas", "others", "differences", "orders", "idle", "numbers"],
    ]);
    expect(file).toMatchObject({
      formatVersion: 1,
      madeBy: expect.stringMatching(/^pulumi-bandwidth \d+\.\d+\.\d+/),
      accountId: simulator.accountId,
      complete: true,
      areas: [{ area: "919", numbers: 1 }],
      differences: [
        { kind: "unmanaged", type: "SipPeer", id: `${made.siteId}/${made.empty}`, name: "Empty", holders: [] },
      ],
    });
    expect(file.numbers).toEqual([
      {
        number: "+19195550100",
        siteId: made.siteId,
        sipPeerId: made.main,
        external: false,
        holders: [{ stack: "phones/dev", type: "PhoneNumberOrder", name: "lines" }],
        emergencyAddress: "none",
        campaign: "notNeeded",
        portOutPasscode: "none",
        sms: false,
      },
    ]);
  });
});

describe("the exit code", () => {
  test.each<[string, string[], number]>([
    ["is 4 with differences", [], 4],
    ["is 0 for a job that does not ask about them", ["--fail-on", "missing,twice,unread"], 0],
    ["is 4 for one of several kinds", ["--fail-on", "missing", "--fail-on", "unmanaged"], 4],
    ["is 0 for a job that only wants the report", ["--fail-on", "none"], 0],
    ["is 4 for numbers without a passcode", ["--fail-on", "no-passcode"], 4],
    ["is 4 for numbers without an emergency address", ["--fail-on", "no-e911"], 4],
    ["is 0 where none lacks a campaign", ["--fail-on", "no-campaign"], 0],
  ])("%s", async (_, args, code) => {
    const made = await office(simulator, 3);
    const state = stateFile(entriesOf(made, made.bought.slice(0, 2)));
    expect((await reporting(simulator, ["--state", state, ...args])).code).toBe(code);
  });

  test("is 4 with differences although something could not be read, and 5 without", async () => {
    const made = await office(simulator, 3);
    simulator.faults.on("GET", /\/subscriptions/, { kind: "status", status: 403 }, { times: 99 });
    const state = stateFile(entriesOf(made, made.bought));
    expect((await reporting(simulator, ["--state", state])).code).toBe(4);
    expect((await reporting(simulator, ["--state", state, "--fail-on", "missing,unread"])).code).toBe(5);
    expect((await reporting(simulator, ["--state", state, "--fail-on", "missing"])).code).toBe(0);
    expect((await reporting(simulator)).code).toBe(5);
  });
});

describe("files", () => {
  test("each in the format of its name, of one reading, and the table is printed", async () => {
    await office(simulator, 2);
    const folder = newFolder();
    const names = ["report.json", "numbers.csv", "report.txt", "report.html"].map((name) => join(folder, name));
    const mark = simulator.requests.mark();
    const { code, stdout, stderr } = await reporting(
      simulator,
      names.flatMap((name) => ["--out", name]),
    );
    expect(code).toBe(0);
    expect(simulator.requests.matching("GET", /\/sites$/, mark)).toHaveLength(1);
    expect(JSON.parse(readFileSync(names[0] ?? "", "utf8"))).toMatchObject({ formatVersion: 1 });
    expect(readFileSync(names[1] ?? "", "utf8")).toMatch(/^number,/);
    expect(readFileSync(names[2] ?? "", "utf8")).toBe(stdout);
    expect(readFileSync(names[3] ?? "", "utf8")).toMatch(/^<!doctype html>/);
    expect(stdout).toMatch(/^Bandwidth account /);
    for (const name of names) expect(stderr).toContain(`Written: ${name}\n`);
  });

  test("with --format, nothing but the file", async () => {
    const file = join(newFolder(), "report");
    const { stdout } = await reporting(simulator, ["--format", "json", "--out", file]);
    expect([stdout, existsSync(file)]).toEqual(["", true]);
  });

  test.each<[string[], RegExp]>([
    [["--format", "pdf"], /--format must be one of table, csv, json, html/],
    [["--out", "report"], /--out must end with .*, or add --format/],
    [["--fail-on", "everything"], /--fail-on must be none, or some of unmanaged, missing/],
    [["--look-ups", "many"], /--look-ups must be a number/],
    [["--what"], /The only arguments are --state, --format, --out, --fail-on, --look-ups/],
  ])("%j is refused before the first request", async (args, message) => {
    const mark = simulator.requests.mark();
    const { code, stderr } = await reporting(simulator, args);
    expect([code, simulator.requests.since(mark)]).toEqual([2, []]);
    expect(stderr).toMatch(message);
  });

  test("no state is written over", async () => {
    const state = stateFile([]);
    const before = readFileSync(state, "utf8");
    const { code, stderr } = await reporting(simulator, ["--state", state, "--out", state]);
    expect([code, stderr]).toEqual([2, expect.stringContaining("--out cannot be a file of --state")]);
    expect(readFileSync(state, "utf8")).toBe(before);
  });

  test("a place that cannot be written is told", async () => {
    const { code, stderr } = await reporting(simulator, ["--out", join(newFolder(), "no", "report.csv")]);
    expect([code, stderr]).toEqual([1, expect.stringContaining("can't be written: ENOENT")]);
  });
});
