import { expect, test } from "vitest";
import type { Workspace } from "./harness/workspace.js";
import {
  change,
  numbers,
  otherPeer,
  peer,
  places,
  ref,
  searched,
  site,
  withNumbers,
  type YamlProgram,
} from "./pluginSupport.js";
import { engineAccount, expectSettled, expectSettledAtOnce, number, ok, outputsOf, rows, writes } from "./support.js";

const { simulator, pluginStackOf } = await engineAccount();
let stack: Workspace;

/** Changes the program and makes it true; the rows, the places and the writes of it. */
async function changed(program: YamlProgram) {
  change(stack, program);
  const mark = simulator.requests.mark();
  const up = await ok(stack.up());
  return { rows: rows(up), places: places(up), writes: writes(simulator, mark) };
}

test("more are bought, fewer are released, the newest first and named before it happens", async () => {
  stack = await pluginStackOf(withNumbers(searched(10)));
  await ok(stack.up());
  const more = await changed(withNumbers(searched(12)));
  expect(more.rows).toEqual(["update numbers: quantity"]);
  expect(more.writes).toEqual(["POST /orders"]);
  expect(simulator.ledger.bought().slice(10)).toEqual([number(10), number(11)]);

  const newest = [number(9), number(10), number(11)];
  change(stack, withNumbers(searched(9)));
  const preview = await ok(stack.preview());
  expect(preview.text).toContain(`3 numbers to be disconnected: ${newest.join(", ")}`);
  const fewer = await changed(withNumbers(searched(9)));
  expect(fewer.writes).toEqual(["POST /disconnects"]);
  expect(simulator.ledger.released().sort()).toEqual(newest);
  expect((await outputsOf(stack, "numbers")).telephoneNumbers).toEqual(simulator.ledger.owned());
  await expectSettledAtOnce(stack, simulator);
});

test("other criteria buy new numbers first, then release the old ones", async () => {
  stack = await pluginStackOf(withNumbers(searched(2)));
  await ok(stack.up());
  const wish = withNumbers({ search: { areaCode: "704" }, quantity: 2 });
  change(stack, wish);
  const preview = await ok(stack.preview());
  expect(places(preview)).toContain("numbers search.areaCode: update-replace");
  const moved = await changed(wish);
  expect(moved.rows).toEqual([
    "create-replacement numbers: search",
    "replace numbers: search",
    "delete-replaced numbers",
  ]);
  expect(moved.writes).toEqual(["POST /orders", "POST /disconnects"]);
  expect(simulator.ledger.owned()).toEqual([number(0, "704"), number(1, "704")]);
});

test("one listed and one dropped is one order and one disconnect; order and form of the list mean nothing", async () => {
  const wanted = (...lines: number[]) => withNumbers({ telephoneNumbers: lines.map((line) => number(line)) });
  stack = await pluginStackOf(wanted(1, 2));
  await ok(stack.up());

  change(stack, wanted(2, 3));
  const preview = await ok(stack.preview());
  expect(preview.text).toContain(`1 number to be disconnected: ${number(1)}`);
  expect(places(preview).sort()).toEqual(["numbers telephoneNumbers[0]: delete", "numbers telephoneNumbers[1]: add"]);
  const both = await changed(wanted(2, 3));
  expect(both.writes).toEqual(["POST /orders", "POST /disconnects"]);
  expect(simulator.ledger.bought()).toEqual([number(1), number(2), number(3)]);
  expect(simulator.ledger.released()).toEqual([number(1)]);

  const spelt = await changed(withNumbers({ telephoneNumbers: ["(919) 555-0103", "19195550102"] }));
  expect(spelt).toEqual({ rows: [], places: [], writes: [] });
  await expectSettled(stack, simulator);
});

test("numbers in another peer or site are moved, none bought and none released", async () => {
  const at = (siteName: string, peerName: string): YamlProgram => ({
    resources: {
      office: site(),
      trunk: peer(),
      spare: otherPeer(),
      branch: site("Durham"),
      desk: peer({ siteId: ref("branch.siteId") }),
      numbers: numbers(searched(3, { siteId: ref(`${siteName}.siteId`), sipPeerId: ref(`${peerName}.sipPeerId`) })),
    },
  });
  const { account, ledger } = simulator;
  const placesOf = () =>
    ledger.owned().map((each) => {
      const { siteId = "", sipPeerId = "" } = account.numbers.get(each) ?? {};
      return `${account.sites.get(siteId)?.name}/${account.peers.get(sipPeerId)?.name}`;
    });
  stack = await pluginStackOf(at("office", "trunk"));
  await ok(stack.up());
  expect(placesOf()).toEqual(Array(3).fill("Raleigh/Main"));

  const peerMoved = await changed(at("office", "spare"));
  expect(peerMoved.places).toEqual(["numbers sipPeerId: update"]);
  expect(peerMoved.writes).toHaveLength(1);
  expect(peerMoved.writes[0]).toMatch(/movetns$/i);
  expect(placesOf()).toEqual(Array(3).fill("Raleigh/Other"));

  const siteMoved = await changed(at("branch", "desk"));
  expect(siteMoved.places.sort()).toEqual(["numbers sipPeerId: update", "numbers siteId: update"]);
  expect(placesOf()).toEqual(Array(3).fill("Durham/Main"));
  expect(ledger.bought()).toHaveLength(3);
  expect(ledger.released()).toEqual([]);
  await expectSettled(stack, simulator);
});

test("numbers go along when their SIP peer moves to another site", async () => {
  const wholly = (name: string): YamlProgram => ({
    resources: {
      office: site(),
      branch: site("Durham"),
      trunk: peer({ siteId: ref(`${name}.siteId`) }),
      numbers: numbers(searched(3, { siteId: ref(`${name}.siteId`) })),
    },
  });
  const { account, ledger } = simulator;
  stack = await pluginStackOf(wholly("office"));
  await ok(stack.up());

  const moved = await changed(wholly("branch"));
  expect(moved.rows).toEqual([
    "create-replacement trunk: siteId",
    "replace trunk: siteId",
    "update numbers: siteId, sipPeerId",
    "delete-replaced trunk",
  ]);
  expect([account.peers.size, ledger.bought().length, ledger.released()]).toEqual([1, 3, []]);
  await expectSettled(stack, simulator);
});
