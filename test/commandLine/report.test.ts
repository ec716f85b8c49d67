import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { reveal, type Values } from "../../provider/pulumi/values/values.js";
import { toFile } from "../../provider/pulumi/values/wire.js";
import type { Simulator } from "../../simulator/index.js";
import { frontEnds, startAccount } from "../frontEnds/support.js";
import { address } from "../resources/support.js";
import { apiOf, newFolder, oddAccount, office, removeFolders } from "./adoptSupport.js";
import { type Entry, reporting, reportOf, type StateForm, stateFile } from "./reportSupport.js";

let simulator: Simulator;
beforeEach(async () => {
  simulator = await startAccount();
});
afterEach(async () => {
  removeFolders();
  await simulator.close();
});

/** A site, a SIP peer and numbers as a program made them, and what its state has of them. */
async function program([name, start]: (typeof frontEnds)[0], quantity = 3) {
  const run = await start(simulator.environment());
  const entries: Entry[] = [];
  const create = async (type: string, as: string, inputs: Values) => {
    const { id, state } = await run.create(type, as, inputs);
    entries.push({ type, name: as, id, outputs: toFile(state) });
    return reveal(state) as Values;
  };
  const { siteId } = await create("Site", "office", { name: "Office", address });
  const { sipPeerId } = await create("SipPeer", "voice", { siteId, name: "Voice", isDefaultPeer: true });
  const numbers = { siteId, sipPeerId, search: { areaCode: "919" }, quantity };
  const { telephoneNumbers } = await create("PhoneNumberOrder", "main", numbers);
  const frontEnd: StateForm["frontEnd"] = name === "the plugin" ? "plugin" : "classes";
  return {
    run,
    create,
    entries,
    frontEnd,
    siteId: String(siteId),
    sipPeerId: String(sipPeerId),
    numbers: telephoneNumbers as string[],
  };
}

const plugin = frontEnds[1] as (typeof frontEnds)[0];
const kinds = (report: { differences: { kind: string; type: string; id: string }[] }) =>
  report.differences.map(({ kind, type, id }) => `${kind} ${type} ${id}`);

describe.each(frontEnds)("an account and the state of a stack, with %s", (...frontEnd) => {
  test.each(["export", "checkpoint"] as const)("agree, in the form of an %s", async (envelope) => {
    const { entries, frontEnd: form } = await program(frontEnd);
    const state = stateFile(entries, { frontEnd: form, envelope });
    const report = await reportOf(simulator, ["--state", state]);
    expect([report.code, report.differences, report.unread]).toEqual([0, [], []]);
    expect(report.stacks).toEqual([{ name: "phones/dev", file: state, resources: 3, numbers: 3 }]);
    expect(report.totals).toEqual({ sites: 1, sipPeers: 1, numbers: 3, externalNumbers: 0, inStacks: 3 });
  });

  test("differ in what somebody did at the dashboard", async () => {
    const { entries, frontEnd: form, siteId, sipPeerId, numbers } = await program(frontEnd, 4);
    const [lost = "", moved = ""] = numbers;
    const api = apiOf(simulator);
    const other = await api.sipPeers.create(siteId, { name: "Other", isDefaultPeer: false });
    api.client.close();
    simulator.account.disconnectNumber(lost);
    simulator.account.moveNumber(moved, other);
    simulator.account.renameSite(siteId, "Head office");
    simulator.account.inventory.setCapacity("604", 1);
    const bought = simulator.account.buyNumber({ areaCode: "604", sipPeerId });
    const report = await reportOf(simulator, ["--state", stateFile(entries, { frontEnd: form })]);
    expect([report.code, report.unread]).toEqual([4, []]);
    expect(kinds(report).sort()).toEqual([
      `missing TelephoneNumber ${lost}`,
      `moved TelephoneNumber ${moved}`,
      `renamed Site ${siteId}`,
      `unmanaged SipPeer ${siteId}/${other}`,
      `unmanaged TelephoneNumber ${bought}`,
    ]);
    expect(report.differences.find(({ kind }) => kind === "moved")).toMatchObject({
      found: `${siteId}/${other}`,
      declared: `${siteId}/${sipPeerId}`,
      holders: [{ stack: "phones/dev", type: "PhoneNumberOrder", name: "main" }],
    });
  });
});

