import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Simulator, startSimulator } from "../../simulator/index.js";
import { adopting, apiOf, gofmt, newFolder, oddAccount, office, removeFolders } from "./adoptSupport.js";

let simulator: Simulator;
beforeEach(async () => {
  simulator = await startSimulator();
});
afterEach(async () => {
  removeFolders();
  await simulator.close();
});

test.each([0, 1, 2])("gofmt finds nothing to change in a program in Go (%i)", async (seed) => {
  if (seed === 0) {
    const { bought } = await office(simulator, 25);
    simulator.account.switchOptions(bought[0] ?? "", { CallForward: "2125550100", RewriteUser: "someone" });
    const api = apiOf(simulator);
    await api.sipCredentials.create({ userName: "alice", hash1: "0123456789abcdef0123456789abcdef" });
    api.client.close();
  } else await oddAccount(simulator, seed, 60);
  const { code, folder } = await adopting(simulator, [], "go");
  expect(code).toBe(0);
  expect(gofmt("-d", join(folder, "main.go"))).toBe("");
});

test.each([
  ["typescript", "prettier", "--log-level silent --write index.ts package.json tsconfig.json"],
  ["python", "black", "--quiet __main__.py"],
  ["go", "gofmt", "-w main.go"],
])("a program in %s is formatted by %s, if that is on the path", async (language, command, args) => {
  await office(simulator, 1);
  const bin = newFolder();
  const calls = join(bin, "calls");
  writeFileSync(join(bin, command), '#!/bin/sh\necho "$PWD $*" > "$CALLS"\n');
  chmodSync(join(bin, command), 0o755);
  const environment = { ...simulator.environment(), PATH: `${bin}:${process.env.PATH}`, CALLS: calls };
  const { code, folder } = await adopting(simulator, [], language, environment);
  expect(code).toBe(0);
  expect(readFileSync(calls, "utf8").trim()).toMatch(new RegExp(`${folder.split("/").at(-2)}/program ${args}$`));
});
