import { expect, test } from "vitest";
import type { Resource } from "./pluginSupport.js";
import { engineAccount, numbers, ok, PEER, program, rows, SITE, urnOf, writes } from "./support.js";

const { simulator, stackOf, pluginStackOf } = await engineAccount();

const SEARCH = 'search: { areaCode: "919" }, quantity: 3';

test("an order passes to a plugin stack that imports it by its id with a search, and back, by `state delete`", async () => {
  const here = await stackOf(program(SITE, PEER, numbers(SEARCH)));
  await ok(here.up());
  const [orderId = ""] = [...simulator.account.orders.keys()].slice(-1);
  const [{ id: sipPeerId, siteId } = { id: "", siteId: "" }] = simulator.account.peers.values();
  await ok(here.run("state", "delete", await urnOf(here, "numbers"), "--yes"));

  const properties = { siteId, sipPeerId, search: { areaCode: "919" }, quantity: 3 };
  const imported: Resource = { type: "bandwidth:PhoneNumberOrder", properties, options: { import: orderId } };
  const there = await pluginStackOf({ resources: { imported } });
  const mark = simulator.requests.mark();
  await ok(there.up());
  expect(rows(await ok(there.up("--refresh", "--expect-no-changes")))).toEqual([]);
  await ok(there.run("state", "delete", await urnOf(there, "imported"), "--yes"));
  expect(writes(simulator, mark)).toEqual([]);

  here.setProgram(program(SITE, PEER, numbers(`${SEARCH}, adopt: "${orderId}"`)));
  await ok(here.up());
  expect(rows(await ok(here.up("--expect-no-changes")))).toEqual([]);
  expect(simulator.ledger.bought()).toHaveLength(3);
  expect(simulator.ledger.released()).toEqual([]);
  await ok(here.destroy());
  expect(simulator.ledger.owned()).toEqual([]);
});
