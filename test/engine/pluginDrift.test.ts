import { afterEach, beforeEach, expect, test } from "vitest";
import { type Simulator, startSimulator } from "../../simulator/index.js";
import type { RunResult, Workspace } from "./harness/workspace.js";
import { idOf, numbers, otherPeer, peer, places, pluginStack, ref, searched, site, webhook } from "./pluginSupport.js";
import { expectSettled, number, ok, outputsOf, rows, writes } from "./support.js";

const LISTED = [number(10), number(11)];
const PROGRAM = {
  resources: {
    office: site(),
    trunk: peer(),
    spare: otherPeer(),
    numbers: numbers(searched(3)),
    listed: numbers({ telephoneNumbers: LISTED, sipPeerId: ref("spare.sipPeerId") }),
    options: {
      type: "bandwidth:TnOptions",
      properties: {
        telephoneNumbers: [ref("numbers.telephoneNumbers[0]"), ref("numbers.telephoneNumbers[1]")],
        callForward: "+16042661720",
      },
    },
    webhook: webhook(),
  },
};

let simulator: Simulator;
let stack: Workspace;
beforeEach(async () => {
  simulator = await startSimulator();
  stack = await pluginStack(simulator, PROGRAM);
  await ok(stack.up());
});
afterEach(async () => {
  stack.cleanup();
  await simulator.close();
});

/** What a run would do to make the account what the program says. */
const healing = (run: RunResult) =>
  rows(run)
    .filter((row) => !row.startsWith("refresh"))
    .sort();

test("what somebody else changed is shown by refresh and by preview, to the element, and healed by the next up", async () => {
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
    "update listed: telephoneNumbers, misplacedNumbers",
    "update numbers: quantity, misplacedNumbers",
    "update office: name",
    "update options: callForward",
    "update trunk: voiceHosts",
  ]);
  expect(places(seen)).toContain("trunk voiceHosts[0].hostName: update");
  expect(seen.text).toContain('"Raleigh" => "Renamed"');
  expect(seen.text).toContain('"192.0.2.7" => "198.51.100.1"');
  expect(seen.text).toContain(`no longer in service on this account: ${number(2)}`);

  const preview = await ok(stack.previewRefresh());
  expect(healing(preview)).toEqual([
    "create webhook",
    "update listed: telephoneNumbers, misplacedNumbers",
    "update numbers: quantity, misplacedNumbers",
    "update office: name",
    // Which numbers the order will hold is not known before it is changed.
    "update options: telephoneNumbers, callForward",
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
  expect(healing(await ok(stack.previewRefresh()))).toEqual([
    "create spare",
    "update listed: sipPeerId, telephoneNumbers",
  ]);

  await ok(stack.refresh());
  await ok(stack.up());
  const spare = idOf(account.peers, "Other");
  expect(LISTED.map((each) => account.numbers.get(each)?.sipPeerId)).toEqual([spare, spare]);
  expect(ledger.owned()).toHaveLength(5);

  account.deleteSite(idOf(account.sites, "Raleigh"));
  await ok(stack.refresh());
  await ok(stack.up());
  expect([account.sites.size, account.peers.size, ledger.owned().length]).toEqual([1, 2, 5]);
  expect(ledger.boughtTwice()).toEqual([]);
  await expectSettled(stack, simulator);
});
