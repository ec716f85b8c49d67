import { expect, test } from "vitest";
import { inSweep, testWhere, toldNow } from "./halves.js";
import { change, numbers, peer, ref, searched, site, type YamlProgram } from "./pluginSupport.js";
import { engineAccount, expectSettled, fails, ok, PEER, program, rows, SITE } from "./support.js";

const { simulator, stackOf, pluginStackOf } = await engineAccount();

/** Orders of two numbers each, one after the other. */
function orders(count: number): string {
  return `let last = peer;
for (let index = 1; index <= ${count}; index++) last = new bw.PhoneNumberOrder("order-" + index, {
  siteId: site.siteId, sipPeerId: peer.sipPeerId, search: { areaCode: "919" }, quantity: 2 }, { dependsOn: last });`;
}

const warningsOf = (diagnostics: { severity: string; message: string }[]) =>
  diagnostics.filter(({ severity }) => severity === "warning").map(({ message }) => message);

testWhere(inSweep)("limits hold for a whole run; the preview warns, and what was bought before stays", async () => {
  const stack = await stackOf(program(SITE, PEER, orders(4)), { env: { BW_MAX_PURCHASES: "5" } });
  const preview = await ok(stack.preview());
  expect(warningsOf(preview.diagnostics)).toEqual([
    expect.stringMatching(
      /^this run wants to buy [68] or more telephone numbers, and the setting maxPurchases allows 5\. /,
    ),
  ]);
  expect(simulator.requests).toEqual([]);

  const up = await fails(stack.up());
  expect(up.text).toContain(
    "Refused to buy 2 telephone numbers: the setting maxPurchases allows 5 in one run, and 4 were bought or ordered so far.",
  );
  expect(simulator.ledger.bought()).toHaveLength(4);

  // Each run counts by itself: this one needs four more.
  const rest = await ok(stack.up());
  expect(warningsOf(rest.diagnostics)).toEqual([]);
  expect(simulator.ledger.bought()).toHaveLength(8);
  await expectSettled(stack, simulator);

  stack.env.BW_MAX_DISCONNECTS = "3";
  stack.setProgram(program(SITE, PEER, orders(4).replace("quantity: 2", "quantity: 1")));
  const shrinking = await ok(stack.preview());
  expect(warningsOf(shrinking.diagnostics)[0]).toMatch(/^this run wants to disconnect 4 or more telephone numbers/);
  const refused = await fails(stack.destroy());
  expect(refused.text).toMatch(
    /Refused to disconnect 2 telephone numbers: the setting maxDisconnects allows 3 in one run/,
  );
  expect(simulator.ledger.released()).toHaveLength(2);
  expect(simulator.ledger.owned()).toHaveLength(6);

  stack.env.BW_MAX_DISCONNECTS = "";
  const destroyed = await ok(stack.destroy());
  expect(rows(destroyed).length).toBeGreaterThan(0);
  expect(simulator.ledger.owned()).toEqual([]);
  expect(simulator.ledger.boughtTwice()).toEqual([]);
});

/** The same orders for the plugin. */
function yamlOrders(count: number, quantity: number): YamlProgram {
  const orders = Array.from({ length: count }, (_, index) => {
    const dependsOn = index === 0 ? undefined : { dependsOn: [ref(`order-${index}`)] };
    return [`order-${index + 1}`, numbers(searched(quantity), dependsOn)] as const;
  });
  return { resources: { office: site(), trunk: peer(), ...Object.fromEntries(orders) } };
}

testWhere(!inSweep)("the plugin's limits hold for a whole run too, and its preview warns", async () => {
  const stack = await pluginStackOf(yamlOrders(4, 2), { env: { BW_MAX_PURCHASES: "5" } });
  const preview = await ok(stack.preview());
  expect(warningsOf(preview.diagnostics)[0]).toMatch(
    /^this run wants to buy [68] or more telephone numbers, and the setting maxPurchases allows 5\. /,
  );
  const up = await fails(stack.up());
  expect(up.text).toContain(
    "Refused to buy 2 telephone numbers: the setting maxPurchases allows 5 in one run, and 4 were bought or ordered so far.",
  );
  expect(simulator.ledger.bought()).toHaveLength(4);
  await ok(stack.up());
  expect(simulator.ledger.bought()).toHaveLength(8);

  stack.env.BW_MAX_DISCONNECTS = "3";
  change(stack, yamlOrders(4, 1));
  const shrinking = await ok(stack.preview());
  expect(warningsOf(shrinking.diagnostics)[0]).toMatch(/^this run wants to disconnect 4 or more telephone numbers/);
  const refused = await fails(stack.destroy());
  expect(refused.text).toMatch(
    /Refused to disconnect 2 telephone numbers: the setting maxDisconnects allows 3 in one run/,
  );
  expect([simulator.ledger.released().length, simulator.ledger.owned().length]).toEqual([2, 6]);
  expect(simulator.ledger.boughtTwice()).toEqual([]);
});

/** One order of two numbers in this area, as a class. */
const ofArea = (areaCode: string, options = "") =>
  program(SITE, PEER, orders(1).replace("919", areaCode).replace("dependsOn: last", `dependsOn: last${options}`));
/** The same for the plugin. */
const yamlOfArea = (areaCode: string, options = {}): YamlProgram => ({
  resources: { office: site(), trunk: peer(), "order-1": numbers(searched(2, { search: { areaCode } }), options) },
});

/** A search in another area replaces the numbers. */
const replacements = {
  "dynamic resources": async () => {
    const stack = await stackOf(ofArea("919"));
    return {
      stack,
      move: () => stack.setProgram(ofArea("910")),
      moveFirst: () => stack.setProgram(ofArea("910", ", deleteBeforeReplace: true")),
    };
  },
  "the plugin": async () => {
    const stack = await pluginStackOf(yamlOfArea("919"));
    return {
      stack,
      move: () => change(stack, yamlOfArea("910")),
      moveFirst: () => change(stack, yamlOfArea("910", { deleteBeforeReplace: true })),
    };
  },
};

test.each(
  toldNow(replacements),
)("a replacement whose old numbers may not go buys nothing: %s", async (_frontEnd, start) => {
  const { stack, move, moveFirst } = await start();
  await ok(stack.up());
  move();
  stack.env.BW_MAX_DISCONNECTS = "1";
  const refused = await fails(stack.up());
  expect(refused.text).toMatch(
    /Refused to disconnect 2 telephone numbers: the setting maxDisconnects allows 1 in one run, .*\n.*so nothing was bought either: \+1919\d+, \+1919\d+/,
  );
  expect([simulator.ledger.bought().length, simulator.ledger.released().length]).toEqual([2, 0]);

  // Those that go first count once.
  moveFirst();
  stack.env.BW_MAX_DISCONNECTS = "2";
  await ok(stack.up());
  await expectSettled(stack, simulator);
  expect([simulator.ledger.bought().length, simulator.ledger.released().length]).toEqual([4, 2]);
});
