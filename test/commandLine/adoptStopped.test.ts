import { readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Progress } from "../../provider/commandLine/adopt/progress.js";
import { type Simulator, startSimulator } from "../../simulator/index.js";
import { type Adoption, adopting, apiOf, newFolder, oddAccount, removeFolders } from "./adoptSupport.js";

let simulator: Simulator;
let out: string;
beforeEach(async () => {
  simulator = await startSimulator();
  out = join(newFolder(), "program");
});
afterEach(async () => {
  removeFolders();
  await simulator.close();
});

const hash = "0123456789abcdef0123456789abcdef";

/** An account with a secret, and an adoption of it that is stopped when nearly everything has been read. */
async function stopped(): Promise<Adoption> {
  await oddAccount(simulator, 3, 40);
  const api = apiOf(simulator);
  await api.sipCredentials.create({ userName: "alice", hash1: hash });
  api.client.close();
  const path = /\/e911s/;
  simulator.faults.on("GET", path, { kind: "delay", ms: 60_000 });
  const running = adopting(simulator, ["--out", out]);
  while (simulator.requests.matching("GET", path).length === 0) await new Promise((done) => setTimeout(done, 5));
  process.emit("SIGINT");
  const adoption = await running;
  simulator.faults.clear();
  return adoption;
}

const kept = () => readdirSync(join(out, ".reading")).map((name) => join(out, ".reading", name));
const isRead = ({ method, path }: { method: string; path: string }) => method === "GET" && !path.endsWith("/token");
const reads = (mark: number) => simulator.requests.since(mark).filter(isRead).length;

describe("an adoption that was stopped", () => {
  test("goes on from what it has read, and writes what a whole one writes", async () => {
    const { code, stderr } = await stopped();
    expect([code, stderr]).toEqual([130, expect.stringContaining("What was read is kept: the same command goes on")]);
    expect(readdirSync(out)).toEqual([".reading"]);
    let mark = simulator.requests.mark();
    const rest = await adopting(simulator, ["--out", out]);
    const fewer = reads(mark);
    mark = simulator.requests.mark();
    const whole = await adopting(simulator);
    expect([rest.code, whole.code]).toEqual([0, 0]);
    expect(fewer).toBeLessThan(reads(mark) / 2);
    expect(rest.stderr).toMatch(/A part of this was read at 20\d\d-\d\d-\d\dT/);
    // Bandwidth tells the seconds that are left.
    const withoutClock = (text: string) => text.replaceAll(/expiry: \d+/g, "expiry: …");
    expect(withoutClock(readFileSync(join(out, "Pulumi.yaml"), "utf8"))).toBe(withoutClock(whole.file("Pulumi.yaml")));
    expect(readdirSync(out)).not.toContain(".reading");
  });

  test("keeps no secret, in files that nobody else may read", async () => {
    await stopped();
    expect(kept().length).toBeGreaterThan(10);
    for (const file of kept()) {
      expect(readFileSync(file, "utf8")).not.toContain(hash);
      expect(statSync(file).mode & 0o077).toBe(0);
    }
    expect(kept().some((file) => readFileSync(file, "utf8").includes("alice"))).toBe(false);
  });

  test("counts the numbers as adopted when the first of them were read", async () => {
    await stopped();
    const old = new Date(Date.now() - 3_600_000).toISOString();
    for (const file of kept())
      writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, "utf8")), at: old }));
    await adopting(simulator, ["--out", out]);
    const { resources } = JSON.parse(readFileSync(join(out, "import.json"), "utf8"));
    const [order] = resources.filter(({ type }: { type: string }) => type.endsWith(":PhoneNumberOrder"));
    expect(order.outputs.__orders.adopted.at).toBe(old);
  });

  test("reads again what is older than a day, what was written by half, and what another account has", async () => {
    await stopped();
    const [half = "", ...others] = kept();
    writeFileSync(half, readFileSync(half, "utf8").slice(0, 50));
    for (const file of others) {
      const answer = JSON.parse(readFileSync(file, "utf8"));
      writeFileSync(file, JSON.stringify({ ...answer, at: new Date(Date.now() - 90_000_000).toISOString() }));
      utimesSync(file, 0, 0);
    }
    const mark = simulator.requests.mark();
    expect((await adopting(simulator, ["--out", out])).code).toBe(0);
    expect(reads(mark)).toBeGreaterThan(others.length);
  });
});

describe("the progress", () => {
  test("says about how long the rest takes, once that is known", () => {
    const said: string[] = [];
    let now = 0;
    const progress = new Progress(
      (line) => said.push(line),
      () => now,
    );
    progress.expect(4);
    for (const step of ["a", "b", "c", "d"]) {
      progress.begin(step);
      now += 240_000;
    }
    expect(said).toEqual(["a", "b, about 12 min left", "c, about 8 min left", "d, about 4 min left"]);
  });

  test("names each SIP peer", async () => {
    await oddAccount(simulator, 3, 10);
    const { stderr } = await adopting(simulator);
    expect(stderr).toContain("SIP peer 9 of 9");
    expect(stderr).toContain("numbers of SIP peer 9 of 9");
  });
});
