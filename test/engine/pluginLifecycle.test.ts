import { expect, test } from "vitest";
import { refusedDeletes, untilOrderTold, untilPeerTold } from "./harness/untilTold.js";
import type { Workspace } from "./harness/workspace.js";
import {
  change,
  idOf,
  numbers,
  otherPeer,
  peer,
  places,
  pluginOnPath,
  ref,
  resourcesOf,
  searched,
  site,
  webhook,
  withNumbers,
} from "./pluginSupport.js";
import { engineAccount, expectSettled, expectSettledAtOnce, number, ok, outputsOf, rows, writes } from "./support.js";

const { simulator, pluginStackOf } = await engineAccount();
let stack: Workspace | undefined;

test("a YAML stack goes up in one command, stays as it is, and is taken down in the right order", async () => {
  // Their ends come when the run has waited long enough to say so.
  Object.assign(simulator.settings, { disconnectReleaseMs: 600_000 });
  simulator.account.script({ outcome: "stuck" });
  stack = await pluginStackOf({
    resources: {
      office: site(),
      trunk: peer(),
      spare: otherPeer(),
      numbers: numbers(searched(3)),
      options: {
        type: "bandwidth:TnOptions",
        properties: { telephoneNumbers: ref("numbers.telephoneNumbers"), callForward: "+16042661720", sms: "on" },
      },
      webhook: webhook({ username: "us", password: "a word" }),
    },
    outputs: { numbers: ref("numbers.telephoneNumbers"), siteId: ref("office.siteId") },
  });

  const preview = await ok(stack.preview());
  expect(preview.changes.create).toBe(7);
  expect(simulator.requests).toEqual([]);

  const up = await ok(untilOrderTold(stack.up(), simulator));
  expect(await stack.outputs()).toEqual({
    numbers: [number(0), number(1), number(2)],
    siteId: idOf(simulator.account.sites, "Raleigh"),
  });
  expect(simulator.account.numbers.get(number(2))?.options).toEqual({ callForward: "6042661720", sms: "on" });
  expect(writes(simulator, 0)).toHaveLength(6);

  // While it waits the user sees what for; what stays on the screen is nothing but the result.
  const waiting = /^PhoneNumberOrder: order .* (RECEIVED|PROCESSING), \d+ s$/;
  expect(up.statuses.some(({ message, urn }) => waiting.test(message) && urn?.endsWith("::numbers"))).toBe(true);
  for (const urn of new Set(up.statuses.map((status) => status.urn))) {
    expect(up.statuses.filter((status) => status.urn === urn).at(-1)?.message).toBe("");
  }
  expect(up.diagnostics).toEqual([]);

  await expectSettledAtOnce(stack, simulator);

  const mark = simulator.requests.mark();
  const destroy = await ok(untilPeerTold(stack.destroy(), simulator, mark));
  expect(simulator.ledger.released().sort()).toEqual(simulator.ledger.bought());
  const { peers, sites, subscriptions } = simulator.account;
  expect([peers.size, sites.size, subscriptions.size]).toEqual([0, 0, 0]);
  expect(await resourcesOf(stack)).toEqual([]);
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

test("the screen names what differs down to the element, and what only stands elsewhere is no difference", async () => {
  const hosts = [
    { hostName: "192.0.2.40", port: 5060, dataAllowed: true },
    { hostName: "192.0.2.41", port: 5060 },
  ];
  const wish = (more: Record<string, unknown>, name = "Raleigh") => ({
    resources: { office: site(name), trunk: peer({ terminationHosts: hosts, ...more }) },
  });
  stack = await pluginStackOf(wish({ description: "one" }));
  pluginOnPath(stack);
  await ok(stack.up());

  const [first, second] = hosts;
  change(
    stack,
    wish({ terminationHosts: [first, { ...second, port: 5080 }], callingName: { display: true, enforced: false } }),
  );
  const preview = await ok(stack.preview("--diff"));
  expect(places(preview).sort()).toEqual([
    "trunk callingName: add",
    "trunk description: delete",
    "trunk terminationHosts[1].port: update",
  ]);
  expect(preview.text).toMatch(/port\s*: 5060 => 5080/);
  const up = await ok(stack.up());
  expect(rows(up)).toEqual(["update trunk: description, terminationHosts, callingName"]);
  const found = simulator.account.peers.get(idOf(simulator.account.peers, "Main"));
  expect(found?.terminationHosts.map(({ Port }) => Port)).toEqual(["5060", "5080"]);
  expect(found?.description ?? "").toBe("");

  // A set: its order means nothing. What stays known of the site keeps the peer out of the preview.
  change(
    stack,
    wish(
      { terminationHosts: [{ ...second, port: 5080 }, first], callingName: { display: true, enforced: false } },
      "Durham",
    ),
  );
  const renamed = await ok(stack.preview());
  expect(places(renamed)).toEqual(["office name: update"]);
  expect(rows(await ok(stack.up()))).toEqual(["update office: name"]);
  await expectSettled(stack, simulator);
});

test("the key of the orders is the provider resource's own id: two states of one program never share an order", async () => {
  const one = await pluginStackOf(withNumbers(searched(2)));
  stack = one;
  const other = await pluginStackOf({
    resources: { ...withNumbers(searched(2)).resources, office: site("Durham") },
  });
  try {
    await ok(one.up());
    await ok(other.up());
    expect(simulator.ledger.bought()).toHaveLength(4);
    expect((await outputsOf(other, "numbers")).telephoneNumbers).toEqual([number(2), number(3)]);
    const [mine, theirs] = simulator.account.ordersOf("orders").map(({ customerOrderId }) => customerOrderId ?? "");
    expect(mine).toMatch(/^[A-Za-z0-9 -]{1,40}$/);
    expect(mine).not.toBe(theirs);
    await ok(other.destroy());
    expect(simulator.ledger.owned()).toEqual([number(0), number(1)]);
  } finally {
    other.cleanup();
  }
  await expectSettled(one, simulator);
});
