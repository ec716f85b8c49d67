import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { reveal } from "../../provider/pulumi/values/values.js";
import { toFile } from "../../provider/pulumi/values/wire.js";
import type { Simulator } from "../../simulator/index.js";
import { frontEnds, startAccount } from "../frontEnds/support.js";
import { apiOf, oddAccount, removeFolders } from "./adoptSupport.js";
import { kinds, program, reportOf, stateFile } from "./reportSupport.js";

let simulator: Simulator;
beforeEach(async () => {
  simulator = await startAccount();
});
afterEach(async () => {
  removeFolders();
  await simulator.close();
});

const plugin = frontEnds[1] as (typeof frontEnds)[0];

describe.each(frontEnds)("an account and the state of a stack, with %s", (...frontEnd) => {
  test.each(["export", "checkpoint"] as const)("agree, in the form of an %s", async (envelope) => {
    const { entries, frontEnd: form } = await program(simulator, frontEnd);
    const state = stateFile(entries, { frontEnd: form, envelope });
    const report = await reportOf(simulator, ["--state", state]);
    expect([report.code, report.differences, report.unread]).toEqual([0, [], []]);
    expect(report.stacks).toEqual([{ name: "phones/dev", file: state, resources: 3, numbers: 3 }]);
    expect(report.totals).toEqual({ sites: 1, sipPeers: 1, numbers: 3, externalNumbers: 0, inStacks: 3 });
  });

  test("differ in what somebody did at the dashboard", async () => {
    const { entries, frontEnd: form, siteId, sipPeerId, numbers } = await program(simulator, frontEnd, 4);
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
    const { create, entries, frontEnd: form, numbers } = await program(simulator, frontEnd, 4);
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
    const { run, entries, frontEnd: form, siteId, sipPeerId } = await program(simulator, frontEnd, 1);
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
    const { entries } = await program(simulator, plugin);
    const mark = simulator.requests.mark();
    const ledger = JSON.stringify(simulator.ledger);
    await reportOf(simulator, ["--state", stateFile(entries)]);
    expect(simulator.requests.since(mark).filter(({ method }) => method !== "GET")).toEqual([]);
    expect(JSON.stringify(simulator.ledger)).toBe(ledger);
  });
});
