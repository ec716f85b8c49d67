import { describe, expect, test } from "vitest";
import { inSweep, testWhere } from "./halves.js";
import type { RunResult, Workspace } from "./harness/workspace.js";
import { change, OWN_PROCESS, peer, type Resource, ref, site, numbers as yamlNumbers } from "./pluginSupport.js";
import { ADDRESS, engineAccount, fails, number, ok, PEER, program, rows, SITE, writes } from "./support.js";

const { simulator, stackOf, pluginStackOf } = await engineAccount();

/** Number orders by name: what they want, and what they take over. They can wait for `LATE`. */
type Orders = Record<string, { wish: Record<string, unknown>; adopt?: string; after?: string }>;
/** A site that is made after another one, while the numbers change. */
const LATE = "late";

const list = (...lines: number[]) => ({ wish: { telephoneNumbers: lines.map((line) => number(line)) } });
const pool = (quantity: number) => ({ wish: { search: { areaCode: "919" }, quantity } });

/** The same program for each front-end. */
const frontEnds: [string, (orders: Orders) => Promise<Workspace>, (stack: Workspace, orders: Orders) => void][] = [
  ["dynamic resources", (orders) => stackOf(classes(orders)), (stack, orders) => stack.setProgram(classes(orders))],
  // What it sees of the command that has started it belongs to the test.
  [
    "the plugin",
    (orders) => pluginStackOf(inYaml(orders), OWN_PROCESS),
    (stack, orders) => change(stack, inYaml(orders)),
  ],
];

function classes(orders: Orders): string {
  const place = "siteId: site.siteId, sipPeerId: peer.sipPeerId";
  const waits = Object.values(orders).some(({ after }) => after === LATE);
  const more = (name: string, after: string) =>
    `const ${name} = new bw.Site("${name}", { name: "${name}", address: ${ADDRESS} }, { dependsOn: ${after} });`;
  const late = waits ? [more("early", "peer"), more(LATE, "early")] : [];
  const lines = Object.entries(orders).map(([name, { wish, adopt, after }]) => {
    const inputs = JSON.stringify({ ...wish, adopt }).slice(1, -1);
    const options = after === undefined ? "{}" : `{ dependsOn: ${after} }`;
    return `const ${name} = new bw.PhoneNumberOrder("${name}", { ${place}, ${inputs} }, ${options});`;
  });
  return program(SITE, PEER, ...late, ...lines);
}

function inYaml(orders: Orders) {
  const entries = Object.entries(orders).map(([name, { wish, adopt, after }]): [string, Resource] => [
    name,
    yamlNumbers(wish, {
      ...(adopt === undefined ? {} : { import: adopt }),
      ...(after === undefined ? {} : { dependsOn: [ref(after)] }),
    }),
  ]);
  const waits = Object.values(orders).some(({ after }) => after === LATE);
  const more = (name: string, after: string) => site(name, { dependsOn: [ref(after)] });
  const late: Record<string, Resource> = waits ? { early: more("early", "trunk"), [LATE]: more(LATE, "early") } : {};
  return { resources: { office: site(), trunk: peer(), ...late, ...Object.fromEntries(entries) } };
}

const toldNow = inSweep ? frontEnds.filter(([name]) => name === "dynamic resources") : frontEnds;

