import { describe, expect, test } from "vitest";
import type { Workspace } from "./harness/workspace.js";
import {
  engineAccount,
  expectSettled,
  expectSettledAtOnce,
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
  writes,
} from "./support.js";

const { simulator, stackOf } = await engineAccount();
let stack: Workspace | undefined;

/** Changes the program and makes it true; the rows and the writes of it. */
async function change(text: string) {
  stack?.setProgram(text);
  const mark = simulator.requests.mark();
  const up = await ok(stack?.up() ?? Promise.reject(new Error("no stack")));
  return { up, rows: rows(up), writes: writes(simulator, mark) };
}

describe("numbers that are searched for", () => {
  const wanted = (quantity: number) =>
    program(SITE, PEER, numbers(`search: { areaCode: "919" }, quantity: ${quantity}`));

  test("more are bought, fewer are released, the newest first and named before it happens", async () => {
    stack = await stackOf(wanted(10));
    await ok(stack.up());
    expect(simulator.ledger.bought()).toHaveLength(10);

    const more = await change(wanted(12));
    expect(more.rows).toEqual(["update numbers: quantity"]);
    expect(more.writes).toEqual(["POST /orders"]);
    expect(simulator.ledger.bought().slice(10)).toEqual([number(10), number(11)]);

    const newest = [number(9), number(10), number(11)];
    stack.setProgram(wanted(9));
    const preview = await ok(stack.preview());
    expect(preview.text).toContain(`3 numbers to be disconnected: ${newest.join(", ")}`);
    const fewer = await change(wanted(9));
    expect(fewer.rows).toEqual(["update numbers: quantity"]);
    expect(fewer.writes).toEqual(["POST /disconnects"]);
    expect(simulator.ledger.released().sort()).toEqual(newest);
    expect((await outputsOf(stack, "numbers")).telephoneNumbers).toEqual(simulator.ledger.owned());
    await expectSettledAtOnce(stack, simulator);
  });

  test("other criteria and other triggers buy new numbers first, then release the old ones", async () => {
    const wish = (search: string, trigger: string) =>
      program(SITE, PEER, numbers(`search: ${search}, quantity: 2, replacementTriggers: ["${trigger}"]`));
    stack = await stackOf(wish('{ areaCode: "919" }', "one"));
    await ok(stack.up());

    const moved = await change(wish('{ areaCode: "704" }', "one"));
    expect(moved.rows).toEqual([
      "create-replacement numbers: search",
      "replace numbers: search",
      "delete-replaced numbers",
    ]);
    expect(moved.writes).toEqual(["POST /orders", "POST /disconnects"]);
    expect(simulator.ledger.owned()).toEqual([number(0, "704"), number(1, "704")]);

    const other = await change(wish('{ areaCode: "704" }', "two"));
    expect(other.writes).toEqual(["POST /orders", "POST /disconnects"]);
    expect(simulator.ledger.owned()).toEqual([number(2, "704"), number(3, "704")]);
    expect(simulator.ledger.boughtTwice()).toEqual([]);
    await expectSettled(stack, simulator);
  });
});

describe("numbers that are listed", () => {
  const wanted = (...lines: number[]) =>
    program(SITE, PEER, numbers(`telephoneNumbers: ${quoted(lines.map((line) => number(line)))}`));

  test("one added and one dropped is exactly one order and one disconnect; their order and form mean nothing", async () => {
    stack = await stackOf(wanted(1, 2));
    await ok(stack.up());

    stack.setProgram(wanted(2, 3));
    const preview = await ok(stack.preview());
    expect(preview.text).toContain(`1 number to be disconnected: ${number(1)}`);
    const both = await change(wanted(2, 3));
    expect(both.rows).toEqual(["update numbers: telephoneNumbers"]);
    expect(both.writes).toEqual(["POST /orders", "POST /disconnects"]);
    expect(simulator.ledger.bought()).toEqual([number(1), number(2), number(3)]);
    expect(simulator.ledger.released()).toEqual([number(1)]);

    const spelt = await change(program(SITE, PEER, numbers('telephoneNumbers: ["(919) 555-0103", "19195550102"]')));
    expect(spelt.rows).toEqual([]);
    expect(spelt.writes).toEqual([]);

    // The new one comes first in the program, and last on the account.
    await change(wanted(0, 2));
    expect(rows(await ok(stack.previewRefresh()))).toEqual([]);
  });
});

describe("numbers in another place", () => {
  const branch = SITE.replace("const site", "const branch")
    .replace('"office"', '"branch"')
    .replace("Raleigh", "Durham");
  const at = (site: string, peer: string) =>
    program(
      SITE,
      PEER,
      OTHER_PEER,
      branch,
      PEER.replace("const peer", "const desk").replace('"trunk"', '"desk"').replace("site.siteId", "branch.siteId"),
      `new bw.PhoneNumberOrder("numbers", {
        siteId: ${site}.siteId, sipPeerId: ${peer}.sipPeerId, search: { areaCode: "919" }, quantity: 3 });`,
    );
  const places = () =>
    simulator.ledger
      .owned()
      .map((each) => simulator.account.peers.get(simulator.account.numbers.get(each)?.sipPeerId ?? "")?.name);

  test("are moved, none bought and none released", async () => {
    stack = await stackOf(at("site", "peer"));
    await ok(stack.up());
    expect(places()).toEqual(["Main", "Main", "Main"]);

    const peer = await change(at("site", "other"));
    expect(peer.rows).toEqual(["update numbers: sipPeerId"]);
    expect(peer.writes).toHaveLength(1);
    expect(peer.writes[0]).toMatch(/movetns$/i);
    expect(places()).toEqual(["Other", "Other", "Other"]);

    const site = await change(at("branch", "desk"));
    expect(site.rows).toEqual(["update numbers: sipPeerId, siteId"]);
    const branch = [...simulator.account.sites.values()].find(({ name }) => name === "Durham");
    expect(simulator.ledger.owned().map((each) => simulator.account.numbers.get(each)?.siteId)).toEqual(
      Array(3).fill(branch?.id),
    );
    expect(simulator.ledger.bought()).toHaveLength(3);
    expect(simulator.ledger.released()).toEqual([]);
    await expectSettled(stack, simulator);

    await ok(stack.destroy());
    expect(simulator.ledger.released()).toHaveLength(3);
  });

  test("go along when their SIP peer moves to another site", async () => {
    const wholly = (site: string) =>
      program(
        SITE,
        branch,
        PEER.replace("site.siteId", `${site}.siteId`),
        numbers('search: { areaCode: "919" }, quantity: 3').replace("site.siteId", `${site}.siteId`),
      );
    stack = await stackOf(wholly("site"));
    await ok(stack.up());

    const { rows, writes } = await change(wholly("branch"));
    expect(rows).toEqual([
      "create-replacement trunk: siteId",
      "replace trunk: siteId",
      "update numbers: sipPeerId, siteId",
      "delete-replaced trunk",
    ]);
    expect(writes.map((write) => write.replace(/\d+/g, "N"))).toEqual([
      "POST /sites/N/sippeers",
      "POST /sites/N/sippeers/N/movetns",
      "DELETE /sites/N/sippeers/N",
    ]);
    expect(places()).toEqual(["Main", "Main", "Main"]);
    expect([simulator.ledger.bought().length, simulator.ledger.released()]).toEqual([3, []]);
    await expectSettled(stack, simulator);
  });
});
