import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { expect, test } from "vitest";
import { alone } from "../vitest.config.js";

const root = join(import.meta.dirname, "..");

/** Files of TypeScript that take part in the unit tests, with what they hold. */
const files = ["test", "examples"]
  .flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map((name) => `${folder}/${name}`),
  )
  .map((path) => path.replaceAll("\\", "/"))
  .filter((path) => path.endsWith(".ts") && !/^test\/engine\/|node_modules/.test(path))
  .map((path) => ({ path, text: readFileSync(join(root, path), "utf8") }));

/** What other files of the same process would see: it is still there when the next file runs. */
const SHARED =
  /\bvi\.(stubEnv|stubGlobal|mock|doMock)\(|\bsetMocks\(|\bset(All)?Config\(|^ *(process\.env\.\w+|process\.env\[.*\]) = /m;

test("who changes what the files of a process share, by itself or by a helper, runs in a process of its own", () => {
  const isTest = ({ path }: { path: string }) => path.endsWith(".test.ts") && path !== "test/isolation.test.ts";
  const helpers = files.filter((file) => !file.path.endsWith(".test.ts") && SHARED.test(file.text));
  const imports = helpers.map(({ path }) => `/${basename(path, ".ts")}.js"`);
  const changing = files
    .filter(isTest)
    .filter(({ text }) => SHARED.test(text) || imports.some((end) => text.includes(end)));
  expect(changing.map(({ path }) => path).sort()).toEqual([...alone].sort());
});

test("a helper sets nothing up when it is loaded: it is loaded once for all files of a process", () => {
  const helpers = files.filter(({ path }) => !path.endsWith(".test.ts"));
  expect(helpers.length).toBeGreaterThan(50);
  const hooks = /^(await )?(before|after)(Each|All)\(/m;
  expect(helpers.filter(({ text }) => hooks.test(text)).map(({ path }) => path)).toEqual([]);
});
