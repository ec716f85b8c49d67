import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type Simulator, startSimulator } from "../../simulator/index.js";
import { toldNow } from "./halves.js";
import type { Workspace } from "./harness/workspace.js";
import { change, numbers as ordered, peer, pluginStack, type Resource, ref, said, site } from "./pluginSupport.js";
import {
  expectSettled,
  expectSettledAtOnce,
  fails,
  ok,
  outputsOf,
  PEER,
  program,
  rows,
  SITE,
  stackOn,
  writes,
} from "./support.js";

/** The n-th number of Aberdeen, and of Berlin. */
const aberdeen = (line: number) => `+441224003${String(line).padStart(3, "0")}`;
const berlin = (line: number) => `+4930555000${String(line).padStart(3, "0")}`;
const PACKAGES = {
  voiceConfigurationPackageId: "d21315af-9b5b-4b45-a6f4-9106cbfe87d1",
  requirementsPackageId: "3fa85f64-5717-4562-b3fc-2c963f66afa6",
  autoActivate: true,
};

let simulator: Simulator;
const stacks: Workspace[] = [];
beforeAll(async () => {
  simulator = await startSimulator();
});
afterEach(() => {
  for (const stack of stacks.splice(0)) stack.cleanup();
  simulator.reset();
});
afterAll(() => simulator.close());

type Orders = Record<string, Resource["properties"]>;
type Dialect = "classic" | "universal";

/** Orders at one SIP peer, and what a look-up tells of the country, in each front-end's way. */
const FRONT_ENDS = {
  "dynamic resources": {
    start: (orders: Orders, dialect: Dialect) =>
      stackOn(simulator, javaScript(orders, dialect), { env: simulator.environment(dialect) }),
    change: (stack: Workspace, orders: Orders) => stack.setProgram(javaScript(orders, "universal")),
  },
  "the plugin": {
    start: (orders: Orders, dialect: Dialect) =>
      pluginStack(simulator, yamlOf(orders, dialect), { env: simulator.environment(dialect) }),
    change: (stack: Workspace, orders: Orders) => change(stack, yamlOf(orders, "universal")),
  },
};

function javaScript(orders: Orders, dialect: Dialect): string {
  const made = Object.entries(orders).map(([name, inputs]) => {
    const all = `{ siteId: site.siteId, sipPeerId: peer.sipPeerId, ...${JSON.stringify(inputs)} }`;
    return `new bw.PhoneNumberOrder(${JSON.stringify(name)}, ${all});`;
  });
  const look = 'exports.rules = bw.getRestrictionsOutput({ countryCodeA3: "ITA" }).restrictions;';
  return program(SITE, PEER, ...made, ...(dialect === "universal" ? [look] : []));
}

function yamlOf(orders: Orders, dialect: Dialect) {
  const made = Object.entries(orders).map(([name, inputs]) => [name, ordered(inputs ?? {})] as const);
  const look = { "fn::invoke": { function: "bandwidth:getRestrictions", arguments: { countryCodeA3: "ITA" } } };
  const resources = { office: site(), trunk: peer(), ...Object.fromEntries(made) };
  return dialect === "classic"
    ? { resources }
    : { resources, variables: { rules: look }, outputs: { rules: ref("rules.restrictions") } };
}

const searched = (quantity: number) => ({
  search: { countryCodeA3: "GBR", phoneNumberType: "GEOGRAPHIC" },
  quantity,
  ...PACKAGES,
});

describe.each(toldNow(FRONT_ENDS))("numbers of other countries, with %s", (_name, frontEnd) => {
  async function start(orders: Orders, dialect: Dialect): Promise<Workspace> {
    const stack = await frontEnd.start(orders, dialect);
    stacks.push(stack);
    return stack;
  }

  test("are bought, kept, grown, found again and released, and none is bought twice", async () => {
    const listed = { telephoneNumbers: ["+49 30 555000-012", berlin(7)] };
    const stack = await start({ british: searched(2), german: listed }, "universal");
    const up = await ok(stack.up());
    expect(up.diagnostics).toEqual([]);
    expect(await outputsOf(stack, "british")).toMatchObject({
      ...PACKAGES,
      ...{ telephoneNumbers: [aberdeen(0), aberdeen(1)], status: "COMPLETED" },
    });
    expect((await outputsOf(stack, "german")).telephoneNumbers).toEqual(
      expect.arrayContaining([berlin(7), berlin(12)]),
    );
    expect((await stack.outputs()).rules).toHaveLength(2);
    const [order] = simulator.requests.matching("POST", /\/orders$/).filter(({ body }) => body?.includes(aberdeen(0)));
    expect(order?.dialect).toBe("universal");
    for (const value of Object.values(PACKAGES)) expect(order?.body).toContain(`>${value}<`);
    await expectSettledAtOnce(stack, simulator);

    let mark = simulator.requests.mark();
    frontEnd.change(stack, { british: searched(3), german: { telephoneNumbers: [berlin(7), berlin(8)] } });
    expect(rows(await ok(stack.up())).sort()).toEqual(["update british: quantity", "update german: telephoneNumbers"]);
    expect(writes(simulator, mark).sort()).toEqual(["POST /disconnects", "POST /orders", "POST /orders"]);
    expect(simulator.ledger.owned().sort()).toEqual([0, 1, 2].map(aberdeen).concat([7, 8].map(berlin)).sort());

    // One is lost outside of Pulumi.
    simulator.account.loseNumber(aberdeen(1));
    const refresh = await ok(stack.refresh());
    expect(said(refresh).join()).toContain(`no longer in service on this account: ${aberdeen(1)}`);
    mark = simulator.requests.mark();
    expect(rows(await ok(stack.up()))).toEqual(["update british: quantity"]);
    expect(writes(simulator, mark)).toEqual(["POST /orders"]);
    expect(simulator.ledger.owned()).toContain(aberdeen(3));
    await expectSettled(stack, simulator);

    await ok(stack.destroy());
    expect(simulator.ledger.owned()).toEqual([]);
    expect(simulator.ledger.boughtTwice()).toEqual([]);
    expect(new Set(simulator.requests.map(({ dialect }) => dialect))).toEqual(new Set(["universal"]));
  });

  test("the order of a run that was killed is found again by the next one", async () => {
    const stack = await start({ british: searched(2) }, "universal");
    simulator.faults.on("POST", /\/orders$/, { kind: "delay", ms: 10_000 });
    const running = stack.spawn("up", "--yes", "--skip-preview");
    while (simulator.requests.matching("POST", /\/orders$/).length === 0) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    await running.kill();
    await running.result;
    await stack.unlock();
    await ok(stack.up());
    expect(simulator.requests.matching("POST", /\/orders$/)).toHaveLength(1);
    expect(simulator.ledger.owned()).toEqual([aberdeen(0), aberdeen(1)]);
    expect(simulator.ledger.boughtTwice()).toEqual([]);
  });

  test("the classic API is told to be the wrong one by the preview, at each property", async () => {
    const wrong: [Orders, string, string][] = [
      [
        { british: searched(1) },
        "search.countryCodeA3",
        "is only for the Universal Platform: a baseUrl that ends in /v2",
      ],
      [{ german: { telephoneNumbers: [berlin(7)] } }, "telephoneNumbers[0]", `${berlin(7)} is of another country`],
    ];
    for (const [orders, property, reason] of wrong) {
      const stack = await start(orders, "classic");
      const { text } = await fails(stack.run("preview"));
      expect(text).toMatch(new RegExp(`property ${escaped(property)} .*: ${escaped(reason)}`));
    }
    expect(simulator.requests.length).toBe(0);
  });
});

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
