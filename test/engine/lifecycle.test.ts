import { afterEach, expect, test } from "vitest";
import { type Simulator, startSimulator } from "../../simulator/index.js";
import { refusedDeletes, untilOrderTold, untilPeerTold } from "./harness/untilTold.js";
import type { Workspace } from "./harness/workspace.js";
import {
  expectSettled,
  expectSettledAtOnce,
  namesInState,
  numbers,
  OTHER_PEER,
  ok,
  PEER,
  program,
  rows,
  SITE,
  stackOn,
  writes,
} from "./support.js";

let simulator: Simulator;
let stack: Workspace | undefined;
afterEach(async () => {
  stack?.cleanup();
  await simulator.close();
});

const EVERYTHING = program(
  SITE,
  PEER,
  OTHER_PEER,
  numbers('search: { areaCode: "919" }, quantity: 3'),
  `new bw.TnOptions("options", { telephoneNumbers: numbers.telephoneNumbers, callForward: "+16042661720", sms: "on" });`,
  `new bw.Subscription("webhook", {
    orderType: "orders", callback: { url: "https://hooks.example.com/bandwidth", username: "us", password: "a word" } });`,
  "exports.numbers = numbers.telephoneNumbers;",
  "exports.siteId = site.siteId;",
);

test("an example stack goes up in one command, stays as it is, and is taken down in the right order", async () => {
  // Their ends come when the run has waited long enough to say so.
  simulator = await startSimulator({ disconnectReleaseMs: 600_000 });
  simulator.account.script({ outcome: "stuck" });
  stack = await stackOn(simulator, EVERYTHING);

  const preview = await ok(stack.preview());
  expect(preview.changes.create).toBe(8);
  expect(simulator.requests).toEqual([]);

  const up = await ok(untilOrderTold(stack.up(), simulator));
  expect(simulator.ledger.bought()).toEqual(["+19195550100", "+19195550101", "+19195550102"]);
  const { numbers: held, siteId } = await stack.outputs();
  expect(held).toEqual(simulator.ledger.bought());
  expect(simulator.account.sites.get(String(siteId))?.name).toBe("Raleigh");
  expect(simulator.account.numbers.get("+19195550102")?.options).toEqual({ callForward: "6042661720", sms: "on" });
  expect(simulator.account.subscriptions.size).toBe(1);
  // One order of numbers, one of options; everything else once.
  expect(writes(simulator, 0)).toHaveLength(6);

  // While it waits the user sees what for; what stays on the screen is nothing but the result.
  expect(
    up.statuses.some(({ message }) => /^PhoneNumberOrder: order .* (RECEIVED|PROCESSING), \d+ s$/.test(message)),
    up.text,
  ).toBe(true);
  expect(up.statuses.filter(({ message, urn }) => /numbers$/.test(urn ?? "") && message).length).toBeGreaterThan(0);
  for (const urn of new Set(up.statuses.map((status) => status.urn))) {
    expect(up.statuses.filter((status) => status.urn === urn).at(-1)?.message).toBe("");
  }
  expect(up.diagnostics).toEqual([]);
  expect(up.text.split("Outputs:")[1]).not.toContain("order ");

  await expectSettledAtOnce(stack, simulator);

  const mark = simulator.requests.mark();
  const destroy = await ok(untilPeerTold(stack.destroy(), simulator, mark));
  expect(simulator.ledger.released().sort()).toEqual(simulator.ledger.bought());
  expect([simulator.account.peers.size, simulator.account.sites.size, simulator.account.subscriptions.size]).toEqual([
    0, 0, 0,
  ]);
  expect(await namesInState(stack)).toEqual([]);
  const order = rows(destroy).map((row) => row.replace("delete ", ""));
  for (const [earlier, later] of [
    ["options", "numbers"],
    ["numbers", "trunk"],
    ["spare", "trunk"],
    ["trunk", "office"],
  ] as const) {
    expect(order.indexOf(earlier), `${earlier} before ${later}`).toBeLessThan(order.indexOf(later));
  }
  // The API frees the numbers with a delay: the default peer is refused with 13555 for a while, and is asked again.
  expect(refusedDeletes(simulator, mark).length).toBeGreaterThan(0);
  expect(destroy.statuses.some(({ message }) => message.includes("waiting for its numbers to be freed"))).toBe(true);
});

test("the same program works on the Universal Platform, where moving numbers is an order too", async () => {
  simulator = await startSimulator();
  stack = await stackOn(simulator, EVERYTHING, { env: simulator.environment("universal") });
  await ok(stack.up());
  expect(simulator.ledger.bought()).toHaveLength(3);
  expect(new Set(simulator.requests.map(({ dialect }) => dialect))).toEqual(new Set(["universal"]));
  await expectSettled(stack, simulator);

  const mark = simulator.requests.mark();
  stack.setProgram(EVERYTHING.replace("sipPeerId: peer.sipPeerId", "sipPeerId: other.sipPeerId"));
  await ok(stack.up());
  expect(writes(simulator, mark)).toEqual(["POST /moveTns"]);
  expect(simulator.ledger.moves).toHaveLength(3);
  await ok(stack.destroy());
  expect(simulator.ledger.owned()).toEqual([]);
  expect(simulator.account.sites.size).toBe(0);
});