describe.each(frontEnds)("options of numbers, with %s", (...frontEnd) => {
  test("that somebody set at the dashboard are told, number by number", async () => {
    const { create, entries, frontEnd: form, numbers } = await program(frontEnd, 4);
    const [forwarded = "", silent = "", untouched = ""] = numbers;
    await create("TnOptions", "lines", { telephoneNumbers: numbers, callForward: "+12125550100", sms: "on" });
    const state = stateFile(entries, { frontEnd: form });
    expect((await reportOf(simulator, ["--state", state])).differences).toEqual([]);

    simulator.account.switchOptions(forwarded, { CallForward: "2125550111" });
    simulator.account.switchOptions(silent, { Sms: "off", CallForward: "systemdefault" });
    // The program does not declare it.
    simulator.account.switchOptions(untouched, { CallingNameDisplay: "on" });
    const report = await reportOf(simulator, ["--state", state]);
    const holders = [{ stack: "phones/dev", type: "TnOptions", name: "lines" }];
    const [kind, type, declared] = ["changed", "TelephoneNumber", "callForward +12125550100"];
    expect([report.code, report.differences]).toEqual([
      4,
      [
        { kind, type, id: forwarded, holders, found: "callForward +12125550111", declared },
        { kind, type, id: silent, holders, found: "callForward none, sms off", declared: `${declared}, sms on` },
      ],
    ]);
  });

  test("of a list of numbers too, and none that is a secret in the state", async () => {
    const { run, entries, frontEnd: form, siteId, sipPeerId } = await program(frontEnd, 1);
    const wish = { siteId, sipPeerId, search: { areaCode: "919" }, quantity: 1, options: { rewriteUser: "reception" } };
    const { id, state } = await run.create("PhoneNumberOrder", "more", wish);
    const number = (reveal(state) as { telephoneNumbers: string[] }).telephoneNumbers[0] ?? "";
    simulator.account.switchOptions(number, { RewriteUser: "somebody" });
    const made = { type: "PhoneNumberOrder", name: "more", id, outputs: toFile(state) };
    const report = await reportOf(simulator, ["--state", stateFile([...entries, made], { frontEnd: form })]);
    expect(report.differences.map(({ found, declared }) => [found, declared])).toEqual([
      ["rewriteUser somebody", "rewriteUser reception"],
    ]);
    const secret = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", ciphertext: "v1:abc" };
    const sealed = { ...made, outputs: { ...made.outputs, options: { rewriteUser: secret } } };
    const file = stateFile([...entries, sealed], { frontEnd: form });
    expect((await reportOf(simulator, ["--state", file])).differences).toEqual([]);
  });
});

describe("what two stacks hold", () => {
  test("is told, each number with its holders", async () => {
    const { entries, numbers, siteId } = await program(plugin);
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
    const { entries } = await program(plugin);
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
    const { entries, numbers } = await program(plugin);
    const leaving = entries.map((entry) => ({ ...entry, more: { delete: true } }));
    simulator.account.disconnectNumber(numbers[0] ?? "");
    expect((await reportOf(simulator, ["--state", stateFile(leaving)])).differences).toEqual([]);
  });
});

