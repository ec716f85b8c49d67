import { afterEach, beforeEach, expect, test } from "vitest";
import { type Simulator, startSimulator } from "../../simulator/index.js";
import type { Workspace } from "./harness/workspace.js";
import {
  expectSettled,
  number,
  numbers,
  OTHER_PEER,
  ok,
  outputsOf,
  PEER,
  program,
  quoted,
  rows,
  SITE,
  stackOn,
  writes,
} from "./support.js";

const LISTED = [number(10), number(11)];
const PROGRAM = program(
  SITE,
  PEER,
  OTHER_PEER,
  numbers('search: { areaCode: "919" }, quantity: 3'),
  `new bw.PhoneNumberOrder("listed", {
    siteId: site.siteId, sipPeerId: other.sipPeerId, telephoneNumbers: ${quoted(LISTED)} });`,
  `new bw.TnOptions("options", {
    telephoneNumbers: numbers.telephoneNumbers.apply((all) => all.slice(0, 2)), callForward: "+16042661720" });`,
  `new bw.Subscription("webhook", { orderType: "orders", callback: { url: "https://hooks.example.com/bandwidth" } });`,
);

let simulator: Simulator;
let stack: Workspace;
beforeEach(async () => {
  simulator = await startSimulator();
  stack = await stackOn(simulator, PROGRAM);
  await ok(stack.up());
});
afterEach(async () => {
  stack.cleanup();
  await simulator.close();
});

const idOf = (all: Map<string, { id: string; name: string }>, name: string) =>
  [...all.values()].find((each) => each.name === name)?.id ?? "";

test("what somebody else changed is shown by refresh and by preview, and healed by the next up", async () => {
  const { account, ledger } = simulator;
  const main = idOf(account.peers, "Main");
  const other = idOf(account.peers, "Other");
  account.disconnectNumber(number(2)); // one of the searched
  account.disconnectNumber(number(10)); // one of the listed
  account.moveNumber(number(1), other);
  account.moveNumber(number(11), main);
  account.renameSite(idOf(account.sites, "Raleigh"), "Renamed");
  account.changePeer(main, { voiceHosts: [{ HostName: "198.51.100.1", Port: "5060" }] });
  account.switchOptions(number(0), { CallForward: "9195551234" });
  account.deleteSubscription([...account.subscriptions.keys()][0] ?? "");

  const before = simulator.requests.mark();
  const seen = await ok(stack.run("refresh", "--preview-only", "--diff"));
  expect(rows(seen).sort()).toEqual([
    "delete webhook",
    "update listed: telephoneNumbers",
    "update numbers: quantity",
    "update office: name",
    "update options: callForward",
    "update trunk: voiceHosts",
  ]);
  expect(seen.text).toContain('"Raleigh" => "Renamed"');
  expect(seen.text).toContain('"192.0.2.7" => "198.51.100.1"');

  const preview = await ok(stack.previewRefresh());
  expect(
    rows(preview)
      .filter((row) => !row.startsWith("refresh"))
      .sort(),
  ).toEqual([
    "create webhook",
    "update listed: telephoneNumbers",
    "update numbers: quantity",
    "update office: name",
    // A dynamic resource tells no outputs in a preview: which numbers will be there is not known yet.
    "update options: callForward, telephoneNumbers",
    "update trunk: voiceHosts",
  ]);
  expect(writes(simulator, before)).toEqual([]);

  await ok(stack.refresh());
  expect((await outputsOf(stack, "numbers")).misplacedNumbers).toEqual([
    { telephoneNumber: number(1), siteId: idOf(account.sites, "Renamed"), sipPeerId: other },
  ]);
  const mark = simulator.requests.mark();
  await ok(stack.up());
  expect(account.sites.values().next().value?.name).toBe("Raleigh");
  expect(account.peers.get(main)?.voiceHosts).toEqual([{ HostName: "192.0.2.7", Port: "5060" }]);
  expect(account.numbers.get(number(0))?.options).toEqual({ callForward: "6042661720" });
  expect(account.numbers.get(number(1))?.sipPeerId).toBe(main);
  expect(account.numbers.get(number(11))?.sipPeerId).toBe(other);
  expect(account.subscriptions.size).toBe(1);
  // One number searched for and one listed are bought in place of those that were lost; nothing else is.
  expect(simulator.requests.matching("POST", /orders$/, mark)).toHaveLength(2);
  expect(ledger.owned()).toHaveLength(5);
  expect(ledger.owned()).toContain(number(10));
  expect(ledger.released()).toEqual([]);
  expect(ledger.boughtTwice()).toEqual([]);
  await expectSettled(stack, simulator);
});

test("a deleted peer and its numbers come back, and so does a deleted site", async () => {
  const { account, ledger } = simulator;
  account.deletePeer(idOf(account.peers, "Other"));
  const seen = await ok(stack.run("refresh", "--preview-only"));
  expect(rows(seen).sort()).toEqual(["delete spare", "update listed: telephoneNumbers"]);
  const preview = await ok(stack.previewRefresh());
  expect(
    rows(preview)
      .filter((row) => !row.startsWith("refresh"))
      .sort(),
  ).toEqual(["create spare", "update listed: sipPeerId, telephoneNumbers"]);

  await ok(stack.refresh());
  await ok(stack.up());
  const peer = idOf(account.peers, "Other");
  expect(LISTED.map((each) => account.numbers.get(each)?.sipPeerId)).toEqual([peer, peer]);
  expect(ledger.owned()).toHaveLength(5);
  await expectSettled(stack, simulator);

  account.deleteSite(idOf(account.sites, "Raleigh"));
  await ok(stack.refresh());
  await ok(stack.up());
  expect([account.sites.size, account.peers.size, ledger.owned().length]).toEqual([1, 2, 5]);
  expect(ledger.boughtTwice()).toEqual([]);
  await expectSettled(stack, simulator);
});