describe.each(toldNow)("numbers that change hands, with %s", (frontEnd, begin, rewrite) => {
  // What a run sees of its command, and has from its preview, `npm test` tells of both front-ends, and the rest of the plugin.
  const ofBoth = testWhere(!inSweep);
  const ofOne = testWhere(inSweep || frontEnd === "the plugin");
  let stack: Workspace;
  const nothingLost = (bought: number) => {
    expect(simulator.ledger.released()).toEqual([]);
    expect(simulator.ledger.bought()).toHaveLength(bought);
  };
  const up = async (orders: Orders, ...args: string[]): Promise<RunResult> => {
    rewrite(stack, orders);
    return ok(stack.up(...args));
  };
  const nothingToDo = async (...args: string[]) => {
    const mark = simulator.requests.mark();
    const again = await ok(stack.up("--expect-no-changes", ...args));
    expect(rows(again)).toEqual([]);
    expect(writes(simulator, mark)).toEqual([]);
  };

  ofOne("from list to list, from a pool, and back, one step at a time and many", async () => {
    stack = await begin({ giver: list(50, 51), taker: list(52), pool: pool(3) });
    await ok(stack.up());
    const moved = { giver: list(50), taker: list(52, 51), pool: pool(3) };
    rewrite(stack, moved);
    const preview = await ok(stack.preview());
    expect(preview.text).toMatch(
      /pass(es)? (from PhoneNumberOrder "giver"|to PhoneNumberOrder "taker")|to pass to PhoneNumberOrder "taker"/,
    );
    // With its preview, as a user runs it: the resources are registered one after the other.
    await ok(stack.run("up", "--yes", "--parallel", "1"));
    nothingLost(6);
    await nothingToDo();

    // The oldest number of the pool: what is said does not depend on which one it is.
    const pinned = { taker: list(52, 51), pool: pool(2), giver: list(50), pinned: list(0) };
    await up(pinned);
    nothingLost(6);
    await nothingToDo("--refresh");
    await up({ giver: list(50, 51), pinned: list(0), taker: list(52), pool: pool(2) }, "--refresh");
    nothingLost(6);
    await ok(stack.destroy());
    expect(simulator.ledger.owned()).toEqual([]);
  });

  ofBoth(
    "who adopts or imports numbers writes so on their order in the update, and who had them that it let them go",
    async () => {
      stack = await begin({ old: list(50, 51) });
      await ok(stack.up());
      const [order] = [...simulator.account.ordersOf("orders")].slice(-1);
      rewrite(stack, { renamed: { ...list(50, 51), adopt: `${number(50)},${number(51)}` } });
      await ok(stack.preview());
      expect(order?.notes).toEqual([]);
      await ok(stack.run("up", "--yes"));
      nothingLost(2);
      const words = order?.notes.map(({ description }) => description.split(" ")[1]);
      expect(words).toEqual(["passed", "left"]);
    },
  );

  ofBoth("a taker that depends on the giver is known from the preview", async () => {
    const taker = (...lines: number[]) => ({ ...list(...lines), after: "giver" });
    stack = await begin({ giver: list(50, 51), taker: taker(52) });
    await ok(stack.up());
    rewrite(stack, { giver: list(50), taker: taker(51, 52) });
    const up = await ok(stack.run("up", "--yes"));
    expect(up.text).toContain(`1 number stays in service for PhoneNumberOrder "taker": ${number(51)}`);
    nothingLost(3);
    await nothingToDo();
  });

  ofBoth("a run that sees only a part of the program disconnects nothing, and says so; the next one does", async () => {
    stack = await begin({ giver: list(50, 51), other: list(52) });
    await ok(stack.up());
    rewrite(stack, { giver: list(50), other: list(51, 52) });
    const part = await ok(stack.up("--target", `**giver`));
    expect(part.text).toContain(`1 number not disconnected yet, and still paid for: ${number(51)}.`);
    await ok(stack.up());
    nothingLost(3);
    await ok(stack.up());
    await nothingToDo();

    rewrite(stack, { giver: list(50), other: list(52) });
    const serial = await ok(stack.up("--parallel", "1"));
    expect(serial.text).toContain(`1 number not disconnected yet, and still paid for: ${number(51)}.`);
    await ok(stack.up());
    expect(simulator.ledger.released()).toEqual([number(51)]);
    await nothingToDo();
  });

  ofOne("a taker behind a step for which there is no room, while several resources give numbers up", async () => {
    stack = await begin({ one: list(50, 60), two: list(51, 61), three: list(52, 62) });
    await ok(stack.up());
    const given = { one: list(50), two: list(51), three: list(52), taker: { ...list(60, 61, 62), after: LATE } };
    await up(given, "--parallel", "2");
    nothingLost(6);
    await ok(stack.up());
    await nothingToDo();
  });

  ofOne("renamed without an alias: refused with the step to take, which is safe", async () => {
    stack = await begin({ old: list(0, 1) });
    await ok(stack.up());
    rewrite(stack, { x: list(0), y: list(1) });
    const mark = simulator.requests.mark();
    const refused = await fails(stack.up());
    expect(refused.text).toContain(`${number(0)}: already in service on this account`);
    expect(refused.text).toContain(`"${number(0)}"`);
    expect(writes(simulator, mark)).toEqual([]);
    await up({ x: { ...list(0), adopt: number(0) }, y: { ...list(1), adopt: number(1) } });
    nothingLost(2);
    await nothingToDo();
    await up({ merged: list(0, 1) }, "--refresh");
    nothingLost(2);
    await nothingToDo();
  });

  ofOne("a pinned list gives way to a search of as many, and back", async () => {
    stack = await begin({ n: list(50, 51) });
    await ok(stack.up());
    for (const wish of [pool(2), list(50, 51)]) {
      await up({ n: wish });
      nothingLost(2);
      await nothingToDo();
    }
  });

  // Classes have no option `import`.
  if (frontEnd === "the plugin")
    test("the option `import` and the list grow together", async () => {
      stack = await begin({});
      await ok(stack.up());
      const [sipPeerId = ""] = simulator.account.peers.keys();
      for (const line of [50, 51]) simulator.account.buyNumber({ number: number(line), sipPeerId });
      const mark = simulator.requests.mark();
      await up({ n: { ...list(50), adopt: number(50) } });
      await up({ n: { ...list(50, 51), adopt: [number(50), number(51)].join(",") } });
      expect(writes(simulator, mark)).toEqual([]);
      await nothingToDo();
    });

  if (frontEnd === "the plugin")
    test("the option `import` in another spelling, and as an order id", async () => {
      stack = await begin({ n: list(50, 51) });
      await ok(stack.up());
      const [orderId = ""] = [...simulator.account.orders.keys()].slice(-1);
      const spelled = [51, 50].map((line) => number(line).replace("+1", "")).join(", ");
      for (const orders of [
        { ...list(50, 51), adopt: spelled },
        { ...list(50, 51), adopt: orderId },
      ]) {
        await up({ n: orders });
        nothingLost(2);
        await nothingToDo();
      }
    });
});
