import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Simulator } from "../../simulator/index.js";
import { frontEnds, startAccount } from "../frontEnds/support.js";
import { removeFolders } from "./adoptSupport.js";
import { program, reporting, reportOf, stateFile } from "./reportSupport.js";

let simulator: Simulator;
beforeEach(async () => {
  simulator = await startAccount();
});
afterEach(async () => {
  removeFolders();
  await simulator.close();
});

const plugin = frontEnds[1] as (typeof frontEnds)[0];

describe("what cannot be read is a line, and not the end", () => {
  const refuse = (path: RegExp) => simulator.faults.on("GET", path, { kind: "status", status: 403 }, { times: 999 });

  test.each<[string, RegExp, RegExp]>([
    ["sites", /\/sites$/, /^sites$/],
    ["SIP peers", /\/sippeers$/, /^SIP peers of site Office/],
    ["numbers of SIP peers", /\/sippeers\/\d+\/tns$/, /^numbers of SIP peer Voice/],
  ])("and nothing is missing or unknown because of it: %s", async (_, path, what) => {
    const { entries } = await program(simulator, plugin);
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
    const { create, entries } = await program(simulator, plugin);
    await create("SipCredential", "alice", { userName: "alice", hash1: "0123456789abcdef0123456789abcdef" });
    await create("Subscription", "orders", { orderType: "orders", callback: { url: "https://hooks.example.com/x" } });
    const state = stateFile(entries);
    expect((await reportOf(simulator, ["--state", state])).differences).toEqual([]);
    refuse(path);
    const report = await reportOf(simulator, ["--state", state]);
    expect([report.code, report.differences, report.unread.map(({ what }) => what)]).toEqual([5, [], [type]]);
  });

  test("a number is not missing when only the look at it could not be read", async () => {
    const { entries, numbers } = await program(simulator, plugin);
    simulator.account.disconnectNumber(numbers[0] ?? "");
    simulator.settings.withoutNumbersRole = true;
    const report = await reportOf(simulator, ["--state", stateFile(entries)]);
    expect([report.code, report.differences]).toEqual([5, []]);
    expect(report.unread.map(({ what }) => what)).toContain("1 number of stacks");
  });

  test("a number whose service is not active yet is there", async () => {
    simulator.settings.newNumbers = "InAccount";
    simulator.settings.inAccountShown = "nowhere";
    const { entries } = await program(simulator, plugin);
    const report = await reportOf(simulator, ["--state", stateFile(entries)]);
    expect([report.code, report.differences]).toEqual([0, []]);
    expect(report.totals.numbers).toBe(3);
  });

  test("numbers beyond the look-ups are not known, and not missing", async () => {
    const { entries, numbers } = await program(simulator, plugin);
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
    await program(simulator, plugin);
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
