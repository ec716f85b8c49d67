import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const dist = join(import.meta.dirname, "../../dist");

/** What Node.js prints when it runs this code in the built package. */
const run = (code: string) => execFileSync(process.execPath, ["-e", code], { cwd: dist, encoding: "utf8" });

test("a program reads names, and neither definitions nor what asks the API, before it looks something up", () => {
  const read = run('require("./index.cjs"); console.log(JSON.stringify(Object.keys(require("module")._cache)))');
  const texts = (JSON.parse(read) as string[]).map((file) => readFileSync(file, "utf8"));
  expect(texts.length).toBeGreaterThan(0);
  expect(texts.join("").length).toBeLessThan(100_000);
  expect(texts.filter((text) => /ZodObject|XMLParser|BandwidthError/.test(text))).toEqual([]);
});

test("each part can be loaded", () => {
  const parts = readdirSync(join(dist, "parts")).map((name) => `./parts/${name}`);
  expect(parts.length).toBeGreaterThan(20);
  expect(run(`for (const part of ${JSON.stringify(parts)}) require(part); console.log("all")`).trim()).toBe("all");
});
