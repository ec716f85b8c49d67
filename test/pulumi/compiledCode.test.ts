import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { keepCompiledCode } from "../../provider/pulumi/plugin/compiledCode.js";

let parent: string;
let used: string[];
const keeper = { enableCompileCache: (folder: string) => used.push(folder) };

beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), "code-"));
  used = [];
});
afterEach(() => rmSync(parent, { recursive: true }));

test("compiled code is kept in a folder that only this user can read and write", () => {
  const folder = join(parent, "own");
  keepCompiledCode("bandwidth", folder, keeper);
  keepCompiledCode("bandwidth", folder, keeper);
  expect(used).toEqual([folder, folder]);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
});

test("a folder that somebody else may have filled is not used, nor is a link to one", () => {
  const open = join(parent, "open");
  mkdirSync(open);
  chmodSync(open, 0o777);
  const own = join(parent, "own");
  mkdirSync(own, { mode: 0o700 });
  const link = join(parent, "link");
  symlinkSync(own, link);
  for (const folder of [open, link, join(parent, "missing\0")]) keepCompiledCode("bandwidth", folder, keeper);
  expect(used).toEqual([]);
});

test("a Node.js that keeps none makes no folder", () => {
  const folder = join(parent, "none");
  keepCompiledCode("bandwidth", folder, {});
  expect(() => statSync(folder)).toThrow();
});
