import { PassThrough } from "node:stream";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { runCommand } from "../../provider/commandLine/commands.js";
import type { Simulator } from "../../simulator/index.js";
import { existing, withPeer } from "../simulator/support.js";
import { refuseUnnamed } from "./adoptSupport.js";
import { listener } from "./listener.js";

const NUMBER = "+19195550100";

let simulator: Simulator;
let path: string;
/** The prefix of the command's requests. */
let mark: number;
beforeEach(async () => {
  const account = await withPeer();
  simulator = account.simulator;
  await account.caller.order(existing(account.siteId, ["9195550100"], `<PeerId>${account.peerId}</PeerId>`));
  simulator.account.settle();
  path = `/sites/${account.siteId}/sippeers/${account.peerId}/tns/9195550100`;
  mark = simulator.requests.mark();
});
afterEach(async () => {
  refuseUnnamed("pulumi-bandwidth set-tn-options", simulator, mark);
  await simulator.close();
});

/** Runs the command in the provider's environment. */
async function run(args: string[], more: Record<string, string> = {}) {
  const { said, output, screen } = listener();
  const environment = { ...simulator.environment(), ...more };
  const code = await runCommand(["set-tn-options", ...args], { input: new PassThrough(), output, screen, environment });
  return { code, ...said };
}

const held = () => simulator.account.numbers.get(NUMBER);
const asked = () => simulator.requests.since(mark);
const writes = () => asked().filter(({ method }) => method !== "GET");

describe("options of one number", () => {
  test("are set immediately, in whatever format the numbers are given, and without an order", async () => {
    const { code, stdout, stderr } = await run(["(919) 555-0100", "--call-forward", "212-555-0100"]);
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toBe(
      `${NUMBER}: callForward none, callingNameDisplay off, sms off -> ` +
        "callForward +12125550100, callingNameDisplay off, sms off\n",
    );
    expect(held()?.options).toEqual({ callForward: "2125550100" });
    expect(writes().map(({ method, path }) => `${method} ${path.slice(path.indexOf("/sites"))}`)).toEqual([
      `PUT ${path}`,
    ]);
  });

  test("keep what the API shows for the number: it is sent along, in case leaving it out removes it", async () => {
    simulator.account.switchOptions(NUMBER, { CallForward: "2125550100", CallingNameDisplay: "on", Protected: "true" });
    Object.assign(held() ?? {}, { routeHint: "nobody knows it" });
    expect((await run([NUMBER, "--sms", "on"])).code).toBe(0);
    expect(held()).toMatchObject({
      ...{ protected: true, routeHint: "nobody knows it" },
      options: { callForward: "2125550100", callingNameDisplay: "on", sms: "on" },
    });
    const [{ body } = { body: "" }] = writes();
    const order = ["FullNumber", "CallForward", "CallingNameDisplay", "TnAttributes", "SmsEnabled"];
    const places = order.map((name) => body.indexOf(`<${name}>`));
    expect(places).toEqual([...places].sort((one, other) => one - other));
    expect(Math.min(...places)).toBeGreaterThan(0);
  });

  test("several together, and the same again", async () => {
    const args = [NUMBER, "--calling-name-display", "on", "--sms", "off", "--call-forward", "2125550100"];
    expect((await run(args)).code).toBe(0);
    expect((await run(args)).code).toBe(0);
    expect(held()?.options).toEqual({ callForward: "2125550100", callingNameDisplay: "on", sms: "off" });
  });
});

describe("nothing is changed", () => {
  test.each([
    ["an option without a value that fits", [NUMBER, "--sms", "maybe"], 1, "--sms must be on or off"],
    ["no telephone number", ["12", "--sms", "on"], 1, "The number must be 10 digits"],
    ["a forward to no number", [NUMBER, "--call-forward", "systemdefault"], 1, "--call-forward must be 10 digits"],
    ["a forward to itself", [NUMBER, "--call-forward", "9195550100"], 1, "would be forwarded to itself (5088)"],
    ["no option", [NUMBER], 2, "The option is missing."],
    ["an option that is none", [NUMBER, "--protected", "true"], 2, "The only arguments are --call-forward"],
    ["no number at all", ["--sms", "on"], 2, "The number is missing."],
  ] as const)("%s", async (_what, args, code, words) => {
    const ended = await run([...args]);
    expect(ended.stderr).toContain(words);
    expect(ended.code).toBe(code);
    expect(asked()).toHaveLength(0);
  });

  test("a number that is not ours", async () => {
    const { code, stderr } = await run(["+12125550100", "--sms", "on"]);
    expect([code, stderr]).toEqual([
      1,
      "pulumi-bandwidth: +12125550100 isn't in service on account 9500249. Nothing was changed.\n",
    ]);
    expect(writes()).toEqual([]);
  });

  test("a setting that is missing", async () => {
    const { code, stderr } = await run([NUMBER, "--sms", "on"], { BW_ACCOUNT_ID: "" });
    expect(code).toBe(1);
    expect(stderr).toContain("bandwidth:accountId is required");
  });

  test("what Bandwidth refuses, in its words", async () => {
    simulator.faults.on("PUT", /tns/, { kind: "status", status: 400 });
    const { code, stderr } = await run([NUMBER, "--sms", "on"]);
    expect(code).toBe(1);
    expect(stderr).toContain("400");
    expect(stderr).toContain("Nothing was changed.");
    expect(held()?.options).toEqual({});
  });

  test("credentials that can't see where a number is", async () => {
    simulator.settings.withoutNumbersRole = true;
    const { code, stderr } = await run([NUMBER, "--sms", "on"]);
    expect(code).toBe(1);
    expect(stderr).toContain("they need the role Numbers");
  });
});

describe("an answer that is lost", () => {
  test("is no problem: the change is sent again", async () => {
    simulator.faults.on("PUT", /tns/, { kind: "lostAnswer" });
    expect((await run([NUMBER, "--sms", "on"])).code).toBe(0);
  });

  test("when the next answers say nothing either, the number itself shows the result", async () => {
    simulator.faults.on("PUT", /tns/, { kind: "html", status: 200, act: true });
    const { code, stdout } = await run([NUMBER, "--sms", "on"]);
    expect([code, stdout]).toEqual([0, expect.stringContaining("sms on")]);
  });

  test("when nothing shows the result, it is unknown whether the number was changed", async () => {
    simulator.faults.on("PUT", /tns/, { kind: "html", status: 200 });
    const { code, stderr } = await run([NUMBER, "--sms", "on"]);
    expect(code).toBe(3);
    expect(stderr).toContain(`It's unknown whether ${NUMBER} was changed.`);
    expect(stderr).toContain("Run the same command again");
  });

  test("when Bandwidth accepts and shows something else", async () => {
    simulator.faults.on("PUT", /tns/, { kind: "status", status: 200, body: "" });
    const { code, stderr } = await run([NUMBER, "--sms", "on"]);
    expect(code).toBe(3);
    expect(stderr).toContain(`accepted the change of ${NUMBER}, but shows: callForward none`);
  });
});
