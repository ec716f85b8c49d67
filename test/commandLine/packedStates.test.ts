import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Simulator, startSimulator } from "../../simulator/index.js";
import { adopting, newFolder, office, removeFolders } from "./adoptSupport.js";
import { reporting, reportOf, stateFile } from "./reportSupport.js";

let simulator: Simulator;
beforeEach(async () => {
  simulator = await startSimulator();
});
afterEach(async () => {
  removeFolders();
  await simulator.close();
});

test("a state that gzip has packed is read like any other, by report and by adopt", async () => {
  await office(simulator, 3);
  const { resources } = await adopting(simulator);
  const entries = resources.map((one) => ({ ...one, type: one.type.split(":").at(-1) ?? "" }));
  const plain = stateFile(entries, { envelope: "checkpoint" });
  const packed = `${plain}.gz`;
  writeFileSync(packed, gzipSync(readFileSync(plain)));
  const [one, other] = [await reportOf(simulator, ["--state", plain]), await reportOf(simulator, ["--state", packed])];
  expect([other.code, other.differences]).toEqual([one.code, one.differences]);
  expect(other.stacks.map(({ name }) => name)).toEqual(one.stacks.map(({ name }) => name));
  expect(one.differences).toEqual([]);
  const exported = `${stateFile(entries)}.gz`;
  writeFileSync(exported, gzipSync(readFileSync(exported.replace(/\.gz$/, ""))));
  const again = await adopting(simulator, ["--state", exported]);
  expect([again.code, again.stderr]).toEqual([1, expect.stringContaining("There is nothing to adopt.")]);
});

test("one that was cut off is refused, and nothing is taken for missing", async () => {
  const cut = join(newFolder(), "prod.json.gz");
  writeFileSync(cut, gzipSync("{}".repeat(1_000)).subarray(0, 20));
  const { code, stderr } = await reporting(simulator, ["--state", cut]);
  expect([code, stderr]).toEqual([1, expect.stringContaining(`--state: ${cut} can't be read`)]);
  expect((await adopting(simulator, ["--state", cut])).stderr).toContain(`--state: ${cut} can't be read`);
});
