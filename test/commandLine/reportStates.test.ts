import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Simulator } from "../../simulator/index.js";
import { frontEnds, startAccount } from "../frontEnds/support.js";
import { newFolder, office, removeFolders } from "./adoptSupport.js";
import { kinds, program, reporting, reportOf, stateFile } from "./reportSupport.js";

let simulator: Simulator;
beforeEach(async () => {
  simulator = await startAccount();
});
afterEach(async () => {
  removeFolders();
  await simulator.close();
});

const plugin = frontEnds[1] as (typeof frontEnds)[0];

describe("what two stacks hold", () => {
  test("is told, each number with its holders", async () => {
    const { entries, numbers, siteId } = await program(simulator, plugin);
    // A note is shared: no holder changes or deletes it.
    const note = { type: "OrderNote", name: "note", id: "orders/1/2", outputs: {} };
    const files = ["dev", "prod"].map((stack) => stateFile([...entries.slice(-1), note], { stack }));
    files.push(stateFile(entries.slice(0, 2)), stateFile(entries.slice(0, 1), { stack: "third" }));
    const report = await reportOf(
      simulator,
      files.flatMap((file) => ["--state", file]),
    );
    const twice = report.differences.filter(({ kind }) => kind === "twice");
    expect(twice.map(({ id }) => id)).toEqual([...numbers, siteId]);
    expect(twice[0]?.holders.map(({ stack }) => stack)).toEqual(["phones/dev", "phones/prod"]);
  });

  test("is not what a stack only reads, or is about to delete", async () => {
    const { entries } = await program(simulator, plugin);
    const read = entries.map((entry) => ({ ...entry, more: { external: true } }));
    const leaving = entries.map((entry) => ({ ...entry, name: `${entry.name}-old`, more: { delete: true } }));
    const files = [stateFile([...entries, ...leaving]), stateFile(read, { stack: "reader" })];
    const report = await reportOf(
      simulator,
      files.flatMap((file) => ["--state", file]),
    );
    expect([report.code, report.differences]).toEqual([0, []]);
  });

  test("what a stack is about to delete is nothing that no stack knows, and nothing that is missing", async () => {
    const { entries, numbers } = await program(simulator, plugin);
    const leaving = entries.map((entry) => ({ ...entry, more: { delete: true } }));
    simulator.account.disconnectNumber(numbers[0] ?? "");
    expect((await reportOf(simulator, ["--state", stateFile(leaving)])).differences).toEqual([]);
  });
});

describe("secrets", () => {
  const hash = "0123456789abcdef0123456789abcdef";
  const password = "a password of a webhook";

  test.each(["encrypted", "shown"])("of a state are in no format, whether they are %s or not", async (how) => {
    const { create, entries, numbers } = await program(simulator, plugin);
    await create("SipCredential", "alice", { userName: "alice", hash1: hash });
    const callback = { url: "https://hooks.example.com/bandwidth", username: "bandwidth", password };
    await create("Subscription", "orders", { orderType: "orders", callback });
    const passcode = "9911";
    await create("TnOptions", "code", { telephoneNumbers: numbers, portOutPasscode: passcode });
    const file = stateFile(entries);
    if (how === "encrypted") {
      const text = readFileSync(file, "utf8").replaceAll(/"plaintext":"(?:\\.|[^"\\])*"/g, '"ciphertext":"v1:abc:def"');
      expect(text).not.toContain(hash);
      writeFileSync(file, text);
    } else expect(readFileSync(file, "utf8")).toContain(hash);
    for (const format of ["json", "csv", "table", "html"]) {
      const { code, stdout, stderr } = await reporting(simulator, ["--state", file, "--format", format]);
      expect(code).toBe(0);
      for (const secret of [hash, password, `"${passcode}"`, `,${passcode}`, `>${passcode}<`])
        expect(stdout + stderr).not.toContain(secret);
    }
    const { numbers: told } = await reportOf(simulator, ["--state", file]);
    expect(told.map(({ portOutPasscode }) => portOutPasscode)).toEqual(["set", "set", "set"]);
  });

  test("a list of numbers that is a secret makes no number unknown to all stacks", async () => {
    const { entries } = await program(simulator, plugin);
    const sealed = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", ciphertext: "v1:abc:def" };
    const hidden = entries.map((entry) =>
      entry.type === "PhoneNumberOrder" ? { ...entry, outputs: { ...entry.outputs, telephoneNumbers: sealed } } : entry,
    );
    const report = await reportOf(simulator, ["--state", stateFile(hidden)]);
    expect([report.code, report.differences]).toEqual([5, []]);
    expect(report.unread.map(({ what }) => what)).toEqual(["numbers of PhoneNumberOrder main in phones/dev"]);
  });
});

describe("states", () => {
  test("resources of another account are left out, with a note", async () => {
    const { entries } = await program(simulator, plugin);
    const other = entries.map((entry) => ({ ...entry, id: `9${entry.id}` }));
    const file = stateFile(other, { stack: "other", settings: { accountId: "9999999" } });
    const report = await reportOf(simulator, ["--state", stateFile(entries), "--state", file]);
    expect([report.code, report.differences]).toEqual([0, []]);
    expect(report.notes).toEqual(["phones/other: 3 resources of another account, left out"]);
  });

  test("an empty stack knows nothing", async () => {
    const { siteId } = await office(simulator, 1);
    const file = join(newFolder(), "empty.json");
    writeFileSync(file, '{"version":3,"deployment":{"manifest":{}}}');
    const report = await reportOf(simulator, ["--state", file]);
    expect(report.stacks.map(({ name }) => name)).toEqual(["empty"]);
    expect(kinds(report)).toContain(`unmanaged Site ${siteId}`);
  });

  test("a port-in that is on its way does not make its numbers missing", async () => {
    const { entries } = await program(simulator, plugin);
    const porting = {
      type: "PortIn",
      name: "in",
      id: "03f194d5-3932-4e9f-8ba1-03ef767985e5",
      outputs: { telephoneNumbers: ["+12125550123"], status: "FOC" },
    };
    expect((await reportOf(simulator, ["--state", stateFile([...entries, porting])])).differences).toEqual([]);
    const done = { ...porting, outputs: { ...porting.outputs, status: "COMPLETE" } };
    expect(kinds(await reportOf(simulator, ["--state", stateFile([...entries, done])]))).toEqual([
      "missing TelephoneNumber +12125550123",
    ]);
  });

  test("the same stack given twice is told", async () => {
    const { entries } = await program(simulator, plugin);
    const files = [stateFile(entries), stateFile(entries)];
    const { notes } = await reportOf(
      simulator,
      files.flatMap((file) => ["--state", file]),
    );
    expect(notes.join()).toContain("2 files with the same stack phones/dev");
  });

  test.each([
    ["no JSON", "no JSON"],
    ["a program", '{"name":"x","runtime":"nodejs"}'],
    ["a later form", '{"version":9,"deployment":{"resources":[]}}'],
  ])("%s is refused before the first request", async (_, text) => {
    const file = join(newFolder(), "state.json");
    writeFileSync(file, text);
    const mark = simulator.requests.mark();
    const { code, stderr } = await reporting(simulator, ["--state", file]);
    expect([code, simulator.requests.since(mark)]).toEqual([1, []]);
    expect(stderr).toContain("must be what `pulumi stack export` writes");
  });
});