describe("what cannot be read is a line, and not the end", () => {
  const refuse = (path: RegExp) => simulator.faults.on("GET", path, { kind: "status", status: 403 }, { times: 999 });

  test.each<[string, RegExp, RegExp]>([
    ["sites", /\/sites$/, /^sites$/],
    ["SIP peers", /\/sippeers$/, /^SIP peers of site Office/],
    ["numbers of SIP peers", /\/sippeers\/\d+\/tns$/, /^numbers of SIP peer Voice/],
  ])("and nothing is missing or unknown because of it: %s", async (_, path, what) => {
    const { entries } = await program(plugin);
    refuse(path);
    const report = await reportOf(simulator, ["--state", stateFile(entries)]);
    expect([report.code, report.differences, report.complete]).toEqual([5, [], false]);
    expect(report.unread.map((line) => line.what)).toEqual([expect.stringMatching(what)]);
    expect(report.unread[0]?.reason).toContain("403");
  });

  test.each([
    ["Subscription", /\/subscriptions$/],
    ["SipCredential", /\/sipcredentials$/],
  ])("and what stands for itself is neither: %s", async (type, path) => {
    const { create, entries } = await program(plugin);
    await create("SipCredential", "alice", { userName: "alice", hash1: "0123456789abcdef0123456789abcdef" });
    await create("Subscription", "orders", { orderType: "orders", callback: { url: "https://hooks.example.com/x" } });
    const state = stateFile(entries);
    expect((await reportOf(simulator, ["--state", state])).differences).toEqual([]);
    refuse(path);
    const report = await reportOf(simulator, ["--state", state]);
    expect([report.code, report.differences, report.unread.map(({ what }) => what)]).toEqual([5, [], [type]]);
  });

  test("a number is not missing when only the look at it could not be read", async () => {
    const { entries, numbers } = await program(plugin);
    simulator.account.disconnectNumber(numbers[0] ?? "");
    simulator.settings.withoutNumbersRole = true;
    const report = await reportOf(simulator, ["--state", stateFile(entries)]);
    expect([report.code, report.differences]).toEqual([5, []]);
    expect(report.unread.map(({ what }) => what)).toContain("1 number of stacks");
  });

  test("a number whose service is not active yet is there", async () => {
    simulator.settings.newNumbers = "InAccount";
    simulator.settings.inAccountShown = "nowhere";
    const { entries } = await program(plugin);
    const report = await reportOf(simulator, ["--state", stateFile(entries)]);
    expect([report.code, report.differences]).toEqual([0, []]);
    expect(report.totals.numbers).toBe(3);
  });

  test("numbers beyond the look-ups are not known, and not missing", async () => {
    const { entries, numbers } = await program(plugin);
    for (const number of numbers) simulator.account.disconnectNumber(number);
    const report = await reportOf(simulator, ["--state", stateFile(entries), "--look-ups", "1"]);
    expect(report.differences).toHaveLength(1);
    expect(report.unread.map(({ what }) => what)).toEqual(["2 numbers of stacks"]);
  });

  test.each<[string, RegExp]>([
    ["port-out passcodes", /tnPortoutPasscodes/],
    ["orders: port-in", /\/portins$/],
    ["orders of emergency addresses", /\/e911s$/],
    ["Subscription", /\/subscriptions$/],
  ])("%s", async (what, path) => {
    await program(plugin);
    refuse(path);
    const report = await reportOf(simulator);
    expect(report.code).toBe(5);
    expect(report.unread.map((line) => line.what)).toContain(what);
    expect(report.numbers.map(({ portOutPasscode }) => portOutPasscode)).toEqual(
      Array(3).fill(what === "port-out passcodes" ? "unknown" : "none"),
    );
  });

  test("wrong credentials, and an address where nothing answers, are the end", async () => {
    const nowhere = await reporting(simulator, [], { BW_API_URL: "http://127.0.0.1:9/api" });
    expect([nowhere.code, nowhere.stdout]).toEqual([1, ""]);
    const { code, stdout, stderr } = await reporting(simulator, [], { BW_CLIENT_SECRET: "wrong" });
    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr).toContain("no access token");
  });
});

describe("secrets", () => {
  const hash = "0123456789abcdef0123456789abcdef";
  const password = "a password of a webhook";

  test.each(["encrypted", "shown"])("of a state are in no format, whether they are %s or not", async (how) => {
    const { create, entries, numbers } = await program(plugin);
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
    const { entries } = await program(plugin);
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
    const { entries } = await program(plugin);
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
    const { entries } = await program(plugin);
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
    const { entries } = await program(plugin);
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

describe("accounts", () => {
  test("of 0 numbers", async () => {
    const report = await reportOf(simulator);
    expect([report.code, report.numbers, report.sites, report.unread]).toEqual([0, [], [], []]);
  });

  test("of years of work, of which nothing is lost", async () => {
    for (const seed of [1, 2, 3]) {
      simulator.reset();
      const bought = await oddAccount(simulator, seed, 60);
      const report = await reportOf(simulator);
      expect(report.unread).toEqual([]);
      expect(report.numbers.map(({ number }) => number)).toEqual([...bought].sort());
      const counts = report.sites.flatMap(({ sipPeers = [] }) => sipPeers.map(({ numbers = 0 }) => numbers));
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(60);
      expect(report.areas.reduce((sum, { numbers }) => sum + numbers, 0)).toBe(60);
    }
  });

  test("nothing is sent but reads, and nothing is bought or released", async () => {
    const { entries } = await program(plugin);
    const mark = simulator.requests.mark();
    const ledger = JSON.stringify(simulator.ledger);
    await reportOf(simulator, ["--state", stateFile(entries)]);
    expect(simulator.requests.since(mark).filter(({ method }) => method !== "GET")).toEqual([]);
    expect(JSON.stringify(simulator.ledger)).toBe(ledger);
  });
});
